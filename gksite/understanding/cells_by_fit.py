"""A table whose cells are known but not its rows: those rows are taken in which its texts fit their columns best."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gksite.model.blocks import Cell, Paragraph, Table
from gksite.text.breaks import bare
from gksite.text.outline import plain_number
from gksite.understanding.column_fit import Column, best_fit, learn_columns
from gksite.understanding.row_slots import enclosing_spot, spot_of
from gksite.understanding.text_kinds import is_section, look_of, texts_of
from gksite.understanding.vocabulary import HOLDERS, ColumnKind, headers, kinds_of

_HEADING = 2.0
"""What a row is worth that is a heading by its number: 一、推进公开."""
_PERHAPS = 0.6
"""What a row is worth that may be a heading without a number."""
_AGAIN = 2.0
"""What each cell is worth of the header printed again."""
_ROW = 0.3
"""What each row costs, so that texts stand together where they can."""
_SPARE = 2
"""Empty cells that a row may have beyond its columns."""
_MOST = 20_000
"""Cells of a table that is taken apart; of a larger one the rows stay unknown."""
_FEWEST_NUMBERS = 3
"""Cells with a number alone from which on they are taken for those of a column."""


@dataclass(frozen=True, slots=True)
class _CellRun:
    """Cells from one index up to another as one row; without columns a heading, or the header printed again."""

    start: int
    end: int
    score: float
    columns: tuple[int | None, ...] | None = None
    """The column of each cell."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the columns of a table hold, and which of them its header does not name."""

    kinds: tuple[ColumnKind, ...]
    unnamed: int | None = None

    @property
    def named(self) -> list[int]:
        """The columns that the header names."""
        return [column for column in range(len(self.kinds)) if column != self.unnamed]


