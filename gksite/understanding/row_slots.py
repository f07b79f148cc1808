"""A table as rows in which every column has its say: a cell's own text, a text that reaches in from above, or none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from gksite.model.blocks import Cell, Spot, Table
from gksite.text.breaks import bare

SlotState = Literal["own", "above", "left", "none", "absent"]
"""Whose text a slot shows: its own, or that of a cell that reaches in from above or from the left; that of a cell that
says that there is none, or whose text is left out as struck out or hidden (R39); or no cell's at all."""
NONE = frozenset(("—", "——", "-", "–", "－", "/", "／", "\\", "无"))
"""What a cell prints that says that there is none (R31)."""


class HasSpot(Protocol):
    """A cell, a paragraph, a task, or another piece of a source with its place."""

    @property
    def spot(self) -> Spot:
        """Where it stands."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of one row."""

    text: str
    spot: Spot
    state: SlotState = "own"
    top: Spot | None = None
    """The first row of a cell that reaches in from above."""
    ditto: str = ""
    """The sign or words with which it repeats another cell (R40)."""
    crossed: bool = False
    """Whether a heading stands between the two."""

    @property
    def stated(self) -> bool:
        """Whether a text of its own stands here."""
        return self.state == "own" and bool(self.text.strip())

    @property
    def blank(self) -> bool:
        """Whether no text shows here, neither its own nor that of a merged cell."""
        return not bare(self.text)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; `merges`: the table states which cells are merged downward; `full`: one cell covers the row."""

    slots: tuple[Slot, ...]
    stated: tuple[int, ...]
    """The columns with a text of their own."""
    merges: bool
    full: bool = False

    @property
    def spot(self) -> Spot:
        """Where the row's own texts stand, or its cells where all are blank."""
        own = self.slots_at(self.stated) or [slot for slot in self.slots if slot.state == "own"]
        return spot_of(own or self.slots)

    def text(self) -> str:
        """All that the row itself says."""
        return " ".join(map(self.text_at, self.stated))

    def text_at(self, column: int) -> str:
        """What a column shows in this row, "" for nothing."""
        return self.slots[column].text

    def slots_at(self, columns: Iterable[int]) -> list[Slot]:
        """What some columns are in this row."""
        return [self.slots[column] for column in columns]

    def shown_texts(self, columns: Iterable[int]) -> list[str]:
        """The texts that some columns show, without those of blank ones."""
        return [slot.text for slot in self.slots_at(columns) if not slot.blank]

    def first_text(self, columns: Iterable[int]) -> str:
        """The first text of its own that this row has in some columns, "" for none."""
        return next((slot.text for slot in self.slots_at(columns) if slot.stated), "")

    def missing(self, columns: Iterable[int]) -> list[int]:
        """Those of some columns in which this row has no cell, not even a blank one."""
        return [column for column in columns if self.slots[column].state == "absent"]

    def states(self, column: int) -> bool:
        """Whether a column has a text of its own in this row."""
        return self.slots[column].stated


def row_of(slots: tuple[Slot, ...], *, merges: bool, full: bool = False) -> TableRow:
    """The row that consists of some slots."""
    stated = tuple(i for i, slot in enumerate(slots) if slot.stated)
    return TableRow(slots, stated, merges, full)


def rows_of(table: Table) -> list[TableRow]:
    """The rows of a table, top to bottom."""
    none = Slot("", table.spot, "absent")
    slots = [[none] * table.width for _ in range(table.height)]
    full: set[int] = set()
    for cell in table.cells:
        if _covers_row(cell, table.width):
            full.add(cell.row)
        for row in range(cell.row, min(cell.row + cell.rows, table.height)):
            for column in range(cell.column, min(cell.column + cell.columns, table.width)):
                slots[row][column] = _slot(cell, row, column)
    merges = any(_is_merged_downward(cell, table) for cell in table.cells)
    return [row_of(tuple(row), merges=merges, full=n in full) for n, row in enumerate(slots)]


def _slot(cell: Cell, row: int, column: int) -> Slot:
    """What a cell shows in one of the rows and columns that it covers."""
    spot = _row_of_spot(cell.spot, row - cell.row, cell.rows)
    state: SlotState = "own"
    top = None
    if row > cell.row:
        state, top = "above", _row_of_spot(cell.spot, 0, cell.rows)
    elif column > cell.column:
        state = "left"
    if bare(cell.text) in NONE or (cell.blank and not bare(cell.text)):
        state = "none"
    if state in ("left", "none"):
        return Slot("", spot, state, top)
    return Slot(cell.text, spot, state, top)


def _covers_row(cell: Cell, width: int) -> bool:
    """Whether a cell covers its row, all but one column at most."""
    return cell.columns >= max(2, width - 1) and cell.rows == 1


def _is_merged_downward(cell: Cell, table: Table) -> bool:
    """Whether a cell below the header covers several rows, which says how this table writes blanks (R8)."""
    reaches_down = cell.rows > 1 and cell.row + 1 < table.height
    return cell.row >= table.header_rows and reaches_down and bool(bare(cell.text))


def _row_of_spot(spot: Spot, offset: int, rows: int) -> Spot:
    """The part of a cell's place that is its nth row, where the place counts rows, and the cell has several."""
    if rows == 1 or spot.rows is None or spot.rows[1] - spot.rows[0] + 1 != rows:
        return spot
    return replace(spot, rows=(spot.rows[0] + offset, spot.rows[0] + offset))


def enclosing_spot(spots: Iterable[Spot]) -> Spot:
    """The smallest place that holds several of one table, or of one text."""
    whole, *others = spots
    for spot in others:
        if spot.table != whole.table:
            continue
        whole = replace(
            whole,
            lines=_range(whole.lines, spot.lines),
            paragraphs=_range(whole.paragraphs, spot.paragraphs),
            pages=_range(whole.pages, spot.pages),
            rows=_rows(whole, spot),
        )
    return whole


def spot_of(pieces: Iterable[HasSpot]) -> Spot:
    """The smallest place that holds several pieces of one table, or of one text."""
    return enclosing_spot(piece.spot for piece in pieces)


def _range(first: tuple[int, int] | None, second: tuple[int, int] | None) -> tuple[int, int] | None:
    """From the beginning of the first of two ranges to the end of the last."""
    if first is None or second is None:
        return first or second
    return min(first[0], second[0]), max(first[1], second[1])


def _rows(first: Spot, second: Spot) -> tuple[int, int] | None:
    """The rows of two places; on two pages, where they are counted anew, the first ends its page."""
    if first.pages is None or first.pages == second.pages:
        return _range(first.rows, second.rows)
    if first.rows is None or second.rows is None:
        return first.rows or second.rows
    return first.rows[0], first.rows[1] + second.rows[1]
