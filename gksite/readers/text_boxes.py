"""Tables in text that are drawn with the lines of box-drawing characters, their words broken over lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gksite.model.blocks import Cell, Spot, Table
from gksite.readers.limits import COLUMNS, ROWS, too_much
from gksite.readers.text_markup import Line, plain

_DRAWN = re.compile(r"\s*[│┃║┌┏╔├┣╠└┗╚┠┝]")
_RULE = re.compile(r"[\s┌┐└┘├┤┬┴┼─━═┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬┠┨┯┷┝┥]+$")
_EDGE = re.compile(r"[│┃║├┤┼┣┫╋╠╣╬┠┨┝┥]")
_SPREAD = re.compile(r"[\u3400-\u9fff](?:\s+[\u3400-\u9fff]){1,3}$")
"""A word whose characters are spread over its cell: 类　别."""
_DASHES = re.compile(r"[─━═┬┴]+$")


@dataclass(slots=True)
class _Open:
    """A cell that is not closed yet."""

    text: str
    row: int
    first: int
    last: int


def box_table(lines: Sequence[Line], at: int) -> tuple[Table, int] | None:
    """The table that is drawn from a line on, and the line after it; None where none is."""
    end = at
    while end < len(lines) and _DRAWN.match(lines[end].text):
        end += 1
    bands = list(_bands(lines[at:end]))
    if not bands:
        return None
    width = max(len(_parts(line)) for band in bands for line in band)
    if len(bands) > ROWS or width > COLUMNS:
        raise too_much("超过 {limit} 行", ROWS) if len(bands) > ROWS else too_much("超过 {limit} 列", COLUMNS)
    cells: list[Cell] = []
    height = 0
    for band in bands:
        made, rows = _cells(band, width, height)
        cells += made
        height += rows
    return Table(tuple(cells), height, width, Spot(lines=(lines[at].number, lines[end - 1].number))), end


def _bands(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between two rules that cross the whole table."""
    band: list[Line] = []
    for line in lines:
        if not _RULE.match(line.text):
            band.append(line)
        elif band:
            yield band
            band = []
    if band:
        yield band


def _parts(line: Line) -> list[str]:
    parts = [part.strip() for part in _EDGE.split(line.text.strip())]
    parts = ["".join(part.split()) if _SPREAD.match(part) else part for part in parts]
    return parts[1 : -1 if len(parts) > 2 and not parts[-1] else None]


def _cells(band: Sequence[Line], width: int, top: int) -> tuple[list[Cell], int]:
    """The cells of a band and its rows; a rule across some of its columns only divides those."""
    count = len(_parts(band[0]))
    row = 0
    done: list[Cell] = []
    held: list[_Open | None] = [None] * count

    def close(column: int, after: int) -> None:
        cell = held[column]
        if cell is not None:
            span = 1 if column < count - 1 else width - column
            spot = Spot(lines=(cell.first, cell.last))
            text = plain(cell.text).strip()
            done.append(Cell(text, top + cell.row, column, spot, after - cell.row, max(1, span)))
        held[column] = None

    for line in band:
        parts = _parts(line)[:count]
        parts += [""] * (count - len(parts))
        ruled = [column for column, part in enumerate(parts) if _DASHES.match(part)]
        row += bool(ruled)
        for column, part in enumerate(parts):
            if column in ruled:
                close(column, row)
                continue
            cell = held[column]
            if cell is None:
                held[column] = _Open(part, row, line.number, line.number)
            else:
                cell.text, cell.last = f"{cell.text}\n{part}".strip(), line.number
    for column in range(count):
        close(column, row + 1)
    return done, row + 1
