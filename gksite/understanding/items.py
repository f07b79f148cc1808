"""What the body of a notice consists of: headings and tasks, as their rows or paragraphs print them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from gksite.model.blocks import Spot
from gksite.model.draft import Doubt, Role
from gksite.understanding.roles import Hint


@dataclass(frozen=True, slots=True)
class HeadingItem:
    """A heading as printed; `level` counts section columns from 0, None where it has a row of its own."""

    text: str
    spot: Spot
    level: int | None = None
    doubts: tuple[Doubt, ...] = ()
    annex: bool = False
    """Whether it heads an annex, and so stands above every other heading (R41)."""


@dataclass(frozen=True, slots=True)
class TaskItem:
    """What one row says, before its neighbours are asked."""

    spot: Spot
    printed: str | None = None
    """The number as printed."""
    title: str | None = None
    requirement: str | None = None
    cells: tuple[tuple[Hint, str], ...] = ()
    """The cells of agencies that hold a text, each with what its column says of their role."""
    blank: tuple[Hint, ...] = ()
    """What the columns of the other cells of agencies say."""
    above: tuple[Role, ...] = ()
    """The roles that a cell gives which is merged with a row above."""
    given: tuple[tuple[Hint, str], ...] = ()
    """What is said once above for several tasks of those who are responsible."""
    headings: tuple[HeadingItem, ...] = ()
    """The headings that begin with this row, in section columns beside its task."""
    deadline: str | None = None
    remark: str | None = None
    doubts: tuple[Doubt, ...] = ()
    merges: bool = False
    """Whether the table states which cells are merged downward."""
    untitled: bool = False
    """Whether the cell of the title says that there is none (R31), or has its text struck out or hidden (R39)."""
    candidate: HeadingItem | None = None
    """A short text that is a heading or the requirement; the rows around it decide."""

    def doubting(self, *more: Doubt) -> "TaskItem":
        """The task with more doubts, none twice."""
        return replace(self, doubts=tuple(dict.fromkeys((*self.doubts, *more))))

    def without_doubt(self, doubt: Doubt) -> "TaskItem":
        """The task without a doubt."""
        return replace(self, doubts=tuple(other for other in self.doubts if other != doubt))


@dataclass(frozen=True, slots=True)
class SharedAgencies:
    """What is said for all tasks as far as the next heading of this rank; `as_task` holds it as a task would."""

    as_task: TaskItem
    rank: int


Item = HeadingItem | TaskItem
"""What stands in the body of a notice, in order."""


def change_tasks(items: Iterable[Item], change: Callable[[TaskItem], TaskItem]) -> list[Item]:
    """The items, every task changed, headings as they are."""
    changed: list[Item] = []
    for item in items:
        if isinstance(item, TaskItem):
            changed.append(change(item))
        else:
            changed.append(item)
    return changed


def tasks_among(items: Iterable[Item]) -> list[TaskItem]:
    """The tasks without the headings."""
    return [item for item in items if isinstance(item, TaskItem)]
