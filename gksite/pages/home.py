"""The home page."""

from collections.abc import Iterator

from gksite.model.outputs import Output, PageInfo
from gksite.pages.column_frame import column_links
from gksite.pages.views import Views
from gksite.problems.problem import Phrase


def pages(views: Views) -> Iterator[Output]:
    """One page at the root."""
    site = views.site
    info = PageInfo("home", site.config.name, "", site.config.description or "")
    data = {
        "notices": tuple(views.cards.values()),
        "jurisdictions": views.jurisdictions,
        "column": column_links() if site.disclosure else (),
        "counts": {"notices": len(site.notices), "tasks": len(site.tasks), "agencies": len(site.agencies)},
    }
    yield Output("index.html", "pages/home.html", info, data, origin=Phrase("首页"))
