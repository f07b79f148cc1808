"""The tasks of the portal as lists, the newest notice first: all, those of a place, those of a place and a year."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gksite.model.listings import Facet, FacetGroup, ListedTask, NoticeTasks
from gksite.model.outputs import Link, NoticeCard, Output, PageInfo
from gksite.model.site import Notice, Site
from gksite.model.time_limits import shows_deadlines
from gksite.pages.paging import ListPage, Part, paged
from gksite.pages.tagging import TASK_LISTS, list_tags
from gksite.pages.topic_links import topic_link
from gksite.pages.views import AGENCIES, DEADLINES, HOME, NOTICES, TASKS, Views
from gksite.problems.problem import Phrase

MOST = 50
"""Tasks of a page."""
TaskPage = ListPage[NoticeCard, ListedTask]


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which tasks a list holds: all where it names neither a place nor a year."""

    place: str | None = None
    year: int | None = None

    def holds(self, notice: Notice) -> bool:
        """Whether the tasks of a notice are in it."""
        return self.place in (None, notice.record.jurisdiction) and self.year in (None, notice.year)


def years_of(place: str, site: Site) -> tuple[int, ...]:
    """The years of which a place has notices, newest first."""
    years = {notice.year for notice in site.notices.values() if notice.record.jurisdiction == place}
    return tuple(sorted(years, reverse=True))


def tasks_url(place: str, site: Site, year: int | None = None) -> str:
    """The address of the list of a place's tasks, or of those of one of its years."""
    if year is None or len(years_of(place, site)) == 1:
        return f"{TASKS.url}{place}/"
    return f"{TASKS.url}{place}/{year}/"


def pages(views: Views) -> Iterator[Output]:
    """Each list on one page, or as many as its tasks need; the first leads to where each notice's begin."""
    notices = views.site.notices.values()
    yield from _list(_Scope(), views)
    for place in dict.fromkeys(notice.record.jurisdiction for notice in notices):
        yield from _list(_Scope(place), views)
        years = years_of(place, views.site)
        for year in years if len(years) > 1 else ():
            yield from _list(_Scope(place, year), views)


def _list(scope: _Scope, views: Views) -> Iterator[Output]:
    notices = [notice for notice in views.site.notices.values() if scope.holds(notice)]
    listed = [(views.cards[notice.id], _listed(notice, views)) for notice in notices]
    link, above = _link(scope, views), _above(scope, views)
    cut = paged(link, listed, MOST, above)
    contents, tags = tuple(_contents(cut)), list_tags(link, TASK_LISTS, views.site, views.tr)
    facets = tuple(_facets(scope, views))
    for page in cut:
        info = PageInfo("tasks", page.title(views.tr), page.url, crumbs=page.crumbs, column=tags)
        data = {
            "count": sum(len(notice.tasks) for notice in notices),
            "groups": tuple(map(_shown, page.parts)),
            "contents": contents,
            "facets": facets,
            "place": scope.place,
            "numbers": page.numbers,
            "number": page.number,
        }
        origin = Phrase("任务列表 /{url}", url=page.url)
        yield Output(f"{page.url}index.html", "pages/tasks.html", info, data, origin=origin)


def _link(scope: _Scope, views: Views) -> Link:
    if scope.place is None:
        return TASKS
    name = views.site.jurisdictions[scope.place].name
    if scope.year is None:
        return Link(views.tr("{place}的任务").format(place=name), tasks_url(scope.place, views.site))
    title = views.tr("{place} {year} 年的任务").format(place=name, year=scope.year)
    return Link(title, tasks_url(scope.place, views.site, scope.year))


def _above(scope: _Scope, views: Views) -> tuple[Link, ...]:
    """What leads to a list from the home page."""
    if scope.place is None:
        return (HOME,)
    if scope.year is None:
        return (HOME, TASKS)
    return (HOME, TASKS, _link(_Scope(scope.place), views))


def _facets(scope: _Scope, views: Views) -> Iterator[FacetGroup]:
    """Narrower and other lists of tasks: by place, by year, by topic, by what else there is."""
    site = views.site
    counts = Counter(
        (notice.record.jurisdiction, notice.year) for notice in site.notices.values() for _ in notice.tasks
    )
    places = Counter(place for place, _ in counts.elements())
    entries = [Facet("全部", TASKS.url, len(site.tasks), scope == _Scope())]
    for place, count in places.items():
        entries.append(Facet(site.jurisdictions[place].name, tasks_url(place, site), count, scope == _Scope(place)))
    yield FacetGroup("地区", tuple(entries))
    years = [(year, n) for (place, year), n in sorted(counts.items(), reverse=True) if place == scope.place]
    if scope.place and len(years) > 1:
        yield FacetGroup("年份", tuple(_year(scope.place, year, n, scope, views) for year, n in years))
    topics = [topic for topic in site.shown_topics.values() if topic.parent is None and topic.tasks]
    if topics:
        links = [(topic_link(topic), len(topic.tasks)) for topic in topics]
        yield FacetGroup("主题", tuple(Facet(link.text, link.url, n) for link, n in links))
    yield FacetGroup("其他", tuple(_others(site)))


def _year(place: str, year: int, count: int, scope: _Scope, views: Views) -> Facet:
    text = views.tr("{year} 年").format(year=year)
    return Facet(text, tasks_url(place, views.site, year), count, scope == _Scope(place, year))


def _others(site: Site) -> Iterator[Facet]:
    yield Facet("按单位", AGENCIES.url)
    if shows_deadlines(site):
        yield Facet("按时限", DEADLINES.url)
    yield Facet("按文件", NOTICES.url)


def _listed(notice: Notice, views: Views) -> tuple[ListedTask, ...]:
    return tuple(ListedTask(views.rows[task.key], task.deadlines) for task in notice.tasks)


def _shown(part: Part[NoticeCard, ListedTask]) -> NoticeTasks:
    dated = any(listed.deadlines for listed in part.rows)
    return NoticeTasks(part.head, part.rows, part.begun, dated)


def _contents(cut: Iterable[TaskPage]) -> Iterator[tuple[NoticeCard, Link]]:
    """Each notice with where its tasks begin."""
    for page in cut:
        for group in map(_shown, page.parts):
            if not group.begun:
                yield group.notice, Link(group.notice.title, f"{page.url}#{group.anchor}")
