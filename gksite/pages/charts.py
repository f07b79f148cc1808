"""Where a notice's tasks lie, and an agency's: counts for pictures and for narrowing the table."""

from collections import Counter
from collections.abc import Iterable, Sequence

from gksite.model.draft import ROLES
from gksite.model.outputs import Bar, Chart, Choices, SectionView
from gksite.model.site import AgencyKey, Notice, TaskKey
from gksite.pages.views import Views

MOST_AGENCIES = 8
"""Agencies in a picture; the table names all."""


def of_notice(notice: Notice, views: Views) -> tuple[Chart, ...]:
    """Tasks by section, and by agency and role; a picture of one bar says nothing and is left out."""
    tr = views.tr
    parts = _parts(views.sections[notice.id])
    sections = [Bar(s.title, f"{notice.url}#{s.anchor}", (s.count,)) for s in parts]
    agencies = sorted(_agencies(notice, views), key=lambda bar: -sum(bar.counts))
    shown, left = agencies[:MOST_AGENCIES], len(agencies) - MOST_AGENCIES
    rest = tr("另有 {n} 个单位，见任务分解表。").format(n=left) if left > 0 else ""
    charts = (
        _chart("by-section", tr("各部分的任务数"), "部分", (), sections, views),
        _chart("by-agency", tr("任务最多的单位"), "单位", ROLES, shown, views, rest),
    )
    return tuple(chart for chart in charts if chart)


def of_agency(key: AgencyKey, views: Views) -> Chart | None:
    """An agency's tasks by notice, or by section where it has one notice only."""
    duties, site = views.site.duties[key], views.site
    named = {task.notice for task in (*duties.lead, *duties.support)}
    notices = [notice for notice in site.notices.values() if notice.id in named]
    bars = []
    if len(notices) > 1:
        for notice in notices:
            tasks = {task.key for task in notice.tasks}
            bars.append(Bar(notice.record.title, notice.url, _counts(key, tasks, views)))
        return _chart("by-notice", views.tr("各通知中的任务数"), "通知", ROLES, bars, views)
    for notice in notices:
        for part in _parts(views.sections[notice.id]):
            counts = _counts(key, set(_keys(notice, part)), views)
            if any(counts):
                bars.append(Bar(part.title, f"{notice.url}#{part.anchor}", counts))
    return _chart("by-section", views.tr("各部分的任务数"), "部分", ROLES, bars, views)


def choices(notice: Notice, views: Views) -> Choices:
    """What the notice's table can be narrowed by."""
    tasks, tr = notice.tasks, views.tr
    sections = tuple((s.anchor[1:], s.title, s.count) for s in views.sections[notice.id])
    return Choices(
        tuple((bar.url.removeprefix("agencies/").rstrip("/"), bar.label, n) for bar, n in _named(notice, views)),
        (
            ("lead", tr("牵头"), sum(bool(task.lead) for task in tasks)),
            ("support", tr("责任"), sum(bool(task.support) for task in tasks)),
        ),
        sections if len(sections) > 1 else (),
    )


def _parts(sections: tuple[SectionView, ...]) -> tuple[SectionView, ...]:
    """The sections of the highest level that has several."""
    while len(sections) == 1 and sections[0].sections and not sections[0].tasks:
        sections = sections[0].sections
    return sections


def _keys(notice: Notice, section: SectionView) -> Iterable[TaskKey]:
    yield from (TaskKey(notice.id, row.number) for row in section.tasks)
    for below in section.sections:
        yield from _keys(notice, below)


def _counts(key: AgencyKey, tasks: set[TaskKey], views: Views) -> tuple[int, int]:
    duties = views.site.duties[key]
    return len(tasks.intersection(duties.lead)), len(tasks.intersection(duties.support))


def _agencies(notice: Notice, views: Views) -> list[Bar]:
    """The agencies that a notice names, in the registries' order, with its tasks that they lead and support."""
    tasks = {task.key for task in notice.tasks}
    named: set[AgencyKey] = set()
    for task in notice.tasks:
        named |= task.agencies
    return [
        Bar(agency.record.name, key.url, _counts(key, tasks, views))
        for key, agency in views.site.agencies.items()
        if key in named
    ]


def _named(notice: Notice, views: Views) -> list[tuple[Bar, int]]:
    """The same, each with the number of tasks that name it in either role."""
    either = Counter(key.url for task in notice.tasks for key in task.agencies)
    return [(bar, either[bar.url]) for bar in _agencies(notice, views)]


def _chart(
    id: str, title: str, head: str, roles: tuple[str, ...], bars: Sequence[Bar], views: Views, rest: str = ""
) -> Chart | None:
    if len(bars) < 2:
        return None
    tr, most = views.tr, max(bars, key=lambda bar: sum(bar.counts))
    if roles:
        said = tr("图中有 {n} 条；最多的是“{most}”：牵头 {lead} 项，责任 {support} 项。")
        summary = said.format(n=len(bars), most=most.label, lead=most.counts[0], support=most.counts[1])
    else:
        said = tr("图中有 {n} 条；最多的是“{most}”：{count} 项。")
        summary = said.format(n=len(bars), most=most.label, count=most.counts[0])
    return Chart(id, title, summary, head, roles, tuple(bars), rest)
