"""A page per place: its notices, its tasks by year, topic and time limit, and its agencies."""

from collections import Counter
from collections.abc import Iterator

from gksite.model.listings import Facet
from gksite.model.outputs import JurisdictionView, Link, Output, PageInfo
from gksite.model.time_limits import shows_deadlines
from gksite.pages.agencies import ORGANS
from gksite.pages.places import deadlines_url, limits_of, tasks_of, tasks_url
from gksite.pages.tagging import list_tags
from gksite.pages.views import AGENCIES, HOME, Views
from gksite.problems.problem import Phrase


def pages(views: Views) -> Iterator[Output]:
    """One page for each jurisdiction, those without notices too."""
    tasks, limits = tasks_of(views.site), limits_of(views.site)
    for place in views.jurisdictions:
        title = views.tr("{place}的文件、任务和单位").format(place=place.name)
        tags = list_tags(Link(title, place.url), ORGANS, views.site, views.tr)
        info = PageInfo("jurisdiction", title, place.url, crumbs=(HOME, AGENCIES), column=tags)
        years = tasks.get(place.id, {})
        data = {
            "jurisdiction": place,
            "tasks": Facet("全部任务", tasks_url(place.id), sum(years.values())),
            "years": tuple((year, Link(str(count), tasks_url(place.id, year))) for year, count in years.items()),
            "limits": _limits(place.id, limits, views),
            "has_topics": bool(views.site.shown_topics),
            "topics": tuple(_topics(place, views)),
        }
        origin, path = Phrase("地区 {id}", id=place.id), f"{place.url}index.html"
        yield Output(path, "pages/jurisdiction.html", info, data, origin=origin)


def _limits(place: str, counts: dict[str, int], views: Views) -> Facet | None:
    """The list of a place's time limits, where it has a page."""
    if not shows_deadlines(views.site) or place not in counts:
        return None
    return Facet("写明的时限", deadlines_url(place), counts[place])


def _topics(place: JurisdictionView, views: Views) -> Iterator[Facet]:
    """The topics at the top that the place's tasks are in, each with how many; a link leads to the newest of them."""
    notices = [card.id for card in place.notices]
    for topic in views.site.shown_topics.values():
        counts = Counter(key.notice for key in topic.tasks if key.notice in notices)
        if topic.parent is None and counts:
            newest = next(id for id in notices if counts[id])
            yield Facet(topic.title, f"{topic.url}#in-{newest}", counts.total())
