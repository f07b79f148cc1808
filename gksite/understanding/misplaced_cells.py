"""Rows whose texts do not stand under their headings: each text is taken for what it looks like."""

from collections.abc import Iterator
from dataclasses import replace

from gksite.text.breaks import bare, mended
from gksite.text.outline import ARABIC, mark_of, plain_number
from gksite.understanding import doubts
from gksite.understanding.columns import Columns
from gksite.understanding.items import Heading, Task
from gksite.understanding.roles import Hint
from gksite.understanding.row_slots import Row, Slot, joined
from gksite.understanding.text_kinds import agencies, look
from gksite.understanding.vocabulary import HOLDERS

_WORDS = 5
"""Characters that a heading has at least, where a gap in a cell may divide two."""


def hint_of(columns: Columns, column: int) -> Hint:
    """What a column says of the role of its agencies; 责任单位 without another column leaves it to the words."""
    kind = columns.kinds[column]
    if kind == "support" and len(columns.of(*HOLDERS)) == 1:
        return "duty"
    return kind  # type: ignore[return-value]


def hints(columns: Columns) -> list[Hint]:
    """What each agency column says, in order."""
    return [hint_of(columns, i) for i in columns.of(*HOLDERS)] or ["duty"]


def headings_in(slot: Slot, level: int) -> Iterator[Heading]:
    """The headings that one cell holds: two that a gap keeps apart are two levels."""
    lines = [line.strip() for line in mended(slot.text).split("\n")]
    if len(lines) == 1:
        pieces = lines[0].split()
        lines = pieces if all(len(piece) > _WORDS for piece in pieces) else lines
    for n, line in enumerate(lines):
        yield Heading(line, slot.spot, level + n)


def by_content(row: Row, columns: Columns, straight: Task, *, beyond: bool) -> Task:
    """A row in which texts may stand beside their columns; `straight` is the row by its columns."""
    kept = {i for i in columns.of("deadline", "remark") if row.slots[i].stated}
    where = columns.of("number") or row.stated[:2]
    numbers = [i for i in where if row.slots[i].stated and plain_number(row.slots[i].text)]
    if numbers and not straight.printed:
        straight = replace(straight, printed=plain_number(row.slots[numbers[0]].text))
    rest = [i for i in row.stated if i not in kept and i not in numbers]
    holders = [i for i in rest if agencies(row.slots[i].text)]
    texts = [i for i in rest if i not in holders]
    body = columns.of("requirement")
    lone = bool(columns.of("section")) or not columns.of("title")
    heads = columns.of("section")
    last = texts[-1:]
    if not beyond and lone and set(texts[:-1]) <= set(heads) and set(last) & set(body) and _short(row, last[0]):
        only = row.slots[last[0]]
        return replace(straight, candidate=Heading(mended(only.text), only.spot, 1))
    in_place = set(texts) <= {*heads, *columns.of("title"), *body} and set(holders) <= set(columns.of(*HOLDERS))
    if in_place and (not texts or last[0] in body):
        return straight
    return _placed(row, columns, straight, texts, holders, lone=lone).doubting(doubts.SLIPPED)


def _short(row: Row, column: int) -> bool:
    return look(row.slots[column].text) == "heading"


def _placed(row: Row, columns: Columns, straight: Task, texts: list[int], holders: list[int], *, lone: bool) -> Task:
    said = [mended(row.slots[i].text) for i in texts]
    headings: tuple[Heading, ...] = ()
    title = None
    if lone and len(texts) > 1:
        base = min(columns.of("section"), default=texts[0])
        headings = tuple(heading for i in texts[:-1] for heading in headings_in(row.slots[i], max(0, i - base)))
        said = said[-1:]
    elif len(texts) > 1:
        title, said = said[0], said[1:]
    elif texts and columns.of("title") and mark_of(said[0]):
        title, said = said[0], []
    roles = hints(columns)
    return Task(
        row.spot,
        printed=straight.printed if straight.printed and plain_number(straight.printed) else None,
        title=title,
        requirement="\n".join(said) or None,
        cells=tuple((roles[min(n, len(roles) - 1)], row.slots[i].text) for n, i in enumerate(holders)),
        blank=tuple(roles[len(holders) :]) if _room_left(row, columns, texts) else (),
        headings=headings,
        deadline=straight.deadline,
        remark="\n".join(mended(row.slots[i].text) for i in columns.of("remark") if bare(row.slots[i].text)) or None,
        merges=row.merges,
    )


def _room_left(row: Row, columns: Columns, texts: list[int]) -> bool:
    """Whether a blank cell is left where agencies could stand; else their cell is lost."""
    places = {*columns.of(*HOLDERS), *range(max(texts, default=0) + 1, len(row.slots))}
    return any(row.slots[i].state == "own" and not bare(row.slots[i].text) for i in places)


def several(row: Row, columns: Columns) -> Iterator[Task]:
    """Rows that run together in one: a new one begins with a number, and where a text or agency has no room."""
    part: list[Slot] = []
    for i in row.stated:
        slot = row.slots[i]
        mark = mark_of(slot.text)
        if part and ((mark and mark.rank >= ARABIC) or not _room(part, slot, columns)):
            yield _part(part, columns, merges=row.merges)
            part = []
        part.append(slot)
    yield _part(part, columns, merges=row.merges)


def _room(part: list[Slot], slot: Slot, columns: Columns) -> bool:
    """Whether a row that holds some texts can take one more."""
    holders = sum(agencies(held.text) for held in part)
    if agencies(slot.text):
        return holders < len(columns.of(*HOLDERS))
    titled = bool(columns.of("title")) and (mark_of(part[0].text) or plain_number(part[0].text)) is not None
    return len(part) - holders < (2 if titled else 1) and holders == 0


def _part(part: list[Slot], columns: Columns, *, merges: bool) -> Task:
    number = next((plain_number(slot.text) for slot in part[:1]), None)
    texts = [mended(slot.text) for slot in part[bool(number) :] if not agencies(slot.text)]
    titled = columns.of("title") and texts and (mark_of(texts[0]) or len(texts) > 1)
    title = texts.pop(0) if titled else None
    held = [slot.text for slot in part if agencies(slot.text)]
    return Task(
        joined([slot.spot for slot in part]),
        printed=number,
        title=title,
        requirement="\n".join(texts) or None,
        cells=tuple(zip(hints(columns), held, strict=False)),
        merges=merges,
        doubts=(doubts.JOINED,),
    )
