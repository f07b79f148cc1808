"""A table whose cells are known but not its rows: those rows are taken in which its texts fit their columns best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gksite.model.blocks import Cell, Paragraph, Table
from gksite.text.breaks import bare
from gksite.text.outline import plain_number
from gksite.understanding.column_fit import Column, Fit, best, learned
from gksite.understanding.row_slots import joined
from gksite.understanding.text_kinds import is_section, look
from gksite.understanding.vocabulary import HOLDERS, ColumnKind, column_kind, headers

_HEADING = 2.0
_PERHAPS = 0.6
"""What a row is worth that is a heading, and one that may be a heading without a number."""
_ROW = 0.3
"""What each row costs, so that texts stand together where they can."""
_SPARE = 2
"""Empty cells that a row may have beyond its columns."""
_MOST = 20_000
"""Cells of a table that is taken apart; of a larger one the rows stay unknown."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Cells from one index up to another; without a fit they are a heading, or the header printed again."""

    start: int
    end: int
    score: float
    fit: Fit | None = None


def parted(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, each table of one column that has a header inside as a table with rows."""
    found: list[Paragraph | Table] = []
    for block in blocks:
        found += _parted(block) if isinstance(block, Table) and block.width == 1 else [block]
    return found


def _parted(table: Table) -> list[Paragraph | Table]:
    texts = [cell.text for cell in table.cells]
    head = next(headers(texts), None)
    if head is None or len(texts) > _MOST:
        return [table]
    header, body = texts[head.start : head.stop], texts[head.stop :]
    kinds: list[ColumnKind] = [column_kind(text) or "other" for text in header]
    places = range(len(kinds)) if "number" not in kinds and _counts(body) else ()
    shapes = [[*kinds[:i], "number", *kinds[i:]] for i in places] or [kinds]
    rows, place = max(
        ((_rows(body, tuple(map(Column, shape)), header), n) for n, shape in enumerate(shapes)),
        key=lambda found: _worth(found[0]),
    )
    columns = learned(shapes[place], list(_whole(rows, body, len(shapes[place]))))
    rows = _rows(body, columns, header)
    before = [Paragraph(cell.text, cell.spot) for cell in table.cells[: head.start] if bare(cell.text)]
    return [*before, _gridded(table, head.start, [place] if places else [], rows, shapes[place])]


def _counts(texts: Sequence[str]) -> bool:
    """Whether cells that hold a number alone count 1, 2, 3."""
    numbers = [number for text in texts if (number := plain_number(text))]
    return len(numbers) > 2 and all(a.isdigit() and b.isdigit() and int(b) == int(a) + 1 for a, b in pairwise(numbers))


def _rows(texts: Sequence[str], columns: tuple[Column, ...], header: Sequence[str]) -> list[_Row]:
    """The division of some cells into rows in which they fit best."""
    found: list[tuple[float, _Row | None]] = [(0.0, None)]
    for end in range(1, len(texts) + 1):
        options = [
            (found[row.start][0] + row.score, row)
            for start in range(max(0, end - len(columns) - _SPARE), end)
            if (row := _row(texts, start, end, columns, header))
        ]
        found.append(max(options, key=lambda option: option[0]))
    rows: list[_Row] = []
    at = len(texts)
    while at and (row := found[at][1]):
        rows.append(row)
        at = row.start
    return rows[::-1]


def _row(texts: Sequence[str], start: int, end: int, columns: tuple[Column, ...], header: Sequence[str]) -> _Row | None:
    held = texts[start:end]
    said = [text for text in held if bare(text)]
    if list(held) == list(header):
        return _Row(start, end, 2.0 * len(header))
    if len(said) == 1 and len(held) <= len(columns) and bare(held[0]):
        if is_section(said[0]):
            return _Row(start, end, _HEADING)
        if look(said[0]) == "heading" and any(column.kind == "number" for column in columns):
            return _Row(start, end, _PERHAPS)
    if len(said) > len(columns):
        return None
    fit = best(held, columns)
    return _Row(start, end, fit.score - _ROW, fit)


def _worth(rows: Sequence[_Row]) -> float:
    return sum(row.score for row in rows)


def _whole(rows: Sequence[_Row], texts: Sequence[str], width: int) -> Iterator[Sequence[str]]:
    """The texts of rows that lack nothing."""
    for row in rows:
        if row.fit and row.fit.columns == tuple(range(width)):
            yield texts[row.start : row.end]


def _gridded(table: Table, at: int, unnamed: Sequence[int], rows: Sequence[_Row], kinds: Sequence[ColumnKind]) -> Table:
    """The rows below their header; a heading covers its row, and what a row lacks is blank.

    One of its columns of agencies is absent, not blank: whether it is that one or another cannot be seen.
    """
    width = len(kinds)
    head = width - len(unnamed)
    named = [column for column in range(width) if column not in unnamed]
    cells = [replace(cell, row=0, column=n) for cell, n in zip(table.cells[at : at + head], named, strict=True)]
    cells += [Cell("", 0, column, cells[0].spot) for column in unnamed]
    below = table.cells[at + head :]
    for n, row in enumerate(rows, 1):
        held = below[row.start : row.end]
        if row.fit is None and len([cell for cell in held if bare(cell.text)]) == 1:
            cells.append(replace(held[0], row=n, column=0, columns=width))
            continue
        columns = row.fit.columns if row.fit else tuple(named)
        placed = {column: cell for column, cell in zip(columns, held, strict=True) if column is not None}
        spot = joined([cell.spot for cell in held])
        named_agencies = any(kinds[column] in HOLDERS and bare(cell.text) for column, cell in placed.items())
        cells += [
            replace(placed[column], row=n, column=column) if column in placed else Cell("", n, column, spot)
            for column in range(width)
            if column in placed or not (named_agencies and kinds[column] in HOLDERS)
        ]
    return Table(tuple(cells), len(rows) + 1, width, joined([cells[0].spot, table.spot]))
