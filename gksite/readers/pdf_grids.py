"""Ruled lines of a page → grids: what no line divides is one cell, so merged cells come of themselves."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gksite.readers.pdf_edges import NEAR, Edge, edge_groups


class GridSpan(NamedTuple):
    """The place of a cell in a grid of edges: the numbers of the edges around it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """A grid in points and its cells; the columns that nothing closes at the top, and at the bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[GridSpan, ...]
    open_above: frozenset[int] = frozenset()
    open_below: frozenset[int] = frozenset()


def ruled_grids(drawn: Iterable[Edge]) -> list[RuledGrid]:
    """The grids of more than one cell, from top to bottom."""
    grids = map(_grid_of, edge_groups(drawn))
    return sorted((grid for grid in grids if len(grid.spans) > 1), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _grid_of(group: Sequence[Edge]) -> RuledGrid:
    across: list[float] = []
    down: list[float] = []
    for edge in group:
        if edge.upright:
            across.append(edge.at)
            down += (edge.start, edge.end)
        else:
            down.append(edge.at)
            across += (edge.start, edge.end)
    xs, ys = _places(across), _places(down)
    frame = _Frame(len(ys) - 1, len(xs) - 1)
    for edge in group:
        if edge.upright:
            frame.draw_upright(nearest(xs, edge.at), _gaps_along(ys, edge))
        else:
            frame.draw_level(nearest(ys, edge.at), _gaps_along(xs, edge))
    spans = tuple(frame.spans())
    return RuledGrid(tuple(xs), tuple(ys), spans, frame.open_columns(0), frame.open_columns(frame.rows))


def _places(values: Iterable[float]) -> list[float]:
    """The values from small to large, of those that are nearly the same the first."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > NEAR:
            places.append(value)
    return places


def nearest(places: Sequence[float], value: float) -> int:
    """The number of the place that is nearest to a value."""
    return min(range(len(places)), key=lambda index: abs(places[index] - value))


def _gaps_along(places: Sequence[float], edge: Edge) -> Iterator[int]:
    """The numbers of the gaps between two places that an edge runs along."""
    for gap in range(len(places) - 1):
        if edge.start < (places[gap] + places[gap + 1]) / 2 < edge.end:
            yield gap


@dataclass(slots=True)
class _Frame:
    """The boxes between all lines of a grid, and which of the sides between them are drawn.

    `upright` has the numbers of an upright line and of a row that it runs along, `level` those of a column and of a
    level line; `taken` the row and column of each box that belongs to a cell.
    """

    rows: int
    columns: int
    upright: set[tuple[int, int]] = field(default_factory=set)
    level: set[tuple[int, int]] = field(default_factory=set)
    taken: set[tuple[int, int]] = field(default_factory=set)

    def draw_upright(self, line: int, rows: Iterable[int]) -> None:
        """Draw an upright line along some rows."""
        for row in rows:
            self.upright.add((line, row))

    def draw_level(self, line: int, columns: Iterable[int]) -> None:
        """Draw a level line along some columns."""
        for column in columns:
            self.level.add((column, line))

    def spans(self) -> Iterator[GridSpan]:
        """The cells from left to right and from top to bottom; every box belongs to one."""
        for row in range(self.rows):
            for column in range(self.columns):
                if (row, column) not in self.taken:
                    span = self._largest_span(row, column)
                    self._take(span)
                    yield span

    def _take(self, span: GridSpan) -> None:
        for row in range(span.top, span.bottom):
            for column in range(span.left, span.right):
                self.taken.add((row, column))

    def _largest_span(self, row: int, column: int) -> GridSpan:
        """The largest cell from a box, to the right and then down, that no line crosses."""
        right = column + 1
        while right < self.columns and (right, row) not in self.upright and (row, right) not in self.taken:
            right += 1
        bottom = row + 1
        while bottom < self.rows and self._is_open_row(bottom, column, right):
            bottom += 1
        return GridSpan(row, column, bottom, right)

    def _is_open_row(self, row: int, left: int, right: int) -> bool:
        """Whether the boxes of a row between two upright lines are free, and no line parts them or those above."""
        for column in range(left, right):
            if (column, row) in self.level or (row, column) in self.taken:
                return False
            if column > left and (column, row) in self.upright:
                return False
        return True

    def open_columns(self, line: int) -> frozenset[int]:
        """The columns along which a level line is not drawn."""
        return frozenset(column for column in range(self.columns) if (column, line) not in self.level)
