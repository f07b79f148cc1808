"""A grid filled cell by cell, whatever spans the file states: its cells never overlap and leave no hole."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gksite.model.blocks import BlankReason, Cell, Spot, Table
from gksite.readers.limits import CELLS, COLUMNS, ROWS, too_much


@dataclass(slots=True)
class Grid:
    """The cells put so far of a table: its number in the file, how many rows it has."""

    table: int
    height: int
    cells: list[Cell] = field(default_factory=list)
    _taken: set[tuple[int, int]] = field(default_factory=set)
    _spots: dict[tuple[int, int], Spot] = field(default_factory=dict)
    """The spot of each range of rows, which its cells share."""
    _width: int = 0
    """The last column in which a cell begins, counted from 1."""

    def __post_init__(self) -> None:
        if self.height > ROWS:
            raise too_much("超过 {limit} 行", ROWS)

    def free(self, row: int, column: int) -> int:
        """The first column from `column` on that no cell above reaches into."""
        while (row, column) in self._taken:
            column += 1
        return column

    def put(
        self, text: str, row: int, column: int, rows: int = 1, columns: int = 1, *, blank: BlankReason = ""
    ) -> None:
        """Put a cell at a free spot; spans that would overlap, or leave the grid, are cut short.

        `blank` says why it shows nothing, where it has no text although something stands in it.
        """
        width = self._free_width(row, column, min(columns, COLUMNS))
        height = self._free_height(row, column, min(rows, self.height - row), width)
        for taken_row in range(row, row + height):
            for taken_column in range(column, column + width):
                self._taken.add((taken_row, taken_column))
        if column >= COLUMNS:
            raise too_much("超过 {limit} 列", COLUMNS)
        if len(self._taken) > CELLS:
            raise too_much("超过 {limit} 格", CELLS)
        if text:
            blank = ""
        self.cells.append(Cell(text, row, column, self._spot(row, height), height, width, blank))
        self._width = max(self._width, column + 1)

    def _free_width(self, row: int, column: int, columns: int) -> int:
        """How many of so many columns no other cell takes; one at least."""
        for width in range(1, columns):
            if (row, column + width) in self._taken:
                return width
        return max(1, columns)

    def _free_height(self, row: int, column: int, rows: int, width: int) -> int:
        """How many of so many rows no other cell takes; one at least."""
        for height in range(1, rows):
            for across in range(width):
                if (row + height, column + across) in self._taken:
                    return height
        return max(1, rows)

    def _spot(self, row: int, rows: int) -> Spot:
        place = (row + 1, row + rows)
        if place not in self._spots:
            self._spots[place] = Spot(table=self.table, rows=place)
        return self._spots[place]

    def finish(self, header_rows: int = 0) -> Table:
        """The table, as wide as the last column in which a cell begins; holes become blank cells."""
        if self._width * self.height > CELLS:
            raise too_much("超过 {limit} 格", CELLS)
        cells = [_narrow(cell, self._width) for cell in self.cells]
        cells += self._blank_cells()
        cells.sort(key=lambda cell: (cell.row, cell.column))
        spot = Spot(table=self.table, rows=(1, max(self.height, 1)))
        return Table(tuple(cells), self.height, self._width, spot, min(header_rows, self.height))

    def _blank_cells(self) -> Iterator[Cell]:
        for row in range(self.height):
            for column in range(self._width):
                if (row, column) not in self._taken:
                    yield Cell("", row, column, self._spot(row, 1))


def _narrow(cell: Cell, width: int) -> Cell:
    """A cell that does not reach beyond so many columns."""
    if cell.column + cell.columns <= width:
        return cell
    return replace(cell, columns=width - cell.column)


def texts_by_row(table: Table) -> list[list[str]]:
    """The texts of the cells that begin in each row of a table."""
    rows: list[list[str]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows
