"""Ruled tables of a page, and those of several pages joined where they are one."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gksite.model.blocks import Cell, Spot, Table
from gksite.readers.grid import Grid
from gksite.readers.pdf_cuts import CellPart, GrowingTable
from gksite.readers.pdf_edges import NEAR
from gksite.readers.pdf_grids import RuledGrid, nearest
from gksite.readers.pdf_lines import Char, ColumnOfText, PdfLine, cell_text, lines_of

_HEADER_ROWS = 3
"""Rows at the top of a page that may repeat those of the first page."""


@dataclass(frozen=True, slots=True)
class TablePiece:
    """What stands of a table on one page: edges in points, and its cells."""

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    height: int
    cells: tuple[CellPart, ...]
    rows_above: int = 0
    """Rows of the tables above it on its page."""

    @property
    def last_row(self) -> int:
        """The number of its last row, counted over the tables of its page."""
        return self.rows_above + self.height

    @property
    def has_text(self) -> bool:
        """Whether anything stands in it."""
        return any(part.text for part in self.cells)

    def row(self, row: int) -> tuple[tuple[int, int, str], ...]:
        """The cells that begin in a row, to compare it with another page's."""
        return tuple((part.column, part.rows, part.text) for part in self.cells if part.row == row)


def piece_in(grid: RuledGrid, chars: Iterable[Char], page: int, rows_above: int) -> tuple[TablePiece, list[Char]]:
    """The part of a table that stands in a grid on a page, and the characters outside it."""
    owners = _owners(grid)
    inside: list[list[Char]] = [[] for _ in grid.spans]
    outside = []
    for char in chars:
        row = bisect_right(grid.ys, char.middle) - 1
        column = bisect_right(grid.xs, char.across) - 1
        owner = owners.get((row, column))
        if owner is None:
            outside.append(char)
        else:
            inside[owner].append(char)
    lines = [tuple(lines_of(chars, page)) for chars in inside]
    cells = sorted(_cell_parts(grid, lines), key=lambda part: (part.row, part.column))
    return TablePiece(page, grid.ys[0], grid.ys[-1], grid.xs, len(grid.ys) - 1, tuple(cells), rows_above), outside


def _owners(grid: RuledGrid) -> dict[tuple[int, int], int]:
    """The row and column of each box of a grid → the number of the cell that it belongs to."""
    owners = {}
    for index, span in enumerate(grid.spans):
        for row in range(span.top, span.bottom):
            for column in range(span.left, span.right):
                owners[row, column] = index
    return owners


def _cell_parts(grid: RuledGrid, lines: Sequence[tuple[PdfLine, ...]]) -> Iterator[CellPart]:
    """The cells of a grid, each with the lines in it."""
    rooms = _rooms(grid, lines)
    last_row = len(grid.ys) - 1
    for span, inside in zip(grid.spans, lines, strict=True):
        room = rooms[span.left, span.right]
        columns = set(range(span.left, span.right))
        yield CellPart(
            span.top,
            span.left,
            span.bottom - span.top,
            span.right - span.left,
            cell_text(inside, room),
            inside,
            room,
            open_above=span.top == 0 and columns <= grid.open_above,
            open_below=span.bottom == last_row and columns <= grid.open_below,
        )


def _rooms(grid: RuledGrid, lines: Sequence[tuple[PdfLine, ...]]) -> dict[tuple[int, int], float]:
    """How wide the text may be between two edges: the cells there show each other how wide their padding is."""
    columns: dict[tuple[int, int], ColumnOfText] = {}
    for span, inside in zip(grid.spans, lines, strict=True):
        edges = (span.left, span.right)
        column = columns.setdefault(edges, ColumnOfText(grid.xs[span.left], grid.xs[span.right]))
        for line in inside:
            column.add(line)
    return {edges: column.room for edges, column in columns.items()}


def continues(above: TablePiece, below: TablePiece) -> bool:
    """Whether two pieces are one table: the same outer edges, and no inner edge of the one that the other denies."""
    if below.page != above.page + 1:
        return False
    if abs(above.xs[0] - below.xs[0]) > NEAR or abs(above.xs[-1] - below.xs[-1]) > NEAR:
        return False
    few, many = sorted((above.xs, below.xs), key=len)
    return all(abs(x - many[nearest(many, x)]) <= NEAR for x in few)


def join_pieces(pieces: Sequence[TablePiece], table: int) -> tuple[Table, int, int]:
    """One table from its pieces; how many repeated header rows were left out, how many rows were cut by a page."""
    header = min((_count_repeated(pieces[0], below) for below in pieces[1:]), default=0)
    growing = _grow_table(pieces, header)
    grid = Grid(table, len(growing.rows))
    for cell in sorted(growing.cells, key=lambda cell: (cell.row, cell.column)):
        grid.put(cell.text, cell.row, grid.free(cell.row, cell.column), cell.rows, cell.columns)
    finished = grid.finish(header)
    last_rows = {piece.page: piece.last_row for piece in pieces}
    cells = tuple(_with_spot(cell, growing.rows, last_rows) for cell in finished.cells)
    rows = (pieces[0].rows_above + 1, sum(last_rows.values()))
    spot = Spot(pages=(pieces[0].page, pieces[-1].page), rows=rows)
    joined = Table(cells, finished.height, finished.width, spot, finished.header_rows)
    return joined, header * (len(pieces) - 1), growing.cut


def _grow_table(pieces: Sequence[TablePiece], header: int) -> GrowingTable:
    """The cells and rows of all pieces, so many header rows left out of all but the first."""
    xs = max((piece.xs for piece in pieces), key=len)
    lowest = max(piece.bottom for piece in pieces)
    growing = GrowingTable(leaves_open=any(map(_leaves_open, pieces)))
    for index, piece in enumerate(pieces):
        skipped = header if index else 0
        numbers = [(piece.page, piece.rows_above + row + 1) for row in range(skipped, piece.height)]
        growing.add_page(list(_parts_below(piece, xs, skipped)), numbers, lowest - pieces[index - 1].bottom)
    return growing


def _leaves_open(piece: TablePiece) -> bool:
    return any(part.open_below for part in piece.cells)


def _parts_below(piece: TablePiece, xs: Sequence[float], skipped: int) -> Iterator[CellPart]:
    """The cells below the repeated header, by the edges of the whole table."""
    for part in piece.cells:
        if part.row >= skipped:
            left = nearest(xs, piece.xs[part.column])
            right = nearest(xs, piece.xs[part.column + part.columns])
            yield part._replace(row=part.row - skipped, column=left, columns=max(1, right - left))


def _count_repeated(first: TablePiece, below: TablePiece) -> int:
    """How many rows at the top of the first piece stand at the top of another one too."""
    most = min(_HEADER_ROWS, below.height - 1, first.height - 1)
    count = 0
    while count < most and _is_filled(first.row(count)) and first.row(count) == below.row(count):
        count += 1
    return count


def _is_filled(row: Iterable[tuple[int, int, str]]) -> bool:
    return any(text for _, _, text in row)


def _with_spot(cell: Cell, rows: Sequence[Sequence[tuple[int, int]]], last_rows: Mapping[int, int]) -> Cell:
    """A cell with its rows as printed: counted over the tables of all its pages, from the first of these on.

    `rows` has the page and number of each piece of each row, `last_rows` the number of the last row of each page.
    """
    first_page, first_row = rows[cell.row][0]
    last_page, last_row = rows[cell.row + cell.rows - 1][-1]
    for page in range(first_page, last_page):
        last_row += last_rows[page]
    return replace(cell, spot=Spot(pages=(first_page, last_page), rows=(first_row, last_row)))
