"""Ruled lines of a page → grids: what no line divides is one cell, so merged cells come of themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gksite.readers.limits import LINES, too_much

NEAR = 3.0
"""Points within which two lines are one, or touch."""


class Edge(NamedTuple):
    """A straight line: upright or level, where it stands, from where to where."""

    upright: bool
    at: float
    start: float
    end: float


class Span(NamedTuple):
    """The place of a cell in a grid of edges: the numbers of the edges around it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Ruled:
    """A grid in points and its cells; the columns that nothing closes at the top, and at the bottom."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]
    open_above: frozenset[int] = frozenset()
    open_below: frozenset[int] = frozenset()


def edges_of(x0: float, top: float, x1: float, bottom: float) -> list[Edge]:
    """The sides of a box; of a thin one, which is how most programs draw a line, the line."""
    wide, tall = x1 - x0 > NEAR, bottom - top > NEAR
    if wide and tall:
        level = [Edge(False, top, x0, x1), Edge(False, bottom, x0, x1)]
        return [*level, Edge(True, x0, top, bottom), Edge(True, x1, top, bottom)]
    if wide:
        return [Edge(False, (top + bottom) / 2, x0, x1)]
    return [Edge(True, (x0 + x1) / 2, top, bottom)] if tall else []


def ruled(found: Iterable[Edge]) -> list[Ruled]:
    """The grids of more than one cell, from top to bottom."""
    drawn = list(found)
    edges = [*_merged(drawn, upright=False), *_merged(drawn, upright=True)]
    grids = [_grid(group) for group in _level_with(_touching(edges))]
    return sorted((grid for grid in grids if len(grid.spans) > 1), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merged(found: Iterable[Edge], *, upright: bool) -> list[Edge]:
    """Pieces of one line put together."""
    rows: list[list[Edge]] = []
    for edge in sorted(edge for edge in found if edge.upright is upright):
        if rows and edge.at - rows[-1][0].at <= NEAR:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    made = []
    for row in rows:
        at = sum(edge.at for edge in row) / len(row)
        start, end = float("-inf"), float("-inf")
        for edge in sorted(row, key=lambda e: e.start):
            if edge.start > end + NEAR:
                made.append(Edge(upright, at, start, end))
                start = edge.start
            end = max(end, edge.end)
        made.append(Edge(upright, at, start, end))
    return [edge for edge in made if edge.end - edge.start > NEAR]


def _touching(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges in groups that hang together."""
    if len(edges) > LINES:
        raise too_much("一页里有超过 {limit} 条线", LINES)
    group = list(range(len(edges)))
    for i, level in enumerate(edges):
        for j, other in enumerate(edges):
            if not level.upright and other.upright and _touch(level, other):
                old, new = group[j], group[i]
                group = [new if g == old else g for g in group] if old != new else group
    return [[edge for edge, g in zip(edges, group, strict=True) if g == one] for one in sorted(set(group))]


def _level_with(groups: Iterable[list[Edge]]) -> list[list[Edge]]:
    """Groups side by side of the same height as one: what parts them is a merged cell over the whole page."""
    found: list[tuple[float, float, list[Edge]]] = []
    for group in groups:
        uprights = [edge for edge in group if edge.upright]
        if not uprights:
            continue
        top, bottom = min(edge.start for edge in uprights), max(edge.end for edge in uprights)
        same = next((g for t, b, g in found if abs(t - top) <= NEAR and abs(b - bottom) <= NEAR), None)
        if same is None:
            found.append((top, bottom, list(group)))
        else:
            same += group
    return [group for _, _, group in found]


def _touch(level: Edge, upright: Edge) -> bool:
    return (
        level.start - NEAR <= upright.at <= level.end + NEAR and upright.start - NEAR <= level.at <= upright.end + NEAR
    )


def _grid(group: Sequence[Edge]) -> Ruled:
    xs = _places(x for e in group for x in ((e.at,) if e.upright else (e.start, e.end)))
    ys = _places(y for e in group for y in ((e.start, e.end) if e.upright else (e.at,)))
    upright = {(_near(xs, e.at), y) for e in group if e.upright for y in _between(ys, e)}
    level = {(x, _near(ys, e.at)) for e in group if not e.upright for x in _between(xs, e)}
    spans: list[Span] = []
    seen: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in seen:
                span = _cell(row, column, (len(ys) - 1, len(xs) - 1), upright, level, seen)
                seen |= {(r, c) for r in range(row, span.bottom) for c in range(column, span.right)}
                spans.append(span)
    bare = [frozenset(x for x in range(len(xs) - 1) if (x, y) not in level) for y in (0, len(ys) - 1)]
    return Ruled(tuple(xs), tuple(ys), tuple(spans), *bare)


def _cell(
    row: int,
    column: int,
    size: tuple[int, int],
    upright: set[tuple[int, int]],
    level: set[tuple[int, int]],
    seen: set[tuple[int, int]],
) -> Span:
    """The largest box from here, to the right and then down, that no line crosses."""
    right = column + 1
    while right < size[1] and (right, row) not in upright and (row, right) not in seen:
        right += 1
    bottom = row + 1
    while bottom < size[0] and not any(
        (c, bottom) in level or (bottom, c) in seen or (c > column and (c, bottom) in upright)
        for c in range(column, right)
    ):
        bottom += 1
    return Span(row, column, bottom, right)


def _places(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return found


def _near(places: Sequence[float], value: float) -> int:
    return min(range(len(places)), key=lambda i: abs(places[i] - value))


def _between(places: Sequence[float], edge: Edge) -> list[int]:
    """The numbers of the gaps that an edge runs along."""
    return [i for i in range(len(places) - 1) if edge.start < (places[i] + places[i + 1]) / 2 < edge.end]
