"""Agencies of a jurisdiction ("gksite/agencies/1"), each with its tasks ("gksite/agency/1"): stable contracts."""

from collections.abc import Iterator
from typing import Any

from gksite.exports.json_file import json_file
from gksite.exports.notice_json import deadline_form, newest_day
from gksite.model.agency_facts import ScopeSource, Succession
from gksite.model.outputs import Output
from gksite.model.site import Agency, AgencyKey, Jurisdiction, Site, TaskKey
from gksite.problems.problem import Phrase
from gksite.registry.coverage import covered_as
from gksite.text.dates import iso_day

SCHEMA = "gksite/agencies/1"
OF_ONE = "gksite/agency/1"


def path(id: str) -> str:
    """Where the agencies of a jurisdiction stand."""
    return f"data/agencies/{id}.json"


def path_of(key: AgencyKey) -> str:
    """Where an agency stands with its tasks."""
    return f"data/agencies/{key.written}.json"


def exports(site: Site) -> Iterator[Output]:
    """One JSON file per jurisdiction, and one per agency."""
    for place in site.jurisdictions.values():
        yield json_file(path(place.id), published(place, site), Phrase("地区 {id} 的单位数据", id=place.id))
    for agency in site.agencies.values():
        origin = Phrase("单位 {id} 的数据", id=agency.key.written)
        yield json_file(path_of(agency.key), with_tasks(agency, site), origin)


def published(place: Jurisdiction, site: Site) -> dict[str, Any]:
    """The agencies as public data: absent is null or [], never a missing key; an agency is named `place/id`.

    A group whose `covers` has one of the words of an agency's `covered_as` could hold that agency.
    """
    return {
        "schema": SCHEMA,
        "jurisdiction": {"id": place.id, "name": place.name},
        "parent": place.parent,
        "licence": site.config.licence,
        "agencies": [_agency(site.agencies[key]) for key in place.agencies],
    }


def with_tasks(agency: Agency, site: Site) -> dict[str, Any]:
    """An agency as public data with its tasks in each role, and those of groups that state it as a member."""
    duties, place = site.duties[agency.key], site.jurisdictions[agency.key.jurisdiction]
    through = []
    for group, keys in duties.through:
        name = site.agencies[group].record.name
        through.append({"group": group.written, "name": name, "tasks": [_task(key, site) for key in keys]})
    named = (*duties.lead, *duties.support, *(key for _, keys in duties.through for key in keys))
    days = [newest_day(site.notices[key.notice].record) for key in named]
    return {
        "schema": OF_ONE,
        "jurisdiction": {"id": place.id, "name": place.name},
        "licence": site.config.licence,
        "updated": iso_day(max((day for day in days if day), default=None)),
        **_agency(agency),
        "lead": [_task(key, site) for key in duties.lead],
        "support": [_task(key, site) for key in duties.support],
        "through": through,
    }


def _task(key: TaskKey, site: Site) -> dict[str, Any]:
    """What says which task it is; all of it stands in the data of its notice."""
    task, notice = site.tasks[key], site.notices[key.notice]
    return {
        "id": key.written,
        "notice": {"id": notice.id, "title": notice.record.title, "year": notice.year},
        "number": key.number,
        "label": task.record.label,
        "title": task.record.title,
        "requirement": task.record.requirement,
        "deadlines": [deadline_form(deadline) for deadline in task.deadlines],
        "url": key.url,
    }


def _agency(agency: Agency) -> dict[str, Any]:
    record = agency.record
    return {
        "id": agency.key.id,
        "name": record.name,
        "full_name": record.full_name,
        "aliases": list(record.aliases),
        "names_with_place": list(agency.names_with_place),
        "kind": record.kind,
        "covers": list(record.covers),
        "covers_source": _source(agency.covers_source),
        "covered_as": list(covered_as(record)),
        "members": [key.written for key in agency.members],
        "members_source": _source(agency.members_source),
        "succeeded_by": agency.succeeded_by.written if agency.succeeded_by else None,
        "succession": _succession(record.succeeded_by),
        "predecessors": [key.written for key in agency.predecessors],
        "url": agency.key.url,
    }


def _succession(succession: Succession | None) -> dict[str, Any] | None:
    """What is stated of a succession; None where no more than the name is."""
    if succession is None or succession.is_plain:
        return None
    return {
        "on": succession.on,
        "kind": succession.kind,
        "source": succession.source,
        "url": succession.url,
    }


def _source(source: ScopeSource | None) -> dict[str, Any] | None:
    """On whose word a group holds whom: a notice's, or an editor's."""
    if source is None:
        return None
    return {
        "notice": source.notice,
        "task": source.task,
        "text": source.text,
        "by": source.by,
        "on": iso_day(source.on),
        "reason": source.reason,
    }
