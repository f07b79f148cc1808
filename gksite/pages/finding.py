"""The pages that help to find others: search, site map, data, and the one for what is not there."""

from collections.abc import Iterator

from gksite.exports import agencies_json, data_catalogue, disclosure_json, item_json, pages_json
from gksite.model.outputs import Download, Link, Output, PageInfo
from gksite.model.site import Item, PortalColumn
from gksite.model.time_limits import shows_deadlines
from gksite.pages.column_frame import column_links
from gksite.pages.tagging import list_tags
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
    downloads = tuple((views.cards[n.id], views.json(n)) for n in site.notices.values())
    agencies = tuple((j, views.download(agencies_json.path(j.id))) for j in views.jurisdictions)
    others = [views.download(pages_json.PATH)]
    if site.disclosure:
        others.append(views.download(disclosure_json.PATH))
    others.append(Download("catalog.jsonld", data_catalogue.PATH, "JSON-LD", 0))
    items = tuple(_item(item, views) for item in site.items.values())
    data = {"items": items, "downloads": downloads, "agencies": agencies, "others": others}
    tags = list_tags(Link("数据", "data/"), "数据开放", site, views.tr)
    info = PageInfo("data", "数据", "data/", crumbs=(HOME,), column=tags)
    yield Output("data/index.html", "pages/data.html", info, data, origin=Phrase("数据页"))
    missing = PageInfo("404", "找不到这个页面", "404.html", robots=False)
    yield Output("404.html", "pages/404.html", missing, origin=Phrase("404 页"))


def _item(item: Item, views: Views) -> tuple[Link, Download, str | None]:
    """An item with its data and the moment of its publication."""
    return views.titles[item.url], views.download(item_json.path(item.id)), shown_moment(item.record.appeared)


def _column(column: PortalColumn) -> tuple[Link, tuple[Link, ...]]:
    """A column with its items; notices stand in a list of their own."""
    items = [entry for entry in column.entries if isinstance(entry, Item)]
    links = tuple(Link(item.record.title, item.url) for item in items)
    return Link(column.record.name, column.url), links


def _info(kind: str, title: str, url: str) -> PageInfo:
    return PageInfo(kind, title, url, crumbs=(HOME,))
