"""The columns of a portal, each with all that stands in it."""

from collections.abc import Iterator

from gksite.model.outputs import Output, PageInfo
from gksite.model.site import PortalColumn
from gksite.pages.tagging import column_tags, list_tags
from gksite.pages.views import COLUMNS, HOME, Views, entry_card
from gksite.problems.problem import Phrase


def pages(views: Views) -> Iterator[Output]:
    """The list of columns, then a page per column; nothing where site.yaml declares none."""
    if not views.columns:
        return
    tags = list_tags(COLUMNS, "信息公开目录", views.site, views.tr)
    info = PageInfo("columns", COLUMNS.text, COLUMNS.url, crumbs=(HOME,), column=tags)
    yield Output(
        "columns/index.html", "pages/columns.html", info, {"columns": views.columns}, origin=Phrase("栏目列表")
    )
    for column in views.site.columns.values():
        yield _column(column, views)


def _column(column: PortalColumn, views: Views) -> Output:
    record, url = column.record, column.url
    crumbs, tags = (HOME, COLUMNS), column_tags(record, views.site, views.tr)
    info = PageInfo("column", record.name, url, record.description or record.name, crumbs, column=tags)
    data = {"description": record.description, "entries": tuple(map(entry_card, column.entries))}
    origin = Phrase("栏目 {id}", id=record.id)
    return Output(f"{url}index.html", "pages/column.html", info, data, origin=origin)
