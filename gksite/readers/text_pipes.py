"""Tables in text with a pipe between cells: a row to a line or to several, or a pipe on a line of its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from gksite.model.blocks import Table
from gksite.readers.text_markup import Line
from gksite.readers.text_tables import Piece, Row, gridded

_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_PIPED = re.compile(r"\s*\|.*\|\s*$|[^|]*\|[^|]*\|")
_ONLY = re.compile(r"[\s|]*\|[\s|]*$")
_LONGEST_CELL = 40
"""Lines of a cell."""
_FEWEST = 5
"""Cells that a table with pipes on lines of their own has at least."""


def piped(lines: Sequence[Line], at: int) -> tuple[Table, int] | None:
    """The table with pipes that begins at a line, and the line after it; None where none does."""
    text = lines[at].text
    if (_pipes(text) < 2 or _ONLY.match(text)) and (end := _alone(lines, at)):
        return _stream(lines[at:end]), end
    rows: list[Sequence[Line]] = []
    end = at
    while end < len(lines) and (after := _row(lines, end, _pipes(text))):
        rows.append(lines[end:after])
        end = after
    return (_pipe_table(rows), end) if len(rows) > 1 else None


def _pipes(text: str) -> int:
    return len(_PIPE.findall(text))


def _row(lines: Sequence[Line], at: int, pipes: int) -> int:
    """The line after a row: one line, or as many as hold the pipes of the first row; 0 where no row begins."""
    first = lines[at].text
    if _PIPED.match(first) and (_pipes(first) >= pipes or first.lstrip().startswith("|")):
        return at + 1
    count = 0
    for end in range(at, min(len(lines), at + _LONGEST_CELL)):
        here = _pipes(lines[end].text)
        count += here
        if count > pipes or here == pipes or not lines[end].text.strip():
            break
        if count == pipes and lines[end].text.rstrip().endswith("|"):
            return end + 1
    return at + 1 if _PIPED.match(first) else 0


def _pipe_table(rows: Sequence[Sequence[Line]]) -> Table:
    """Every row with its cells; Markdown's rule tells that the first is a header."""
    ruled = any(len(row) == 1 and _RULE.match(row[0].text) for row in rows)
    cells = [Row(_cells(row)) for row in rows if not (len(row) == 1 and _RULE.match(row[0].text))]
    table = gridded(cells or [Row(_cells(row)) for row in rows], ragged=False)
    return replace(table, header_rows=1) if ruled else table


def _cells(lines: Sequence[Line]) -> list[Piece]:
    """What stands between the pipes of a row."""
    found = _between(lines)
    found = found[1:] if not found[0].text.strip() and lines[0].text.lstrip().startswith("|") else found
    return found[:-1] if len(found) > 1 and not found[-1].text.strip() else found


def _between(lines: Sequence[Line]) -> list[Piece]:
    """The texts that pipes divide, with their lines; the last has none behind it."""
    found: list[Piece] = []
    open_piece: Piece | None = None
    for line in lines:
        first, *others = (part.replace("\\|", "|").strip() for part in _PIPE.split(line.text))
        if open_piece is None:
            open_piece = Piece(first, line.number, line.number)
        elif first or not open_piece.text:
            blank = not open_piece.text
            open_piece.add(first, line.number)
            open_piece.text = open_piece.text.strip()
            open_piece.first = line.number if blank else open_piece.first
        for part in others:
            found.append(open_piece)
            open_piece = Piece(part, line.number, line.number)
    return [*found, open_piece] if open_piece else found


def _alone(lines: Sequence[Line], at: int) -> int:
    """The line after the last of the pipes that end a line or stand on one by themselves; 0 where no table begins."""
    text = lines[at].text.strip()
    follows = at + 1 < len(lines) and _ONLY.match(lines[at + 1].text) is not None
    if not (text.endswith("|") or follows):
        return 0
    last, count, pipes = at, 0, 0
    for end in range(at, len(lines)):
        text = lines[end].text.rstrip()
        here = _pipes(text)
        if end - last > _LONGEST_CELL or (here and not _ONLY.match(text) and not (here == 1 and text.endswith("|"))):
            break
        if here:
            last, count, pipes = end, count + 1, pipes + here
    return last + 1 if count > 1 and pipes >= _FEWEST else 0


def _stream(lines: Sequence[Line]) -> Table:
    """The cells one below the other, blank ones too: what makes a row is for the words of the header to tell."""
    pieces = _between(lines)
    pieces = pieces[:-1] if not pieces[-1].text else pieces
    return gridded([Row([piece]) for piece in pieces], ragged=False)
