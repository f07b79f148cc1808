"""The columns of a portal, each with all that stands in it."""

from collections.abc import Iterator

from gksite.model.outputs import Output, PageInfo
from gksite.model.site import PortalColumn
from gksite.pages.views import COLUMNS, HOME, Views, entry_card
from gksite.problems.problem import Phrase


def pages(views: Views) -> Iterator[Output]:
    """The list of columns, then a page per column; nothing where site.yaml declares none."""
    if not views.columns:
        return
    info = PageInfo("columns", COLUMNS.text, COLUMNS.url, crumbs=(HOME,))
    yield Output(
        "columns/index.html", "pages/columns.html", info, {"columns": views.columns}, origin=Phrase("栏目列表")
    )
    for column in views.site.columns.values():
        yield _column(column)


def _column(column: PortalColumn) -> Output:
    record, url = column.record, column.url
    info = PageInfo("column", record.name, url, record.description or record.name, (HOME, COLUMNS))
    data = {"description": record.description, "entries": tuple(map(entry_card, column.entries))}
    origin = Phrase("栏目 {id}", id=record.id)
    return Output(f"{url}index.html", "pages/column.html", info, data, origin=origin)
