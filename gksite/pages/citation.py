"""How a page is cited, with its address."""

from collections.abc import Callable

from gksite.exports.about import newest
from gksite.model.agency_outputs import CitationView
from gksite.pages.views import Views
from gksite.text.dates import parse_date, shown_date

Cite = Callable[[str, str], CitationView]
"""The citation of a page of the portal's own, by its title and its address."""


def citation_view(text: str, url: str, views: Views) -> CitationView:
    """A citation with the address of a page: whole where the portal states its own, else the path on its host."""
    config = views.site.config
    if config.url is None:
        return CitationView(text, f"{config.base_path}{url}", is_whole=False)
    return CitationView(text, f"{config.base}{url}", is_whole=True)


def page_citations(views: Views) -> Cite:
    """How pages are cited that the portal has made of several notices: by its name, and how far those go."""
    said, name = views.tr("{site}：{title}。"), views.site.config.name
    day = newest(views.site)
    if day:
        shown = shown_date(views.site.config.lang)(parse_date(day))
        said += views.tr("收录的文件更新到 {day}。").format(day=shown)
    return lambda title, url: citation_view(said.format(site=name, title=title), url, views)
