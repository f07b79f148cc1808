"""data/topics.json: the tree of topics with the tasks of each, a stable contract ("gksite/topics/1")."""

from collections.abc import Iterator
from typing import Any

from gksite.exports.json_file import json_file
from gksite.model.outputs import Output
from gksite.model.site import Site
from gksite.model.topics import Topic
from gksite.problems.problem import Phrase

SCHEMA = "gksite/topics/1"
PATH = "data/topics.json"


def exports(site: Site) -> Iterator[Output]:
    """One JSON file of all topics; none where there are no topics."""
    if site.topics:
        yield json_file(PATH, published(site), Phrase("主题数据"))


def published(site: Site) -> dict[str, Any]:
    """The topics as public data, each before those below it; absent is null or [], never a missing key.

    A topic's `tasks` hold those of the topics below it, each once; `none` are the tasks in no topic.
    """
    return {
        "schema": SCHEMA,
        "licence": site.config.licence,
        "topics": [_topic(topic) for topic in site.topics.values()],
        "none": [key.written for key in site.without_topic],
    }


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "id": topic.id,
        "title": topic.title,
        "about": topic.about,
        "url": topic.url,
        "parent": topic.parent,
        "tasks": [key.written for key in topic.tasks],
    }
