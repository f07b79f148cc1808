"""Cards: a task or an agency in short, without a script, to stand inside a page of a parent portal."""

from collections.abc import Iterable, Iterator

from gksite.model.cards import card_of
from gksite.model.outputs import AgencyLink, Link, Output, PageInfo, TaskRow
from gksite.model.site import Agency, Task
from gksite.pages.views import Views
from gksite.problems.problem import Phrase
from gksite.text.names import fold_name

SHOWN = 6
"""Agencies of a role that a card of a task names, and tasks that a card of an agency names."""


def pages(views: Views) -> Iterator[Output]:
    """A card for each task, and one for each agency."""
    for task in views.site.tasks.values():
        yield _task(task, views)
    for agency in views.site.agencies.values():
        yield _agency(agency, views)


def _task(task: Task, views: Views) -> Output:
    row, notice = views.rows[task.key], views.cards[task.key.notice]
    data: dict[str, object] = {
        "kicker": (notice.jurisdiction.text, views.tr("{year} 年").format(year=notice.year)),
        "page_url": row.url,
        "heading": row.heading,
        "notice": notice,
        "lead": _names(row.lead, views),
        "support": _names(row.support, views),
        "deadlines": tuple(deadline.text for deadline in task.deadlines),
        "counts": None,
        "tasks": (),
    }
    origin = Phrase("任务 {id} 的卡片", id=task.key.written)
    title = views.tr("{name}（{place}）").format(name=f"{row.number}. {row.heading}", place=notice.title)
    return _card(title, row.url, data, origin, views)


def _agency(agency: Agency, views: Views) -> Output:
    key, record, duties = agency.key, agency.record, views.site.duties[agency.key]
    place = views.site.jurisdictions[key.jurisdiction]
    shown: list[TaskRow] = []
    for group in views.groups((*duties.lead, *duties.support)):
        shown += group.tasks
    full = record.full_name if record.full_name and fold_name(record.full_name) != fold_name(record.name) else None
    data: dict[str, object] = {
        "kicker": tuple(text for text in (place.name, full) if text),
        "page_url": key.url,
        "heading": record.name,
        "notice": None,
        "lead": None,
        "support": None,
        "deadlines": (),
        "counts": (len(duties.lead), len(duties.support)),
        "tasks": tuple(Link(row.heading, row.url) for row in shown[:SHOWN]),
    }
    origin = Phrase("单位 {id} 的卡片", id=key.written)
    title = views.tr("{name}（{place}）").format(name=record.name, place=place.name)
    return _card(title, key.url, data, origin, views)


def _card(title: str, url: str, data: dict[str, object], origin: Phrase, views: Views) -> Output:
    identity = views.site.config.identity
    data["publisher"] = identity.organizer if identity else None
    info = PageInfo("card", views.tr("{title}（卡片）").format(title=title), card_of(url), robots=False)
    return Output(f"{info.url}index.html", "pages/card.html", info, data, origin=origin)


def _names(links: Iterable[AgencyLink], views: Views) -> str:
    """The names of the first agencies of a role, and how many there are in all where that is more."""
    names = list(dict.fromkeys(link.name for link in links))
    shown = views.tr("、").join(names[:SHOWN])
    if len(names) > SHOWN:
        return views.tr("{names} 等 {n} 个单位").format(names=shown, n=len(names))
    return shown
