"""The home page."""

from collections.abc import Iterator

from gksite.exports.atom import ALL
from gksite.model.listings import EntryCard
from gksite.model.outputs import Output, PageInfo
from gksite.model.site import Item, Notice, Site
from gksite.pages import changes
from gksite.pages.column_frame import column_links
from gksite.pages.tagging import home_tags
from gksite.pages.views import Views, entry_card
from gksite.problems.problem import Phrase


def pages(views: Views) -> Iterator[Output]:
    """One page at the root."""
    site = views.site
    tags = home_tags(site, views.tr)
    feed = views.feed(ALL)
    info = PageInfo("home", site.config.name, "", site.config.description or "", column=tags, feed=feed)
    data = {
        "notices": tuple(views.cards.values()),
        "jurisdictions": views.jurisdictions,
        "column": column_links() if site.disclosure else (),
        "columns": views.columns,
        "latest": _latest(site),
        "changes": changes.latest(views.changes),
        "counts": {"notices": len(site.notices), "tasks": len(site.tasks), "agencies": len(site.agencies)},
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
