"""data/notices/<id>.json: the published form of a notice, a stable contract ("gksite/notice/1")."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from gksite.model.outputs import Output
from gksite.model.records import Deadline, TaskSource
from gksite.model.site import Mentioned, Notice, Site, Task
from gksite.problems import Phrase

SCHEMA = "gksite/notice/1"


def exports(site: Site) -> Iterator[Output]:
    """One JSON file per notice."""
    for notice in site.notices.values():
        text = json.dumps(published(notice, site), ensure_ascii=False, indent=2) + "\n"
        path = f"data/notices/{notice.id}.json"
        yield Output(path, content=text.encode(), origin=Phrase("通知 {id} 的数据", (("id", notice.id),)))


def published(notice: Notice, site: Site) -> dict[str, Any]:
    """The notice as public data: absent is null or [], never a missing key; `url` is relative to the site's root."""
    record = notice.record
    return {
        "schema": SCHEMA,
        "id": record.id,
        "jurisdiction": {"id": record.jurisdiction, "name": site.jurisdictions[record.jurisdiction].name},
        "title": record.title,
        "number": record.number,
        "issuer": record.issuer,
        "year": notice.year,
        "issued": _day(record.issued),
        "printed": _day(record.printed),
        "published": _moment(record.published),
        "disclosure": record.disclosure,
        "status": record.status,
        "subject": record.subject,
        "index_code": record.index_code,
        "addressees": record.addressees,
        "preamble": record.preamble,
        "closing": record.closing,
        "cc": list(record.cc),
        "url": notice.url,
        "licence": site.config.licence,
        "source": {"file": record.source.file, "sha256": record.source.sha256} if record.source else None,
        "table_title": record.table_title,
        "review": record.review,
        "deadlines": [],
        "documents": [],
        "corrections": [{"date": _day(c.date), "text": c.text} for c in record.corrections],
        "tasks": [_task(task, site) for task in notice.tasks],
    }


def _task(task: Task, site: Site) -> dict[str, Any]:
    record = task.record
    return {
        "id": f"{task.key.notice}/{task.key.number}",
        "number": record.number,
        "label": record.label,
        "url": task.key.url,
        "sections": list(task.sections),
        "title": record.title,
        "requirement": record.requirement,
        "lead": [_agency(m, site) for m in task.lead],
        "support": [_agency(m, site) for m in task.support],
        "remark": record.remark,
        "deadlines": [_deadline(d) for d in record.deadlines],
        "documents": [{"number": d.number, "title": d.title, "text": d.text} for d in record.documents],
        "source": _source(record.source),
        "inherited": list(record.inherited),
        "review": record.review,
    }


def _agency(mentioned: Mentioned, site: Site) -> dict[str, Any]:
    agency = site.agencies[mentioned.agency]
    return {
        "id": agency.key.id,
        "jurisdiction": agency.key.jurisdiction,
        "name": agency.record.name,
        "as_written": mentioned.as_written,
    }


def _source(source: TaskSource | None) -> dict[str, Any] | None:
    """The place, in one of its three forms, and the agency cells as printed where they differ from the names."""
    if source is None:
        return None
    place = {"lines": source.lines, "table": source.table, "pages": source.pages, "rows": source.rows}
    given = {key: list(v) if isinstance(v, tuple) else v for key, v in place.items() if v is not None}
    return {**given, "lead": source.lead, "support": source.support}


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "date": _day(deadline.date),
        "basis": deadline.basis,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else None
