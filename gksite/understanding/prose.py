"""Tasks written as prose: numbered paragraphs that end in （责任单位：…）, or with lines such as 牵头单位：… below."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from gksite.model.blocks import Paragraph
from gksite.model.draft import Doubt
from gksite.text.outline import ARABIC, Mark, mark_of
from gksite.understanding import doubts, letter_lines
from gksite.understanding.items import Group, Heading, Item, Task
from gksite.understanding.prose_groups import Span, spans
from gksite.understanding.prose_tasks import begun, titled, with_label, with_text
from gksite.understanding.role_paragraphs import divided, names_part, opens, owner, rank_of, speaks, stating, unnumbered
from gksite.understanding.role_statements import closing_bracket, labels
from gksite.understanding.shared_agencies import spread

_OUTERMOST = 1
"""The rank of numbers such as 一、, which count aims and measures around the tasks too."""
_FEWEST = 3
"""Brackets with nothing but names in them that tell a list of tasks from a text with asides."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The paragraphs before the first heading or task, the tasks, and the paragraphs after the last."""

    before: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    after: tuple[Paragraph, ...]
    rank: int | None


def prose_of(paragraphs: Sequence[Paragraph]) -> Prose | None:
    """The tasks of a text without a table, None where no paragraph says who is responsible."""
    paragraphs = [part for paragraph in paragraphs for part in divided(paragraph)]
    stated = stating(paragraphs)
    shared, measured = spans(paragraphs, stated)
    held = {i for span in shared for i in span.at}
    stated = [i for i in stated if i not in held]
    bare_ones = [i for i in stated if (found := closing_bracket(paragraphs[i].text)) and found[1].bare]
    if not shared and (not stated or len(bare_ones) == len(stated) < _FEWEST):
        return None
    rank = shared[0].tasks if shared else rank_of(paragraphs, stated)
    owners = _owners(paragraphs, stated, rank)
    between = unnumbered(paragraphs, stated, rank)
    first = _first(paragraphs, owners, shared, rank)
    if between and first > 0 and names_part(paragraphs[first - 1]):
        first -= 1
        between.add(id(paragraphs[first]))
    last = _last(paragraphs, first, stated, shared, rank)
    begins: dict[int, tuple[Doubt, ...]] = {id(paragraphs[i]): () for i in owners}
    begins |= {id(paragraphs[span.at.start]): (doubts.OR_TASKS,) for span in measured}
    items: list[Item | Group] = []
    items += _items(paragraphs[first : shared[0].at.start if shared else last], rank, begins, between)
    ends = [*(span.at.start for span in shared[1:]), last]
    for span, end in zip(shared, ends, strict=False):
        start = span.at.stop
        own = [i - start for i in stated[bisect_left(stated, start) : bisect_left(stated, end)]]
        rank = max(span.tasks, (rank_of(paragraphs[start:end], own) if own else None) or 0)
        items += span.items(paragraphs)
        items += _items(paragraphs[start:end], rank, begins, between)
    return Prose(tuple(paragraphs[:first]), tuple(_counted_on(spread(items))), tuple(paragraphs[last:]), rank)


def _owners(paragraphs: Sequence[Paragraph], stated: Sequence[int], rank: int | None) -> list[int]:
    """The paragraphs with which the tasks begin whose agencies some paragraphs state."""
    owners: list[int] = []
    for n, i in enumerate(stated):
        goes_on = n and stated[n - 1] == i - 1 and labels(paragraphs[i].text) and labels(paragraphs[i - 1].text)
        owners.append(owners[-1] if goes_on else owner(paragraphs, i, rank))
    return owners


def _first(paragraphs: Sequence[Paragraph], owners: Sequence[int], shared: Sequence[Span], rank: int | None) -> int:
    """Where the tasks begin, with the headings right above them."""
    first = min([*([_earlier(paragraphs, min(owners), rank)] if owners else []), *(span.at.start for span in shared)])
    while first > 0 and opens(paragraphs[first - 1], rank):
        first -= 1
    return first


