"""The matrix of topics, places and years: how many tasks of each notice are in each topic."""

from collections import Counter
from collections.abc import Sequence

from gksite.model.compared import Matrix, MatrixRow
from gksite.model.outputs import Link
from gksite.model.site import Site
from gksite.model.topics import Topic
from gksite.pages.views import Views


def matrix(views: Views, most: int | None = None, levels: int | None = None) -> Matrix | None:
    """The matrix, notices newest first and topics in the order of their tree; None where no task is in a topic.

    `most` and `levels` cut it to so many notices and levels of topics.
    """
    site, notices = views.site, list(views.site.notices)[:most]
    shown = [topic for topic in site.topics.values() if topic.tasks and (levels is None or len(topic.above) < levels)]
    if not shown:
        return None
    columns = tuple(Link(views.short_names[id], views.cards[id].url) for id in notices)
    return Matrix(columns, tuple(_row(topic, notices, site) for topic in shown))


def _row(topic: Topic, notices: Sequence[str], site: Site) -> MatrixRow:
    counts = Counter(key.notice for key in topic.tasks)
    urls: list[str | None] = []
    for id in notices:
        is_linked = counts[id] and topic.id in site.shown_topics
        urls.append(f"{topic.url}#in-{id}" if is_linked else None)
    return MatrixRow(topic.title, len(topic.above) + 1, tuple(counts[id] for id in notices), tuple(urls))
