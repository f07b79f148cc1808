"""Ruled lines of a page: pieces put together, and the lines in groups that belong to one table."""

from collections.abc import Iterable, Iterator, Sequence
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


def edges_of(x0: float, top: float, x1: float, bottom: float) -> list[Edge]:
    """The sides of a box; of a thin one, which is how most programs draw a line, the line."""
    wide, tall = x1 - x0 > NEAR, bottom - top > NEAR
    if wide and tall:
        level = [Edge(False, top, x0, x1), Edge(False, bottom, x0, x1)]
        return [*level, Edge(True, x0, top, bottom), Edge(True, x1, top, bottom)]
    if wide:
        return [Edge(False, (top + bottom) / 2, x0, x1)]
    if tall:
        return [Edge(True, (x0 + x1) / 2, top, bottom)]
    return []


def edge_groups(drawn: Iterable[Edge]) -> list[list[Edge]]:
    """The lines of a page in groups that belong to one table."""
    level: list[Edge] = []
    upright: list[Edge] = []
    for edge in drawn:
        if edge.upright:
            upright.append(edge)
        else:
            level.append(edge)
    return _join_side_by_side(_groups_that_touch(_join_pieces(level), _join_pieces(upright)))


def _join_pieces(drawn: Iterable[Edge]) -> list[Edge]:
    """The lines that pieces in one direction make; what is too short for a line is left out."""
    edges: list[Edge] = []
    for pieces in _pieces_in_line(drawn):
        edges += _edges_in_line(pieces)
    return list(filter(_is_long, edges))


def _is_long(edge: Edge) -> bool:
    return edge.end - edge.start > NEAR


def _pieces_in_line(drawn: Iterable[Edge]) -> list[list[Edge]]:
    """Pieces in one direction that stand at the same place."""
    rows: list[list[Edge]] = []
    for edge in sorted(drawn):
        if rows and edge.at - rows[-1][0].at <= NEAR:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    return rows


def _edges_in_line(pieces: Sequence[Edge]) -> Iterator[Edge]:
    """One line for all pieces that follow each other without a gap."""
    at = sum(edge.at for edge in pieces) / len(pieces)
    upright = pieces[0].upright
    first, *others = sorted(pieces, key=lambda edge: edge.start)
    start, end = first.start, first.end
    for edge in others:
        if edge.start > end + NEAR:
            yield Edge(upright, at, start, end)
            start = edge.start
        end = max(end, edge.end)
    yield Edge(upright, at, start, end)


def _groups_that_touch(level: Sequence[Edge], upright: Sequence[Edge]) -> list[list[Edge]]:
    """The edges in groups that hang together."""
    edges = [*level, *upright]
    if len(edges) > LINES:
        raise too_much("一页里有超过 {limit} 条线", LINES)
    groups = list(range(len(edges)))
    for i, edge in enumerate(level):
        for j, other in enumerate(upright, len(level)):
            if groups[i] != groups[j] and _touch(edge, other):
                _renumber(groups, groups[j], groups[i])
    members: dict[int, list[Edge]] = {}
    for edge, group in zip(edges, groups, strict=True):
        members.setdefault(group, []).append(edge)
    return [members[group] for group in sorted(members)]


def _renumber(groups: list[int], old: int, new: int) -> None:
    for index, group in enumerate(groups):
        if group == old:
            groups[index] = new


def _touch(level: Edge, upright: Edge) -> bool:
    is_in_width = level.start - NEAR <= upright.at <= level.end + NEAR
    is_in_height = upright.start - NEAR <= level.at <= upright.end + NEAR
    return is_in_width and is_in_height


def _join_side_by_side(groups: Iterable[list[Edge]]) -> list[list[Edge]]:
    """Groups side by side of the same height as one: what parts them is a merged cell over the whole page."""
    joined: list[list[Edge]] = []
    heights: list[tuple[float, float]] = []
    for group in groups:
        tops: list[float] = []
        bottoms: list[float] = []
        for edge in group:
            if edge.upright:
                tops.append(edge.start)
                bottoms.append(edge.end)
        if not tops:
            continue
        top, bottom = min(tops), max(bottoms)
        same = _find_height(heights, top, bottom)
        if same is None:
            heights.append((top, bottom))
            joined.append(list(group))
        else:
            joined[same] += group
    return joined


def _find_height(heights: Sequence[tuple[float, float]], top: float, bottom: float) -> int | None:
    """The number of the first pair that is nearly this top and bottom."""
    for index, (other_top, other_bottom) in enumerate(heights):
        if abs(other_top - top) <= NEAR and abs(other_bottom - bottom) <= NEAR:
            return index
    return None
