"""Links to topics, which pages of many kinds have."""

from collections.abc import Iterable

from gksite.model.outputs import Link
from gksite.model.site import Site
from gksite.model.topics import Topic


def topic_link(topic: Topic) -> Link:
    """A link to a topic by its title."""
    return Link(topic.title, topic.url)


def shown_topic(id: str | None, site: Site) -> Link | None:
    """A link to a topic, where it has a page."""
    topic = site.shown_topics.get(id or "")
    return topic_link(topic) if topic else None


def topic_links(ids: Iterable[str], site: Site) -> tuple[Link, ...]:
    """Links to some topics, each once, where they have pages."""
    links = (shown_topic(id, site) for id in dict.fromkeys(ids))
    return tuple(link for link in links if link)
