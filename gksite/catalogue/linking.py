"""Records → the catalogue: which address of the portal was brought up to date on which day."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gksite.documents.shapes import Entry
from gksite.model.catalogue import Catalogue, CatalogueRow
from gksite.model.items import ItemRecord
from gksite.model.records import PUBLIC, NoticeRecord
from gksite.model.site import Departed, Site
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, Waivable, did_you_mean
from gksite.read import Records
from gksite.text.names import near

DEAD_PAGE = Code(
    "GK681",
    "“{name}”的页面 {page} 在网站上没有{hint}",
    why="目录上列出的页面打不开，主动公开的事项就等于没有公开；检查目录时会逐条点开。",
    mend="改成现有的网址；内容还没有录入的，先录入它，或先删去这个网址。",
    clause="《中华人民共和国政府信息公开条例》第十二条、第二十四条",
    rows=("G-19",),
)
HIDDEN_PAGE = Code(
    "GK694",
    "“{name}”的页面 {page} {why}",
    why="目录上列出的页面读者看不到，主动公开的事项就等于没有公开。",
    mend="还没有公布的，公布它；已经撤下、不再公开的，删去这个网址或换成新的页面；换了网址的，改成新的。",
    clause="《中华人民共和国政府信息公开条例》第十二条、第二十四条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-19",),
)
ADDRESS = "disclosure/catalogue/"
"""Where the catalogue is shown."""


def link_catalogue(records: Records) -> Catalogue | None:
    """The catalogue of a portal with the days of its pages, None where it has none."""
    entry = records.column.catalogue
    if entry is None:
        return None
    places = []
    for index, row in enumerate(entry.record.rows):
        found = [entry.document.location(("rows", index, "pages", n)) for n in range(len(row.pages))]
        places.append(tuple(found))
    return Catalogue(
        entry.record, dates(records), hidden=records.closed_addresses, written=_written(records), places=tuple(places)
    )


def _written(records: Records) -> frozenset[str]:
    """The addresses of items and reports that are written; one without a page could not be linked, and was told."""
    items = {f"items/{entry.record.id}/" for entry in records.column.items}
    return frozenset(items | {f"disclosure/reports/{entry.record.year}/" for entry in records.column.reports})


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
    for report in records.column.reports:
        if report.record.published is not None:
            note(f"/disclosure/reports/{report.record.year}/", report.record.published.date())
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


def with_pages(catalogue: Catalogue, known: frozenset[str]) -> Catalogue:
    """The catalogue once it is known which addresses the portal has."""
    return replace(catalogue, alive=known | {ADDRESS})


def dead_pages(site: Site) -> Iterator[Problem]:
    """A problem for each page of a row that the portal has not."""
    catalogue = site.catalogue
    if catalogue is None:
        return
    departed = {one.url: one for one in site.departed}
    for row, places in zip(catalogue.record.rows, catalogue.places, strict=True):
        for page, place in zip(row.pages, places, strict=True):
            is_written = f"{page.partition('#')[0].strip('/')}/" in catalogue.written - catalogue.hidden
            if row.is_open and is_living(catalogue, page) is None and not is_written:
                yield _dead(row, page, place, departed, catalogue)


def _dead(
    row: CatalogueRow, page: str, place: Location, departed: Mapping[str, Departed], catalogue: Catalogue
) -> Problem:
    """Why an address has nothing to show: it is hidden, it has gone, or there never was such a page."""
    path = page.partition("#")[0].strip("/")
    one = departed.get(f"{path}/")
    if one is not None and one.to is not None:
        return Problem(HIDDEN_PAGE, place, name=row.name, page=page, why=Phrase("已经改到 /{to}", to=one.to))
    if one is not None:
        return Problem(HIDDEN_PAGE, place, name=row.name, page=page, why=Phrase("已经撤下"))
    if f"{path}/" in catalogue.hidden:
        why = Phrase("还没有公布：是草稿，没有到公布的时间，或不是主动公开")
        return Problem(HIDDEN_PAGE, place, name=row.name, page=page, why=why)
    hint = did_you_mean([f"/{url}" for url in near(path, catalogue.alive, most=1)])
    return Problem(DEAD_PAGE, place, name=row.name, page=page, hint=hint)


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
