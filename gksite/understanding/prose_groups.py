"""Where a text without a table names the agencies of several of its numbered tasks at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gksite.model.blocks import Paragraph
from gksite.text.outline import ARABIC, Mark, mark_of
from gksite.understanding import doubts
from gksite.understanding.items import HeadingItem, SharedAgencies, TaskItem
from gksite.understanding.letter_lines import stands_apart
from gksite.understanding.role_paragraphs import is_short, may_head_tasks
from gksite.understanding.role_statements import is_line
from gksite.understanding.roles import roles_of
from gksite.understanding.shared_agencies import agencies_of_heading, heading_with_roles, task_of_lines
from gksite.understanding.text_kinds import rank_of, texts_of

_OFFICES = re.compile("职责|组织(?:领导|机构|保障|架构)|领导小组|成员单位|工作专班")
"""Headings above offices and what each does, which are no tasks: 成员单位职责."""
_FEWEST = 2
"""Headings that are names of agencies, from which on they are taken for those of the tasks below (R28)."""


@dataclass(frozen=True, slots=True)
class SharingLines:
    """Paragraphs that name agencies for the tasks below: a heading, lines with labels, or both (R26)."""

    at: range
    headed: bool
    """Whether the first of them is a heading."""
    task_rank: int
    """The rank of the numbers of the tasks below."""
    as_task: TaskItem
    """What they say, as a task holds it."""

    def items(self, paragraphs: Sequence[Paragraph]) -> tuple[HeadingItem | SharedAgencies, ...]:
        """The heading, where there is one, and what the paragraphs say."""
        if not self.headed:
            return (SharedAgencies(self.as_task, self.task_rank - 1),)
        head = paragraphs[self.at.start]
        rank = rank_of(head.text)
        title, _ = heading_with_roles(head.text, head.spot) or (head.text.strip(), None)
        item = HeadingItem(title, head.spot)
        if rank is None and not agencies_of_heading(head.text, head.spot):
            item = replace(item, doubts=(doubts.UNNUMBERED,))
        return item, SharedAgencies(self.as_task, rank or 0)


def paragraphs_of(lines: Iterable[SharingLines]) -> set[int]:
    """The paragraphs that name agencies for several tasks."""
    covered: set[int] = set()
    for sharing in lines:
        covered.update(sharing.at)
    return covered


def find_sharing_lines(
    paragraphs: Sequence[Paragraph], stating: Sequence[int]
) -> tuple[list[SharingLines], list[SharingLines]]:
    """Where a text names the agencies of several numbered tasks at once, and where what is numbered may be measures.

    A heading with roles and numbered paragraphs below is one of several tasks where the numbers run on from heading
    to heading, where the other tasks are numbered so, or where one of the paragraphs has agencies of its own; else it
    is one task with measures.
    """
    marks = list(map(_mark, texts_of(paragraphs)))
    headings = [*_headings_with_roles(paragraphs, marks), *_headings_above_lines(paragraphs, marks)]
    held = paragraphs_of(headings)
    rest = set(stating) - held
    ranks = _ranks_of(rest, marks)
    run_on = _run_on(headings, marks)
    sure: list[SharingLines] = []
    unsure: list[SharingLines] = []
    for sharing in headings:
        if run_on or ranks == {sharing.task_rank} or not rest.isdisjoint(_below(sharing, marks)):
            sure.append(sharing)
        elif sharing.task_rank <= ARABIC:
            unsure.append(sharing)
    sure += _lines_above_tasks(paragraphs, marks, held)
    sure += _headings_of_names(paragraphs, marks, rest)
    return sorted(sure, key=_start), unsure


def _mark(text: str) -> Mark | None:
    """The number in front of a paragraph that says more than who is responsible."""
    if is_line(text):
        return None
    return mark_of(text)


def _rank(mark: Mark | None) -> int | None:
    """The rank of a number, where there is one."""
    return mark.rank if mark else None


def _start(sharing: SharingLines) -> int:
    """Where some paragraphs begin, for ordering."""
    return sharing.at.start


def _rank_inside(head: Mark | None, below: Mark | None) -> int | None:
    """The rank of what is numbered below a numbered heading, None where it does not stand inside it."""
    if head is None or below is None or head.rank >= below.rank:
        return None
    return below.rank


def _headings_with_roles(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> Iterator[SharingLines]:
    """Numbered headings that say who is responsible, right above what is numbered inside them."""
    for at, (head, below) in enumerate(pairwise(marks)):
        rank = _rank_inside(head, below)
        if rank is None:
            continue
        heading = heading_with_roles(paragraphs[at].text, paragraphs[at].spot)
        if heading:
            yield SharingLines(range(at, at + 1), headed=True, task_rank=rank, as_task=heading[1])


def _headings_above_lines(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> Iterator[SharingLines]:
    """Numbered headings with lines that say who is responsible between them and what is numbered inside them."""
    for lines in _blocks_of_lines(paragraphs):
        if lines.start == 0:
            continue
        head = paragraphs[lines.start - 1]
        rank = _rank_inside(marks[lines.start - 1], marks[lines.stop])
        if rank is None or not is_short(head.text):
            continue
        task = task_of_lines(paragraphs[lines.start : lines.stop])
        heading = heading_with_roles(head.text, head.spot)
        if heading:
            task = replace(task, cells=(*heading[1].cells, *task.cells))
        yield SharingLines(range(lines.start - 1, lines.stop), headed=True, task_rank=rank, as_task=task)


def _blocks_of_lines(paragraphs: Sequence[Paragraph]) -> Iterator[range]:
    """Lines that say who is responsible, stand together and have others below."""
    start = None
    for at, paragraph in enumerate(paragraphs):
        if not is_line(paragraph.text):
            if start is not None:
                yield range(start, at)
            start = None
        elif start is None:
            start = at


def _run_on(headings: Sequence[SharingLines], marks: Sequence[Mark | None]) -> bool:
    """Whether the numbers below one heading go on with those below the one before, as numbers of tasks do."""
    for before, after in pairwise(sorted(headings, key=_start)):
        between = marks[before.at.stop : after.at.start]
        above = [mark.value for mark in between if mark and mark.rank == after.task_rank]
        first = marks[after.at.stop]
        if above and first and first.value == above[-1] + 1:
            return True
    return False


def _below(sharing: SharingLines, marks: Sequence[Mark | None]) -> Iterator[int]:
    """The paragraphs below a heading, up to the next that is not inside it."""
    head = marks[sharing.at.start]
    for at in range(sharing.at.stop, len(marks)):
        mark = marks[at]
        if head and mark and mark.rank <= head.rank:
            return
        yield at


def _ranks_of(stating: set[int], marks: Sequence[Mark | None]) -> set[int]:
    """The ranks of the numbers above the paragraphs that state agencies, or at their beginning."""
    ranks = set()
    rank = None
    for at, mark in enumerate(marks):
        if mark:
            rank = mark.rank
        if at in stating and rank is not None:
            ranks.add(rank)
    return ranks


def _lines_above_tasks(
    paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None], held: set[int]
) -> Iterator[SharingLines]:
    """Lines with labels, each right above its tasks, the first with no task above it but in the letter."""
    blocks = [lines for lines in _blocks_of_lines(paragraphs) if lines.start not in held]
    rank = _common_rank(marks[lines.stop] for lines in blocks)
    if rank is None or _is_numbered_above(blocks[0].start, rank, paragraphs, marks):
        return
    for lines in blocks:
        task = task_of_lines(paragraphs[lines.start : lines.stop])
        above = lines.start - 1
        if above >= 0 and marks[above] is None and may_head_tasks(paragraphs[above]):
            yield SharingLines(range(above, lines.stop), headed=True, task_rank=rank, as_task=task)
        else:
            yield SharingLines(lines, headed=False, task_rank=rank, as_task=task)


def _common_rank(marks: Iterable[Mark | None]) -> int | None:
    """The rank that some numbers have in common, None where they have none."""
    ranks = set(map(_rank, marks))
    if len(ranks) != 1:
        return None
    return ranks.pop()


def _is_numbered_above(start: int, rank: int, paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> bool:
    """Whether a paragraph above one, as far as the letter's end, bears a number of a rank or inside it."""
    for at in reversed(range(start)):
        if stands_apart(paragraphs[at].text):
            return False
        mark = marks[at]
        if mark and mark.rank >= rank:
            return True
    return False


