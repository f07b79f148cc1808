"""Updates last: one that was published is neither changed nor taken away, and none is put in before it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from gksite.documents.files import content_of, is_free
from gksite.documents.shapes import Entry
from gksite.ledger.meanings import data_files
from gksite.model.ledger import LedgerRecord
from gksite.model.records import NoticeRecord
from gksite.model.site import Notice, Site, TaskKey
from gksite.model.walk import KeyPath, walk_tasks
from gksite.problems.problem import Code, Location, Problem
from gksite.progress.forms import update_form
from gksite.read import Records

REMOVED = Code(
    "GK269",
    "第 {number} 项 {date} 的进展公布过，这一次没有了",
    why="公布过的进展是经过的一部分；悄悄删去，就成了另一段经过。",
    mend="恢复这一条。写错了的，原来的留着，在最下面加一条，写上 corrects: {date} 和改正的内容。"
    "依法必须撤下的（例如含有个人信息），改好以后用 gksite build --remove --record。",
)
CHANGED = Code(
    "GK270",
    "第 {number} 项 {date} 的进展公布以后改动过",
    why="公布过的进展、证据和日期不能悄悄改写；读者和数据里已经有原来的。",
    mend="恢复原来的内容，在最下面加一条，写上 corrects: {date} 和改正的内容。"
    "依法必须改的（例如含有个人信息），改好以后用 gksite build --remove --record。",
)
BACK_DATED = Code(
    "GK271",
    "第 {number} 项 {date} 的进展插在已经公布的 {before} 之前",
    why="先公布的在前；事后插进去的一条，看上去像当时就有。",
    mend="把它移到最下面，日期写成比 {before} 晚的一天，在 text 里说明是哪一天的事。",
)
_KEYS = ("date", "status", "text", "evidence", "reason", "remedy", "corrects")
"""What an update says; that it is late follows, and may change with a deadline."""
_ENTRY = re.compile(r"(\d{1,7}) (\d{4}-\d\d-\d\d) ([0-9a-f]{16})", re.ASCII)
"""An update in the ledger: the number of its task, its day, the beginning of its digest."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An update by its day and by all that it says."""

    day: str
    digest: str


Marks = Mapping[TaskKey, Sequence[Mark]]


def entries(notice: Notice) -> Iterator[str]:
    """The updates of a notice's tasks as the ledger has them."""
    for task in notice.tasks:
        for mark in marks(update_form(update) for update in task.updates):
            yield f"{task.key.number} {mark.day} {mark.digest}"


def marks(forms: Iterable[Mapping[str, Any]]) -> list[Mark]:
    """The marks of some updates in their published form. Raises KeyError where one is none."""
    return [Mark(str(form["date"]), _digest(form)) for form in forms]


def _digest(form: Mapping[str, Any]) -> str:
    said = json.dumps({key: form[key] for key in _KEYS}, ensure_ascii=False, sort_keys=True)
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def shown_updates(output: Path) -> dict[TaskKey, list[Mark]]:
    """The updates of the site that stands in output/, by the data of its notices and by the records of its tasks."""
    found: dict[TaskKey, list[Mark]] = {}
    for stem, content in data_files(output, "data/notices"):
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            for task in json.loads(content)["tasks"]:
                found[TaskKey(stem, int(task["number"]))] = marks(task["updates"])
    for path in sorted(output.glob("notices/*/tasks/*/record.json")):
        with suppress(ValueError, KeyError, TypeError, AttributeError, OSError):
            place = path.relative_to(output)
            key = TaskKey(place.parts[1], int(place.parts[3]))
            if key not in found and is_free(output, place.as_posix()):
                found[key] = marks(_of_record(json.loads(content_of(output, place.as_posix()) or b"")))
    return found


def _of_record(package: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The updates in the releases of a record."""
    for release in package["records"][0]["releases"]:
        yield from release.get("implementation", {}).get("updates", ())


def recorded_updates(ledger: LedgerRecord) -> dict[TaskKey, list[Mark]]:
    """Those that the ledger has."""
    found: dict[TaskKey, list[Mark]] = {}
    for notice in ledger.published.notices:
        for entry in notice.updates:
            match = _ENTRY.fullmatch(entry)
            if match is not None:
                found.setdefault(TaskKey(notice.id, int(match[1])), []).append(Mark(match[2], match[3]))
    return found


def check_updates(site: Site, records: Records, output: Path | None) -> Iterator[Problem]:
    """An error where the updates of a task do not begin with those that the ledger has, and those in output/."""
    if records.ledger is not None:
        yield from _check(site, records.notices, recorded_updates(records.ledger.record))
    if output is not None:
        yield from _check(site, records.notices, shown_updates(output))


def _check(site: Site, notices: Iterable[Entry[NoticeRecord]], published: Marks) -> Iterator[Problem]:
    for entry in notices:
        for step in walk_tasks(entry.record.sections):
            key = TaskKey(entry.record.id, step.task.number)
            before = published.get(key, ())
            if key not in site.tasks or not before:
                continue
            now = marks(update_form(update) for update in site.tasks[key].updates)
            found = _compared(before, now, key.number, partial(_place, entry, step.key_path))
            if found is not None:
                yield found


def _place(entry: Entry[NoticeRecord], at: KeyPath, *steps: str | int) -> Location:
    return entry.document.location((*at, *steps))


def _compared(
    before: Sequence[Mark], now: Sequence[Mark], number: int, place: Callable[..., Location]
) -> Problem | None:
    """The first difference in the history of a task; `place` leads from the task to where something stands."""
    days = [mark.day for mark in now]
    for i, mark in enumerate(before):
        if i < len(now) and now[i] == mark:
            continue
        if mark in now[i:]:
            return Problem(BACK_DATED, place("updates", i, "date"), number=number, date=days[i], before=mark.day)
        if mark.day in days:
            at = days.index(mark.day)
            return Problem(CHANGED, place("updates", at, "date"), number=number, date=mark.day)
        return Problem(REMOVED, place("number"), number=number, date=mark.day)
    return None
