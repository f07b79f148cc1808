"""Topics: the whole tree, and a page for each with its tasks of all places and years."""

from collections.abc import Iterable, Iterator

from gksite.model.listings import TopicNode
from gksite.model.outputs import Link, Output, PageInfo, SearchRecord
from gksite.model.site import Duties, Site, TaskKey
from gksite.model.topics import Topic
from gksite.pages.citation import Cite, page_citations
from gksite.pages.comparisons import of_topic
from gksite.pages.tagging import TASK_LISTS, list_tags
from gksite.pages.topic_links import topic_link
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase

TOPICS = Link("主题", "topics/")
FREQUENT = 3
"""Topics that the page of an agency names."""


def pages(views: Views) -> Iterator[Output]:
    """The tree, at whose end the tasks in no topic stand, and a page per topic; nothing where there are none."""
    site = views.site
    if not site.topics:
        return
    tags = list_tags(TOPICS, TASK_LISTS, site, views.tr)
    info = PageInfo("topics", "主题", TOPICS.url, crumbs=(HOME,), column=tags)
    data = {
        "tree": _nodes((id for id, topic in site.topics.items() if topic.parent is None), site),
        "empty": tuple(topic_link(topic) for topic in site.topics.values() if not topic.tasks),
        "without": views.groups(site.without_topic),
        "counts": {"tasks": len(site.tasks), "without": len(site.without_topic)},
    }
    yield Output("topics/index.html", "pages/topics.html", info, data, origin=Phrase("主题列表"))
    cite = page_citations(views)
    for topic in site.topics.values():
        yield _topic(topic, cite, views)


def _topic(topic: Topic, cite: Cite, views: Views) -> Output:
    site = views.site
    parents = [topic_link(site.topics[id]) for id in topic.above]
    title = views.tr("{name}（主题）").format(name=topic.title)
    data = {
        "title": topic.title,
        "about": topic.about,
        "below": _nodes(topic.below, site),
        "tasks": views.groups(topic.tasks),
        "comparisons": of_topic(topic, site),
        "citation": cite(title, topic.url),
        "counts": {"tasks": len(topic.tasks), "notices": _notices(topic.tasks)},
    }
    tags = list_tags(Link(title, topic.url), TASK_LISTS, site, views.tr)
    crumbs = (HOME, TOPICS, *parents)
    info = PageInfo("topic", title, topic.url, topic.about or "", crumbs, column=tags)
    search = SearchRecord("topic", topic.title, topic.title, tuple(filter(None, (topic.about,))))
    origin = Phrase("主题 {id}", id=topic.id)
    return Output(f"{topic.url}index.html", "pages/topic.html", info, data, search=search, origin=origin)


def topic_pages(site: Site) -> tuple[Link, ...]:
    """Links to the list and to each topic, where they have pages."""
    if not site.shown_topics:
        return ()
    return (TOPICS, *map(topic_link, site.topics.values()))


def frequent(duties: Duties, site: Site) -> tuple[tuple[Link, int], ...]:
    """The topics that an agency's own tasks state most, with the number of those in each, as its page counts them."""
    own = {*duties.lead, *duties.support}
    stated = {id for key in own for id in site.tasks[key].record.topics if id in site.shown_topics}
    counts = {id: len(own.intersection(site.topics[id].tasks)) for id in stated}
    order = {id: place for place, id in enumerate(site.shown_topics)}
    most = sorted(counts, key=lambda id: (-counts[id], order[id]))[:FREQUENT]
    return tuple((topic_link(site.topics[id]), counts[id]) for id in most)


def _nodes(ids: Iterable[str], site: Site) -> tuple[TopicNode, ...]:
    """Topics with those below them, without the ones that have no task."""
    nodes = []
    for topic in map(site.topics.__getitem__, ids):
        if topic.tasks:
            below = _nodes(topic.below, site)
            node = TopicNode(topic.title, topic.url, topic.about, len(topic.tasks), _notices(topic.tasks), below)
            nodes.append(node)
    return tuple(nodes)


def _notices(keys: Iterable[TaskKey]) -> int:
    """From how many notices some tasks are."""
    return len({key.notice for key in keys})
