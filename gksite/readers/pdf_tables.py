"""Ruled tables of a page, and those of several pages joined where they are one."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gksite.model.blocks import Cell, Spot, Table
from gksite.readers.grid import Grid
from gksite.readers.pdf_edges import NEAR, Ruled
from gksite.readers.pdf_lines import Char, Line, cell_text, lines, room_in

_HEADER_ROWS = 3
"""Rows at the top of a page that may repeat those of the first page."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands of a table on one page: edges in points, and its cells as (row, column, rows, columns, text)."""

    page: int
    top: float
    bottom: float
    xs: tuple[float, ...]
    height: int
    cells: tuple[tuple[int, int, int, int, str], ...]
    before: int = 0
    """Rows of tables above it on its page."""

    def row(self, row: int) -> tuple[tuple[int, int, str], ...]:
        """The cells that begin in a row, to compare it with another page's."""
        return tuple((column, rows, text) for r, column, rows, _, text in self.cells if r == row)


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
    texts = _texts(grid, [lines(chars, page) for chars in inside])
    cells = [(s.top, s.left, s.bottom - s.top, s.right - s.left, t) for s, t in zip(grid.spans, texts, strict=True)]
    return Piece(page, grid.ys[0], grid.ys[-1], grid.xs, len(grid.ys) - 1, tuple(sorted(cells)), before), outside


def _texts(grid: Ruled, found: Sequence[Sequence[Line]]) -> list[str]:
    """The text of each cell; cells between the same edges show each other how wide their padding is."""
    columns: dict[tuple[int, int], list[tuple[float, float, float]]] = {}
    for span, inside in zip(grid.spans, found, strict=True):
        left, right = grid.xs[span.left], grid.xs[span.right]
        gaps = columns.setdefault((span.left, span.right), [])
        gaps += [(line.x0 - left, right - line.inked, line.size) for line in inside]
    rooms = {edges: room_in(grid.xs[edges[1]] - grid.xs[edges[0]], gaps) for edges, gaps in columns.items()}
    return [cell_text(inside, rooms[span.left, span.right]) for span, inside in zip(grid.spans, found, strict=True)]


def continues(above: Piece, below: Piece) -> bool:
    """Whether two pieces are one table: the same outer edges, and no inner edge of the one that the other denies."""
    if below.page != above.page + 1:
        return False
    if any(abs(a - b) > NEAR for a, b in ((above.xs[0], below.xs[0]), (above.xs[-1], below.xs[-1]))):
        return False
    few, many = sorted((above.xs, below.xs), key=len)
    return all(any(abs(x - y) <= NEAR for y in many) for x in few)


def join(pieces: Sequence[Piece], table: int) -> tuple[Table, int]:
    """One table from its pieces, and how many repeated header rows were left out."""
    header = min((_repeated(pieces[0], below) for below in pieces[1:]), default=0)
    xs = max((p.xs for p in pieces), key=len)
    kept = [(p, header if i else 0) for i, p in enumerate(pieces)]
    grid = Grid(table, sum(p.height - skipped for p, skipped in kept))
    spots: dict[int, Spot] = {}
    offset = 0
    for part, skipped in kept:
        for row, column, rows, columns, text in part.cells:
            if row >= skipped:
                left, right = _near(xs, part.xs[column]), _near(xs, part.xs[column + columns])
                at = offset + row - skipped
                grid.place(text, at, grid.free(at, left), rows, max(1, right - left))
        for row in range(skipped, part.height):
            number = part.before + row + 1
            spots[offset + row - skipped] = Spot(pages=(part.page, part.page), rows=(number, number))
        offset += part.height - skipped
    made = grid.finish(header)
    spot = Spot(pages=(pieces[0].page, pieces[-1].page), rows=(pieces[0].before + 1, _last_row(pieces)))
    cells = tuple(_placed(made.cells, spots))
    return Table(cells, made.height, made.width, spot, made.header_rows), header * (len(pieces) - 1)


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


def _placed(cells: Iterable[Cell], spots: dict[int, Spot]) -> Iterator[Cell]:
    """The cells with their rows as printed on their page."""
    for cell in cells:
        first, last = spots[cell.row], spots[cell.row + cell.rows - 1]
        rows = (first.rows[0], last.rows[1]) if first.rows and last.rows else None
        yield Cell(cell.text, cell.row, cell.column, Spot(pages=first.pages, rows=rows), cell.rows, cell.columns)
