"""The pages that help to find others: search, site map, data, and the one for what is not there."""

from collections.abc import Iterator

from gksite.exports import (
    agencies_json,
    comparisons_json,
    data_catalogue,
    disclosure_json,
    documents_json,
    item_json,
    pages_json,
    topics_json,
)
from gksite.model.outputs import Download, JurisdictionView, Link, Output, PageInfo
from gksite.model.site import Item, PortalColumn
from gksite.pages.citing import card, made_documents
from gksite.pages.column_frame import column_links
from gksite.pages.comparisons import comparison_links
from gksite.pages.tagging import list_tags
from gksite.pages.topics import topic_pages
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase
from gksite.text.dates import shown_moment


def pages(views: Views) -> Iterator[Output]:
    """Search, site map, data and 404."""
    site = views.site
    catalogue = {
        "columns": tuple(_column(column) for column in site.columns.values()),
        "notices": tuple((card, views.sections[id]) for id, card in views.cards.items()),
        "jurisdictions": views.jurisdictions,
        "pages": tuple((p.title, f"{p.id}/") for p in site.pages),
        "column": column_links() if site.disclosure else (),
        "documents": tuple(card(document, views) for document in made_documents(views)),
        "topics": topic_pages(site),
        "comparisons": comparison_links(site),
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
    downloads = tuple((views.cards[n.id], views.json(n)) for n in site.notices.values())
    data: dict[str, object] = {"items": tuple(_items(views)), "downloads": downloads}
    data |= {"agencies": tuple(_agencies(views)), "others": tuple(_others(views))}
    tags = list_tags(Link("数据", "data/"), "数据开放", site, views.tr)
    info = PageInfo("data", "数据", "data/", crumbs=(HOME,), column=tags)
    yield Output("data/index.html", "pages/data.html", info, data, origin=Phrase("数据页"))
    missing = PageInfo("404", "找不到这个页面", "404.html", robots=False)
    yield Output("404.html", "pages/404.html", missing, origin=Phrase("404 页"))


def _agencies(views: Views) -> Iterator[tuple[JurisdictionView, Download]]:
    """The places with the data of their agencies, where that is made."""
    for place in views.jurisdictions:
        path = agencies_json.path(place.id)
        if path in views.sizes:
            yield place, views.download(path)


def _others(views: Views) -> Iterator[Download]:
    """The data that is of no notice, place or item, where it is made."""
    for path in (pages_json.PATH, disclosure_json.PATH, documents_json.PATH, topics_json.PATH, comparisons_json.PATH):
        if path in views.sizes:
            yield views.download(path)
    if "catalog" in views.site.config.exports:
        yield Download("catalog.jsonld", data_catalogue.PATH, "JSON-LD", 0)


def _items(views: Views) -> Iterator[tuple[Link, Download, str | None]]:
    """The items with their data and the moment of their publication, where the data is made."""
    for item in views.site.items.values():
        path = item_json.path(item.id)
        if path in views.sizes:
            yield views.titles[item.url], views.download(path), shown_moment(item.record.appeared)


def _column(column: PortalColumn) -> tuple[Link, tuple[Link, ...]]:
    """A column with its items; notices stand in a list of their own."""
    items = [entry for entry in column.entries if isinstance(entry, Item)]
    links = tuple(Link(item.record.title, item.url) for item in items)
    return Link(column.record.name, column.url), links


def _info(kind: str, title: str, url: str) -> PageInfo:
    return PageInfo(kind, title, url, crumbs=(HOME,))
