"""What has changed last: updates of tasks, corrections of notices, notices that appeared; each on its day."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from gksite.model.progress import TaskUpdate
from gksite.model.site import AgencyKey, Notice, Site, Task

Kind = Literal["update", "correction", "notice"]
_ITEMS = re.compile(r"第[ ]?(\d{1,6}(?:[ ]?[、，,和及至到—–-][ ]?第?[ ]?\d{1,6}){0,99})[ ]?项")
"""The tasks that a correction names: 第3项, 第1、3项, 第5至8项."""
_RANGE = re.compile(r"(\d{1,6})[ ]?[至到—–-][ ]?第?[ ]?(\d{1,6})")
"""The first and the last of several that follow each other."""
_WIDEST = 10_000
"""Tasks of a range: more are no range."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened on a day to a notice, or to a task of it; `number` tells those of one day apart."""

    kind: Kind
    day: date
    notice: Notice
    number: int
    task: Task | None = None
    update: TaskUpdate | None = None
    text: str = ""
    moment: datetime | None = None
    """The time of day, where one is stated."""

    @property
    def url(self) -> str:
        """Where it can be read."""
        if self.task is not None and self.update is not None:
            return f"{self.task.key.url}#{self.update.anchor}"
        if self.kind == "correction":
            return f"{self.notice.url}#corrections"
        return self.notice.url

    @property
    def order(self) -> tuple[int, str, int, int]:
        """What puts the newest first; those of one day as they stand in their notice."""
        number = self.task.key.number if self.task else 0
        return (-self.day.toordinal(), self.notice.id, number, self.number)


def appeared(notice: Notice) -> date | None:
    """The day on which a notice appeared: published, else issued, else printed; None where nobody states one."""
    record = notice.record
    if record.appeared is not None:
        return record.appeared.date()
    return record.issued or record.printed


def changes(site: Site) -> tuple[Change, ...]:
    """All of a site, newest first."""
    found: list[Change] = []
    for notice in site.notices.values():
        found += of_notice(notice, notice.tasks)
    return newest(found)


def newest(found: Iterable[Change]) -> tuple[Change, ...]:
    """Some changes, newest first."""
    return tuple(sorted(found, key=lambda change: change.order))


def of_notice(notice: Notice, tasks: Collection[Task]) -> Iterator[Change]:
    """That a notice appeared, its corrections, and the updates of some of its tasks, in no order.

    A correction that names tasks, and none of these, is none of theirs.
    """
    day = appeared(notice)
    if day is not None:
        yield Change("notice", day, notice, 0, moment=notice.record.appeared)
    numbers = {_shown_number(task) for task in tasks}
    for number, correction in enumerate(notice.record.corrections, 1):
        named = named_items(correction.text)
        if not named or named & numbers or len(tasks) == len(notice.tasks):
            yield Change("correction", correction.date, notice, number, text=correction.text)
    for task in tasks:
        for number, update in enumerate(task.updates, 1):
            yield Change("update", update.record.date, notice, number, task, update, update.record.text)


def of_agencies(site: Site) -> dict[AgencyKey, tuple[Change, ...]]:
    """For each agency that a task names, those of these tasks and of their notices, newest first."""
    named: dict[AgencyKey, dict[str, list[Task]]] = {}
    for task in site.tasks.values():
        for key in task.agencies:
            named.setdefault(key, {}).setdefault(task.key.notice, []).append(task)
    return {key: _newest_first(site, tasks) for key, tasks in named.items()}


def _newest_first(site: Site, tasks: Mapping[str, list[Task]]) -> tuple[Change, ...]:
    found: list[Change] = []
    for id, some in tasks.items():
        found += of_notice(site.notices[id], some)
    return newest(found)


def tells_news(found: Iterable[Change]) -> bool:
    """Whether there is more to tell than that notices appeared."""
    return any(change.kind != "notice" for change in found)


def named_items(text: str) -> frozenset[int]:
    """The numbers of the tasks that a correction names; none where it speaks of the whole notice."""
    found: set[int] = set()
    for match in _ITEMS.finditer(text):
        found.update(map(int, re.findall(r"\d+", match[1])))
        for first, last in _RANGE.findall(match[1]):
            if int(last) - int(first) <= _WIDEST:
                found.update(range(int(first), int(last) + 1))
    return frozenset(found)


def _shown_number(task: Task) -> int:
    """The number that readers see: the printed one, else its own."""
    shown = re.search(r"\d{1,7}", task.record.label or "")
    return int(shown[0]) if shown else task.record.number
