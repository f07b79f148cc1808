"""What pages show of what became of tasks: updates, what changed last, numbers that lead to lists."""

from dataclasses import dataclass
from datetime import date

from gksite.model.outputs import Download


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What an update rests on, as its page shows it; `file` where the site itself has it."""

    title: str
    day: date
    quote: str
    url: str | None
    file: Download | None
    sha256: str


@dataclass(frozen=True, slots=True)
class UpdateView:
    """An update of a task as its page shows it."""

    anchor: str
    day: date
    status: str
    timeliness: str | None
    text: str
    evidence: tuple[EvidenceView, ...]
    reason: str | None
    remedy: str | None
    corrects: date | None
    corrected: date | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What has changed on a day; `kind` is update, correction or notice, `status` that of an update."""

    day: date
    kind: str
    title: str
    url: str
    text: str
    status: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of tasks under a word, and the list of these tasks."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """How far an agency has come: all tasks that it leads, those of each status, those early, on time and late."""

    name: str
    url: str
    total: Figure
    statuses: tuple[Figure, ...]
    times: tuple[Figure, ...]
