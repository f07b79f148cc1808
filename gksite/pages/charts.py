"""Where a notice's tasks lie, and an agency's: counts for pictures and for narrowing the table."""

from collections import Counter
from collections.abc import Sequence

from gksite.model.charts import Bar, Chart, Choices
from gksite.model.draft import ROLES
from gksite.model.site import AgencyKey, Notice, TaskKey
from gksite.pages.views import Views

MOST_AGENCIES = 8
"""Agencies in a picture; the table names all."""


def of_notice(notice: Notice, views: Views) -> Chart | None:
    """The agencies that a notice names most, by role; names that stand for many are said beside the picture."""
    tr, named, groups = views.tr, [], 0
    for key, bar in _agencies(notice, views):
        if views.site.agencies[key].record.kind == "group":
            groups += 1
        else:
            named.append(bar)
    shown = sorted(named, key=lambda bar: -sum(bar.counts))[:MOST_AGENCIES]
    rest = []
    if len(named) > len(shown):
        rest.append(tr("另有 {n} 个单位，见任务分解表。").format(n=len(named) - len(shown)))
    if groups:
        rest.append(tr("另有 {n} 个统称，原文没有列明成员，不在图中。").format(n=groups))
    return _chart("by-agency", tr("点名的单位各有几项任务"), "单位", shown, views, "".join(rest))


def of_agency(key: AgencyKey, views: Views) -> Chart | None:
    """An agency's tasks by notice, where several name it."""
    duties, site = views.site.duties[key], views.site
    named = {task.notice for task in (*duties.lead, *duties.support)}
    bars = []
    for notice in site.notices.values():
        if notice.id in named:
            tasks = {task.key for task in notice.tasks}
            bars.append(Bar(views.short_names[notice.id], notice.url, _counts(key, tasks, views)))
    return _chart("by-notice", views.tr("各份文件中的任务数"), "文件", bars, views)


def choices(notice: Notice, views: Views) -> Choices:
    """What the notice's table can be narrowed by."""
    tasks, tr = notice.tasks, views.tr
    either = Counter(key for task in tasks for key in task.agencies)
    sections = tuple((s.anchor[1:], s.title, s.count) for s in views.sections[notice.id])
    return Choices(
        tuple((key.written, bar.label, either[key]) for key, bar in _agencies(notice, views)),
        (
            ("lead", tr("牵头"), sum(bool(task.lead) for task in tasks)),
            ("support", tr("责任"), sum(bool(task.support) for task in tasks)),
        ),
        sections if len(sections) > 1 else (),
    )


def _counts(key: AgencyKey, tasks: set[TaskKey], views: Views) -> tuple[int, int]:
    duties = views.site.duties[key]
    return len(tasks.intersection(duties.lead)), len(tasks.intersection(duties.support))


def _agencies(notice: Notice, views: Views) -> list[tuple[AgencyKey, Bar]]:
    """The agencies that a notice names, in the registries' order, with its tasks that they lead and support."""
    tasks = {task.key for task in notice.tasks}
    named: set[AgencyKey] = set()
    for task in notice.tasks:
        named |= task.agencies
    return [
        (key, Bar(agency.record.name, key.url, _counts(key, tasks, views)))
        for key, agency in views.site.agencies.items()
        if key in named
    ]


def _chart(id: str, title: str, head: str, bars: Sequence[Bar], views: Views, rest: str = "") -> Chart | None:
    """A picture and what it shows in a sentence; one of a single bar says nothing and is left out."""
    if len(bars) < 2:
        return None
    most = max(bars, key=lambda bar: sum(bar.counts))
    said = views.tr("最多的是“{most}”：牵头 {lead} 项，责任 {support} 项。")
    summary = said.format(most=most.label, lead=most.counts[0], support=most.counts[1])
    return Chart(id, title, summary, head, ROLES, tuple(bars), rest)
