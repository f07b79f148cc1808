"""Tasks written as prose: numbered paragraphs that end in （责任单位：…）, or with lines such as 牵头单位：… below."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from gksite.importers import doubts, lines
from gksite.importers.grid import joined
from gksite.importers.items import Heading, Task
from gksite.importers.repairs import Item
from gksite.importers.roles import Hint
from gksite.importers.statements import closing_bracket, inner_brackets, labels, names_agencies, text_and_labels
from gksite.importers.words import column_kind
from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare, ends, glued
from gksite.text.outline import mark_of

_SENTENCE = re.compile(r"^([^。]*。)\s*(.+)$", re.DOTALL)
_USUALLY = 0.8
_FEWEST = 3
"""Brackets with nothing but names in them that tell a list of tasks from a text with asides."""
_BULLETS = "▲△●○◆◇■□★☆▪•·➢※—-"
_LINE = 40
"""Characters of a title on a line of its own; a longer line without a stop goes on in the next."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The paragraphs before the first heading or task, the tasks, and the paragraphs after the last."""

    before: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    after: tuple[Paragraph, ...]
    rank: int | None


def prose_of(paragraphs: Sequence[Paragraph]) -> Prose | None:
    """The tasks of a text without a table, None where no paragraph says who is responsible."""
    paragraphs = [part for paragraph in paragraphs for part in _divided(paragraph)]
    stated = _stated(paragraphs)
    bare_ones = [i for i in stated if (found := closing_bracket(paragraphs[i].text)) and found[1].bare]
    if not stated or len(bare_ones) == len(stated) < _FEWEST:
        return None
    rank = _rank(paragraphs, stated)
    owners: list[int] = []
    for n, i in enumerate(stated):
        goes_on = n and stated[n - 1] == i - 1 and labels(paragraphs[i].text) and labels(paragraphs[i - 1].text)
        owners.append(owners[-1] if goes_on else _owner(paragraphs, i, rank))
    first = min(owners)
    while first > 0 and _opens(paragraphs[first - 1], rank):
        first -= 1
    last = max(stated) + 1
    below = _text_below(paragraphs, stated, rank)
    between = _unnumbered(paragraphs, stated, rank)
    if between and first > 0 and _names_part(paragraphs[first - 1]):
        first -= 1
        between.add(id(paragraphs[first]))
    while last < len(paragraphs) and (
        _is_next(paragraphs, first, last, rank) or (below and _goes_on(paragraphs[last], rank))
    ):
        last += 1
    items = _items(paragraphs[first:last], rank, {id(paragraphs[i]) for i in owners}, between)
    return Prose(tuple(paragraphs[:first]), tuple(items), tuple(paragraphs[last:]), rank)


