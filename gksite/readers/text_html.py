"""HTML tables in text, as recognition writes them into Markdown."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING

from gksite.model.blocks import Spot, Table
from gksite.readers.grid import Grid
from gksite.readers.text_markup import TextLine, blank_reason, plain

if TYPE_CHECKING:
    from bs4.element import Tag

_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
"""The tag with which a table begins."""
_LONGEST_TABLE = 5000
"""Lines after which an HTML table that is never closed is read as text again."""
_ROW = re.compile(r"<tr[\s>]", re.IGNORECASE)
"""The tag with which a row begins."""
_SPAN = re.compile(r"\s*(\d{1,4})")
"""The number with which colspan or rowspan begins."""


def html_table(lines: Sequence[TextLine], at: int) -> tuple[Table, int] | None:
    """The HTML table that begins at a line, and the line after it; None where none does."""
    if not _TABLE.search(lines[at].text):
        return None
    end = _end_of_table(lines, at)
    if end == 0:
        return None
    return _read_table(lines[at:end]), end


def _end_of_table(lines: Sequence[TextLine], at: int) -> int:
    """The line after the one on which every HTML table opened since `at` is closed, 0 where none is."""
    depth = 0
    for end in range(at, min(len(lines), at + _LONGEST_TABLE)):
        text = lines[end].text.lower()
        depth += len(_TABLE.findall(text)) - text.count("</table")
        if depth <= 0:
            return end + 1
    return 0


def _read_table(lines: Sequence[TextLine]) -> Table:
    """The outermost HTML table on some lines."""
    from bs4 import BeautifulSoup  # takes longer to load than all that other texts need

    soup = BeautifulSoup("\n".join(line.text for line in lines), "lxml")
    every_row = soup.find_all("tr")
    rows = list(filter(_is_outermost_row, every_row))
    grid = Grid(1, max(1, len(rows)))
    spots = _row_spots(lines, every_row)
    for row_number, row in enumerate(rows):
        _fill_row(grid, row_number, row)
    if not rows:
        grid.put(plain(soup.get_text()), 0, 0)
    table = grid.finish()
    cells = tuple(replace(cell, spot=spots[cell.row]) for cell in table.cells)
    return replace(table, cells=cells, spot=_spot_of(lines))


def _fill_row(grid: Grid, row_number: int, row: "Tag") -> None:
    column = 0
    for cell in row.find_all(["td", "th"]):
        if cell.find_parent("tr") is not row:
            continue  # it belongs to a table inside this one
        column = grid.free(row_number, column)
        columns = _span(cell, "colspan")
        blank = blank_reason(cell.get_text())
        grid.put(_text_of(cell), row_number, column, _span(cell, "rowspan"), columns, blank=blank)
        column += columns


def _is_outermost_row(row: "Tag") -> bool:
    return row.find_parent("tr") is None


def _row_spots(lines: Sequence[TextLine], every_row: Sequence["Tag"]) -> list[Spot]:
    """The lines of each outermost row; all of them where the text does not mark every row."""
    begins: list[int] = []
    begun_by_row: set[int] = set()
    for line in lines:
        begins += [line.number] * len(_ROW.findall(line.text))
        if _ROW.match(line.text.lstrip()):
            begun_by_row.add(line.number)
    outermost = list(map(_is_outermost_row, every_row))
    if not every_row or len(begins) != len(every_row):
        return [_spot_of(lines)] * max(1, sum(outermost))
    first = list(compress(begins, outermost))
    ends = [_end_before(begin, begun_by_row) for begin in first[1:]]
    ends.append(_last_row_end(lines))
    return [Spot(lines=(begin, max(begin, end))) for begin, end in zip(first, ends, strict=True)]


def _end_before(begin: int, begun_by_row: Set[int]) -> int:
    """The last line of a row before another one: the line on which that begins, unless it stands there first."""
    return begin - 1 if begin in begun_by_row else begin


def _last_row_end(lines: Sequence[TextLine]) -> int:
    """The line on which the last row is closed, the last line of all where none is."""
    for line in reversed(lines):
        if "</tr" in line.text.lower():
            return line.number
    return lines[-1].number


def _spot_of(lines: Sequence[TextLine]) -> Spot:
    return Spot(lines=(lines[0].number, lines[-1].number))


def _span(cell: "Tag", name: str) -> int:
    match = _SPAN.match(str(cell.get(name, "1")))
    if match is None:
        return 1
    return max(1, int(match[1]))


def _text_of(cell: "Tag") -> str:
    for br in cell.find_all("br"):
        br.replace_with("\n")
    return plain(cell.get_text()).strip()
