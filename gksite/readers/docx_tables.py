"""Tables of a .docx: where each cell of a row stands, and which cells are merged downward into one."""

from collections.abc import Sequence
from typing import NamedTuple

from gksite.readers.docx_elements import children_named, count_letters
from gksite.readers.left_out import Kind
from gksite.readers.package import Element, attribute, is_on, number, value_at


class CellPlace(NamedTuple):
    """A cell of a row: its column, the columns it spans, "restart" or "continue" if it is merged downward."""

    column: int
    columns: int
    merge: str
    element: Element


Merges = dict[tuple[int, int], str]
"""The merged cells of one row: column and columns spanned → "restart" or "continue"."""


def place_cells(row: Element) -> list[CellPlace]:
    """Each cell of a row with its place."""
    places = []
    column = _stated_number(row, "{*}trPr/{*}gridBefore", 0)
    for cell in children_named(row, "tc"):
        columns = max(1, _stated_number(cell, "{*}tcPr/{*}gridSpan", 1))
        places.append(CellPlace(column, columns, _merge_state(cell), cell))
        column += columns
    return places


def _merge_state(cell: Element) -> str:
    merge = cell.find("{*}tcPr/{*}vMerge")
    if merge is None:
        return ""
    return attribute(merge, "val") or "continue"


def merges_of(places: Sequence[CellPlace]) -> Merges:
    """Which cells of a row are merged downward."""
    return {(place.column, place.columns): place.merge for place in places if place.merge}


def is_covered(place: CellPlace, row: int, merges: Sequence[Merges]) -> bool:
    """Whether a cell of a row belongs to the merged cell above it; `merges` has all rows of the table."""
    return place.merge == "continue" and row > 0 and (place.column, place.columns) in merges[row - 1]


def count_rows(place: CellPlace, row: int, merges: Sequence[Merges]) -> int:
    """Over how many rows a cell reaches; `merges` has all rows of the table."""
    rows = 1
    if not place.merge:
        return rows
    while row + rows < len(merges) and merges[row + rows].get((place.column, place.columns)) == "continue":
        rows += 1
    return rows


def why_gone(row: Element, cell: Element) -> Kind | None:
    """Why a cell is not seen: its row is hidden, or a change that nobody has accepted yet deletes its row or it."""
    if row.find("{*}trPr/{*}del") is not None or cell.find("{*}tcPr/{*}cellDel") is not None:
        return "deleted"
    if is_on(row.find("{*}trPr/{*}hidden")):
        return "hidden"
    return None


def count_header_rows(rows: Sequence[Element]) -> int:
    """How many rows at the top are repeated on every page."""
    for index, row in enumerate(rows):
        if row.find("{*}trPr/{*}tblHeader") is None:
            return index
    return len(rows)


def only_lays_out(table: Element, rows: Sequence[Element]) -> bool:
    """Whether a table holds no data: one of one cell, or one whose text stands mostly in tables inside it."""
    cells: list[Element] = []
    for row in rows:
        cells += children_named(row, "tc")
    if len(cells) < 2:
        return True
    inner_tables: list[Element] = []
    for cell in cells:
        inner_tables += cell.iter("{*}tbl")
    return bool(inner_tables) and 2 * sum(map(count_letters, inner_tables)) > count_letters(table)


def _stated_number(element: Element, path: str, default: int) -> int:
    return max(0, number(value_at(element, path), default))
