"""Who succeeded whom: the relation both ways, and what cannot be true of what a registry states of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.model.agency_facts import Succession
from gksite.model.records import AgencyRecord, RegistryRecord
from gksite.model.site import Agency, AgencyKey, Notice
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Level, Problem, Problems
from gksite.text.dates import span_of

NOT_YET = Code(
    "GK255",
    "“{name}”的承接写在 {on}，晚于今天",
    why="页面会把还没有发生的机构变动说成已经发生。",
    mend="核对日期；确实还没有到的，到了那一天再写 succeeded_by。",
)
NO_SOURCE = Code(
    "GK256",
    "“{name}”的 succeeded_by 写了 url，没有写 source",
    why="链接会失效，读者要能从一句话知道承接的依据是什么。",
    mend="补上 source：文号或者一句话，例如 source: 闽委发〔2018〕20号；没有依据的，删去 url。",
)
LATER_NOTICE = Code(
    "GK258",
    "“{name}”{on}由“{successor}”承接，之后（{day}）的通知 {notice} 仍点名它",
    why="承接的日期和点名它的通知，多半有一个写错了；也可能那份通知应当写新单位。",
    mend="核对日期和通知；来源确实仍写原来的单位的，不用改。",
    level=Level.WARNING,
)

_Followed = tuple[AgencyKey, AgencyRecord, Succession, KeyPath]
"""An agency with a successor, what is stated of that, and where."""


def with_predecessors(agencies: Mapping[AgencyKey, Agency]) -> dict[AgencyKey, Agency]:
    """The same agencies, each with those whom it succeeded."""
    before: dict[AgencyKey, list[AgencyKey]] = {}
    for key, agency in agencies.items():
        if agency.succeeded_by is not None:
            before.setdefault(agency.succeeded_by, []).append(key)
    return {key: replace(agency, predecessors=tuple(before.get(key, ()))) for key, agency in agencies.items()}


def check_successions(
    registries: Sequence[Entry[RegistryRecord]],
    agencies: Mapping[AgencyKey, Agency],
    notices: Iterable[Notice],
    today: date,
    problems: Problems,
) -> None:
    """Note what is stated of successors and cannot be: a day to come, an address alone, notices of a later day."""
    newest = _newest(notices)
    for entry in registries:
        for followed in _followed(entry.record):
            problems.found += _faults(followed, entry.document, agencies, newest, today)


def _followed(record: RegistryRecord) -> Iterator[_Followed]:
    for i, agency in enumerate(record.agencies):
        if agency.succeeded_by is not None:
            key = AgencyKey(record.jurisdiction, agency.id)
            yield key, agency, agency.succeeded_by, ("agencies", i, "succeeded_by")


def _faults(
    followed: _Followed,
    document: Document,
    agencies: Mapping[AgencyKey, Agency],
    newest: Mapping[AgencyKey, Notice],
    today: date,
) -> Iterator[Problem]:
    key, record, succession, place = followed
    if succession.url and not succession.source:
        yield Problem(NO_SOURCE, document.location((*place, "url")), name=record.name)
    if succession.on is None:
        return
    first, last = span_of(succession.on)
    location = document.location((*place, "on"))
    if first > today:
        yield Problem(NOT_YET, location, name=record.name, on=succession.on)
    notice, agency = newest.get(key), agencies.get(key)
    if notice and agency and agency.succeeded_by and notice.day > last:
        successor = agencies[agency.succeeded_by].record.name
        yield Problem(
            LATER_NOTICE,
            location,
            name=record.name,
            on=succession.on,
            successor=successor,
            day=notice.day,
            notice=notice.id,
        )


def _newest(notices: Iterable[Notice]) -> dict[AgencyKey, Notice]:
    """The newest notice that names each agency in a task."""
    found: dict[AgencyKey, Notice] = {}
    for notice in sorted(notices, key=lambda notice: (notice.day, notice.id)):
        for task in notice.tasks:
            found |= dict.fromkeys(task.agencies, notice)
    return found
