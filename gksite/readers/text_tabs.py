"""Tables in text with a row to a line and a tab between cells, as they are pasted from a sheet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gksite.model.blocks import Table
from gksite.readers.text_markup import TextLine
from gksite.readers.text_tables import TextCell, TextRow, table_of_rows
from gksite.text.outline import mark_of, plain_number

_QUOTED_LINES = 60
"""Lines after which a quotation mark that opens a cell is taken for a mark that nobody closes."""


def tabbed_table(lines: Sequence[TextLine], at: int) -> tuple[Table, int]:
    """The table that begins at a line, and the line after it; a blank line ends it only before its header again."""
    rows: list[TextRow] = []
    end = at
    while at < len(lines):
        if lines[at].is_empty:
            at += 1
            continue
        if "\t" not in lines[at].text or (rows and _repeats_header(lines, at, rows[0])):
            break
        row, at = _read_row(lines, at)
        rows.append(row)
        end = at
    return table_of_rows(_rejoin_cut_rows(rows), ragged=False), end


def _repeats_header(lines: Sequence[TextLine], at: int, header: TextRow) -> bool:
    """Whether a line after a blank one prints the first row again: a page, which may have other columns, begins."""
    if not lines[at - 1].is_blank:
        return False
    here = _filled(lines[at].text.split("\t"))
    return here == _filled(cell.text for cell in header.cells)


def _filled(texts: Iterable[str]) -> list[str]:
    """The texts that are not blank, without blanks around them."""
    return [text.strip() for text in texts if text.strip()]


def _read_row(lines: Sequence[TextLine], at: int) -> tuple[TextRow, int]:
    """The row that begins at a line, whose last cell may be quoted over several lines, and the line after it."""
    cells, after = _read_quoted(lines, at)
    if _is_open(cells[-1].text):  # a quotation mark that is never closed is only a mark
        cells, after = _cells_on(lines[at]), at + 1
    return TextRow([_without_quotes(cell) for cell in cells]), after


def _read_quoted(lines: Sequence[TextLine], at: int) -> tuple[list[TextCell], int]:
    """The cells from a line on until no quotation mark is open, and the line after them."""
    cells, after = _cells_on(lines[at]), at + 1
    while _is_open(cells[-1].text) and after < min(len(lines), at + _QUOTED_LINES):
        first, *others = _cells_on(lines[after])
        cells[-1].add(first.text, first.last)
        cells += others
        after += 1
    return cells, after


def _cells_on(line: TextLine) -> list[TextCell]:
    return [TextCell(text, line.number, line.number) for text in line.text.split("\t")]


def _is_open(text: str) -> bool:
    """Whether a quotation mark with which a cell begins is not closed in it."""
    return text.startswith('"') and text.count('"') % 2 == 1


def _without_quotes(cell: TextCell) -> TextCell:
    """A cell that a sheet has quoted, as it was there: each doubled quotation mark is one."""
    text = cell.text
    has_both_quotes = len(text) > 1 and text.startswith('"') and text.endswith('"')
    if not has_both_quotes or _is_open(text):
        return cell
    return replace(cell, text=text[1:-1].replace('""', '"'))


def _rejoin_cut_rows(rows: Sequence[TextRow]) -> list[TextRow]:
    """Rows of one line each, where a line that a break inside a cell cut in two is one again."""
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    whole: list[TextRow] = []
    for row in rows:
        if whole and _is_rest_of(row, whole[-1], width):
            first, *others = row.cells
            whole[-1].cells[-1].add(first.text, first.last)
            whole[-1].cells += others
        else:
            whole.append(row)
    return whole


def _is_rest_of(row: TextRow, above: TextRow, width: int) -> bool:
    """Whether a row and the one above, both short, are one of the usual width, and no number begins the second."""
    first, last = row.cells[0], above.cells[-1]
    if not 1 < len(above.cells) < width or len(above.cells) + len(row.cells) - 1 != width:
        return False
    if last.last + 1 != first.first or not first.text.strip():
        return False
    return not mark_of(first.text) and not plain_number(first.text)
