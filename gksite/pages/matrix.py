"""The matrix of topics, places and years: how many tasks of each notice are in each topic."""

from collections import Counter

from gksite.model.compared import Matrix, MatrixRow
from gksite.model.outputs import Link
from gksite.model.site import Site
from gksite.model.topics import Topic
from gksite.pages.views import Views


def matrix(views: Views) -> Matrix | None:
    """The matrix, notices newest first and topics in the order of their tree; None where no task is in a topic."""
    site = views.site
    rows = tuple(_row(topic, site) for topic in site.topics.values() if topic.tasks)
    return Matrix(_columns(views), rows) if rows else None


def _columns(views: Views) -> tuple[Link, ...]:
    """The notices by place and year, with their number where that is not enough."""
    names = {id: views.place_and_year(id) for id in views.site.notices}
    often = Counter(names.values())
    columns = []
    for id, name in names.items():
        card = views.cards[id]
        if often[name] > 1:
            name = views.tr("{name}（{place}）").format(name=name, place=card.number or card.title)
        columns.append(Link(name, card.url))
    return tuple(columns)


def _row(topic: Topic, site: Site) -> MatrixRow:
    counts = Counter(key.notice for key in topic.tasks)
    urls: list[str | None] = []
    for id in site.notices:
        is_linked = counts[id] and topic.id in site.shown_topics
        urls.append(f"{topic.url}#in-{id}" if is_linked else None)
    return MatrixRow(topic.title, len(topic.above) + 1, tuple(counts[id] for id in site.notices), tuple(urls))
