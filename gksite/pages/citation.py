"""How a page is cited, with its address."""

from gksite.model.agency_outputs import CitationView
from gksite.pages.views import Views


def citation_view(text: str, url: str, views: Views) -> CitationView:
    """A citation with the address of a page: whole where the portal states its own, else the path on its host."""
    config = views.site.config
    if config.url is None:
        return CitationView(text, f"{config.base_path}{url}", is_whole=False)
    return CitationView(text, f"{config.base}{url}", is_whole=True)
