"""The tables of a report as rows of words, for its page and its workbook alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gksite.model.reports import ReportRecord
from gksite.model.site import AnnualReport
from gksite.reporting.form import COLUMNS, FACTS, LINES, OUTCOMES, REVIEWS, Fact, KeyPath


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its words, its level, its numbers as written; a None among them is not stated.

    A row that heads `below` others has no numbers; `above` are the numbers, from 0, of the rows that head it.
    """

    label: str
    depth: int
    cells: tuple[str | None, ...] = ()
    below: int = 0
    above: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FactRow:
    """A matter of part two: the item of 第二十条, what is counted of it, the numbers as written, which we counted."""

    item: str
    matter: str
    counted: tuple[str, ...]
    cells: tuple[str | None, ...]
    is_ours: bool = False


def request_rows(report: ReportRecord) -> tuple[TableRow, ...]:
    """The rows of part three in the order of the form."""
    rows: list[TableRow] = []
    heads: list[int] = []
    for number, line in enumerate(LINES):
        heads = heads[: line.depth]
        cells: tuple[str | None, ...] = ()
        if not line.below:
            cells = _cells(report, line.key_path, len(COLUMNS))
        rows.append(TableRow(line.label, line.depth, cells, line.below, tuple(heads)))
        if line.below:
            heads.append(number)
    return tuple(rows)


def review_rows(report: ReportRecord) -> tuple[TableRow, ...]:
    """The rows of part four."""
    return tuple(TableRow(label, 0, _cells(report, path, len(OUTCOMES))) for path, label in REVIEWS.items())


def _cells(report: ReportRecord, key_path: KeyPath, count: int) -> tuple[str | None, ...]:
    row = report.at(key_path)
    if row is None:
        return (None,) * count
    return tuple(map(str, row))


def fact_rows(report: AnnualReport) -> Iterator[FactRow]:
    """The matters of part two in the order of the form; what the portal counts stands where nothing is written."""
    by_matter: dict[str, list[Fact]] = {}
    for fact in FACTS:
        by_matter.setdefault(fact.matter, []).append(fact)
    for matter, facts in by_matter.items():
        values: list[str | None] = []
        is_ours = False
        for fact in facts:
            value, counted = report.record.at(fact.key_path), _counted(report, fact)
            is_ours = is_ours or counted is not None
            values.append(_shown(counted if value is None else value))
        yield FactRow(facts[0].item, matter, tuple(fact.counted for fact in facts), tuple(values), is_ours)


def _counted(report: AnnualReport, fact: Fact) -> int | None:
    """What the portal counts of a fact; None where it does not."""
    if report.counted is None or fact.key_path[:2] != ("disclosed", "normative"):
        return None
    return {"made": report.counted.made, "repealed": report.counted.repealed, "in_force": report.counted.in_force}[
        fact.key_path[-1]
    ]


def _shown(value: Any) -> str | None:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return None if value is None else str(value)
