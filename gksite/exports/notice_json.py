"""data/notices/<id>.json: the published form of a notice, a stable contract ("gksite/notice/2")."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from gksite.exports import citations
from gksite.exports.json_file import json_file
from gksite.model.facts import CitedDocument, Deadline, StatedDeadline
from gksite.model.outputs import Output
from gksite.model.positions import Position, TaskSource
from gksite.model.records import NoticeFields, TaskRecord
from gksite.model.site import AgencyKey, Mentioned, Notice, Site, Task
from gksite.problems.problem import Phrase
from gksite.progress.forms import record_path, update_form
from gksite.text.dates import iso_day, shown_moment
from gksite.time_limits import entered

SCHEMA = "gksite/notice/2"


def exports(site: Site) -> Iterator[Output]:
    """One JSON file per notice."""
    for notice in site.notices.values():
        path = f"data/notices/{notice.id}.json"
        yield json_file(path, published(notice, site), Phrase("通知 {id} 的数据", id=notice.id))


def published(notice: Notice, site: Site) -> dict[str, Any]:
    """The notice as public data: absent is null or [], never a missing key; `url` is relative to the site's root."""
    cited = citations.of_tasks(notice)
    tasks = [_task(task, cited[task.record.number], site) for task in notice.tasks]
    name = site.jurisdictions[notice.record.jurisdiction].name
    form = notice_form(notice.record, name, notice.year, tasks, url=notice.url, licence=site.config.licence)
    return form | {
        "deadlines": [deadline_form(d) for d in notice.deadlines],
        "documents": [document_form(d) for d in notice.documents],
        "citation": citations.with_address(citations.of_notice(notice), notice.url, site.config),
        "verified": iso_day(notice.verified),
    }


def notice_form(
    record: NoticeFields,
    jurisdiction_name: str | None,
    year: int | None,
    tasks: list[dict[str, Any]],
    *,
    url: str | None = None,
    licence: str | None = None,
) -> dict[str, Any]:
    """The published form of a notice; one that is on no site has no `url`, no `licence` and no `citation`."""
    return {
        "schema": SCHEMA,
        "id": record.id,
        "jurisdiction": {"id": record.jurisdiction, "name": jurisdiction_name},
        "title": record.title,
        "number": record.number,
        "issuer": record.issuer,
        "year": year,
        "issued": iso_day(record.issued),
        "printed": iso_day(record.printed),
        "published": shown_moment(record.appeared),
        "disclosure": record.disclosure,
        "status": record.status,
        "subject": record.subject,
        "index_code": record.index_code,
        "summary": record.summary,
        "addressees": record.addressees,
        "preamble": record.preamble,
        "closing": record.closing,
        "cc": list(record.cc),
        "url": url,
        "licence": licence,
        "updated": iso_day(newest_day(record)),
        "source": _received(record),
        "table_title": record.table_title,
        "note": record.note,
        "deadlines": [],
        "documents": [],
        "verified": None,
        "corrections": [{"date": iso_day(c.date), "text": c.text} for c in record.corrections],
        "citation": None,
        "tasks": tasks,
    }


def _task(task: Task, cited: str, site: Site) -> dict[str, Any]:
    lead = [_agency(mentioned, site) for mentioned in task.lead]
    support = [_agency(mentioned, site) for mentioned in task.support]
    form = task_form(task.record, task.key.notice, task.sections, lead, support, url=task.key.url)
    has_record = "records" in site.config.exports
    return form | {
        "deadlines": [deadline_form(d) for d in task.deadlines],
        "documents": [document_form(d) for d in task.documents],
        "updates": [update_form(update) for update in task.updates],
        "record": record_path(task.key) if has_record else None,
        "citation": citations.with_address(cited, task.key.url, site.config),
    }


def task_form(
    record: TaskRecord,
    notice: str | None,
    sections: tuple[str, ...],
    lead: list[dict[str, Any]],
    support: list[dict[str, Any]],
    *,
    url: str | None = None,
) -> dict[str, Any]:
    """The published form of a task, with the forms of its agencies."""
    return {
        "id": f"{notice}/{record.number}" if notice else None,
        "number": record.number,
        "label": record.label,
        "url": url,
        "sections": list(sections),
        "title": record.title,
        "summary": record.summary,
        "requirement": record.requirement,
        "lead": lead,
        "support": support,
        "remark": record.remark,
        "deadlines": [deadline_form(d) for d in record.deadlines],
        "documents": [document_form(d) for d in record.documents],
        "source": _source(record.source),
        "inherited": list(record.inherited),
        "note": record.note,
        "topics": list(record.topics),
        "updates": [],
        "record": None,
        "citation": None,
    }


def _agency(mentioned: Mentioned, site: Site) -> dict[str, Any]:
    return agency_form(mentioned.agency, site.agencies[mentioned.agency].record.name, mentioned.as_written)


def agency_form(key: AgencyKey | None, name: str, as_written: str) -> dict[str, Any]:
    """The published form of an agency named in a task; one that no registry has, has no id."""
    named = {"name": name, "as_written": as_written}
    if key is None:
        return {"id": None, "jurisdiction": None, **named}
    return {"id": key.id, "jurisdiction": key.jurisdiction, **named}


def newest_day(record: NoticeFields) -> date | None:
    """The newest day that a notice states of itself: issued, printed, published or corrected; None for none."""
    days = [record.issued, record.printed, record.appeared.date() if record.appeared else None]
    days += [correction.date for correction in record.corrections]
    return max((day for day in days if day), default=None)


def _received(record: NoticeFields) -> dict[str, Any] | None:
    """The file that a notice was transcribed from, and the one that is published in its place where there is one."""
    source = record.received
    if source is None:
        return None
    form: dict[str, Any] = {"file": source.file, "sha256": source.sha256}
    if source.published is not None:
        form["published"] = {"file": source.published.file, "sha256": source.published.sha256}
    return form


def _source(source: TaskSource | None) -> dict[str, Any] | None:
    """The place, in one of its forms, and the agency cells as printed where they differ from the names."""
    if source is None:
        return None
    return position_form(source) | {"lead": source.lead, "support": source.support}


def position_form(position: Position) -> dict[str, Any]:
    """A place in a source, in one of its forms."""
    form: dict[str, Any] = {}
    for key, value in position.position.items():
        form[key] = list(value) if isinstance(value, tuple) else value
    return form


def deadline_form(deadline: Deadline) -> dict[str, Any]:
    """The published form of a time limit; of one that only a YAML entry states, there is no clause."""
    stated = deadline if isinstance(deadline, StatedDeadline) else entered((deadline,), ())[0]
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "date": iso_day(deadline.date),
        "basis": deadline.basis,
        "clause": stated.clause,
        "place": stated.place,
    }


def document_form(document: CitedDocument) -> dict[str, Any]:
    """The published form of a cited document."""
    return {"number": document.number, "title": document.title, "text": document.text}
