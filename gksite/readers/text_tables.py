"""Tables in text as rows of cells that know their lines, whatever divides the cells, and the grids made of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gksite.model.blocks import Cell, Spot, Table
from gksite.readers.limits import CELLS, COLUMNS, ROWS, too_much
from gksite.readers.text_markup import blank_reason, plain


@dataclass(slots=True)
class TextCell:
    """The text of a cell so far, and the lines that it stands on."""

    text: str
    first: int
    last: int

    def add(self, text: str, number: int) -> None:
        """Go on in the next line."""
        self.text, self.last = self.text + "\n" + text, number


@dataclass(slots=True)
class TextRow:
    """The cells of one row."""

    cells: list[TextCell] = field(default_factory=list)


def table_of_rows(rows: Iterable[TextRow], *, ragged: bool) -> Table:
    """The rows as a grid; short ones are filled up unless it is ragged, where a missing cell is not a blank one."""
    filled = [row.cells for row in rows if row.cells]
    width = max(map(len, filled))
    _refuse_large(filled, width)
    cells: list[Cell] = []
    for row, texts in enumerate(filled):
        cells += _cells_of_row(texts, row)
        if not ragged:
            spot = Spot(lines=(texts[0].first, texts[-1].last))
            cells += [Cell("", row, column, spot) for column in range(len(texts), width)]
    return Table(tuple(cells), len(filled), width, Spot(lines=(filled[0][0].first, filled[-1][-1].last)))


def _refuse_large(rows: Sequence[Sequence[TextCell]], width: int) -> None:
    """Raise Unreadable where a table is larger than any real one."""
    if len(rows) > ROWS:
        raise too_much("超过 {limit} 行", ROWS)
    if width > COLUMNS:
        raise too_much("超过 {limit} 列", COLUMNS)
    if sum(map(len, rows)) > CELLS or width * len(rows) > CELLS:
        raise too_much("超过 {limit} 格", CELLS)


def _cells_of_row(texts: Sequence[TextCell], row: int) -> Iterator[Cell]:
    for column, cell in enumerate(texts):
        text = plain(cell.text).strip()
        spot = Spot(lines=(cell.first, cell.last))
        if text:
            yield Cell(text, row, column, spot)
        else:
            yield Cell(text, row, column, spot, blank=blank_reason(cell.text))