def _headings_of_names(
    paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None], rest: set[int]
) -> Iterator[SharingLines]:
    """Headings that are names, where several of one rank stand right above numbered tasks that need them (R28)."""
    by_rank: dict[int | None, list[SharingLines]] = defaultdict(list)
    for at, (head, below) in enumerate(pairwise(marks)):
        if below is None or (head and head.rank >= below.rank):
            continue
        task = agencies_of_heading(paragraphs[at].text, paragraphs[at].spot)
        if task:
            sharing = SharingLines(range(at, at + 1), headed=True, task_rank=below.rank, as_task=task)
            by_rank[_rank(head)].append(sharing)
    offices: set[int] = set()
    if rest:
        offices = _paragraphs_on_offices(paragraphs, marks)
    for same in by_rank.values():
        if len(same) >= _FEWEST and not _is_led_below(same, paragraphs, marks, rest):
            yield from (sharing for sharing in same if sharing.at.start not in offices)


def _is_led_below(
    named: Sequence[SharingLines], paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None], stating: set[int]
) -> bool:
    """Whether most tasks below some headings say themselves who leads: 优化仓储布局 is no 局."""
    if marks[named[0].at.start] is None:
        return False
    tasks = leading = 0
    for sharing in named:
        for at in _below(sharing, marks):
            mark = marks[at]
            tasks += mark is not None and mark.rank == named[0].task_rank
            leading += at in stating and _states_lead(paragraphs[at])
    return 2 * leading > tasks


def _states_lead(paragraph: Paragraph) -> bool:
    """Whether a paragraph that states agencies says who leads."""
    return bool(roles_of(task_of_lines([paragraph]).cells).lead.names)


def _paragraphs_on_offices(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> set[int]:
    """The paragraphs below a heading that tells of offices and their duties, not of tasks."""
    inside = set()
    rank = None
    for at, mark in enumerate(marks):
        if mark and (rank is None or mark.rank <= rank):
            text = paragraphs[at].text
            rank = mark.rank if is_short(text) and _OFFICES.search(text) else None
        elif rank is not None:
            inside.add(at)
    return inside