def _last(
    paragraphs: Sequence[Paragraph], first: int, stated: Sequence[int], shared: Sequence[Span], rank: int | None
) -> int:
    """Where the tasks end: behind the last that names somebody, and those that go on with it."""
    below = _text_below(paragraphs, stated, rank) or _text_between(paragraphs, shared)
    last = max([*stated, *(span.at.stop for span in shared)]) + 1
    while last < len(paragraphs) and (
        _is_next(paragraphs, first, last, rank) or (below and _goes_on(paragraphs[last], rank))
    ):
        last += 1
    return last


def _counted_on(items: Sequence[Item]) -> list[Item]:
    """The items, tasks in doubt whose numbered lines are counted on from one task to the next, as tasks are."""
    found: dict[int, list[Mark]] = {}
    for item in items:
        inner = (item.requirement or "").split("\n") if isinstance(item, Task) else []
        found[id(item)] = [mark for line in inner if (mark := mark_of(line)) and mark.rank <= ARABIC]
    runs = [marks for marks in found.values() if marks]
    on = any(a[-1].rank == b[0].rank and a[-1].value + 1 == b[0].value for a, b in pairwise(runs))
    return [
        item.doubting(doubts.OR_TASKS) if on and isinstance(item, Task) and found[id(item)] else item for item in items
    ]


def _earlier(paragraphs: Sequence[Paragraph], first: int, rank: int | None) -> int:
    """Where the tasks begin that count up to the first with agencies under the same heading."""
    mark = mark_of(paragraphs[first].text)
    at = first
    while at and rank and rank > _OUTERMOST and mark and mark.rank == rank and mark.value > 1:
        at -= 1
        above = mark_of(paragraphs[at].text)
        if above and above.rank == rank and above.value == mark.value - 1:
            first, mark = at, above
        elif above and above.rank <= rank:
            break
    return first


def _text_below(paragraphs: Sequence[Paragraph], stated: Sequence[int], rank: int | None) -> bool:
    """Whether tasks before the last have text below what states their agencies."""
    return rank is not None and any(at + 1 not in stated and _goes_on(paragraphs[at + 1], rank) for at in stated[:-1])


def _text_between(paragraphs: Sequence[Paragraph], shared: Sequence[Span]) -> bool:
    """Whether tasks whose agencies stand above them have text without a number below their first line."""
    inside = [i for before, after in pairwise(shared) for i in range(before.at.stop + 1, after.at.start)]
    return any(mark_of(paragraphs[i].text) is None for i in inside)


def _is_next(paragraphs: Sequence[Paragraph], first: int, at: int, rank: int | None) -> bool:
    """Whether a paragraph bears the number after that of the last task: one for which nobody is responsible."""
    mark = mark_of(paragraphs[at].text)
    above = (mark_of(paragraphs[i].text) for i in reversed(range(first, at)))
    before = (other for other in above if other and other.rank == rank)
    last = next(before, None)
    return mark is not None and last is not None and mark.rank == rank and mark.value == last.value + 1


def _goes_on(paragraph: Paragraph, rank: int | None) -> bool:
    """Whether a paragraph can belong to the task above it: no heading, signature or note of the page."""
    text = paragraph.text
    mark = mark_of(text)
    return (mark is None or (rank is not None and mark.rank > rank)) and not letter_lines.stands_apart(text)


def _items(
    paragraphs: Sequence[Paragraph], rank: int | None, begins: Mapping[int, tuple[Doubt, ...]], between: set[int]
) -> list[Item]:
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
                open_task = with_label(open_task, label, paragraph)
            items[-1] = open_task
        elif open_task and (found := closing_bracket(paragraph.text)) and not found[0]:
            items[-1] = with_text(open_task, paragraph)
        elif mark and mark.rank != rank and (rank is None or mark.rank < rank) and not closing_bracket(paragraph.text):
            items.append(Heading(paragraph.text.strip(), paragraph.spot))
        elif (
            (mark and mark.rank == rank)
            or id(paragraph) in begins
            or id(paragraph) in inner
            or open_task is None
            or (rank is None and open_task.cells)
        ):
            items.append(begun(paragraph).doubting(*begins.get(id(paragraph), ())))
        else:
            items[-1] = with_text(open_task, paragraph)
    return [titled(item) if isinstance(item, Task) else item for item in items]


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
    return speaks(paragraphs[at]) or (bool(labels(below)) and not labels(paragraphs[at].text))
