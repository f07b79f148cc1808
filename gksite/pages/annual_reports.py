"""The annual reports: their list, and a page for each with the six parts in order."""

from collections.abc import Iterator

from gksite.exports.annual_reports import json_path, search_text, title, workbook_path
from gksite.model import statute
from gksite.model.outputs import Download, Link, MetaItem, Output, PageInfo, SearchRecord
from gksite.model.site import AnnualReport
from gksite.pages.column_frame import around, crumbs, html
from gksite.pages.tagging import list_tags
from gksite.pages.views import Views
from gksite.problems.problem import Phrase
from gksite.reporting.form import COLUMNS, OUTCOMES, PARTS
from gksite.reporting.tables import fact_rows, request_rows, review_rows

REPORTS = Link(statute.REPORTS.title, statute.REPORTS.url)
"""The list, for whatever leads to it."""


def pages(views: Views) -> Iterator[Output]:
    """The list and the reports, where there is any; a column without one has its own page there."""
    reports = views.site.reports
    if not reports:
        return
    yield _list(views)
    links = [None, *(Link(str(report.record.year), report.url) for report in reports), None]
    for report, newer, older in zip(reports, links, links[2:], strict=False):
        yield _report(report, views, newer, older)


def _list(views: Views) -> Output:
    """The reports, newest first."""
    rows = []
    for report in views.site.reports:
        rows.append((Link(title(report, views.site), report.url), report.record.published, _downloads(report, views)))
    tags = list_tags(REPORTS, statute.REPORTS.type, views.site, views.tr)
    info = PageInfo("reports", REPORTS.text, REPORTS.url, crumbs=crumbs(views), column=tags)
    data = {**around(views, statute.REPORTS), "reports": tuple(rows)}
    return Output(f"{REPORTS.url}index.html", "pages/reports.html", info, data, origin=Phrase("年报列表"))


def _downloads(report: AnnualReport, views: Views) -> tuple[Download, ...]:
    return views.downloads(workbook_path(report.record.year), json_path(report.record.year))


def _report(report: AnnualReport, views: Views, newer: Link | None, older: Link | None) -> Output:
    record, name = report.record, title(report, views.site)
    data = {
        **around(views, statute.REPORTS),
        "meta": _metadata(report, views),
        "parts": PARTS,
        "overview": html(record.overview, top=3),
        "problems": html(record.problems, top=3),
        "other": html(record.other, top=3),
        "facts": tuple(fact_rows(report)),
        "items": report.counted.items if report.counted else None,
        "columns": COLUMNS,
        "requests": request_rows(record),
        "outcomes": OUTCOMES,
        "reviews": review_rows(record),
        "downloads": _downloads(report, views),
        "newer": newer,
        "older": older,
    }
    info = PageInfo("report", name, report.url, name, (*crumbs(views), REPORTS))
    day = f"{record.published:%Y-%m-%d}" if record.published else ""
    agency = views.site.agencies[report.agency].record.name
    fields = (agency, *search_text(report))
    search = SearchRecord("report", name, name, fields, record.jurisdiction, day=day)
    origin = Phrase("{year} 年年报", year=record.year)
    return Output(f"{report.url}index.html", "pages/report.html", info, data, search=search, origin=origin)


def _metadata(report: AnnualReport, views: Views) -> tuple[MetaItem, ...]:
    """Whose report, of which year, since when; what is not stated says so."""
    record, agency = report.record, views.site.agencies[report.agency]
    published = MetaItem("发布日期", views.tr("未注明"))
    if record.published is not None:
        moment = record.published
        published = MetaItem("发布日期", f"{moment:%Y-%m-%d %H:%M}", iso=f"{moment:%Y-%m-%dT%H:%M}")
    rows = [MetaItem("发布机构", agency.record.full_name or agency.record.name, agency.key.url)]
    rows += [MetaItem("年度", str(record.year)), published]
    rows.append(MetaItem("公开属性", views.tr(record.disclosure)))
    if record.telephone:
        rows.append(MetaItem("联系电话", record.telephone))
    if record.address:
        rows.append(MetaItem("地址", record.address))
    return tuple(rows)
