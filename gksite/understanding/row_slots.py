"""A table as rows in which every column has its say: a cell's own text, a text that reaches in from above, or none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from gksite.model.blocks import Spot, Table
from gksite.text.breaks import bare

State = Literal["own", "above", "left", "none", "absent"]
"""Whose text a slot shows: its own, or that of a cell that reaches in from above or from the left; that of a cell that
says that there is none; or no cell's at all."""
NONE = frozenset(("—", "——", "-", "–", "－", "/", "／", "\\", "无"))
"""What a cell prints that says that there is none."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One column of one row."""

    text: str
    spot: Spot
    state: State = "own"
    top: Spot | None = None
    """The first row of a cell that reaches in from above."""

    @property
    def stated(self) -> bool:
        """Whether a text of its own stands here."""
        return self.state == "own" and bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `merges`: the table states which cells are merged downward; `full`: one cell covers the row."""

    slots: tuple[Slot, ...]
    stated: tuple[int, ...]
    """The columns with a text of their own."""
    merges: bool
    full: bool = False

    @property
    def spot(self) -> Spot:
        """Where the row's own texts stand, or its cells where all are blank."""
        own = [slot for slot in self.slots if slot.stated] or [slot for slot in self.slots if slot.state == "own"]
        return joined([slot.spot for slot in own or self.slots])

    def text(self) -> str:
        """All that the row itself says."""
        return " ".join(self.slots[i].text for i in self.stated)


def rows_of(table: Table) -> list[Row]:
    """The rows of a table, top to bottom."""
    slots: list[list[Slot | None]] = [[None] * table.width for _ in range(table.height)]
    full = set()
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.rows, table.height)):
            spot = cell.spot if cell.rows == 1 else _within(cell.spot, row - cell.row, cell.rows)
            for column in range(cell.column, min(cell.column + cell.columns, table.width)):
                state: State = "above" if row > cell.row else "left" if column > cell.column else "own"
                top = _within(cell.spot, 0, cell.rows) if state == "above" else None
                if bare(cell.text) in NONE:
                    state = "none"
                slots[row][column] = Slot(cell.text if state not in ("left", "none") else "", spot, state, top)
        if cell.columns >= max(2, table.width - 1) and cell.rows == 1:
            full.add(cell.row)
    merges = any(
        cell.rows > 1 and cell.row + 1 < table.height and bare(cell.text)
        for cell in table.cells
        if cell.row >= table.header_rows
    )
    return [
        Row(tuple(row), tuple(i for i, slot in enumerate(row) if slot.stated), merges, n in full)
        for n, row in enumerate([[slot or Slot("", table.spot, "absent") for slot in row] for row in slots])
    ]


def _within(spot: Spot, offset: int, rows: int) -> Spot:
    """The part of a cell's place that is its nth row, where the place counts rows."""
    if spot.rows is None or spot.rows[1] - spot.rows[0] + 1 != rows:
        return spot
    return replace(spot, rows=(spot.rows[0] + offset, spot.rows[0] + offset))


def joined(spots: Iterable[Spot]) -> Spot:
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
            rows=_range(whole.rows, spot.rows)
            if spot.pages == whole.pages or whole.pages is None
            else _over(whole, spot),
        )
    return whole


def _range(first: tuple[int, int] | None, second: tuple[int, int] | None) -> tuple[int, int] | None:
    if first is None or second is None:
        return first or second
    return min(first[0], second[0]), max(first[1], second[1])


def _over(first: Spot, second: Spot) -> tuple[int, int] | None:
    """Rows of two pages, counted over the tables of both: the first ends its page, the second stands on the next."""
    if first.rows is None or second.rows is None:
        return first.rows or second.rows
    return first.rows[0], first.rows[1] + second.rows[1]
