"""What a source says, in units that can be cited: each line of a text, each paragraph, each row of a table.

A *spot* (model.blocks) is where a unit stands. What a task's `source` cites is compared with spots, so that a place in
a docx, a pdf and a text are found by the same few functions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gksite.model.blocks import Cell, Paragraph, Reading, Spot, Table
from gksite.model.positions import Position, TaskSource
from gksite.model.site import SourceFile
from gksite.problems.problem import Phrase
from gksite.text.breaks import bare


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of a text, a row of a table or a paragraph: its spot, its cells, and the spot of each cell.

    In a text a row may stand on several lines, and each of its cells on some of them; elsewhere all have the row's.
    """

    spot: Spot
    cells: tuple[str, ...]
    spots: tuple[Spot, ...]

    @property
    def bare(self) -> str:
        """Its words without blanks."""
        return "".join(map(bare, self.cells))

    def within(self, lines: tuple[int, int]) -> "Unit":
        """The unit with the cells left blank that stand on none of these lines of a text."""
        kept = []
        for cell, spot in zip(self.cells, self.spots, strict=True):
            kept.append(cell if _overlap(spot.lines, lines) else "")
        return replace(self, cells=tuple(kept))


def plain_unit(spot: Spot, text: str) -> Unit:
    """A unit of one cell."""
    return Unit(spot, (text,), (spot,))


def line_units(lines: Sequence[str]) -> tuple[Unit, ...]:
    """The lines of a text as they are, for a page that shows them one by one."""
    return tuple(plain_unit(Spot(lines=(n, n)), text) for n, text in enumerate(lines, 1))


def reading_units(reading: Reading, lines: Sequence[str] = ()) -> tuple[Unit, ...]:
    """The paragraphs and the rows of the tables of a file as read, in its order; `lines` are those of a text."""
    blank = frozenset(number for number, line in enumerate(lines, 1) if not line.strip())
    units: list[Unit] = []
    for block in reading.shown():
        if isinstance(block, Paragraph):
            units.append(plain_unit(block.spot, block.text))
        else:
            units += _row_units(block, blank)
    return tuple(units)


def source_units(source: SourceFile) -> tuple[Unit, ...]:
    """The lines of a text, the paragraphs and rows of another file; none where nobody wanted it read."""
    if source.lines is not None:
        return line_units(source.lines)
    if source.reading is None:
        return ()
    return reading_units(source.reading)


def shown_units(source: SourceFile) -> tuple[Unit, ...]:
    """The same as readers may see them: those of the copy that leaves, where something in it is masked."""
    ours = source_units(source)
    if source.published is None:
        return ours
    theirs = source_units(source.published)
    if not theirs or _words(theirs) == _words(ours):
        return ours
    return theirs


def _words(units: tuple[Unit, ...]) -> str:
    return "".join(unit.bare for unit in units)


def _row_units(table: Table, blank: frozenset[int]) -> Iterator[Unit]:
    """The rows; a merged cell has its say in each row that it covers."""
    rows: list[list[Cell]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    for row, held in enumerate(rows):
        if not held:
            continue
        spot = _row_spot(held, row)
        cells, spots = [""] * table.width, [spot] * table.width
        for cell in held:
            cells[cell.column] = _with_blank_lines(cell, blank)
            if cell.spot.lines:
                spots[cell.column] = cell.spot
        yield Unit(spot, tuple(cells), tuple(spots))


def _with_blank_lines(cell: Cell, blank: frozenset[int]) -> str:
    """The text of a cell with the blank lines of its file that a reader leaves out, so that each line has its own."""
    if not blank or cell.spot.lines is None:
        return cell.text
    first, last = cell.spot.lines
    left = iter(cell.text.split("\n"))
    lines = ["" if number in blank else next(left, "") for number in range(first, last + 1)]
    return "\n".join((*lines, *left))


def _row_spot(held: Sequence[Cell], row: int) -> Spot:
    """The spot of a row: of a text, all lines of the cells that begin in it; else the number of the row."""
    first = min(held, key=lambda cell: (cell.row != row, cell.rows))
    spot = first.spot
    if spot.lines is not None:
        begun = [cell.spot.lines for cell in held if cell.row == row and cell.spot.lines] or [spot.lines]
        return replace(spot, lines=(min(start for start, _ in begun), max(end for _, end in begun)))
    if spot.rows is None or spot.rows[1] - spot.rows[0] + 1 != first.rows:
        return spot
    number = spot.rows[0] + row - first.row
    return replace(spot, rows=(number, number))


def cited(units: tuple[Unit, ...], source: TaskSource) -> tuple[Unit, ...]:
    """What a task cites; of a unit that stands on several lines of a text, only the cells on those it cites."""
    found = tuple(units[i] for i in cited_numbers(units, source))
    if source.lines is None:
        return found
    return tuple(unit.within(source.lines) for unit in found)


def cited_numbers(units: tuple[Unit, ...], source: Position) -> dict[int, int]:
    """Indexes of what a task cites, each with its number as the source counts lines, rows or paragraphs."""
    if source.lines and _is_line_by_line(units):
        first, last = source.lines
        return {n - 1: n for n in range(first, min(last, len(units)) + 1)}
    before = _rows_before(units, source.pages) if source.pages else {}
    wanted = source.lines or source.rows or source.paragraphs
    found = {}
    for i, unit in enumerate(units):
        counted = _counted(unit.spot, source, before)
        if counted is not None and _overlap(wanted, counted):
            found[i] = counted[0]
    return found


def _is_line_by_line(units: tuple[Unit, ...]) -> bool:
    """Whether unit n is line n, so that nobody need look at all of them: line_units makes such, and they are many."""
    return bool(units) and units[0].spot.lines == (1, 1) and units[-1].spot.lines == (len(units), len(units))


def _counted(spot: Spot, source: Position, before: Mapping[int, int]) -> tuple[int, int] | None:
    """The lines, paragraphs or rows of a spot, counted as a task's source counts; None elsewhere."""
    if source.lines is not None:
        return spot.lines
    if source.paragraphs is not None:
        return spot.paragraphs
    if source.table is not None:
        return spot.rows if spot.table == source.table else None
    if spot.rows is None or spot.pages is None or spot.pages[0] not in before:
        return None
    rows = before[spot.pages[0]]
    return spot.rows[0] + rows, spot.rows[1] + rows


def _rows_before(units: tuple[Unit, ...], pages: tuple[int, int]) -> dict[int, int]:
    """How many rows of a range of pages stand on the pages before each: rows are counted over all of them."""
    last: dict[int, int] = {}
    for unit in units:
        spot = unit.spot
        if spot.rows and spot.pages and pages[0] <= spot.pages[0] <= pages[1]:
            last[spot.pages[0]] = max(last.get(spot.pages[0], 0), spot.rows[1])
    before, total = {}, 0
    for page in sorted(last):
        before[page] = total
        total += last[page]
    return before


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def spot_in_words(spot: Spot | None) -> Phrase:
    """Where something stands in a source, as people say it; empty where nothing is known of it."""
    if spot is None or spot == Spot():
        return Phrase("")
    if spot.lines:
        return Phrase("第 {line} 行", line=spot.lines[0])
    if spot.paragraphs:
        return Phrase("第 {paragraph} 段", paragraph=spot.paragraphs[0])
    row, _ = spot.rows or (0, 0)
    if spot.pages:
        return Phrase("第 {page} 页第 {row} 行", page=spot.pages[0], row=row)
    return Phrase("第 {table} 个表格第 {row} 行", table=spot.table or 0, row=row)
