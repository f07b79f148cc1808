"""What only neighbouring rows can tell: a column that slid down, a row that goes on over a page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gksite.text.breaks import bare, ends, glued
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.items import Group, Heading, Item, Task
from gksite.understanding.row_slots import joined
from gksite.understanding.text_kinds import agencies


def settled(items: Sequence[Item]) -> list[Item]:
    """Short texts decided: headings where the other rows have a requirement for every number, else requirements."""
    tasks = [item for item in items if isinstance(item, Task)]
    numbers = sum(task.printed is not None for task in tasks)
    bodies = sum(task.requirement is not None and task.candidate is None for task in tasks)
    as_heading = numbers == bodies and any(task.candidate for task in tasks)
    return [_decided(item, as_heading=as_heading) if isinstance(item, Task) else item for item in items]


def _decided(task: Task, *, as_heading: bool) -> Task:
    if task.candidate is None:
        return task
    if not as_heading:
        return replace(task, candidate=None)
    return replace(task, candidate=None, requirement=None, headings=(*task.headings, task.candidate))


def slid_back(items: Sequence[Item]) -> list[Item]:
    """Requirements brought back to their numbers, where the rows have as many of each but not side by side."""
    tasks = [item for item in items if isinstance(item, Task)]
    numbered = [task for task in tasks if task.printed]
    bodied = [task for task in tasks if task.requirement]
    if len(numbered) != len(bodied) or numbered == bodied or any(task.title for task in bodied if not task.printed):
        return list(items)
    pairs = {id(number): body for number, body in zip(numbered, bodied, strict=True)}
    moved = {id(body) for number, body in zip(numbered, bodied, strict=True) if number is not body}
    back: list[Item] = []
    for item in items:
        if isinstance(item, Heading) or not (item.printed or item.requirement):
            back.append(item)
        elif item.printed:
            back.append(_paired(item, pairs[id(item)]))
        elif id(item) not in moved:
            back.append(item)
    return back


def _paired(number: Task, body: Task) -> Task:
    if number is body:
        return number
    cells = number.cells or (body.cells if not body.printed else ())
    return replace(
        number,
        spot=joined([number.spot, body.spot]),
        requirement=body.requirement,
        cells=cells,
        doubts=tuple(d for d in number.doubts if d != doubts.SLIPPED),
    ).doubting(doubts.slid((body.requirement or "")[:12]))


def continued(items: Iterable[Item | Group], rank: int | None, *, numbered: bool) -> list[Item | Group]:
    """Rows that go on with the row above made one with it; `rank` is that of the tasks' own numbers."""
    whole: list[Item | Group] = []
    for item in items:
        before = whole[-1] if whole else None
        if isinstance(item, Task) and isinstance(before, Task) and _continues(before, item, rank, numbered=numbered):
            whole[-1] = _grown(before, item)
        else:
            whole.append(item)
    return whole


def _continues(before: Task, task: Task, rank: int | None, *, numbered: bool) -> bool:
    if task.printed or task.headings or task.above or doubts.JOINED in task.doubts:
        return False
    mark = mark_of(task.title or task.requirement or "")
    if mark and rank is not None and mark.rank == rank:
        return False
    if task.title:
        torn = before.requirement or before.title or ""
        return (numbered or rank is not None) and not mark and bool(task.requirement) and not ends(torn) and _torn(torn)
    if task.requirement:
        if not before.requirement or _as_whole(task, before):
            return not (before.requirement or task.cells)
        return not ends(before.requirement)
    return bool(task.cells or task.remark or task.deadline)


def _as_whole(task: Task, before: Task) -> bool:
    """Whether a row states all that the row above it does, agencies among it."""
    less = (before.printed and not task.printed) or (before.title and not task.title)
    limits = bool(before.deadline) <= bool(task.deadline)
    return not less and limits and 0 < len(before.cells) <= len(task.cells) and not _torn(before.requirement or "")


def _torn(text: str) -> bool:
    """Whether a text stops where no title or requirement would."""
    return bare(text)[-1:] in ("，", "、", "的", "和", "及", "与", "《", "“", "（", "对", "在", "将", "为")


def _grown(before: Task, task: Task) -> Task:
    cells = list(before.cells)
    for hint, text in task.cells:
        same = [i for i, (held, _) in enumerate(cells) if held == hint]
        if not same:
            cells.append((hint, text))
            continue
        at = next((i for i in same if not agencies(cells[i][1])), same[-1])
        cells[at] = (hint, f"{cells[at][1]}\n{text}")
    stated = {hint for hint, _ in cells}
    return replace(
        before,
        spot=joined([before.spot, task.spot]),
        title=_glued(before.title, task.title),
        requirement=_glued(before.requirement, task.requirement),
        cells=tuple(cells),
        blank=tuple(hint for hint in before.blank if hint not in stated),
        deadline=_glued(before.deadline, task.deadline),
        remark=_glued(before.remark, task.remark),
    ).doubting(doubts.CONTINUED)


def _glued(first: str | None, second: str | None) -> str | None:
    return glued(first, second) if first and second else first or second
