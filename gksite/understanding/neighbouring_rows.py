"""What only neighbouring rows can tell: a column that slid down, a row that goes on over a page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gksite.text.breaks import bare, ends, glued
from gksite.understanding import doubts
from gksite.understanding.items import HeadingItem, Item, SharedAgencies, TaskItem, change_tasks, tasks_among
from gksite.understanding.roles import Hint
from gksite.understanding.row_slots import spot_of
from gksite.understanding.text_kinds import lists_agencies, rank_of

_TORN_ENDS = ("，", "、", "的", "和", "及", "与", "《", "“", "（", "对", "在", "将", "为")
"""Characters with which no title or requirement ends."""
_BEGINNING = 12
"""Characters of a requirement that tell an editor which one is meant."""


def decide_candidates(items: Sequence[Item]) -> list[Item]:
    """Short texts decided: headings where the other rows have a requirement for every number, else requirements."""
    numbers = bodies = 0
    for task in tasks_among(items):
        numbers += task.printed is not None
        bodies += task.requirement is not None and task.candidate is None
    if numbers == bodies:
        return change_tasks(items, _as_heading)
    return change_tasks(items, _as_requirement)


def _as_heading(task: TaskItem) -> TaskItem:
    """A task whose short text is a heading."""
    if task.candidate is None:
        return task
    return replace(task, candidate=None, requirement=None, headings=(*task.headings, task.candidate))


def _as_requirement(task: TaskItem) -> TaskItem:
    """A task whose short text is its requirement."""
    return replace(task, candidate=None)


def move_requirements_back(items: Sequence[Item]) -> list[Item]:
    """Requirements brought back to their numbers, where the rows have as many of each but not side by side."""
    tasks = tasks_among(items)
    numbered = [task for task in tasks if task.printed]
    bodied = [task for task in tasks if task.requirement]
    titled = [task for task in bodied if task.title and not task.printed]
    if len(numbered) != len(bodied) or numbered == bodied or titled:
        return list(items)
    back: list[Item] = []
    bodies = iter(bodied)
    for item in items:
        if isinstance(item, TaskItem) and item.printed:
            back.append(_with_body(item, next(bodies)))
        elif isinstance(item, HeadingItem) or not item.requirement:
            back.append(item)
    return back


def _with_body(number: TaskItem, body: TaskItem) -> TaskItem:
    """A row with a number, and the row with its requirement, as one task."""
    if number is body:
        return number
    task = number.without_doubt(doubts.SLIPPED)
    if not task.cells and not body.printed:
        task = replace(task, cells=body.cells)
    task = replace(task, spot=spot_of((number, body)), requirement=body.requirement)
    return task.doubting(doubts.requirement_moved((body.requirement or "")[:_BEGINNING]))


def join_torn_rows(
    items: Iterable[Item | SharedAgencies], rank: int | None, *, numbered: bool
) -> list[Item | SharedAgencies]:
    """Rows that go on with the row above made one with it (R9); `rank` is that of the tasks' own numbers.

    `numbered`: the table has a column for numbers.
    """
    whole: list[Item | SharedAgencies] = []
    for item in items:
        before = whole[-1] if whole else None
        if not isinstance(item, TaskItem) or not isinstance(before, TaskItem):
            whole.append(item)
        elif _continues(before, item, rank, numbered=numbered):
            whole[-1] = _join_rows(before, item)
        else:
            whole.append(item)
    return whole


def _continues(before: TaskItem, task: TaskItem, rank: int | None, *, numbered: bool) -> bool:
    """Whether a row goes on with the row above it."""
    begins_anew = task.printed or task.headings or task.above
    if begins_anew or doubts.JOINED in task.doubts:
        return False
    own = rank_of(task.title or task.requirement or "")
    if own is not None and own == rank:
        return False
    if task.title:
        is_told_apart = numbered or rank is not None
        return is_told_apart and own is None and _continues_title(before, task)
    if task.requirement:
        return _continues_requirement(before, task)
    return bool(task.cells or task.remark or task.deadline)


def _continues_title(before: TaskItem, task: TaskItem) -> bool:
    """Whether a row with title and requirement goes on with a text that breaks off in the row above."""
    torn = before.requirement or before.title or ""
    return bool(task.requirement) and not ends(torn) and _is_torn(torn)


def _continues_requirement(before: TaskItem, task: TaskItem) -> bool:
    """Whether a row with a requirement and no title goes on with the row above."""
    if not before.requirement:
        return not task.cells
    return not _is_as_whole(task, before) and not ends(before.requirement)


def _is_as_whole(task: TaskItem, before: TaskItem) -> bool:
    """Whether a row states all that the row above it does, agencies among it."""
    lacks_number = before.printed and not task.printed
    lacks_title = before.title and not task.title
    if lacks_number or lacks_title or _is_torn(before.requirement or ""):
        return False
    has_limit = bool(task.deadline) or not before.deadline
    return has_limit and 0 < len(before.cells) <= len(task.cells)


def _is_torn(text: str) -> bool:
    """Whether a text stops where no title or requirement would."""
    return bare(text).endswith(_TORN_ENDS)


def _join_rows(before: TaskItem, task: TaskItem) -> TaskItem:
    """Two rows as one task, joined without a blank, with a doubt (R9)."""
    cells = list(before.cells)
    for hint, text in task.cells:
        _join_cell(cells, hint, text)
    stated = {hint for hint, _ in cells}
    return replace(
        before,
        spot=spot_of((before, task)),
        title=_glue(before.title, task.title),
        requirement=_glue(before.requirement, task.requirement),
        cells=tuple(cells),
        blank=tuple(hint for hint in before.blank if hint not in stated),
        deadline=_glue(before.deadline, task.deadline),
        remark=_glue(before.remark, task.remark),
    ).doubting(doubts.CONTINUED)


def _join_cell(cells: list[tuple[Hint, str]], hint: Hint, text: str) -> None:
    """Add a cell, or its text to the one of the same column that breaks off, else to the last of that column."""
    same: int | None = None
    for at, (other, above) in enumerate(cells):
        if other != hint:
            continue
        same = at
        if not lists_agencies(above):
            break
    if same is None:
        cells.append((hint, text))
    else:
        cells[same] = (hint, f"{cells[same][1]}\n{text}")


def _glue(first: str | None, second: str | None) -> str | None:
    """Two pieces of one text, of which either may be missing."""
    if first and second:
        return glued(first, second)
    return first or second
