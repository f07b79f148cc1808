"""Records → the catalogue: which address of the portal was brought up to date on which day."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gksite.documents.shapes import Entry
from gksite.model.catalogue import Catalogue, CatalogueRow, Listed
from gksite.model.items import ItemRecord
from gksite.model.records import PUBLIC, NoticeRecord
from gksite.read import Records

ADDRESS = "disclosure/catalogue/"
"""Where the catalogue is shown."""


def link_catalogue(records: Records) -> Catalogue | None:
    """The catalogue of a portal with the days of its pages, None where it has none."""
    entry = records.column.catalogue
    if entry is None:
        return None
    listed = sorted(_listed(records), key=lambda one: (-(one.day or date.min).toordinal(), one.url))
    return Catalogue(entry.record, dates(records), tuple(listed))


def shown_items(records: Records) -> tuple[Entry[ItemRecord], ...]:
    """The items that may be published."""
    found = []
    for entry in records.column.items:
        if entry.record.disclosure == PUBLIC and not entry.record.draft:
            found.append(entry)
    return tuple(found)


def dates(records: Records) -> Mapping[str, date]:
    """The day of every address that has one: items and notices, columns by their newest item, guide and catalogue."""
    found: dict[str, date] = {}

    def note(address: str, day: date | None) -> None:
        if day is not None:
            found[address] = max(day, found.get(address, day))

    for entry in shown_items(records):
        note(f"/items/{entry.record.id}/", entry.record.day)
        note(f"/columns/{entry.record.column}/", entry.record.day)
    for notice in records.notices:
        note(f"/notices/{notice.record.id}/", _day(notice.record))
    disclosure = records.column.disclosure
    if disclosure is not None and disclosure.record.guide is not None:
        note("/disclosure/guide/", disclosure.record.guide.updated)
    if records.column.catalogue is not None:
        note(f"/{ADDRESS}", records.column.catalogue.record.updated)
    return found


def _day(record: NoticeRecord) -> date | None:
    """The day of a notice: published, else issued, else printed."""
    if record.published is not None:
        return record.published.date()
    return record.issued or record.printed


def _listed(records: Records) -> Iterator[Listed]:
    for entry in shown_items(records):
        record = entry.record
        day = record.issued or record.day
        yield Listed(record.title, f"items/{record.id}/", record.index_code, record.summary, day)


def with_pages(catalogue: Catalogue, known: frozenset[str]) -> Catalogue:
    """The catalogue once it is known which addresses the portal has."""
    return replace(catalogue, alive=known | {ADDRESS})


def living(catalogue: Catalogue, row: CatalogueRow) -> list[str]:
    """The addresses of a row's pages that the portal has, from its root, and those elsewhere."""
    found = []
    for page in row.pages:
        address = is_living(catalogue, page)
        if address is not None:
            found.append(address)
    return found


def is_living(catalogue: Catalogue, page: str) -> str | None:
    """The address that a written one leads to, None where the portal has none; a page may lack its last slash."""
    if is_elsewhere(page):
        return page
    path, sign, anchor = page.removeprefix("/").partition("#")
    for address in (path, f"{path}/"):
        if address in catalogue.alive:
            return address + sign + anchor
    return None


def is_elsewhere(page: str) -> bool:
    """Whether an address leads to another site."""
    return page.startswith(("http://", "https://"))
