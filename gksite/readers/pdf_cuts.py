"""What a page break cuts in two: the rows and the merged cells that go on at the top of the next page, made whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gksite.readers.pdf_lines import PdfLine, could_hold, join_texts
from gksite.text.breaks import ends

_SLACK = 4
"""Lines that a program leaves blank at the foot of a page at most, rather than cut a paragraph there."""
_AFTER_NUMBER = ".、．"
"""Marks that may stand behind the number of a row."""


class CellPart(NamedTuple):
    """What stands of a cell on one page; `open_above` and `open_below` where no line closes it at the page's edge."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    lines: tuple[PdfLine, ...] = ()
    room: float = 0
    open_above: bool = False
    open_below: bool = False


@dataclass(slots=True)
class GrowingCell:
    """A cell as far as the pages read so far show it; `last` is what stands of it on the last of them."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    last: CellPart

    def grow(self, part: CellPart, rows: int) -> None:
        """Take in what stands of this cell on the next page, which is so many more rows."""
        self.text = _text_with(self, part)
        self.rows += rows
        self.last = part if part.lines else self.last._replace(open_below=part.open_below)


_Foot = dict[tuple[int, int], GrowingCell]
"""The cells that reach the foot of a page, by their column and the columns that they span."""
_Pair = tuple[GrowingCell, CellPart]
"""A cell at the foot of a page, and what stands between the same edges at the top of the next."""


@dataclass(slots=True)
class GrowingTable:
    """A table as far as the pages read so far show it; `rows` has the page and number of each piece of each row.

    `leaves_open`: the program that made the file draws no line where a page cuts a cell.
    """

    leaves_open: bool = False
    cells: list[GrowingCell] = field(default_factory=list)
    rows: list[list[tuple[int, int]]] = field(default_factory=list)
    cut: int = 0
    """How many rows a page break has cut."""

    def add_page(self, parts: Sequence[CellPart], numbers: Sequence[tuple[int, int]], gap: float) -> None:
        """Go on with the next page: its cells, the page and number of each row, the blank foot of the page before."""
        foot = self._cells_at_foot()
        is_cut = _is_row_cut(_pairs(parts, foot), gap)
        offset = len(self.rows) - is_cut
        cells_going_on = [self._cell_going_on(part, foot, is_cut=is_cut) for part in parts]
        for part, cell in zip(parts, cells_going_on, strict=True):
            if cell is None:
                row = offset + part.row
                self.cells.append(GrowingCell(row, part.column, part.rows, part.columns, part.text, part))
            else:
                cell.grow(part, part.rows - is_cut)
        if is_cut:
            self.rows[-1].append(numbers[0])
        self.rows += [[number] for number in numbers[is_cut:]]
        self.cut += is_cut

    def _cells_at_foot(self) -> _Foot:
        """The cells that reach the foot of the last page."""
        height = len(self.rows)
        return {(cell.column, cell.columns): cell for cell in self.cells if cell.row + cell.rows == height}

    def _cell_going_on(self, part: CellPart, foot: _Foot, *, is_cut: bool) -> GrowingCell | None:
        """The cell at the foot of the last page of which a part is the rest; `is_cut`: a row goes on in the first."""
        cell = _cell_above(part, foot)
        if cell is None:
            return None
        if is_cut or self._is_cell_cut(cell, part):
            return cell
        return None

    def _is_cell_cut(self, cell: GrowingCell, part: CellPart) -> bool:
        """Whether a cell merged downward goes on: no line closes it, or all are closed and it is blank."""
        if _is_open(cell, part):
            return True
        is_blank = cell.text != "" and part.text == "" and max(cell.rows, part.rows) > 1
        return is_blank and not self.leaves_open


def _cell_above(part: CellPart, foot: _Foot) -> GrowingCell | None:
    """The cell between the same edges at the foot of the page before, for a cell at the top of a page."""
    return foot.get((part.column, part.columns)) if part.row == 0 else None


def _pairs(parts: Sequence[CellPart], foot: _Foot) -> list[_Pair]:
    """The cells at the top of a page with those above them; none where one of them has no cell above."""
    pairs = []
    for part in parts:
        if part.row > 0:
            continue
        cell = _cell_above(part, foot)
        if cell is None:
            return []
        pairs.append((cell, part))
    return pairs


def _is_row_cut(pairs: Sequence[_Pair], gap: float) -> bool:
    """Whether the first row of a page goes on with the last of the page before.

    Where a program leaves what it cuts without a line, no line closes any of its cells. Where it closes all, each of
    the row's texts goes on where a full line ends, and none is a number below a number.
    """
    if not pairs:
        return False
    are_open = [_is_open(cell, part) for cell, part in pairs]
    if any(are_open):
        return all(are_open)
    if gap > _SLACK * _largest_size(pairs):
        return False
    return _are_texts_cut(pairs)


def _largest_size(pairs: Iterable[_Pair]) -> float:
    """The size of the largest font at the top of a page, 0 where nothing stands there."""
    largest = 0.0
    for _, part in pairs:
        if part.text:
            for line in part.lines:
                largest = max(largest, line.size)
    return largest


def _are_texts_cut(pairs: Iterable[_Pair]) -> bool:
    """Whether each text at the top of a page goes on with the one above it, and one shows that it must.

    It shows where another text ended on the page before, or where the one above is no whole sentence.
    """
    some_begin = some_end = some_go_on = some_must_go_on = False
    for cell, part in pairs:
        if cell.text and part.text:
            if _is_new(cell, part):
                return False
            some_go_on = True
            some_must_go_on = some_must_go_on or not ends(cell.text)
        elif cell.text:
            some_end = True
        elif part.text:
            some_begin = True
    if some_begin and not some_end:
        return False
    return some_go_on and (some_end or some_must_go_on)


def _is_open(cell: GrowingCell, part: CellPart) -> bool:
    """Whether no line closes a cell at the foot of a page, and none the part at the top of the next."""
    return cell.last.open_below and part.open_above


def _is_new(cell: GrowingCell, part: CellPart) -> bool:
    """Whether a text is another one than that above: a new paragraph, or the next number of a narrow column."""
    return (_is_number(cell.text) and _is_number(part.text)) or _begins_paragraph(cell, part)


def _is_number(text: str) -> bool:
    return text.rstrip(_AFTER_NUMBER).isdigit()


def _begins_paragraph(cell: GrowingCell, part: CellPart) -> bool:
    """Whether a new paragraph of a cell begins with a part."""
    last = cell.last
    return bool(last.lines) and bool(part.lines) and could_hold(last.lines[-1], part.lines[0], last.room)


def _text_with(cell: GrowingCell, part: CellPart) -> str:
    """The text of a cell and of its part on the next page."""
    if not cell.text or not part.text:
        return cell.text or part.text
    if _begins_paragraph(cell, part):
        return f"{cell.text}\n{part.text}"
    return join_texts(cell.text, part.text)
