"""The pages that help to find others: search, site map, and the one for what is not there."""

from collections.abc import Iterator

from gksite.model.outputs import Link, Output, PageInfo
from gksite.model.site import Item, PortalColumn
from gksite.model.time_limits import shows_deadlines
from gksite.pages.citing import card
from gksite.pages.column_frame import column_links
from gksite.pages.comparisons import comparison_links
from gksite.pages.topics import topic_pages
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase
from gksite.progress.completion import has_pages


def pages(views: Views) -> Iterator[Output]:
    """Search, site map and 404."""
    site = views.site
    catalogue = {
        "columns": tuple(_column(column) for column in site.columns.values()),
        "notices": tuple((card, views.sections[id]) for id, card in views.cards.items()),
        "jurisdictions": views.jurisdictions,
        "pages": tuple((p.title, f"{p.id}/") for p in site.pages),
        "column": column_links() if site.disclosure else (),
        "documents": tuple(card(document, views) for document in site.shown_documents.values()),
        "topics": topic_pages(site),
        "comparisons": comparison_links(site),
        "progress": has_pages(site),
        "deadlines": shows_deadlines(site),
    }
    places = {"jurisdictions": views.jurisdictions}
    info = _info("search", "搜索", "search/")
    yield Output("search/index.html", "pages/search.html", info, places, origin=Phrase("搜索页"))
    yield Output(
        "sitemap/index.html",
        "pages/sitemap.html",
        _info("sitemap", "站点地图", "sitemap/"),
        catalogue,
        origin=Phrase("站点地图"),
    )
    missing = PageInfo("404", "找不到这个页面", "404.html", robots=False)
    yield Output("404.html", "pages/404.html", missing, origin=Phrase("404 页"))


def _column(column: PortalColumn) -> tuple[Link, tuple[Link, ...]]:
    """A column with its items; notices stand in a list of their own."""
    items = [entry for entry in column.entries if isinstance(entry, Item)]
    links = tuple(Link(item.record.title, item.url) for item in items)
    return Link(column.record.name, column.url), links


def _info(kind: str, title: str, url: str) -> PageInfo:
    return PageInfo(kind, title, url, crumbs=(HOME,))
