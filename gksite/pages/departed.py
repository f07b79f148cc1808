"""A page for every address whose content has gone: where it moved, or that it was withdrawn, and why."""

from collections.abc import Iterator

from gksite.model.outputs import Link, Output, PageInfo
from gksite.model.site import Departed
from gksite.pages.views import AGENCIES, COLUMNS, HOME, NOTICES, Views
from gksite.problems.problem import Phrase


def pages(views: Views) -> Iterator[Output]:
    """One page per address, in no list, feed, search or data."""
    for gone in views.site.departed:
        yield _page(gone, views)


def _crumbs(url: str, views: Views) -> tuple[Link, ...]:
    """The pages above an address that is no more."""
    if url.startswith(AGENCIES.url):
        return (HOME, AGENCIES)
    if not url.startswith(("items/", COLUMNS.url)):
        return (HOME, NOTICES)
    return (HOME, COLUMNS) if views.site.columns else (HOME,)


def _page(gone: Departed, views: Views) -> Output:
    path = f"{gone.url}index.html"
    origin = Phrase("content/ledger.yaml 的 {address}", address=f"/{gone.url}")
    crumbs = _crumbs(gone.url, views)
    if gone.to is not None:
        info = PageInfo("moved", "网址已变更", gone.url, crumbs=(HOME,), robots=False)
        return Output(path, "pages/moved.html", info, {"target": gone.to}, origin=origin)
    info = PageInfo("withdrawn", "内容已撤下", gone.url, crumbs=crumbs, robots=False)
    return Output(path, "pages/withdrawn.html", info, {"on": gone.on, "why": gone.why}, origin=origin)
