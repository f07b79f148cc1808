"""Tasks written as prose: numbered paragraphs that end in （责任单位：…）, or with lines such as 牵头单位：… below."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gksite.model.blocks import Paragraph
from gksite.model.draft import Doubt
from gksite.text.outline import ARABIC, Mark, mark_of
from gksite.understanding import doubts
from gksite.understanding.items import HeadingItem, Item, SharedAgencies, TaskItem, change_tasks, tasks_among
from gksite.understanding.prose_extent import end_of_tasks, first_of_tasks
from gksite.understanding.prose_groups import SharingLines, find_sharing_lines, paragraphs_of
from gksite.understanding.prose_tasks import begin_task, finish_task, with_label, with_text
from gksite.understanding.role_labels import labels
from gksite.understanding.role_paragraphs import (
    ends_in_bracket,
    may_head_tasks,
    owner_of,
    rank_of_tasks,
    split_at_labels,
    stating_paragraphs,
    unnumbered_headings,
)
from gksite.understanding.role_statements import closing_bracket
from gksite.understanding.shared_agencies import hand_down
from gksite.understanding.text_kinds import rank_of

_FEWEST = 3
"""Brackets with nothing but names in them that tell a list of tasks from a text with asides (R21)."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The paragraphs before the first heading or task, the tasks, and the paragraphs after the last."""

    before: tuple[Paragraph, ...]
    items: tuple[Item, ...]
    after: tuple[Paragraph, ...]
    rank: int | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Paragraphs, and where among them tasks begin, with what doubts, and where headings without a number stand."""

    paragraphs: Sequence[Paragraph]
    begins: Mapping[int, tuple[Doubt, ...]]
    headings: set[int]


def prose_of(paragraphs: Sequence[Paragraph]) -> Prose | None:
    """The tasks of a text without a table, None where no paragraph says who is responsible."""
    paragraphs = list(split_at_labels(paragraphs))
    stating = stating_paragraphs(paragraphs)
    sharing, measured = find_sharing_lines(paragraphs, stating)
    held = paragraphs_of(sharing)
    stating = [at for at in stating if at not in held]
    if not sharing and not _tells_tasks(paragraphs, stating):
        return None
    if sharing:
        rank: int | None = sharing[0].task_rank
    else:
        rank = rank_of_tasks(paragraphs, stating)
    owners = _owners(paragraphs, stating, rank)
    headings = unnumbered_headings(paragraphs, stating, rank)
    first = first_of_tasks(paragraphs, owners, sharing, rank)
    if headings and first > 0 and may_head_tasks(paragraphs[first - 1]):
        first -= 1
        headings.add(first)
    end = end_of_tasks(paragraphs, first, stating, sharing, rank)
    begins: dict[int, tuple[Doubt, ...]] = dict.fromkeys(owners, ())
    for lines in measured:
        begins[lines.at.start] = (doubts.OR_TASKS,)
    plan = _Plan(paragraphs, begins, headings)
    items: list[Item | SharedAgencies] = []
    for above, at in _groups(sharing, first, end):
        if above:
            rank = _rank_below(above, paragraphs, at, stating)
            items += above.items(paragraphs)
        items += _items(plan, at, rank)
    tasks = _doubt_counted_lines(hand_down(items))
    return Prose(tuple(paragraphs[:first]), tuple(tasks), tuple(paragraphs[end:]), rank)


def _tells_tasks(paragraphs: Sequence[Paragraph], stating: Sequence[int]) -> bool:
    """Whether what states agencies does not consist of a few brackets with names, which may be asides (R21)."""
    for at in stating:
        closing = closing_bracket(paragraphs[at].text)
        if closing is None or not closing[1].bare:
            return True
    return len(stating) >= _FEWEST


def _groups(sharing: Sequence[SharingLines], first: int, end: int) -> Iterator[tuple[SharingLines | None, range]]:
    """The paragraphs of the tasks in groups, each with the lines above that name agencies for them; none above all."""
    above: SharingLines | None = None
    start = first
    for lines in sharing:
        yield above, range(start, lines.at.start)
        above, start = lines, lines.at.stop
    yield above, range(start, end)


def _rank_below(lines: SharingLines, paragraphs: Sequence[Paragraph], at: range, stating: Sequence[int]) -> int:
    """The rank of the tasks below some lines: that of those with agencies of their own where it is further in."""
    inside = stating[bisect_left(stating, at.start) : bisect_left(stating, at.stop)]
    own = [i - at.start for i in inside]
    if not own:
        return lines.task_rank
    return max(lines.task_rank, rank_of_tasks(paragraphs[at.start : at.stop], own) or 0)


def _owners(paragraphs: Sequence[Paragraph], stating: Sequence[int], rank: int | None) -> list[int]:
    """The paragraphs with which the tasks begin whose agencies some paragraphs state."""
    owners: list[int] = []
    above = None
    for at in stating:
        goes_on = above == at - 1 and labels(paragraphs[at].text) and labels(paragraphs[at - 1].text)
        if goes_on:
            owners.append(owners[-1])
        else:
            owners.append(owner_of(paragraphs, at, rank))
        above = at
    return owners


def _items(plan: _Plan, at: range, rank: int | None) -> list[Item]:
    """The headings and tasks that some paragraphs hold."""
    items: list[Item] = []
    heads, inner = _divided_tasks(plan.paragraphs, at, rank)
    for i in at:
        paragraph = plan.paragraphs[i]
        open_task = items[-1] if items and isinstance(items[-1], TaskItem) else None
        begins = i in plan.begins or i in inner
        if i in plan.headings:
            items.append(HeadingItem(paragraph.text.strip(), paragraph.spot, doubts=(doubts.UNNUMBERED,)))
        elif i in heads:
            items.append(HeadingItem(paragraph.text.strip(), paragraph.spot))
        elif open_task and (grown := _with_agencies(open_task, paragraph)):
            items[-1] = grown
        elif _is_heading(paragraph, rank):
            items.append(HeadingItem(paragraph.text.strip(), paragraph.spot))
        elif begins or open_task is None or _begins_task(paragraph, open_task, rank):
            items.append(begin_task(paragraph).doubting(*plan.begins.get(i, ())))
        else:
            items[-1] = with_text(open_task, paragraph)
    return change_tasks(items, finish_task)


def _with_agencies(task: TaskItem, paragraph: Paragraph) -> TaskItem | None:
    """A task with a paragraph that says only who is responsible, None where it says anything else."""
    pairs = labels(paragraph.text)
    for label, value in pairs:
        task = with_label(task, label, value, paragraph)
    if pairs:
        return task
    closing = closing_bracket(paragraph.text)
    if closing and not closing[0]:
        return with_text(task, paragraph)
    return None


def _is_heading(paragraph: Paragraph, rank: int | None) -> bool:
    """Whether a paragraph is numbered outside the tasks and says nothing of who is responsible."""
    own = rank_of(paragraph.text)
    is_outer = own is not None and (rank is None or own < rank)
    return is_outer and not closing_bracket(paragraph.text)


def _begins_task(paragraph: Paragraph, above: TaskItem, rank: int | None) -> bool:
    """Whether a paragraph begins a task by its number, or by what the task above it has where none is numbered."""
    if rank is None:
        return bool(above.cells)
    return rank_of(paragraph.text) == rank


def _divided_tasks(paragraphs: Sequence[Paragraph], at: range, rank: int | None) -> tuple[set[int], set[int]]:
    """Paragraphs that only head several numbered ones, each with agencies of its own, and those below them."""
    heads: set[int] = set()
    inner: set[int] = set()
    if rank is None:
        return heads, inner
    for i in at:
        if rank_of(paragraphs[i].text) != rank or closing_bracket(paragraphs[i].text):
            continue
        inside = _inside(paragraphs, range(i + 1, at.stop), rank)
        own = [below for below in inside if _has_agencies(paragraphs, below, at)]
        if len(own) > 1:
            heads.add(i)
            inner.update(own)
    return heads, inner


def _inside(paragraphs: Sequence[Paragraph], below: range, rank: int) -> Iterator[int]:
    """The numbered paragraphs below one of a rank, up to the next that is not inside it."""
    for i in below:
        own = rank_of(paragraphs[i].text)
        if own is None:
            continue
        if own <= rank:
            return
        yield i


def _has_agencies(paragraphs: Sequence[Paragraph], i: int, at: range) -> bool:
    """Whether a paragraph states agencies at its end, or the next of some does in a line of its own."""
    if ends_in_bracket(paragraphs[i]):
        return True
    return i + 1 < at.stop and bool(labels(paragraphs[i + 1].text)) and not labels(paragraphs[i].text)


def _doubt_counted_lines(items: Sequence[Item]) -> list[Item]:
    """The items, tasks in doubt whose numbered lines are counted on from one task to the next, as tasks are."""
    runs = list(filter(None, map(_inner_marks, tasks_among(items))))
    if not any(map(_goes_on, runs, runs[1:])):
        return list(items)
    return change_tasks(items, _doubt_counted)


def _inner_marks(task: TaskItem) -> list[Mark]:
    """The numbers of the outer ranks in front of the lines of a requirement."""
    marks = map(mark_of, (task.requirement or "").split("\n"))
    return [mark for mark in marks if mark and mark.rank <= ARABIC]


def _goes_on(run: Sequence[Mark], below: Sequence[Mark]) -> bool:
    """Whether the first of some numbers is the next after the last of those above."""
    last, first = run[-1], below[0]
    return last.rank == first.rank and last.value + 1 == first.value


def _doubt_counted(task: TaskItem) -> TaskItem:
    """A task in doubt where lines of it are numbered as tasks may be."""
    if not _inner_marks(task):
        return task
    return task.doubting(doubts.OR_TASKS)
