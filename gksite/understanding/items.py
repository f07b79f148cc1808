"""What the body of a notice consists of: headings and tasks, as their rows or paragraphs print them."""

from dataclasses import dataclass, replace

from gksite.model.blocks import Spot
from gksite.model.draft import Doubt, Role
from gksite.understanding.roles import Hint


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed; `level` counts section columns from 0, None where it has a row of its own."""

    text: str
    spot: Spot
    level: int | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What one row says, before its neighbours are asked."""

    spot: Spot
    printed: str | None = None
    title: str | None = None
    requirement: str | None = None
    cells: tuple[tuple[Hint, str], ...] = ()
    blank: tuple[Hint, ...] = ()
    above: tuple[Role, ...] = ()
    given: tuple[tuple[Hint, str], ...] = ()
    """What is said once above for several tasks of those who are responsible."""
    headings: tuple[Heading, ...] = ()
    deadline: str | None = None
    remark: str | None = None
    doubts: tuple[Doubt, ...] = ()
    merges: bool = False
    candidate: Heading | None = None
    """A short text that is a heading or the requirement; the rows around it decide."""

    def doubting(self, *more: Doubt) -> "Task":
        """The task with more doubts, none twice."""
        return replace(self, doubts=tuple(dict.fromkeys((*self.doubts, *more))))


@dataclass(frozen=True, slots=True)
class Group:
    """What is said for all tasks as far as the next heading of this rank; `said` holds it as a task would."""

    said: Task
    rank: int


Item = Heading | Task
