"""What lists show: columns and their lines, topics, all tasks, all time limits."""

from dataclasses import dataclass
from datetime import date

from gksite.model.facts import Deadline
from gksite.model.outputs import NoticeCard, TaskRow
from gksite.text.due_states import DueState


@dataclass(frozen=True, slots=True)
class EntryCard:
    """An item or a notice as the lists of columns show it; `published` is None where nobody stated it."""

    title: str
    url: str
    published: str | None
    number: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """A column as lists show it, with the number of what stands in it and the newest time of publication."""

    name: str
    url: str
    description: str | None
    count: int
    newest: str | None


@dataclass(frozen=True, slots=True)
class TopicNode:
    """A topic with tasks as its tree shows it, with the number of these and of the notices that they are from."""

    title: str
    url: str
    about: str | None
    tasks: int
    notices: int
    below: tuple["TopicNode", ...]


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task in the list of all, with its time limits."""

    task: TaskRow
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class NoticeTasks:
    """Tasks of a notice on one page of the list of all; `count` is that of the notice, `begun` where others precede."""

    notice: NoticeCard
    tasks: tuple[ListedTask, ...]
    begun: bool
    dated: bool
    """Whether one of the tasks on this page states a time limit."""

    @property
    def anchor(self) -> str:
        """Where its tasks stand on the page."""
        return f"notice-{self.notice.id}"


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A time limit on the page of all: its words, its day, how that stands to the day of the build, and whose it is.

    `kind` is how it was read, in words; `task` is None where the letter of the notice states it.
    """

    text: str
    kind: str
    basis: str | None
    notice: NoticeCard
    url: str
    task: TaskRow | None = None
    day: date | None = None
    state: DueState | None = None


@dataclass(frozen=True, slots=True)
class LimitGroup:
    """Time limits under one heading: those of a month, or those of a kind without a day.

    `first` where a year, or what has no day, begins on the page; `begun` where the page before has the beginning.
    """

    anchor: str
    year: int | None
    month: int | None
    kind: str
    count: int
    rows: tuple[LimitRow, ...]
    first: bool
    begun: bool


@dataclass(frozen=True, slots=True)
class MonthMark:
    """A month on the line of its year: the number of its limits, 0 to 4 for how many that is, where they stand."""

    month: int
    count: int
    level: int
    url: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year that has dated limits, as a line of twelve months."""

    year: int
    count: int
    months: tuple[MonthMark, ...]


@dataclass(frozen=True, slots=True)
class Door:
    """A way into the portal: what it is called, what it gives, and the drawing beside it."""

    text: str
    about: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A narrower list of the same things, with their number where that is told; `chosen`: the page is that list."""

    text: str
    url: str
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Lists that differ in one respect."""

    title: str
    entries: tuple[Facet, ...]
