"""Where a text without a table names the agencies of several of its numbered tasks at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from gksite.model.blocks import Paragraph
from gksite.text.outline import ARABIC, Mark, mark_of
from gksite.understanding import doubts
from gksite.understanding.items import Group, Heading, Task
from gksite.understanding.letter_lines import stands_apart
from gksite.understanding.role_paragraphs import is_short, names_part
from gksite.understanding.role_statements import is_line
from gksite.understanding.roles import roles_of
from gksite.understanding.shared_agencies import labelled, named_by, stated_by

_OFFICES = re.compile("职责|组织(?:领导|机构|保障|架构)|领导小组|成员单位|工作专班")
_FEWEST = 2
"""Headings that are names of agencies, from which on they are taken for those of the tasks below."""


@dataclass(frozen=True, slots=True)
class Span:
    """The paragraphs that say so, as a range: a heading, lines with labels, or both; `tasks` is the rank below them."""

    at: range
    headed: bool
    tasks: int
    said: Task

    def items(self, paragraphs: Sequence[Paragraph]) -> tuple[Heading | Group, ...]:
        """The heading, where there is one, and what the paragraphs say."""
        head = paragraphs[self.at.start]
        if not self.headed:
            return (Group(self.said, self.tasks - 1),)
        mark = mark_of(head.text)
        unsure = () if mark or named_by(head.text, head.spot) else (doubts.UNNUMBERED,)
        found = stated_by(head.text, head.spot)
        title = found[0] if found else head.text.strip()
        return Heading(title, head.spot, doubts=unsure), Group(self.said, mark.rank if mark else 0)


def spans(paragraphs: Sequence[Paragraph], stated: Sequence[int]) -> tuple[list[Span], list[Span]]:
    """Where a text names the agencies of several numbered tasks at once, and where what is numbered may be measures."""
    marks = [None if is_line(paragraph.text) else mark_of(paragraph.text) for paragraph in paragraphs]
    found = [*_headings(paragraphs, marks), *_lines_below_headings(paragraphs, marks)]
    held = {i for span in found for i in span.at}
    rest = {i for i in stated if i not in held}
    ranks = _ranks_of(rest, marks)
    counted = _runs_on(found, marks)
    kept = [span for span in found if counted or ranks == {span.tasks} or _holds_any(span, marks, rest)]
    starts = {span.at.start for span in kept}
    unsure = [span for span in found if span.at.start not in starts and span.tasks <= ARABIC]
    offices = _duties(paragraphs, marks) if rest else set()
    named = [span for span in _names(paragraphs, marks, rest) if span.at.start not in offices]
    sure = [*kept, *_lines_above(paragraphs, marks, held), *named]
    return sorted(sure, key=lambda span: span.at.start), unsure


def _headings(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> Iterator[Span]:
    for at, (head, below) in enumerate(pairwise(marks)):
        if head and below and head.rank < below.rank and (found := stated_by(paragraphs[at].text, paragraphs[at].spot)):
            yield Span(range(at, at + 1), headed=True, tasks=below.rank, said=found[1])


def _lines_below_headings(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> Iterator[Span]:
    for lines in _blocks(paragraphs):
        head, below = marks[lines.start - 1] if lines.start else None, marks[lines.stop]
        if head and below and head.rank < below.rank and is_short(paragraphs[lines.start - 1].text):
            at = range(lines.start - 1, lines.stop)
            said = labelled(paragraphs[lines.start : lines.stop])
            own = stated_by(paragraphs[at.start].text, paragraphs[at.start].spot)
            said = replace(said, cells=(*own[1].cells, *said.cells)) if own else said
            yield Span(at, headed=True, tasks=below.rank, said=said)


def _blocks(paragraphs: Sequence[Paragraph]) -> Iterator[range]:
    """Lines that say who is responsible, stand together and have others below."""
    start = None
    for at, paragraph in enumerate(paragraphs):
        if not is_line(paragraph.text):
            if start is not None:
                yield range(start, at)
            start = None
        elif start is None:
            start = at


def _runs_on(found: Sequence[Span], marks: Sequence[Mark | None]) -> bool:
    """Whether the numbers below one heading go on with those below the one before, as numbers of tasks do."""
    for before, after in pairwise(sorted(found, key=lambda span: span.at.start)):
        above = [mark.value for mark in marks[before.at.stop : after.at.start] if mark and mark.rank == after.tasks]
        first = marks[after.at.stop]
        if above and first and first.value == above[-1] + 1:
            return True
    return False


def _holds_any(span: Span, marks: Sequence[Mark | None], stated: set[int]) -> bool:
    """Whether a paragraph below a heading states agencies of its own."""
    return any(i in stated for i in _below(span, marks))


def _below(span: Span, marks: Sequence[Mark | None]) -> Iterator[int]:
    """The paragraphs below a heading, up to the next that is not inside it."""
    head = marks[span.at.start]
    places = range(span.at.stop, len(marks))
    return takewhile(lambda i: not (head and (mark := marks[i]) and mark.rank <= head.rank), places)


def _ranks_of(stated: set[int], marks: Sequence[Mark | None]) -> set[int]:
    """The ranks of the numbers above the paragraphs that state agencies, or at their beginning."""
    found = set()
    rank = None
    for i, mark in enumerate(marks):
        rank = mark.rank if mark else rank
        if i in stated and rank is not None:
            found.add(rank)
    return found


def _lines_above(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None], held: set[int]) -> Iterator[Span]:
    """Lines with labels, each right above its tasks, the first with no task above it but in the letter."""
    blocks = [lines for lines in _blocks(paragraphs) if lines.start not in held]
    ranks = {mark.rank if (mark := marks[lines.stop]) else None for lines in blocks}
    rank = next(iter(ranks), None)
    if len(ranks) != 1 or rank is None:
        return
    above = takewhile(lambda i: not stands_apart(paragraphs[i].text), reversed(range(blocks[0].start)))
    if any((mark := marks[i]) and mark.rank >= rank for i in above):
        return
    for lines in blocks:
        headed = lines.start > 0 and not marks[lines.start - 1] and names_part(paragraphs[lines.start - 1])
        at = range(lines.start - headed, lines.stop)
        yield Span(at, headed=headed, tasks=rank, said=labelled(paragraphs[lines.start : lines.stop]))


def _names(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None], stated: set[int]) -> Iterator[Span]:
    """Headings that are names, where several of one rank stand right above numbered tasks that need them."""
    found: dict[int | None, list[Span]] = {}
    for at, (head, below) in enumerate(pairwise(marks)):
        text, spot = paragraphs[at].text, paragraphs[at].spot
        if below and (head is None or head.rank < below.rank) and (said := named_by(text, spot)):
            span = Span(range(at, at + 1), headed=True, tasks=below.rank, said=said)
            found.setdefault(head.rank if head else None, []).append(span)
    for same in found.values():
        if len(same) >= _FEWEST and not _led_below(same, paragraphs, marks, stated):
            yield from same


def _led_below(
    named: Sequence[Span], paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None], stated: set[int]
) -> bool:
    """Whether most tasks below some headings say themselves who leads: 优化仓储布局 is no 局."""
    if marks[named[0].at.start] is None:
        return False
    below = [i for span in named for i in _below(span, marks)]
    tasks = sum((mark := marks[i]) is not None and mark.rank == named[0].tasks for i in below)
    own = [labelled([paragraphs[i]]) for i in below if i in stated]
    return 2 * sum(bool(roles_of(list(task.cells)).lead.names) for task in own) > tasks


def _duties(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> set[int]:
    """The paragraphs below a heading that tells of offices and their duties, not of tasks."""
    found = set()
    rank = None
    for at, mark in enumerate(marks):
        if mark and (rank is None or mark.rank <= rank):
            text = paragraphs[at].text
            rank = mark.rank if is_short(text) and _OFFICES.search(text) else None
        elif rank is not None:
            found.add(at)
    return found
