"""What became of a task: dated updates, each with the evidence that it rests on."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, model_validator

from gksite.model.positions import Record
from gksite.model.values import Day, Digest, OneLine, Text, WebAddress, fault, none_to_empty

Status = Literal["无公开证据", "未启动", "有限进展", "实质进展", "已完成", "不再推进"]
"""How far a task has come."""
Timeliness = Literal["提前", "按时", "逾期"]
"""Whether a task was done before its one day, on it, or not by then; derived, never written."""
STATUSES: tuple[Status, ...] = get_args(Status)
UNKNOWN, DONE, DROPPED = STATUSES[0], STATUSES[4], STATUSES[5]
TIMES: tuple[Timeliness, ...] = get_args(Timeliness)
EARLY, ON_TIME, LATE = TIMES


class Evidence(Record):
    """What an update rests on: a page elsewhere with the SHA-256 of its archived copy, or a file of content/files/.

    Where both are named, the file is the archived copy of the page. `date` is the day on which it says what is quoted.
    """

    title: OneLine
    date: Day
    quote: Text
    url: WebAddress | None = None
    sha256: Digest | None = None
    file: OneLine | None = None

    @model_validator(mode="after")
    def _is_somewhere(self) -> "Evidence":
        if self.file is None and (self.url is None or self.sha256 is None):
            raise fault("evidence")
        return self


class Update(Record):
    """How a task stood on a day; one that `corrects` an earlier one, by its day, stands in its place."""

    date: Day
    status: Status
    text: Text
    evidence: Annotated[tuple[Evidence, ...], BeforeValidator(none_to_empty)] = ()
    reason: Text | None = None
    remedy: Text | None = None
    corrects: Day | None = None


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """Evidence with the address and the size of its file, and the SHA-256 of what was quoted from."""

    record: Evidence
    sha256: str
    path: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class TaskUpdate:
    """An update with its evidence found.

    `day` is the one of which it speaks: that of the update that it corrects, else its own.
    """

    record: Update
    day: date
    evidence: tuple[ShownEvidence, ...] = ()
    timeliness: Timeliness | None = None
    """What follows from the task's one day, where it has one."""
    corrected: date | None = None
    """The day of the update that corrects it."""

    @property
    def anchor(self) -> str:
        """What leads to it on the task's page."""
        return f"u{self.record.date.isoformat()}"
