"""A grid filled cell by cell, whatever spans the file states: its cells never overlap and leave no hole."""

from dataclasses import dataclass, field

from gksite.model.blocks import Cell, Spot, Table
from gksite.readers.limits import CELLS, COLUMNS, ROWS, too_much


@dataclass(slots=True)
class Grid:
    """Cells placed so far; `first` is the number of the first row in the source, counted from 1."""

    table: int
    height: int
    first: int = 1
    cells: list[Cell] = field(default_factory=list)
    _taken: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.height > ROWS:
            raise too_much("超过 {limit} 行", ROWS)

    def free(self, row: int, column: int) -> int:
        """The first column from `column` on that no cell above reaches into."""
        while (row, column) in self._taken:
            column += 1
        return column

    def place(self, text: str, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        """Put a cell at a free spot; spans that would overlap, or leave the grid, are cut short."""
        columns = max(1, min(columns, COLUMNS))
        wide = next((n for n in range(1, columns) if (row, column + n) in self._taken), columns)
        rows = max(1, min(rows, self.height - row))
        tall = next((n for n in range(1, rows) if self._blocked(row + n, column, wide)), rows)
        self._taken |= {(r, c) for r in range(row, row + tall) for c in range(column, column + wide)}
        if column >= COLUMNS:
            raise too_much("超过 {limit} 列", COLUMNS)
        if len(self._taken) > CELLS:
            raise too_much("超过 {limit} 格", CELLS)
        self.cells.append(Cell(text, row, column, self._spot(row, tall), tall, wide))

    def _blocked(self, row: int, column: int, columns: int) -> bool:
        return any((row, c) in self._taken for c in range(column, column + columns))

    def _spot(self, row: int, rows: int) -> Spot:
        return Spot(table=self.table, rows=(self.first + row, self.first + row + rows - 1))

    def finish(self, header_rows: int = 0) -> Table:
        """The table, as wide as the last column in which a cell begins; holes become blank cells."""
        width = max((cell.column + 1 for cell in self.cells), default=0)
        if width * self.height > CELLS:
            raise too_much("超过 {limit} 格", CELLS)
        cells = [_narrowed(cell, width) for cell in self.cells]
        cells += [
            Cell("", row, column, self._spot(row, 1))
            for row in range(self.height)
            for column in range(width)
            if (row, column) not in self._taken
        ]
        cells.sort(key=lambda cell: (cell.row, cell.column))
        spot = Spot(table=self.table, rows=(self.first, self.first + max(self.height, 1) - 1))
        return Table(tuple(cells), self.height, width, spot, min(header_rows, self.height))


def _narrowed(cell: Cell, width: int) -> Cell:
    if cell.column + cell.columns <= width:
        return cell
    return Cell(cell.text, cell.row, cell.column, cell.spot, cell.rows, width - cell.column)
