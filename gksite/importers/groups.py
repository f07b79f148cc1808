"""Agencies named once for several tasks: in a heading, by a heading that is their name, or on a line above them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from gksite.importers import doubts
from gksite.importers.grid import joined
from gksite.importers.items import Group, Heading, Item, Task
from gksite.importers.kinds import agencies
from gksite.importers.lines import stands_apart
from gksite.importers.owners import LINE, names_part
from gksite.importers.roles import roles_of
from gksite.importers.statements import closing_bracket, is_line, labels, names_agencies
from gksite.importers.words import first_verb
from gksite.importers.written import begun, titled, with_label, with_text
from gksite.model.blocks import Paragraph, Spot
from gksite.text.breaks import bare
from gksite.text.outline import ARABIC, Mark, mark_of

_COUNT = re.compile(r"\s*[（(][^（）()]{0,8}\d{1,4}\s*[项条件个][^（）()]{0,12}[)）]$")
_TASKS = re.compile("的?(?:主要|重点|年度|工作)*(?:任务|事项|任务清单|任务分解)$")
_LED = re.compile(
    r"由?(?P<names>.+?)(?P<role>牵头|主办|负责|承办|配合)(?:的|负责|承担|落实|完成|办理)*(?:重点)?"
    r"(?:(?:工作|任务|事项|项目)(?:[（(][^（）()]*[)）])?[：:]?|[：:])$"
)
_INNERMOST = 9
"""The rank of lines above a table, below that of every heading."""
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
        unsure = () if mark or _named(head.text, head.spot) else (doubts.UNNUMBERED,)
        found = stated_by(head.text, head.spot)
        title = found[0] if found else head.text.strip()
        return Heading(title, head.spot, doubts=unsure), Group(self.said, mark.rank if mark else 0)


def name_of(text: str) -> str | None:
    """The agencies that are all that a heading says: （一）市财政局, 市财政局：, 市财政局工作任务（3项）."""
    mark = mark_of(text)
    name = _TASKS.sub("", _COUNT.sub("", mark.rest if mark else text.strip()).rstrip("：:"))
    plain = len(bare(name)) <= LINE and not re.search("[：:。]", name)
    return name if plain and agencies(name) and first_verb(name) < 0 else None


def stated_by(text: str, spot: Spot) -> tuple[str, Task] | None:
    """A heading that says who is responsible, and that: 一、改革（牵头单位：发改局）, 一、财政局牵头任务（3项）."""
    found = closing_bracket(text)
    if found and not found[1].bare and found[0] != text.strip() and _short(found[0]):
        return found[0], titled(begun(Paragraph(text, spot)))
    mark = mark_of(text)
    led = _LED.match(mark.rest if mark else text.strip())
    if led and agencies(led["names"]) and first_verb(led["names"]) < 0:
        return text.strip(), Task(spot, cells=(("duty", led["names"] + led["role"]),))
    return None


def _named(text: str, spot: Spot) -> Task | None:
    """What a heading says that is a name, or without a number names who leads: 由市财政局牵头的任务：."""
    if name := name_of(text):
        return Task(spot, cells=(("lead", name),))
    found = None if mark_of(text) else stated_by(text, spot)
    return found[1] if found and found[0] == text.strip() else None


def _short(text: str) -> bool:
    return 0 < len(bare(text)) <= LINE and "。" not in text.strip()[:-1]


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
    named = [span for span in _names(paragraphs, marks) if span.at.start not in offices]
    sure = [*kept, *_lines_above(paragraphs, marks, held), *named]
    return sorted(sure, key=lambda span: span.at.start), unsure


def _headings(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> Iterator[Span]:
    for at, (head, below) in enumerate(pairwise(marks)):
        if head and below and head.rank < below.rank and (found := stated_by(paragraphs[at].text, paragraphs[at].spot)):
            yield Span(range(at, at + 1), headed=True, tasks=below.rank, said=found[1])


def _lines_below_headings(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> Iterator[Span]:
    for lines in _blocks(paragraphs):
        head, below = marks[lines.start - 1] if lines.start else None, marks[lines.stop]
        if head and below and head.rank < below.rank and _short(paragraphs[lines.start - 1].text):
            at = range(lines.start - 1, lines.stop)
            said = _labelled(paragraphs[lines.start : lines.stop])
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


def _labelled(lines: Sequence[Paragraph]) -> Task:
    task = Task(lines[0].spot)
    for paragraph in lines:
        said = labels(paragraph.text)
        for label in said:
            task = with_label(task, label, paragraph)
        task = task if said else with_text(task, paragraph)
    return titled(task)


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
    head = marks[span.at.start]
    places = range(span.at.stop, len(marks))
    below = takewhile(lambda i: not (head and (mark := marks[i]) and mark.rank <= head.rank), places)
    return any(i in stated for i in below)


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
        yield Span(at, headed=headed, tasks=rank, said=_labelled(paragraphs[lines.start : lines.stop]))


def _names(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> Iterator[Span]:
    """Headings that are names, where several of one rank stand right above numbered tasks."""
    found: dict[int | None, list[Span]] = {}
    for at, (head, below) in enumerate(pairwise(marks)):
        text, spot = paragraphs[at].text, paragraphs[at].spot
        if below and (head is None or head.rank < below.rank) and (said := _named(text, spot)):
            span = Span(range(at, at + 1), headed=True, tasks=below.rank, said=said)
            found.setdefault(head.rank if head else None, []).append(span)
    yield from (span for same in found.values() if len(same) >= _FEWEST for span in same)


def _duties(paragraphs: Sequence[Paragraph], marks: Sequence[Mark | None]) -> set[int]:
    """The paragraphs below a heading that tells of offices and their duties, not of tasks."""
    found = set()
    rank = None
    for at, mark in enumerate(marks):
        if mark and (rank is None or mark.rank <= rank):
            text = paragraphs[at].text
            rank = mark.rank if _short(text) and _OFFICES.search(text) else None
        elif rank is not None:
            found.add(at)
    return found


def above_table(waiting: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], list[Group]]:
    """What stands in front of a table, and what the lines right above it say for all its tasks: 责任单位：…."""
    lines = list(takewhile(lambda paragraph: labels(paragraph.text), reversed(waiting)))[::-1]
    if not any(names_agencies(paragraph.text) for paragraph in lines):
        return waiting, []
    return waiting[: len(waiting) - len(lines)], [Group(_labelled(lines), _INNERMOST)]


def shared(items: Iterable[Item | Group], *, named: bool) -> Iterator[Item | Group]:
    """The items of tables, with what their headings say of the tasks below; `named`: so do names alone."""
    for item in items:
        if not isinstance(item, Heading) or item.level is not None:
            yield item
            continue
        if names_agencies(item.text):
            yield Group(_labelled([Paragraph(item.text, item.spot)]), _INNERMOST)
            continue
        mark = mark_of(item.text)
        rank = mark.rank if mark else 0
        name = name_of(item.text) if named else None
        found = stated_by(item.text, item.spot) or (name and (item.text, Task(item.spot, cells=(("lead", name),))))
        yield replace(item, text=found[0]) if found else item
        if found:
            yield Group(found[1], rank)


def spread(items: Iterable[Item | Group]) -> list[Item]:
    """The headings and tasks, those without agencies with the ones that were named for them above."""
    given: list[Item] = []
    above: list[Group] = []
    for item in items:
        if isinstance(item, Task):
            given.append(_given(item, above) if above else item)
            continue
        mark = mark_of(item.text) if isinstance(item, Heading) else None
        rank = item.rank if isinstance(item, Group) else mark.rank if mark else 0
        above = [group for group in above if group.rank < rank]
        if isinstance(item, Group):
            above.append(item)
        else:
            given.append(item)
    return given


def _given(task: Task, above: Sequence[Group]) -> Task:
    """A task with what is said above it, of a role that several groups name by the innermost."""
    *outer, inner = [group.said for group in above]
    cells = inner.cells
    left: list[str] = []
    for said in reversed(outer):
        have, more = roles_of(list(cells)), roles_of(list(said.cells))
        twice = (have.lead.names and more.lead.names) or (have.support.names and more.support.names)
        cells = cells if twice else (*cells, *said.cells)
        left += (*more.lead.names, *more.support.names) if twice else ()
    task = replace(
        task,
        spot=joined([task.spot, *(said.spot for said in (*outer, inner))]),
        given=cells,
        deadline=task.deadline or inner.deadline,
        remark="\n".join(filter(None, (task.remark, inner.remark))) or None,
        doubts=tuple(found for found in task.doubts if found != doubts.NO_AGENCY),
    )
    return task.doubting(doubts.not_from_above(left)) if left else task
