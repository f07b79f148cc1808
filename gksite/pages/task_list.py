"""The tasks of the portal as lists, the newest notice first: all, those of a place, those of a place and a year."""

from collections.abc import Iterable, Iterator

from gksite.model.listings import Facet, FacetGroup, ListedTask, NoticeTasks
from gksite.model.outputs import Link, NoticeCard, Output, PageInfo
from gksite.model.site import Notice, Site
from gksite.model.time_limits import shows_deadlines
from gksite.pages.paging import ListPage, Part, paged
from gksite.pages.places import Scope, tasks_of, tasks_url
from gksite.pages.tagging import TASK_LISTS, list_tags
from gksite.pages.topic_links import topic_link
from gksite.pages.views import AGENCIES, DEADLINES, HOME, NOTICES, TASKS, Views
from gksite.problems.problem import Phrase

MOST = 50
"""Tasks of a page."""
TaskPage = ListPage[NoticeCard, ListedTask]


def pages(views: Views) -> Iterator[Output]:
    """Each list on one page, or as many as its tasks need; the first leads to where each notice's begin."""
    yield from _list(Scope(), views)
    for place, years in tasks_of(views.site).items():
        yield from _list(Scope(place), views)
        for year in years if len(years) > 1 else ():
            yield from _list(Scope(place, year), views)


def _list(scope: Scope, views: Views) -> Iterator[Output]:
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


def _link(scope: Scope, views: Views) -> Link:
    if scope.place is None:
        return TASKS
    name = views.site.jurisdictions[scope.place].name
    if scope.year is None:
        return Link(views.tr("{place}的任务").format(place=name), tasks_url(scope.place))
    title = views.tr("{place} {year} 年的任务").format(place=name, year=scope.year)
    return Link(title, tasks_url(scope.place, scope.year))


def _above(scope: Scope, views: Views) -> tuple[Link, ...]:
    """What leads to a list from the home page."""
    if scope.place is None:
        return (HOME,)
    if scope.year is None:
        return (HOME, TASKS)
    return (HOME, TASKS, _link(Scope(scope.place), views))


def _facets(scope: Scope, views: Views) -> Iterator[FacetGroup]:
    """Narrower and other lists of tasks: by place, by year, by topic, by what else there is."""
    site = views.site
    counts = tasks_of(site)
    entries = [Facet("全部", TASKS.url, len(site.tasks), scope == Scope())]
    for place, years in counts.items():
        name, count = site.jurisdictions[place].name, sum(years.values())
        entries.append(Facet(name, tasks_url(place), count, scope == Scope(place)))
    yield FacetGroup("地区", tuple(entries))
    if scope.place and len(counts[scope.place]) > 1:
        facets = (_year(scope.place, year, n, scope, views) for year, n in counts[scope.place].items())
        yield FacetGroup("年份", tuple(facets))
    topics = [topic for topic in site.shown_topics.values() if topic.parent is None and topic.tasks]
    if topics:
        links = [(topic_link(topic), len(topic.tasks)) for topic in topics]
        yield FacetGroup("主题", tuple(Facet(link.text, link.url, n) for link, n in links))
    yield FacetGroup("其他", tuple(_others(site)))


def _year(place: str, year: int, count: int, scope: Scope, views: Views) -> Facet:
    text = views.tr("{year} 年").format(year=year)
    return Facet(text, tasks_url(place, year), count, scope == Scope(place, year))


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
