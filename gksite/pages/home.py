"""The home page: what there is, the ways in, which places and years, what changed, how anyone can check it."""

from collections.abc import Iterator

from gksite.exports.about import newest
from gksite.exports.atom import ALL
from gksite.model.listings import Door, EntryCard
from gksite.model.outputs import Link, Output, PageInfo
from gksite.model.site import Item, Notice, Site, Task
from gksite.model.time_limits import shows_deadlines
from gksite.pages import changes
from gksite.pages.column_frame import column_links
from gksite.pages.comparisons import COMPARE
from gksite.pages.matrix import matrix
from gksite.pages.places import tasks_of, tasks_url
from gksite.pages.tagging import home_tags
from gksite.pages.tasks import source_view
from gksite.pages.topics import TOPICS
from gksite.pages.views import AGENCIES, DEADLINES, NOTICES, TASKS, Views, entry_card
from gksite.problems.problem import Phrase
from gksite.provenance.units import shown_units
from gksite.text.dates import parse_date

PLACES = 12
"""Places, and notices of the matrix, that the home page shows; the lists show all."""
SHORT = 120
"""Characters of the requirement that shows how to check."""


def pages(views: Views) -> Iterator[Output]:
    """One page at the root."""
    site = views.site
    tags = home_tags(site, views.tr)
    feed = views.feed(ALL)
    info = PageInfo("home", site.config.name, "", site.config.description or "", column=tags, feed=feed)
    years, coverage = _coverage(views)
    updated = newest(site)
    data = {
        "notices": tuple(views.cards.values())[:PLACES],
        "column": column_links() if site.disclosure else (),
        "columns": views.columns,
        "latest": _latest(site),
        "changes": changes.latest(views.changes),
        "counts": {"notices": len(site.notices), "tasks": len(site.tasks), "agencies": len(site.agencies)},
        "doors": tuple(_doors(site)),
        "examples": tuple(_examples(views)),
        "years": years,
        "coverage": coverage,
        "matrix": matrix(views, most=PLACES, levels=1) if site.shown_topics else None,
        "sample": _sample(views),
        "updated": parse_date(updated) if updated else None,
    }
    yield Output("index.html", "pages/home.html", info, data, origin=Phrase("首页"))


LATEST = 10
"""How much of what stands in columns the home page lists."""


def latest(site: Site) -> list[Item | Notice]:
    """The newest of what stands in columns, each once; what has no time of publication comes last."""
    found: dict[str, Item | Notice] = {}
    for column in site.columns.values():
        found |= {entry.url: entry for entry in column.entries}
    return sorted(found.values(), key=lambda entry: (entry.record.appeared is None, -entry.age, entry.url))[:LATEST]


def _latest(site: Site) -> tuple[EntryCard, ...]:
    return tuple(map(entry_card, latest(site)))


def _doors(site: Site) -> Iterator[Door]:
    """The ways in, of those that the portal has."""
    yield Door("全部任务", "按地区和年份排列，可以缩小范围", TASKS.url, "tasks")
    yield Door("按单位查", "每个单位牵头和参与哪些任务", AGENCIES.url, "agencies")
    if site.shown_topics:
        yield Door("按主题查", "同一件事，各地、各年份的任务", TOPICS.url, "topics")
    if shows_deadlines(site):
        yield Door("按时限查", "哪些任务写明了什么时候完成", DEADLINES.url, "deadlines")
    if site.comparisons.by_id:
        yield Door("对比各地", "同一件事，各地的规定有什么不同", COMPARE.url, "compare")
    yield Door("按文件查", "一份文件和其中的全部任务", NOTICES.url, "notices")


def _examples(views: Views) -> Iterator[str]:
    """Queries that find something: a topic, an agency with its place, a document that is cited."""
    site = views.site
    topics = [topic for topic in site.shown_topics.values() if topic.parent is not None and topic.tasks]
    if topics:
        yield max(topics, key=lambda topic: len(topic.tasks)).title
    named = [agency for agency in site.agencies.values() if len(agency.names_with_place) > 1]
    if named:
        yield max(named, key=lambda agency: len(site.duties[agency.key].lead)).names_with_place[1]
    cited = [document for document in site.shown_documents.values() if document.tasks]
    if cited:
        yield max(cited, key=lambda document: len(document.tasks)).number


def _coverage(views: Views) -> tuple[tuple[int, ...], tuple[tuple[Link, tuple[Link | None, ...]], ...]]:
    """The years, newest first, and each place with its tasks of every year: a link that says how many, or none."""
    site, counts = views.site, tasks_of(views.site)
    years = sorted({year for of_place in counts.values() for year in of_place}, reverse=True)
    rows = []
    for id, of_place in list(counts.items())[:PLACES]:
        several = len(of_place) > 1
        cells = []
        for year in years:
            cell = Link(str(of_place.get(year)), tasks_url(id, year if several else None))
            cells.append(cell if year in of_place else None)
        rows.append((Link(site.jurisdictions[id].name, tasks_url(id)), tuple(cells)))
    return tuple(years), tuple(rows)


def _sample(views: Views) -> dict[str, object] | None:
    """A task with the lines of the source that say it, to show how anyone can check; None where no source can."""
    for notice in views.site.notices.values():
        units = shown_units(notice.source) if notice.source else ()
        for task in notice.tasks if units else ():
            source = source_view(task, notice, units)
            if source and source["lines"] and _is_short(task):
                return {"task": views.rows[task.key], "notice": views.cards[notice.id], "source": source}
    return None


def _is_short(task: Task) -> bool:
    return bool(task.lead and task.record.title) and 0 < len(task.record.requirement or "") <= SHORT
