"""Ruled tables of a page, and those of several pages joined where they are one."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gksite.model.blocks import Cell, Spot, Table
from gksite.readers.grid import Grid
from gksite.readers.pdf_cuts import Pages, Part
from gksite.readers.pdf_edges import NEAR, Ruled
from gksite.readers.pdf_lines import Char, Line, cell_text, lines, room_in

_HEADER_ROWS = 3
"""Rows at the top of a page that may repeat those of the first page."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands of a table on one page: edges in points, and its cells."""

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    height: int
    cells: tuple[Part, ...]
    before: int = 0
    """Rows of tables above it on its page."""

    def row(self, row: int) -> tuple[tuple[int, int, str], ...]:
        """The cells that begin in a row, to compare it with another page's."""
        return tuple((part.column, part.rows, part.text) for part in self.cells if part.row == row)


def piece(grid: Ruled, found: Iterable[Char], page: int, before: int) -> tuple[Piece, list[Char]]:
    """The part of a table that stands on a page, and the characters outside it."""
    owner = {
        (r, c): i for i, s in enumerate(grid.spans) for r in range(s.top, s.bottom) for c in range(s.left, s.right)
    }
    inside: list[list[Char]] = [[] for _ in grid.spans]
    outside = []
    for char in found:
        row = bisect_right(grid.ys, (char.top + char.bottom) / 2) - 1
        column = bisect_right(grid.xs, char.across) - 1
        home = owner.get((row, column))
        if home is None:
            outside.append(char)
        else:
            inside[home].append(char)
    found_lines = [tuple(lines(chars, page)) for chars in inside]
    cells = sorted(_parts(grid, found_lines), key=lambda part: part[:2])
    return Piece(page, grid.ys[0], grid.ys[-1], grid.xs, len(grid.ys) - 1, tuple(cells), before), outside


def _parts(grid: Ruled, found: Sequence[tuple[Line, ...]]) -> Iterator[Part]:
    """The cells; those between the same edges show each other how wide their padding is."""
    columns: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    for span, inside in zip(grid.spans, found, strict=True):
        left, right = grid.xs[span.left], grid.xs[span.right]
        gaps = columns.setdefault((span.left, span.right), [])
        gaps += [(line.x0 - left, right - line.inked, line.size) for line in inside]
    rooms = {edges: room_in(grid.xs[edges[1]] - grid.xs[edges[0]], gaps) for edges, gaps in columns.items()}
    bottom = len(grid.ys) - 1
    for span, inside in zip(grid.spans, found, strict=True):
        room, across = rooms[span.left, span.right], set(range(span.left, span.right))
        yield Part(
            *(span.top, span.left, span.bottom - span.top, span.right - span.left),
            cell_text(inside, room),
            inside,
            room,
            open_above=span.top == 0 and across <= grid.open_above,
            open_below=span.bottom == bottom and across <= grid.open_below,
        )


def continues(above: Piece, below: Piece) -> bool:
    """Whether two pieces are one table: the same outer edges, and no inner edge of the one that the other denies."""
    if below.page != above.page + 1:
        return False
    if any(abs(a - b) > NEAR for a, b in ((above.xs[0], below.xs[0]), (above.xs[-1], below.xs[-1]))):
        return False
    few, many = sorted((above.xs, below.xs), key=len)
    return all(any(abs(x - y) <= NEAR for y in many) for x in few)


def join(pieces: Sequence[Piece], table: int) -> tuple[Table, int, int]:
    """One table from its pieces; how many repeated header rows were left out, how many rows were cut by a page."""
    header = min((_repeated(pieces[0], below) for below in pieces[1:]), default=0)
    xs = max((p.xs for p in pieces), key=len)
    lowest = max(p.bottom for p in pieces)
    whole = Pages(leaves_open=any(part.open_below for p in pieces for part in p.cells))
    for i, part in enumerate(pieces):
        skipped = header if i else 0
        numbers = [(part.page, part.before + row + 1) for row in range(skipped, part.height)]
        whole.add(list(_laid(part, xs, skipped)), numbers, lowest - pieces[i - 1].bottom)
    grid = Grid(table, len(whole.rows))
    for cell in sorted(whole.cells, key=lambda cell: (cell.row, cell.column)):
        grid.put(cell.text, cell.row, grid.free(cell.row, cell.column), cell.rows, cell.columns)
    made = grid.finish(header)
    spot = Spot(pages=(pieces[0].page, pieces[-1].page), rows=(pieces[0].before + 1, _last_row(pieces)))
    cells = tuple(_placed(made.cells, whole.rows, {p.page: p.before + p.height for p in pieces}))
    return Table(cells, made.height, made.width, spot, made.header_rows), header * (len(pieces) - 1), whole.cut


def _laid(piece: Piece, xs: Sequence[float], skipped: int) -> Iterator[Part]:
    """The cells below the repeated header, by the edges of the whole table."""
    for part in piece.cells:
        if part.row >= skipped:
            left, right = _near(xs, piece.xs[part.column]), _near(xs, piece.xs[part.column + part.columns])
            yield part._replace(row=part.row - skipped, column=left, columns=max(1, right - left))


def _near(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _repeated(first: Piece, below: Piece) -> int:
    count = 0
    while (
        count < min(_HEADER_ROWS, below.height - 1, first.height - 1)
        and any(text for *_, text in first.row(count))
        and first.row(count) == below.row(count)
    ):
        count += 1
    return count


def _last_row(pieces: Sequence[Piece]) -> int:
    """The last row, counted over the tables of all the pages."""
    return sum(p.before + p.height for p in pieces)


def _placed(
    cells: Iterable[Cell], rows: Sequence[Sequence[tuple[int, int]]], heights: Mapping[int, int]
) -> Iterator[Cell]:
    """The cells with their rows as printed: counted over the tables of all their pages, from the first of these on."""
    for cell in cells:
        (page, first), (end, last) = rows[cell.row][0], rows[cell.row + cell.rows - 1][-1]
        last += sum(heights[n] for n in range(page, end))
        spot = Spot(pages=(page, end), rows=(first, last))
        yield Cell(cell.text, cell.row, cell.column, spot, cell.rows, cell.columns)
