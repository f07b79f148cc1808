"""The pages that editors write in Markdown."""

from collections.abc import Iterator

from gksite.documents.markdown import to_html, to_text
from gksite.model.outputs import Output, PageInfo, SearchRecord
from gksite.pages.views import HOME, Views


def pages(views: Views) -> Iterator[Output]:
    """A page per file in content/pages/."""
    for page in views.site.pages:
        info = PageInfo("page", page.title, f"{page.id}/", crumbs=(HOME,))
        data = {"body": to_html(page.markdown)}
        search = SearchRecord("page", page.title, page.title, (to_text(page.markdown),))
        yield Output(f"{page.id}/index.html", "pages/page.html", info, data, search=search, origin=page.file)
