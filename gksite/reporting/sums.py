"""Every sum that has to hold in the table of a report: one list for the checks, the page and the workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gksite.model.reports import ReportRecord, number
from gksite.reporting.form import (
    CARRIED_IN,
    CARRIED_OVER,
    COLUMNS,
    COUNTED_LINES,
    NEW,
    OUTCOMES,
    RESULT_LINES,
    REVIEWS,
    TOTAL,
    KeyPath,
)

SumKind = Literal["row", "column", "balance", "review"]
LABELS = {line.key_path: line.label for line in COUNTED_LINES} | REVIEWS
"""The words of the form for every line that has numbers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of the table: its line, and which of the line's numbers it is, counted from 0."""

    line: KeyPath
    column: int

    @property
    def key_path(self) -> tuple[str | int, ...]:
        """Where it stands in the YAML."""
        return (*self.line, self.column)

    @property
    def column_label(self) -> str:
        """What heads its column."""
        if self.line in REVIEWS:
            return OUTCOMES[self.column]
        return COLUMNS[self.column]


@dataclass(frozen=True, slots=True)
class Sum:
    """Two groups of numbers that come to the same; `cell`, the last on the right, closes it."""

    kind: SumKind
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]

    @property
    def cell(self) -> Cell:
        """The number that closes it."""
        return self.right[-1]


def _along(line: KeyPath, kind: SumKind, numbers: int) -> Sum:
    """总计 at the end of a line is the sum of the numbers before it."""
    parts = [Cell(line, column) for column in range(numbers - 1)]
    return Sum(kind, tuple(parts), (Cell(line, numbers - 1),))


def _all_sums() -> Iterator[Sum]:
    for line in COUNTED_LINES:
        yield _along(line.key_path, "row", len(COLUMNS))
    for column in range(len(COLUMNS)):
        parts = [Cell(line.key_path, column) for line in RESULT_LINES]
        yield Sum("column", tuple(parts), (Cell(TOTAL, column),))
    for column in range(len(COLUMNS)):
        came = (Cell(NEW, column), Cell(CARRIED_IN, column))
        yield Sum("balance", came, (Cell(TOTAL, column), Cell(CARRIED_OVER, column)))
    for review in REVIEWS:
        yield _along(review, "review", len(OUTCOMES))


SUMS = tuple(_all_sums())
"""总计 of each line, （七）总计 of each column, 一 + 二 = 三（七） + 四 of each column, 总计 of each kind of review."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the two sides of a sum come to in a report; None where a number of it is absent."""

    left: int
    right: int
    stands: int

    @property
    def wanted(self) -> int:
        """What the number that closes it would have to be."""
        return self.stands + self.left - self.right


def value(report: ReportRecord, cell: Cell) -> int | None:
    """A number of a report; None where its line is absent."""
    line = report.at(cell.line)
    return None if line is None else number(line[cell.column])


def compared(report: ReportRecord, each: Sum) -> Compared | None:
    """Both sides of a sum; None where a line of it is absent."""
    sides = []
    for side in (each.left, each.right):
        values = [value(report, cell) for cell in side]
        known = [found for found in values if found is not None]
        if len(known) < len(values):
            return None
        sides.append(known)
    return Compared(sum(sides[0]), sum(sides[1]), sides[1][-1])
