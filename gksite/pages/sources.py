"""Each notice as received: a page with an anchor per line, and the file itself."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from gksite.exports.item_json import format_of
from gksite.model.outputs import Download, Link, Output, PageInfo, SourceLine
from gksite.model.site import Notice, SourceFile
from gksite.pages.views import HOME, NOTICES, Views
from gksite.problems.problem import Phrase
from gksite.provenance.units import Unit, cited_numbers, shown_units, spot_in_words
from gksite.text.hidden import visible

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
"""A file's name that needs no change in an address."""
_SUFFIXES = {"txt", "csv", "pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et"}


def pages(views: Views) -> Iterator[Output]:
    """A page and a file per notice that has a source."""
    for notice in views.site.notices.values():
        if notice.source is None:
            continue
        base = f"{notice.url}source/"
        leaving = notice.source.leaving
        origin = Phrase("来源文件 {file}", file=leaving.name)
        yield Output(base + published_name(leaving.name), content=leaving.data, origin=origin)
        yield _source(notice, notice.source, base, views)


def _source(notice: Notice, source: SourceFile, base: str, views: Views) -> Output:
    leaving = source.leaving
    file = base + published_name(leaving.name)
    parent = Link(notice.record.title, notice.url)
    data = {
        "notice": views.cards[notice.id],
        "lines": _lines(notice, source, views),
        "sha256": leaving.sha256,
        "original": source.sha256 if source.published else None,
        "download": Download(leaving.name, file, format_of(file), len(leaving.data)),
    }
    info = PageInfo(
        "source", views.tr("来源原文：{title}").format(title=notice.record.title), base, crumbs=(HOME, NOTICES, parent)
    )
    origin = Phrase("通知 {id} 的来源页", id=notice.id)
    return Output(f"{base}index.html", "pages/source.html", info, data, origin=origin)


def published_name(name: str) -> str:
    """A source file's name on the site: safe in an address, and never one that a browser would run as a page."""
    stem, _, suffix = name.rpartition(".")
    suffix = suffix.lower()
    if not _PLAIN.fullmatch(stem):
        stem = "source"
    if suffix not in _SUFFIXES:
        suffix = "txt"
    return f"{stem}.{suffix}"


def _lines(notice: Notice, source: SourceFile, views: Views) -> tuple[SourceLine, ...]:
    units = shown_units(source)
    cited_by: dict[int, list[Link]] = defaultdict(list)
    for task in notice.tasks:
        held = list(cited_numbers(units, task.record.source)) if task.record.source else []
        if held:
            row = views.rows[task.key]
            cited_by[held[0]].append(Link(str(row.number), row.url))
    lines = []
    for i, unit in enumerate(units):
        where = "" if unit.spot.lines else spot_in_words(unit.spot).text(views.tr)
        lines.append(replace(source_line(i + 1, unit), tasks=tuple(cited_by[i]), place=where))
    return tuple(lines)


def source_line(number: int, unit: Unit) -> SourceLine:
    """A line or a paragraph, or a row of a table: its cells without those that are blank or lie under another."""
    if unit.spot.rows is None:
        return SourceLine(number, visible("".join(unit.cells)))
    return SourceLine(number, "", cells=tuple(visible(cell) for cell in unit.cells if cell.strip()))
