"""data/reports/<year>.json, a stable contract ("gksite/report/1"), and the tables of the report as a workbook."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gksite.documents.markdown import to_text
from gksite.exports.json_file import json_file
from gksite.exports.report_workbook import workbook
from gksite.model.outputs import Output
from gksite.model.positions import Record
from gksite.model.reports import NONE
from gksite.model.site import AnnualReport, Site
from gksite.problems.problem import Phrase
from gksite.reporting.form import WRITTEN

SCHEMA = "gksite/report/1"
_FACTS = ("year", "level", "telephone", "address", *WRITTEN)
"""Keys whose values are published as they are."""
_PARTS = ("disclosed", "requests", "reviews")
"""Keys of the tables."""


def json_path(year: int) -> str:
    """Where the data of a report stands."""
    return f"data/reports/{year}.json"


def workbook_path(year: int) -> str:
    """Where the workbook of a report stands."""
    return f"data/reports/{year}.xlsx"


def exports(site: Site) -> Iterator[Output]:
    """A JSON file and a workbook per report."""
    for report in site.reports:
        year = report.record.year
        yield json_file(json_path(year), published(report, site), Phrase("{year} 年年报的数据", year=year))
        yield Output(workbook_path(year), content=workbook(report), origin=Phrase("{year} 年年报的表格", year=year))


def title(report: AnnualReport, site: Site) -> str:
    """What the report is called, in words that no page translates: it is the name of a document."""
    agency = site.agencies[report.agency].record
    return f"{agency.full_name or agency.name}{report.record.year}年政府信息公开工作年度报告"


def search_text(report: AnnualReport) -> list[str]:
    """The words of its texts, as search finds them."""
    texts = [getattr(report.record, key) for key in WRITTEN]
    return [to_text(text) for text in texts if text]


def published(report: AnnualReport, site: Site) -> dict[str, Any]:
    """The report as public data: absent is null, 无 is 0; rows are lists in the order of the form."""
    record, agency = report.record, site.agencies[report.agency]
    moment = record.published
    form: dict[str, Any] = {"schema": SCHEMA, "title": title(report, site)}
    form["jurisdiction"] = {"id": record.jurisdiction, "name": site.jurisdictions[record.jurisdiction].name}
    form["agency"] = {"id": agency.key.id, "jurisdiction": agency.key.jurisdiction, "name": agency.record.name}
    form["published"] = f"{moment:%Y-%m-%d %H:%M}" if moment else None
    form["url"], form["licence"] = report.url, site.config.licence
    for key in _FACTS:
        form[key] = getattr(record, key)
    for key in _PARTS:
        form[key] = _plain(getattr(record, key))
    counted = report.counted
    form["counted_here"] = None
    if counted is not None:
        form["counted_here"] = {name: getattr(counted, name) for name in ("made", "repealed", "in_force", "items")}
    form["text"] = search_text(report)
    return form


def _plain(value: Any) -> Any:
    """A part of the table as plain data."""
    if isinstance(value, Record):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return float(value)
    return 0 if value == NONE else value