def _stated(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The paragraphs that state agencies, and those with other labels right above or below such a one."""
    said = [bool(closing_bracket(p.text) or labels(p.text)) for p in paragraphs]
    found: list[int] = []
    for stands, run in groupby(range(len(paragraphs)), said.__getitem__):
        block = list(run)
        if stands and any(closing_bracket(paragraphs[i].text) or names_agencies(paragraphs[i].text) for i in block):
            found += block
    return found


def _divided(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph, cut in two where labels such as 责任单位： follow its text in the same line."""
    text, said = ("", "") if labels(paragraph.text) else text_and_labels(paragraph.text)
    return [replace(paragraph, text=text), replace(paragraph, text=said)] if said else [paragraph]


def _text_below(paragraphs: Sequence[Paragraph], stated: Sequence[int], rank: int | None) -> bool:
    """Whether tasks before the last have text below what states their agencies."""
    return rank is not None and any(at + 1 not in stated and _goes_on(paragraphs[at + 1], rank) for at in stated[:-1])


def _is_next(paragraphs: Sequence[Paragraph], first: int, at: int, rank: int | None) -> bool:
    """Whether a paragraph bears the number after that of the last task: one for which nobody is responsible."""
    mark = mark_of(paragraphs[at].text)
    before = (other for p in reversed(paragraphs[first:at]) if (other := mark_of(p.text)) and other.rank == rank)
    last = next(before, None)
    return mark is not None and last is not None and mark.rank == rank and mark.value == last.value + 1


def _goes_on(paragraph: Paragraph, rank: int | None) -> bool:
    """Whether a paragraph can belong to the task above it: no heading, signature or note of the page."""
    text = paragraph.text
    mark = mark_of(text)
    return (mark is None or (rank is not None and mark.rank > rank)) and not lines.stands_apart(text)


def _rank(paragraphs: Sequence[Paragraph], stated: Sequence[int]) -> int | None:
    """The rank of the tasks' numbers: the innermost that stands once above each statement of agencies."""
    ranks = [mark.rank if (mark := mark_of(p.text)) and not labels(p.text) else None for p in paragraphs]
    own = Counter(rank for at in stated if (rank := ranks[at]) is not None)
    if 2 * own.total() >= len(stated):
        return own.most_common(1)[0][0]
    blocks = []
    begin = 0
    for n, at in enumerate(stated):
        if not n or at > stated[n - 1] + 1 or not labels(paragraphs[at].text):
            blocks.append(Counter(rank for rank in ranks[begin : at + 1] if rank is not None))
        begin = at + 1
    if not own and all(_speaks(paragraphs[at]) for at in stated):
        first = Counter(min(block) for block in blocks if block)
        often = [rank for rank in first if sum(block[rank] == 1 for block in blocks) >= _USUALLY * len(blocks)]
        if not often:
            return None
    once = {rank: sum(block[rank] == 1 for block in blocks) for block in blocks for rank in block}
    enough = [rank for rank, count in once.items() if count >= _USUALLY * len(blocks)]
    if enough:
        return max(enough)
    return max(once, key=lambda rank: (once[rank], rank), default=None)


def _speaks(paragraph: Paragraph) -> bool:
    """Whether a paragraph says what is to be done in front of its bracket."""
    found = closing_bracket(paragraph.text)
    return found is not None and bool(found[0])


def _owner(paragraphs: Sequence[Paragraph], at: int, rank: int | None) -> int:
    """The paragraph that begins the task whose agencies a paragraph states."""
    for i in reversed(range(at + 1)):
        mark = mark_of(paragraphs[i].text)
        if mark and (mark.rank == rank or (i == at and rank and mark.rank < rank)) and not labels(paragraphs[i].text):
            return i
        if i == at:
            continue
        if closing_bracket(paragraphs[i].text) or (labels(paragraphs[i].text) and not labels(paragraphs[i + 1].text)):
            return i + 1
    return at


def _opens(paragraph: Paragraph, rank: int | None) -> bool:
    """Whether a heading stands directly above the first task."""
    mark = mark_of(paragraph.text)
    short = len(bare(paragraph.text)) <= _LINE and "。" not in paragraph.text.strip()[:-1]
    return mark is not None and (rank is None or mark.rank < rank) and (short or not ends(paragraph.text))


def _unnumbered(paragraphs: Sequence[Paragraph], stated: Sequence[int], rank: int | None) -> set[int]:
    """Short lines without a number between a task's agencies and the next task: headings, where they are few."""
    found = {
        id(paragraphs[at + 1])
        for at in stated
        if at + 2 < len(paragraphs)
        and rank is not None
        and at + 1 not in stated
        and (mark := mark_of(paragraphs[at + 2].text))
        and mark.rank == rank
        and _names_part(paragraphs[at + 1])
    }
    return found if 2 * len(found) < len(stated) else set()


def _names_part(paragraph: Paragraph) -> bool:
    """Whether a line without a number may head tasks."""
    text = paragraph.text.strip()
    own = lines.is_heading_like(text) and text[0] not in _BULLETS and not mark_of(text) and len(bare(text)) <= _LINE
    return own and not lines.ends_title(text) and not lines.stands_apart(text)


def _items(paragraphs: Sequence[Paragraph], rank: int | None, owners: set[int], between: set[int]) -> list[Item]:
    items: list[Item] = []
    heads, inner = _divided_tasks(paragraphs, rank)
    for paragraph in paragraphs:
        mark = mark_of(paragraph.text)
        said = labels(paragraph.text)
        if id(paragraph) in between:
            items.append(Heading(paragraph.text.strip(), paragraph.spot, doubts=(doubts.UNNUMBERED,)))
            continue
        if id(paragraph) in heads:
            items.append(Heading(paragraph.text.strip(), paragraph.spot))
            continue
        open_task = items[-1] if items and isinstance(items[-1], Task) else None
        if said and open_task:
            for label in said:
                open_task = _with_label(open_task, label, paragraph)
            items[-1] = open_task
        elif open_task and (found := closing_bracket(paragraph.text)) and not found[0]:
            items[-1] = _with_text(open_task, paragraph)
        elif mark and mark.rank != rank and (rank is None or mark.rank < rank) and not closing_bracket(paragraph.text):
            items.append(Heading(paragraph.text.strip(), paragraph.spot))
        elif (
            (mark and mark.rank == rank)
            or id(paragraph) in owners | inner
            or open_task is None
            or (rank is None and open_task.cells)
        ):
            items.append(_begun(paragraph))
        else:
            items[-1] = _with_text(open_task, paragraph)
    return [_titled(item) if isinstance(item, Task) else item for item in items]


def _divided_tasks(paragraphs: Sequence[Paragraph], rank: int | None) -> tuple[set[int], set[int]]:
    """Paragraphs that only head several numbered ones, each with agencies of its own, and those below them."""
    heads: set[int] = set()
    inner: set[int] = set()
    marks = [mark_of(paragraph.text) for paragraph in paragraphs]
    for at, mark in enumerate(marks):
        if rank is None or not mark or mark.rank != rank or closing_bracket(paragraphs[at].text):
            continue
        below = takewhile(lambda i: not ((m := marks[i]) and m.rank <= rank), range(at + 1, len(paragraphs)))
        own = [i for i in below if marks[i] and _states(paragraphs, i)]
        if len(own) > 1:
            heads.add(id(paragraphs[at]))
            inner |= {id(paragraphs[i]) for i in own}
    return heads, inner


def _states(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether a paragraph states agencies at its end, or the next one does in a line of its own."""
    below = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
    return _speaks(paragraphs[at]) or (bool(labels(below)) and not labels(paragraphs[at].text))


def _begun(paragraph: Paragraph) -> Task:
    return _with_bracket(Task(paragraph.spot), paragraph.text)


def _with_bracket(task: Task, text: str) -> Task:
    """A task that goes on with a paragraph: its text, and in the brackets agencies, a deadline, or a note."""
    body, last = closing_bracket(text) or (text.strip(), None)
    inner = list(inner_brackets(body))
    said = [*inner, *([last] if last else [])]
    held = "\n\n".join(statement.agencies for statement in said)
    hint: Hint = "both" if said and all(statement.bare for statement in said) else "duty"
    cells: tuple[tuple[Hint, str], ...] = ((hint, held),) if held else ()
    task = replace(
        task,
        requirement=_continued(task.requirement, body),
        cells=(*task.cells, *cells),
        deadline=next((s.deadline for s in reversed(said) if s.deadline), task.deadline),
        remark="；".join(filter(None, (task.remark, *(s.note for s in said)))) or None,
    )
    return task.doubting(doubts.SEVERAL_BRACKETS) if inner else task


def _continued(before: str | None, text: str) -> str:
    """A text and the next paragraph; a line that breaks off in a sentence goes on in the next."""
    if not before or not text:
        return before or text
    wrapped = not ends(before) and text[0] not in _BULLETS and ("\n" in before or "。" in before or len(before) > _LINE)
    return glued(before, text) if wrapped else f"{before}\n{text}"


def _with_label(task: Task, label: tuple[str, str], paragraph: Paragraph) -> Task:
    kind, value = column_kind(label[0]), label[1].rstrip("；;，,。")
    task = replace(task, spot=joined([task.spot, paragraph.spot]))
    if not bare(value):
        return task
    if kind == "deadline":
        return replace(task, deadline=value)
    if kind == "other":
        return replace(task, remark="\n".join(filter(None, (task.remark, f"{label[0]}：{value}"))))
    hint: Hint = kind if kind in ("lead", "support", "both", "first") else "duty"
    hint = "support" if hint == "duty" and any(held == "lead" for held, _ in task.cells) else hint
    return replace(task, cells=(*task.cells, (hint, value)))


def _with_text(task: Task, paragraph: Paragraph) -> Task:
    return replace(_with_bracket(task, paragraph.text), spot=joined([task.spot, paragraph.spot]))


def _titled(task: Task) -> Task:
    """The first line or sentence of a numbered task is its title."""
    hints = {hint for hint, _ in task.cells}
    if "support" in hints and not hints & {"lead", "both", "first"}:
        task = replace(task, cells=tuple(("lead" if hint == "duty" else hint, cell) for hint, cell in task.cells))
    text = task.requirement or ""
    if not mark_of(text):
        return task if task.cells else task.doubting(doubts.NO_AGENCY)
    line, _, below = text.partition("\n")
    if below:
        task = replace(task, title=line.strip(), requirement=below)
    elif match := _SENTENCE.match(text):
        task = replace(task, title=match[1], requirement=match[2])
    else:
        task = replace(task, title=text, requirement=None)
    if mark := mark_of(task.title or ""):
        task = replace(task, printed=mark.printed, title=mark.rest)
    return task if task.cells else task.doubting(doubts.NO_AGENCY)
