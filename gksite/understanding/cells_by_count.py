"""A table whose cells stand one to a line, or with blanks between them: its header tells how many make a row."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gksite.model.blocks import Cell, Paragraph, Spot, Table
from gksite.text.breaks import bare, ends
from gksite.text.outline import ARABIC, mark_of, plain_number, value_of
from gksite.understanding import letter_lines
from gksite.understanding.column_fit import Column, best, learned
from gksite.understanding.text_kinds import agencies, is_section
from gksite.understanding.vocabulary import ColumnKind, column_kind, headers

_FEWEST = 3
"""Headings in a row that make a header."""


def gathered(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks with such a table as a table, where there is one and no other table."""
    if any(isinstance(block, Table) for block in blocks):
        return list(blocks)
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    heads = {run.start: len(run) for run in headers([paragraph.text for paragraph in paragraphs])}
    for at, paragraph in enumerate(paragraphs):
        words = _words(paragraph)
        spaced = len(words) >= _FEWEST and range(len(words)) in headers([word.text for word in words])
        width = len(words) if spaced else heads.get(at, 0)
        if width >= _FEWEST:
            below = at + (1 if spaced else width)
            end = next((i for i in range(below, len(paragraphs)) if _ends(paragraphs[i].text)), len(paragraphs))
            inside = paragraphs[at:end]
            cells = [word for line in inside for word in _words(line)] if spaced else inside
            table = _table(cells, width)
            return [*paragraphs[:at], table, *paragraphs[end:]] if table else list(blocks)
    return list(blocks)


def _words(line: Paragraph) -> list[Paragraph]:
    """What stands on a line between its blanks, each as a paragraph; a heading is one."""
    if is_section(line.text):
        return [line]
    return [replace(line, text=word) for word in line.text.split()]


def _ends(text: str) -> bool:
    said = (
        letter_lines.copies(text) is not None
        or letter_lines.is_imprint(text)
        or letter_lines.disclosure(text) is not None
    )
    return said or letter_lines.is_attachment_mark(text) or letter_lines.is_page_note(text)


def _table(paragraphs: Sequence[Paragraph], width: int) -> Table | None:
    words = [bare(paragraph.text) for paragraph in paragraphs[:width]]
    numbered = column_kind(words[0]) == "number"
    rows: list[list[Paragraph]] = [list(paragraphs[:width])]
    open_row: list[Paragraph] = []
    expected = 1
    for before, paragraph in pairwise(paragraphs[width - 1 :]):
        if letter_lines.is_furniture(paragraph.text) and not (numbered and plain_number(paragraph.text)):
            continue
        first = paragraph.spot != before.spot
        begins = _begins(paragraph.text, expected, numbered=numbered) if first else 0
        if begins or is_section(paragraph.text):
            rows += [open_row] if open_row else []
            open_row = []
            expected = begins + 1 if begins else expected
        open_row.append(paragraph)
        if is_section(paragraph.text):
            rows.append(open_row)
            open_row = []
    rows += [open_row] if open_row else []
    if expected == 1:
        return None
    return _grid([_fitted(row, width) for row in rows], width)


def _begins(text: str, expected: int, *, numbered: bool) -> int:
    """The number that a row begins with here, 0 where none does: the next one, or 1 again."""
    mark = mark_of(text)
    printed = plain_number(text) if numbered else mark.printed if mark and mark.rank >= ARABIC else None
    value = value_of(printed) if printed else 0
    return value if value in (expected, expected + 1, 1) else 0


def _fitted(row: list[Paragraph], width: int) -> list[tuple[str, Spot]]:
    """A row's cells; where there are too many, lines that go on with the one above are joined to it."""
    cells = [(paragraph.text, paragraph.spot) for paragraph in row]
    for at in reversed(range(1, len(cells))):
        if len(cells) > width and _counts_on(cells[at - 1][0], cells[at][0]):
            cells[at - 1 : at + 1] = [_one(cells[at - 1], cells[at])]
    for at in reversed(range(1, len(cells))):
        if len(cells) > width and agencies(cells[at - 1][0]) and agencies(cells[at][0]):
            cells[at - 1 : at + 1] = [_one(cells[at - 1], cells[at])]
    at = 1
    while len(cells) > width and at < len(cells):
        text = cells[at - 1][0]
        if not ends(text) and not agencies(text) and not plain_number(text):
            cells[at - 1 : at + 1] = [_one(cells[at - 1], cells[at])]
        else:
            at += 1
    return cells


def _counts_on(text: str, below: str) -> bool:
    """Whether two lines bear one number and the next: measures of one cell."""
    one, two = mark_of(text), mark_of(below)
    return bool(one and two and one.rank == two.rank >= ARABIC and one.rest and one.value + 1 == two.value)


def _one(first: tuple[str, Spot], second: tuple[str, Spot]) -> tuple[str, Spot]:
    """Two lines of one cell."""
    (text, spot), (more, below) = first, second
    held = Spot(lines=(spot.lines[0], below.lines[1])) if spot.lines and below.lines else spot
    return f"{text}\n{more}", held


def _grid(rows: list[list[tuple[str, Spot]]], width: int) -> Table:
    texts = [[text for text, _ in row] for row in rows]
    kinds: list[ColumnKind] = [column_kind(text) or "other" for text in texts[0]]
    columns = learned(kinds, [row for row in texts[1:] if len(row) == width])
    cells = [
        Cell(text, r, column, spot)
        for r, row in enumerate(rows)
        for column, (text, spot) in zip(_places(texts[r], columns), row, strict=True)
    ]
    width = max(width, *(len(row) for row in rows))
    first, last = cells[0].spot, cells[-1].spot
    spot = Spot(lines=(first.lines[0], last.lines[1])) if first.lines and last.lines else first
    return Table(tuple(cells), len(rows), width, spot)


def _places(texts: Sequence[str], columns: Sequence[Column]) -> list[int]:
    """The column of each text of a row: one after the other, or, where some are left out, those that fit best."""
    fit = best(texts, columns) if 1 < len(texts) < len(columns) else None
    placed = [column for column in fit.columns if column is not None] if fit else []
    return placed if fit and len(placed) == len(texts) else list(range(len(texts)))
