"""Tables in text that are drawn with the lines of box-drawing characters, their words broken over lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gksite.model.blocks import Cell, Spot, Table
from gksite.readers.limits import COLUMNS, ROWS, too_much
from gksite.readers.text_markup import TextLine, plain

_DRAWN = re.compile(r"\s*[│┃║┌┏╔├┣╠└┗╚┠┝]")
"""How every line of a drawn table begins: with its left edge."""
_RULE = re.compile(r"[\s┌┐└┘├┤┬┴┼─━═┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬┠┨┯┷┝┥]+$")
"""A line that crosses the whole table: 「├──┼──┤」."""
_EDGE = re.compile(r"[│┃║├┤┼┣┫╋╠╣╬┠┨┝┥]")
"""What stands between two cells of a line."""
_SPREAD = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,3}$")
"""A word whose characters are spread over its cell: 类　别."""
_DASHES = re.compile(r"[─━═┬┴]+$")
"""A rule across one column, which divides only the cells of that column."""


@dataclass(slots=True)
class _OpenCell:
    """A cell that is not closed yet: its text so far, its row in the band, the lines that it stands on."""

    text: str
    row: int
    first: int
    last: int


@dataclass(slots=True)
class _Band:
    """What stands between two rules that cross the whole table; a rule across some columns divides only those."""

    top: int
    columns: int
    width: int
    """Columns of the whole table, over which the last cell reaches."""
    row: int = 0
    cells: list[Cell] = field(default_factory=list)
    _open: dict[int, _OpenCell] = field(default_factory=dict)

    def take(self, line: TextLine) -> None:
        """Add what a line has of each cell."""
        parts = _parts(line)[: self.columns]
        parts += [""] * (self.columns - len(parts))
        ruled = {column for column, part in enumerate(parts) if _DASHES.match(part)}
        self.row += bool(ruled)
        for column, part in enumerate(parts):
            if column in ruled:
                self.close(column, self.row)
            else:
                self.add(column, part, line.number)

    def add(self, column: int, part: str, number: int) -> None:
        """Begin or continue the cell of a column."""
        cell = self._open.get(column)
        if cell is None:
            self._open[column] = _OpenCell(part, self.row, number, number)
        else:
            cell.text, cell.last = f"{cell.text}\n{part}".strip(), number

    def close(self, column: int, after: int) -> None:
        """End the cell of a column, if one is open, before a row of the band."""
        cell = self._open.pop(column, None)
        if cell is None:
            return
        columns = 1 if column < self.columns - 1 else max(1, self.width - column)
        spot = Spot(lines=(cell.first, cell.last))
        text = plain(cell.text).strip()
        self.cells.append(Cell(text, self.top + cell.row, column, spot, after - cell.row, columns))

    def finish(self) -> None:
        """End all cells at the rule below the band."""
        self.row += 1
        for column in range(self.columns):
            self.close(column, self.row)


def box_table(lines: Sequence[TextLine], at: int) -> tuple[Table, int] | None:
    """The table that is drawn from a line on, and the line after it; None where none is."""
    end = at
    while end < len(lines) and _DRAWN.match(lines[end].text):
        end += 1
    bands = list(_bands(lines[at:end]))
    if not bands:
        return None
    width = max(map(_width, bands))
    if len(bands) > ROWS:
        raise too_much("超过 {limit} 行", ROWS)
    if width > COLUMNS:
        raise too_much("超过 {limit} 列", COLUMNS)
    cells: list[Cell] = []
    height = 0
    for band_lines in bands:
        band = _Band(height, len(_parts(band_lines[0])), width)
        for line in band_lines:
            band.take(line)
        band.finish()
        cells += band.cells
        height += band.row
    return Table(tuple(cells), height, width, Spot(lines=(lines[at].number, lines[end - 1].number))), end


def _bands(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """The lines between two rules that cross the whole table."""
    band: list[TextLine] = []
    for line in lines:
        if not _RULE.match(line.text):
            band.append(line)
        elif band:
            yield band
            band = []
    if band:
        yield band


def _width(band: Sequence[TextLine]) -> int:
    return max(len(_parts(line)) for line in band)


def _parts(line: TextLine) -> list[str]:
    """What a line has of each cell."""
    parts = [_close_up(part.strip()) for part in _EDGE.split(line.text.strip())]
    if len(parts) > 2 and not parts[-1]:
        parts.pop()  # what stands behind the right edge
    return parts[1:]


def _close_up(part: str) -> str:
    """A word whose characters are spread over its cell, without the blanks between them."""
    if not _SPREAD.match(part):
        return part
    return "".join(part.split())
