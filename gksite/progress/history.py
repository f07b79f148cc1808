"""The history of a task in the manner of OCDS: a release for its notice, its corrections and its updates."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit

from gksite.model.facts import Deadline
from gksite.model.progress import TaskUpdate
from gksite.model.site import AgencyKey, Mentioned, Notice, Site, Task
from gksite.progress.changes import Change, Kind, appeared, of_notice
from gksite.progress.forms import update_form
from gksite.progress.merging import Form, compiled, versioned
from gksite.progress.timeliness import in_force
from gksite.text.dates import CHINA, iso_day

ORDER: tuple[Kind, ...] = ("notice", "correction", "update")
"""Which release of a day comes first."""


def record(task: Task, notice: Notice, site: Site) -> Form:
    """All that was ever stated of a task: its releases, oldest first, what holds now, and every version."""
    ocid = ocid_of(task, site)
    releases = list(_releases(task, notice, site, ocid))
    return {
        "ocid": ocid,
        "releases": releases,
        "compiledRelease": compiled(ocid, releases),
        "versionedRelease": versioned(ocid, releases),
    }


def ocid_of(task: Task, site: Site) -> str:
    """What the process of a task is called for ever; that of a portal without an address begins as its name does."""
    host = urlsplit(site.config.url or "").hostname
    prefix = host or sha256(site.config.name.encode()).hexdigest()[:8]
    return f"gksite-{prefix}-{task.key.notice}-{task.key.number}"


def instant(day: date | None) -> str | None:
    """The beginning of a day as data has it: 2026-03-05T00:00:00+08:00."""
    if day is None:
        return None
    return f"{day.isoformat()}T00:00:00{CHINA}"


def _releases(task: Task, notice: Notice, site: Site, ocid: str) -> Iterator[Form]:
    """By their days; of one day the notice first, then corrections. A notice whose day nobody states is the first."""
    language = site.config.lang
    if appeared(notice) is None:
        yield _release(ocid, "notice", None, language, _planned(task, notice, site))
    for change in sorted(of_notice(notice, [task]), key=_in_order):
        if change.kind == "notice":
            yield _release(ocid, "notice", change.day, language, _planned(task, notice, site))
            continue
        name = f"{change.kind}-{change.day.isoformat()}-{change.number}"
        yield _release(ocid, name, change.day, language, _news(change, task))


def _in_order(change: Change) -> tuple[date, int, int]:
    return (change.day, ORDER.index(change.kind), change.number)


def _release(ocid: str, name: str, day: date | None, language: str, content: Form) -> Form:
    head = {"ocid": ocid, "id": f"{ocid}-{name}", "date": instant(day), "language": language}
    return {**head, **content}


def _planned(task: Task, notice: Notice, site: Site) -> Form:
    """What a notice says of a task, as it stands in the notice today."""
    record = task.record
    return {
        "tag": ["planning"],
        "title": record.title,
        "description": record.requirement,
        "sections": list(task.sections),
        "parties": _parties(task, site),
        "planning": {
            "notice": {
                "title": notice.record.title,
                "number": notice.record.number,
                "issuer": notice.record.issuer,
                "year": notice.year,
                "url": notice.url,
            },
            "task": {"number": record.number, "label": record.label, "url": task.key.url},
            "deadlines": [_limit(limit) for limit in task.deadlines],
        },
    }


def _limit(limit: Deadline) -> Form:
    return {"text": limit.text, "kind": limit.kind, "date": iso_day(limit.date)}


def _parties(task: Task, site: Site) -> list[Form]:
    """The agencies, each with its roles."""
    roles: dict[AgencyKey, list[str]] = {}
    named: tuple[tuple[str, tuple[Mentioned, ...]], ...] = (("lead", task.lead), ("support", task.support))
    for role, mentions in named:
        for mentioned in mentions:
            roles.setdefault(mentioned.agency, []).append(role)
    return [{"id": key.written, "name": site.agencies[key].record.name, "roles": held} for key, held in roles.items()]


def _news(change: Change, task: Task) -> Form:
    """What a correction or an update adds."""
    if change.update is None:
        id = f"{change.day.isoformat()}-{change.number}"
        correction = {"id": id, "date": change.day.isoformat(), "text": change.text}
        return {"tag": ["planningUpdate"], "corrections": [correction]}
    tag = "implementationUpdate"
    if change.number == 1:
        tag = "implementation"
    now = in_force(_as_of(task, change.number))[-1]
    update = {"id": change.update.day.isoformat(), **update_form(change.update)}
    return {
        "tag": [tag],
        "implementation": {
            "status": now.record.status,
            "timeliness": now.timeliness,
            "updates": [update],
        },
    }


def _as_of(task: Task, count: int) -> Iterator[TaskUpdate]:
    """The first updates of a task that were in force when the last of them was made."""
    made = task.updates[:count]
    for update in made:
        if update.corrected is None or update.corrected > made[-1].record.date:
            yield replace(update, corrected=None)
