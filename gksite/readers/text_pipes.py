"""Tables in text with a pipe between cells: a row to a line or to several, or a pipe on a line of its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gksite.model.blocks import Table
from gksite.readers.text_markup import TextLine
from gksite.readers.text_tables import TextCell, TextRow, table_of_rows

_RULE = re.compile(r"\s*+(?:\|\s*+)?(?::?-{2,}+:?\s*+\|\s*+)+(?::?-{2,}+:?\s*+)?\|?\s*$")
"""Markdown's line below a header: 「|---|:--:|」."""
_PIPE = re.compile(r"(?<!\\)\|")
"""A pipe that divides cells; one behind a stroke belongs to the text."""
_PIPED = re.compile(r"\s*\|.*\|\s*$|[^|]*\|[^|]*\|")
"""A line that is a row by itself: with a pipe at either end, or two pipes: 「| 1 | 公开 |」, 「1 | 公开 | 财政局」."""
_ONLY = re.compile(r"(?=\s*+\|)[\s|]*+$")
"""A line with nothing but pipes on it."""
_LONGEST_CELL = 40
"""Lines of a cell at most."""
_FEWEST = 5
"""Cells that a table with pipes on lines of their own has at least."""


def piped_table(lines: Sequence[TextLine], at: int) -> tuple[Table, int] | None:
    """The table with pipes that begins at a line, and the line after it; None where none does."""
    if not any("|" in line.text for line in lines[at : at + 2]):
        return None
    text = lines[at].text
    pipes = _count_pipes(text)
    if (pipes < 2 or _ONLY.match(text)) and (end := _end_of_lone_pipes(lines, at)):
        return _table_of_lone_pipes(lines[at:end]), end
    rows: list[Sequence[TextLine]] = []
    end = at
    while end < len(lines) and (after := _end_of_row(lines, end, pipes)):
        rows.append(lines[end:after])
        end = after
    if len(rows) < 2:
        return None
    return _table_of(rows), end


def _count_pipes(text: str) -> int:
    return len(_PIPE.findall(text))


def _end_of_row(lines: Sequence[TextLine], at: int, pipes: int) -> int:
    """The line after a row: one line, or as many as hold the pipes of the first row; 0 where no row begins."""
    first = lines[at].text
    is_row = _PIPED.match(first) is not None
    if is_row and (_count_pipes(first) >= pipes or first.lstrip().startswith("|")):
        return at + 1
    count = 0
    for end in range(at, min(len(lines), at + _LONGEST_CELL)):
        line = lines[end]
        here = _count_pipes(line.text)
        count += here
        if count > pipes or here == pipes or line.is_blank:
            break
        if count == pipes and line.text.rstrip().endswith("|"):
            return end + 1
    return at + 1 if is_row else 0


def _table_of(rows: Sequence[Sequence[TextLine]]) -> Table:
    """Every row with its cells; Markdown's rule tells that the first is a header."""
    data = [row for row in rows if not _is_rule(row)]
    table = table_of_rows([TextRow(_cells_of(row)) for row in data or rows], ragged=False)
    if len(data) == len(rows):
        return table
    return replace(table, header_rows=1)


def _is_rule(row: Sequence[TextLine]) -> bool:
    return len(row) == 1 and _RULE.match(row[0].text) is not None


def _cells_of(lines: Sequence[TextLine]) -> list[TextCell]:
    """What stands between the pipes of a row, of which the first and the last may be its edges."""
    cells = _divide(lines)
    if not cells[0].text.strip() and lines[0].text.lstrip().startswith("|"):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].text.strip():
        cells = cells[:-1]
    return cells


def _divide(lines: Sequence[TextLine]) -> list[TextCell]:
    """The texts that pipes divide, with their lines; the last has none behind it."""
    cells: list[TextCell] = []
    for line in lines:
        first, *others = _texts_on(line)
        if cells:
            _continue_cell(cells[-1], first, line.number)
        else:
            cells.append(TextCell(first, line.number, line.number))
        cells += [TextCell(text, line.number, line.number) for text in others]
    return cells


def _texts_on(line: TextLine) -> list[str]:
    return [part.replace("\\|", "|").strip() for part in _PIPE.split(line.text)]


def _continue_cell(cell: TextCell, text: str, number: int) -> None:
    """Add what stands in front of the first pipe of a line; blank lines in front of a cell's text are none of it."""
    is_blank = not cell.text
    if not text and not is_blank:
        return
    cell.add(text, number)
    cell.text = cell.text.strip()
    if is_blank:
        cell.first = number


def _end_of_lone_pipes(lines: Sequence[TextLine], at: int) -> int:
    """The line after the last of the pipes that end a line or stand on one by themselves; 0 where no table begins."""
    follows = at + 1 < len(lines) and _ONLY.match(lines[at + 1].text) is not None
    if not follows and not lines[at].text.strip().endswith("|"):
        return 0
    last, count, pipes = at, 0, 0
    for end in range(at, len(lines)):
        text = lines[end].text.rstrip()
        here = _count_pipes(text)
        if end - last > _LONGEST_CELL or _divides_in_line(text, here):
            break
        if here:
            last = end
            count += 1
            pipes += here
    return last + 1 if count > 1 and pipes >= _FEWEST else 0


def _divides_in_line(text: str, pipes: int) -> bool:
    """Whether a pipe stands between texts on a line, which therefore belongs to another kind of table."""
    ends_line = pipes == 1 and text.endswith("|")
    return pipes > 0 and not ends_line and not _ONLY.match(text)


def _table_of_lone_pipes(lines: Sequence[TextLine]) -> Table:
    """The cells one below the other, blank ones too: what makes a row is for the words of the header to tell."""
    cells = _divide(lines)
    if not cells[-1].text:
        cells = cells[:-1]
    return table_of_rows([TextRow([cell]) for cell in cells], ragged=False)