def split_lone_columns(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, each table of one column that has a header inside as a table with rows."""
    split: list[Paragraph | Table] = []
    for block in blocks:
        if isinstance(block, Table) and block.width == 1:
            split += _split(block)
        else:
            split.append(block)
    return split


def _split(table: Table) -> list[Paragraph | Table]:
    """A table of one column as one with rows, and what stands above its header as paragraphs."""
    texts = texts_of(table.cells)
    head = next(headers(texts), None)
    if head is None or len(texts) > _MOST:
        return [table]
    header, body = texts[head.start : head.stop], texts[head.stop :]
    shape, rows = _best_shape(header, body)
    columns = learn_columns(shape.kinds, _whole_rows(rows, body, len(shape.kinds)))
    rows = _best_rows(body, columns, header)
    before = [Paragraph(cell.text, cell.spot) for cell in table.cells[: head.start] if bare(cell.text)]
    return [*before, _grid(table, head.start, shape, rows)]


def _best_shape(header: Sequence[str], body: Sequence[str]) -> tuple[_Shape, list[_CellRun]]:
    """What the columns hold, one without a heading among them where cells count 1, 2, 3, and the rows by that."""
    kinds = kinds_of(header)
    shapes = [_Shape(kinds)]
    if "number" not in kinds and _counts(body):
        shapes = [_Shape((*kinds[:i], "number", *kinds[i:]), i) for i in range(len(kinds))]
    divisions = []
    for shape in shapes:
        columns = tuple(map(Column, shape.kinds))
        divisions.append((shape, _best_rows(body, columns, header)))
    return max(divisions, key=_worth)


def _worth(division: tuple[_Shape, Sequence[_CellRun]]) -> float:
    """How well the rows of a division fit its columns."""
    return sum(row.score for row in division[1])


def _counts(texts: Sequence[str]) -> bool:
    """Whether cells that hold a number alone count 1, 2, 3."""
    numbers = list(filter(None, map(plain_number, texts)))
    return len(numbers) >= _FEWEST_NUMBERS and all(map(_is_next, numbers, numbers[1:]))


def _is_next(number: str, below: str) -> bool:
    """Whether a number in figures follows another."""
    return number.isdecimal() and below.isdecimal() and int(below) == int(number) + 1


def _best_rows(texts: Sequence[str], columns: tuple[Column, ...], header: Sequence[str]) -> list[_CellRun]:
    """The division of some cells into rows in which they fit best.

    `best[n]` is what the best rows of the first n cells are worth, and the last of these rows.
    """
    best: list[tuple[float, _CellRun | None]] = [(0.0, None)]
    for end in range(1, len(texts) + 1):
        last_rows = _last_rows(texts, end, columns, header)
        options = [(best[row.start][0] + row.score, row) for row in last_rows]
        best.append(max(options, key=_first))
    rows: list[_CellRun] = []
    at = len(texts)
    while at and (row := best[at][1]):
        rows.append(row)
        at = row.start
    return rows[::-1]


def _last_rows(
    texts: Sequence[str], end: int, columns: tuple[Column, ...], header: Sequence[str]
) -> Iterator[_CellRun]:
    """The rows that the last of the cells up to an index may make, the longest first."""
    for start in range(max(0, end - len(columns) - _SPARE), end):
        if row := _row(texts[start:end], start, columns, header):
            yield row


def _first(option: tuple[float, _CellRun]) -> float:
    """What a division is worth, for comparing."""
    return option[0]


def _row(held: Sequence[str], start: int, columns: tuple[Column, ...], header: Sequence[str]) -> _CellRun | None:
    """Some cells as one row with what it is worth, None where they are too many for one."""
    end = start + len(held)
    texts = list(filter(bare, held))
    if list(held) == list(header):
        return _CellRun(start, end, _AGAIN * len(header))
    if len(texts) == 1 and len(held) <= len(columns) and bare(held[0]):
        if is_section(texts[0]):
            return _CellRun(start, end, _HEADING)
        if look_of(texts[0]) == "heading" and Column("number") in columns:
            return _CellRun(start, end, _PERHAPS)
    if len(texts) > len(columns):
        return None
    fit = best_fit(held, columns)
    return _CellRun(start, end, fit.score - _ROW, fit.columns)


def _whole_rows(rows: Sequence[_CellRun], texts: Sequence[str], width: int) -> list[Sequence[str]]:
    """The texts of rows that lack nothing."""
    every_column = tuple(range(width))
    return [texts[row.start : row.end] for row in rows if row.columns == every_column]


def _grid(table: Table, at: int, shape: _Shape, rows: Sequence[_CellRun]) -> Table:
    """The rows below their header, which begins at a cell; a heading covers its row."""
    width, named = len(shape.kinds), shape.named
    header = table.cells[at : at + len(named)]
    cells = [replace(cell, row=0, column=column) for cell, column in zip(header, named, strict=True)]
    if shape.unnamed is not None:
        cells.append(Cell("", 0, shape.unnamed, cells[0].spot))
    below = table.cells[at + len(named) :]
    for n, row in enumerate(rows, 1):
        held = below[row.start : row.end]
        stated = list(filter(bare, texts_of(held)))
        if row.columns is None and len(stated) == 1:
            cells.append(replace(held[0], row=n, column=0, columns=width))
            continue
        columns = row.columns or named
        placed = dict(zip(columns, held, strict=True))
        cells += _cells_of_row(n, shape.kinds, placed, held)
    return Table(tuple(cells), len(rows) + 1, width, enclosing_spot([cells[0].spot, table.spot]))


def _cells_of_row(
    n: int, kinds: Sequence[ColumnKind], placed: Mapping[int | None, Cell], held: Sequence[Cell]
) -> list[Cell]:
    """The cells of a row by their column, those that it lacks blank; one of no column is left out.

    One of its columns of agencies is absent, not blank: whether it is that one or another cannot be seen.
    """
    spot = spot_of(held)
    holders = [column for column, kind in enumerate(kinds) if kind in HOLDERS and column in placed]
    names_agencies = any(bare(placed[column].text) for column in holders)
    cells = []
    for column, kind in enumerate(kinds):
        if column in placed:
            cells.append(replace(placed[column], row=n, column=column))
        elif not names_agencies or kind not in HOLDERS:
            cells.append(Cell("", n, column, spot))
    return cells
