"""主动公开目录: what has been published by four facts, and the catalogue of matters in both of its forms."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from gksite.catalogue.bases import printed
from gksite.catalogue.channels import boxes
from gksite.catalogue.forms import UNSTATED, responsible
from gksite.catalogue.linking import is_elsewhere, living
from gksite.exports import catalogue_files
from gksite.model import statute
from gksite.model.catalogue import Catalogue, CatalogueRow
from gksite.model.matters import MatterRow, MatterView
from gksite.model.outputs import Download, Link, Output
from gksite.model.site import Site
from gksite.pages.column_frame import around, output
from gksite.pages.statutory import index_rows
from gksite.pages.views import Views

_FORMATS = {"json": "JSON", "csv": "CSV", "xlsx": "XLSX"}
_FILES = (
    ("基层政务公开标准目录", f"{catalogue_files.STANDARD}.xlsx"),
    ("基层政务公开标准目录", f"{catalogue_files.STANDARD}.csv"),
    ("主动公开事项目录", f"{catalogue_files.ITEMS}.xlsx"),
    ("主动公开事项目录", f"{catalogue_files.ITEMS}.csv"),
    ("全部事项", catalogue_files.CSV),
    ("全部事项", catalogue_files.JSON),
)
"""What can be downloaded, by what it is called."""


def pages(views: Views) -> Iterator[Output]:
    """One page, where the portal has a catalogue."""
    catalogue = views.site.catalogue
    if catalogue is None:
        return
    rows = index_rows(views)
    data = {
        **around(views, statute.CATALOGUE),
        "updated": catalogue.record.updated,
        "count": sum(row.is_listed for row in catalogue.record.rows),
        "rows": rows,
        "matters": tuple(_matters(catalogue, views.site)),
        "downloads": tuple(_downloads(views)),
    }
    yield output("catalogue", statute.CATALOGUE, "catalogue", data, views)


def _downloads(views: Views) -> Iterator[Download]:
    for text, path in _FILES:
        if path in views.sizes:
            yield Download(views.tr(text), path, _FORMATS[path.rpartition(".")[2]], views.sizes[path])


def _matters(catalogue: Catalogue, site: Site) -> Iterator[MatterView]:
    """The rows by their first matter; one that comes again further down has a section of its own."""
    listed = [row for row in catalogue.record.rows if row.is_listed]
    names: dict[str, str] = {}
    for agency in site.agencies.values():
        if agency.key.jurisdiction == catalogue.record.jurisdiction:
            names |= dict.fromkeys((agency.record.name, agency.record.full_name or ""), agency.key.url)
    for number, (matter, rows) in enumerate(groupby(listed, lambda row: row.matter), 1):
        shown = tuple(_row(row, catalogue, names) for row in rows)
        yield MatterView(f"_m{number}", matter, shown, sum(row.is_open for row in shown))


def _row(row: CatalogueRow, catalogue: Catalogue, names: Mapping[str, str]) -> MatterRow:
    return MatterRow(
        anchor=row.id,
        name=row.detail or row.matter,
        content=_lines(row.content),
        basis=tuple(map(printed, row.basis)) or (UNSTATED,),
        words=tuple(_words(row)),
        time_limit=row.time_limit or UNSTATED,
        agency=Link(row.agency or UNSTATED, names.get(row.agency or "", "")),
        responsible=responsible(row),
        channels=_boxes(row),
        chosen=row.channels or (UNSTATED,),
        audience=row.audience or UNSTATED,
        disclosure=row.disclosure,
        levels=row.levels or (UNSTATED,),
        pages=tuple(_links(row, catalogue)),
        is_open=row.is_open,
    )


def _boxes(row: CatalogueRow) -> tuple[str, ...]:
    """The thirteen channels, each with its box."""
    if not row.channels:
        return (UNSTATED,)
    return tuple(boxes(row.channels, "\n").split("\n"))


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple((text or UNSTATED).split("\n"))


def _words(row: CatalogueRow) -> Iterator[str]:
    """The words of each clause, line by line."""
    for basis in row.basis:
        if basis.text:
            yield from f"{printed(basis)}：{basis.text}".split("\n")


def _links(row: CatalogueRow, catalogue: Catalogue) -> Iterator[tuple[str, bool]]:
    """The addresses of a row's pages, and whether they lead to another site."""
    for address in living(catalogue, row):
        yield address, is_elsewhere(address)
