"""data/catalogue.*: the catalogue as data ("gksite/catalogue/1") and tables, and both of its published forms."""

from collections.abc import Iterator
from typing import Any

from gksite.catalogue.forms import PublicForm, items, standard
from gksite.catalogue.linking import is_elsewhere, living
from gksite.catalogue.tables import form_lines, full_lines, published_row
from gksite.catalogue.workbooks import form_book
from gksite.exports.json_file import json_file
from gksite.model.catalogue import Catalogue, CatalogueRow
from gksite.model.outputs import Output
from gksite.model.site import Site
from gksite.problems.problem import Phrase
from gksite.text.delimited import csv_bytes

SCHEMA = "gksite/catalogue/1"
JSON, CSV = "data/catalogue.json", "data/catalogue.csv"
STANDARD, ITEMS = "data/catalogue-standard", "data/catalogue-items"


def exports(site: Site) -> Iterator[Output]:
    """The files of a catalogue whose pages are known; none where there is no catalogue.

    Raises RequestError for a text longer than a cell.
    """
    catalogue = site.catalogue
    if catalogue is None:
        return
    origin = Phrase("底账的数据")
    yield json_file(JSON, _published(catalogue, site), origin)
    rows = [row for row in catalogue.record.rows if row.is_listed]
    shown = [row.model_copy(update={"pages": tuple(addresses(catalogue, row, ""))}) for row in rows]
    yield Output(CSV, content=csv_bytes(full_lines(shown)), origin=origin)
    base = site.config.url or ""
    for path, form in ((STANDARD, standard(catalogue)), (ITEMS, items_form(catalogue, base))):
        yield Output(f"{path}.csv", content=csv_bytes(form_lines(form)), origin=origin)
        yield Output(f"{path}.xlsx", content=form_book(form), origin=origin)


def items_form(catalogue: Catalogue, base: str) -> PublicForm:
    """主动公开事项目录 with whole addresses where the portal's own is known."""
    return items(catalogue, lambda row: addresses(catalogue, row, base))


def addresses(catalogue: Catalogue, row: CatalogueRow, base: str) -> Iterator[str]:
    """The addresses of a row's pages as they are shown: whole, or from the portal's root."""
    for address in living(catalogue, row):
        yield address if is_elsewhere(address) else f"{base.rstrip('/')}/{address}"


def _published(catalogue: Catalogue, site: Site) -> dict[str, Any]:
    """The catalogue as public data: absent is null or [], never a missing key."""
    record = catalogue.record
    place = site.jurisdictions.get(record.jurisdiction)
    rows = []
    for row in record.rows:
        last = catalogue.last(row)
        if row.is_listed:
            rows.append(published_row(row, living(catalogue, row), last.isoformat() if last else None))
    return {
        "schema": SCHEMA,
        "jurisdiction": {"id": record.jurisdiction, "name": place.name if place else None},
        "updated": record.updated.isoformat() if record.updated else None,
        "licence": site.config.licence,
        "rows": rows,
    }
