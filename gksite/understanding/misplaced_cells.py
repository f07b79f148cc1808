"""Rows whose texts do not stand under their headings: each text is taken for what it looks like."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gksite.text.breaks import mended
from gksite.text.outline import ARABIC, mark_of, plain_number
from gksite.understanding import doubts
from gksite.understanding.columns import Columns
from gksite.understanding.items import HeadingItem, TaskItem
from gksite.understanding.roles import Hint
from gksite.understanding.row_slots import Slot, TableRow, spot_of
from gksite.understanding.text_kinds import lists_agencies, look_of, texts_of
from gksite.understanding.vocabulary import HOLDERS

_WORDS = 6
"""Characters that a heading has at least, where a gap in a cell may divide two."""


@dataclass(frozen=True, slots=True)
class _PlacesByLook:
    """The columns of a row with a text, by what that looks like; deadlines and remarks stay where they are."""

    numbers: tuple[int, ...]
    agencies: tuple[int, ...]
    texts: tuple[int, ...]


def hint_of(columns: Columns, column: int) -> Hint:
    """What a column says of the role of its agencies; 责任单位 without another column leaves it to the words."""
    kind = columns.kinds[column]
    if kind == "support" and len(columns.of(*HOLDERS)) == 1:
        return "duty"
    return kind  # type: ignore[return-value]


def _hints(columns: Columns) -> list[Hint]:
    """What each agency column says, in order."""
    return [hint_of(columns, column) for column in columns.of(*HOLDERS)] or ["duty"]


def headings_in(slot: Slot, level: int) -> Iterator[HeadingItem]:
    """The headings that one cell holds: two that a gap keeps apart are two levels."""
    lines = mended(slot.text).split("\n")
    pieces = lines[0].split()
    if len(lines) == 1 and min(map(len, pieces), default=_WORDS) >= _WORDS:
        lines = pieces
    for n, line in enumerate(lines):
        yield HeadingItem(line.strip(), slot.spot, level + n)


def task_by_content(row: TableRow, columns: Columns, by_columns: TaskItem, *, beyond: bool) -> TaskItem:
    """A row in which texts may stand beside their columns; `by_columns` is what it says by its columns.

    `beyond`: a text stands behind the columns that the header names.
    """
    places = _sort_texts(row, columns)
    if places.numbers and not by_columns.printed:
        by_columns = replace(by_columns, printed=plain_number(row.text_at(places.numbers[0])))
    if not beyond and _may_be_heading(row, columns, places.texts):
        only = row.slots[places.texts[-1]]
        return replace(by_columns, candidate=HeadingItem(mended(only.text), only.spot, 1))
    if _are_in_place(columns, places):
        return by_columns
    return _place_by_look(row, columns, by_columns, places).doubting(doubts.SLIPPED)


def _sort_texts(row: TableRow, columns: Columns) -> _PlacesByLook:
    """The texts of a row by what they look like: numbers, agencies, others."""
    kept = columns.of("deadline", "remark")
    where = columns.of("number") or row.stated[:2]
    numbers = [i for i in where if row.states(i) and plain_number(row.text_at(i))]
    agencies: list[int] = []
    texts: list[int] = []
    for i in row.stated:
        if i in kept or i in numbers:
            continue
        if lists_agencies(row.text_at(i)):
            agencies.append(i)
        else:
            texts.append(i)
    return _PlacesByLook(tuple(numbers), tuple(agencies), tuple(texts))


def _has_lone_text(columns: Columns) -> bool:
    """Whether a task of a table has one text, and what stands in front of it are headings."""
    return bool(columns.of("section")) or not columns.of("title")


def _may_be_heading(row: TableRow, columns: Columns, texts: Sequence[int]) -> bool:
    """Whether the last text of a row stands in its column, but looks like a heading."""
    if not texts or not _has_lone_text(columns):
        return False
    *before, last = texts
    in_place = last in columns.of("requirement") and set(before) <= set(columns.of("section"))
    return in_place and look_of(row.text_at(last)) == "heading"


def _are_in_place(columns: Columns, places: _PlacesByLook) -> bool:
    """Whether all texts of a row stand under columns that can hold them, the last in that of the requirement."""
    if places.texts and places.texts[-1] not in columns.of("requirement"):
        return False
    texts_fit = set(places.texts) <= set(columns.of("section", "title", "requirement"))
    return texts_fit and set(places.agencies) <= set(columns.of(*HOLDERS))


def _place_by_look(row: TableRow, columns: Columns, by_columns: TaskItem, places: _PlacesByLook) -> TaskItem:
    """A row with its texts as headings, title and requirement in their order, and its agencies in theirs."""
    texts = list(map(mended, texts_of(row.slots_at(places.texts))))
    headings: tuple[HeadingItem, ...] = ()
    title: str | None = None
    if _has_lone_text(columns) and len(texts) > 1:
        headings = tuple(_headings_at(row, columns, places.texts[:-1]))
        texts = texts[-1:]
    elif _begins_with_title(texts, columns):
        title, *texts = texts
    hints = _hints(columns)
    agencies = texts_of(row.slots_at(places.agencies))
    blank = hints[len(agencies) :] if _has_room_left(row, columns, places.texts) else []
    has_number = plain_number(by_columns.printed or "") is not None
    return TaskItem(
        row.spot,
        printed=by_columns.printed if has_number else None,
        title=title,
        requirement="\n".join(texts) or None,
        cells=tuple(_cells(hints, agencies)),
        blank=tuple(blank),
        headings=headings,
        deadline=by_columns.deadline,
        remark="\n".join(map(mended, row.shown_texts(columns.of("remark")))) or None,
        merges=row.merges,
    )


def _cells(hints: Sequence[Hint], agencies: Iterable[str]) -> Iterator[tuple[Hint, str]]:
    """Some agencies, each as a cell of the next agency column, further ones as cells of the last."""
    for n, text in enumerate(agencies):
        yield hints[min(n, len(hints) - 1)], text


def _begins_with_title(texts: Sequence[str], columns: Columns) -> bool:
    """Whether the first of some texts of a task is its title: one of several, or a numbered one."""
    return bool(texts and columns.of("title")) and (len(texts) > 1 or mark_of(texts[0]) is not None)


def _headings_at(row: TableRow, columns: Columns, texts: Sequence[int]) -> Iterator[HeadingItem]:
    """The headings that some columns of a row hold, their level counted from the first section column."""
    base = min(columns.of("section"), default=texts[0])
    for i in texts:
        yield from headings_in(row.slots[i], max(0, i - base))


def _has_room_left(row: TableRow, columns: Columns, texts: Sequence[int]) -> bool:
    """Whether a blank cell is left where agencies could stand; else their cell is lost."""
    places = {*columns.of(*HOLDERS), *range(max(texts, default=0) + 1, len(row.slots))}
    return any(slot.state == "own" and slot.blank for slot in row.slots_at(places))


def split_row(row: TableRow, columns: Columns) -> Iterator[TaskItem]:
    """Rows that run together in one: a new one begins with a number, and where a text or agency has no room."""
    part: list[Slot] = []
    for i in row.stated:
        slot = row.slots[i]
        if part and (_begins_with_number(slot.text) or not _has_room(part, slot, columns)):
            yield _task_of_part(part, columns, merges=row.merges)
            part = []
        part.append(slot)
    yield _task_of_part(part, columns, merges=row.merges)


def _begins_with_number(text: str) -> bool:
    """Whether a text begins with a number that may be a task's: 1. and not 一、."""
    mark = mark_of(text)
    return mark is not None and mark.rank >= ARABIC


def _has_room(part: Sequence[Slot], slot: Slot, columns: Columns) -> bool:
    """Whether a row that holds some texts can take one more."""
    holders = sum(map(lists_agencies, texts_of(part)))
    if lists_agencies(slot.text):
        return holders < len(columns.of(*HOLDERS))
    numbered = mark_of(part[0].text) is not None or plain_number(part[0].text) is not None
    if holders:
        return False
    return len(part) == 1 and numbered and bool(columns.of("title"))


def _task_of_part(part: Sequence[Slot], columns: Columns, *, merges: bool) -> TaskItem:
    """The task that some texts of a row are, in doubt."""
    number, *behind = texts_of(part)
    printed = plain_number(number)
    texts = []
    agencies = []
    for text in behind if printed else texts_of(part):
        if lists_agencies(text):
            agencies.append(text)
        else:
            texts.append(mended(text))
    title: str | None = None
    if _begins_with_title(texts, columns):
        title, *texts = texts
    return TaskItem(
        spot_of(part),
        printed=printed,
        title=title,
        requirement="\n".join(texts) or None,
        cells=tuple(zip(_hints(columns), agencies, strict=False)),
        merges=merges,
        doubts=(doubts.JOINED,),
    )
