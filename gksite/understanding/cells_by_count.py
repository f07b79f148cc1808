"""A table whose cells stand one to a line, or with blanks between them: its header tells how many make a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gksite.model.blocks import Cell, Paragraph, Spot, Table
from gksite.text.breaks import bare, ends
from gksite.text.outline import ARABIC, mark_of, plain_number, value_of
from gksite.understanding import letter_lines
from gksite.understanding.column_fit import Column, best_fit, learn_columns
from gksite.understanding.text_kinds import is_section, lists_agencies, texts_of
from gksite.understanding.vocabulary import column_kind, headers, kinds_of

_FEWEST = 3
"""Headings in a row that make a header."""


@dataclass(frozen=True, slots=True)
class _Header:
    """Where a header begins, and how many columns it names; `spaced`: all on one line."""

    at: int
    width: int
    spaced: bool

    @property
    def below(self) -> int:
        """The first line below it."""
        return self.at + 1 if self.spaced else self.at + self.width


def build_table(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, a table that stands one cell to a line or between blanks as a table, where no other table is."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    head = _find_header(paragraphs) if len(paragraphs) == len(blocks) else None
    if head is None:
        return list(blocks)
    end = _end_of_table(paragraphs, head.below)
    cells = paragraphs[head.at : end]
    if head.spaced:
        cells = _split_lines(cells)
    table = _table(cells, head.width)
    if table is None:
        return list(blocks)
    return [*paragraphs[: head.at], table, *paragraphs[end:]]


def _find_header(paragraphs: Sequence[Paragraph]) -> _Header | None:
    """The first header among some lines, on a line of its own or with a heading on each line."""
    widths = {run.start: len(run) for run in headers(texts_of(paragraphs))}
    for at, paragraph in enumerate(paragraphs):
        words = _split_at_blanks(paragraph)
        if len(words) >= _FEWEST and range(len(words)) in headers(texts_of(words)):
            return _Header(at, len(words), spaced=True)
        width = widths.get(at, 0)
        if width >= _FEWEST:
            return _Header(at, width, spaced=False)
    return None


def _split_at_blanks(line: Paragraph) -> list[Paragraph]:
    """What stands on a line between its blanks, each as a paragraph; a heading is one."""
    if is_section(line.text):
        return [line]
    return [replace(line, text=word) for word in line.text.split()]


def _split_lines(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """What stands on some lines between their blanks."""
    words: list[Paragraph] = []
    for line in lines:
        words += _split_at_blanks(line)
    return words


def _end_of_table(paragraphs: Sequence[Paragraph], start: int) -> int:
    """The first paragraph from one on that is no cell."""
    for at in range(start, len(paragraphs)):
        if _stands_below(paragraphs[at].text):
            return at
    return len(paragraphs)


def _stands_below(text: str) -> bool:
    """Whether a line stands below a table: copies, an imprint, a note of disclosure or of the page, an attachment."""
    states_fact = letter_lines.copies(text) is not None or letter_lines.disclosure(text) is not None
    apart = letter_lines.is_imprint(text) or letter_lines.is_attachment_mark(text)
    return states_fact or apart or letter_lines.is_page_note(text)


def _table(cells: Sequence[Paragraph], width: int) -> Table | None:
    """The table of some cells, the header among them, None where no row begins with its number."""
    numbered = column_kind(bare(cells[0].text)) == "number"
    rows: list[list[Paragraph]] = [list(cells[:width])]
    open_row: list[Paragraph] = []
    expected = 1
    for before, cell in pairwise(cells[width - 1 :]):
        if letter_lines.is_furniture(cell.text) and not (numbered and plain_number(cell.text)):
            continue
        number = 0
        if cell.spot != before.spot:
            number = _number_of_row(cell.text, expected, numbered=numbered)
        heads = is_section(cell.text)
        if number or heads:
            rows.append(open_row)
            open_row = []
        if number:
            expected = number + 1
        open_row.append(cell)
        if heads:
            rows.append(open_row)
            open_row = []
    rows.append(open_row)
    if expected == 1:
        return None
    return _grid([_fit_to_width(row, width) for row in rows if row], width)


def _number_of_row(text: str, expected: int, *, numbered: bool) -> int:
    """The number that a row begins with here, 0 where none does: the next one, or 1 again."""
    value = value_of(plain_number(text) or "") if numbered else _number_in_front(text)
    if value in (expected, expected + 1, 1):
        return value
    return 0


def _number_in_front(text: str) -> int:
    """The number in front of a text that may be a task's, 1. and not 一、; 0 where there is none."""
    mark = mark_of(text)
    if mark is None or mark.rank < ARABIC:
        return 0
    return mark.value


def _fit_to_width(row: Sequence[Paragraph], width: int) -> list[Paragraph]:
    """A row's cells; where there are too many, lines that go on with the one above are joined to it."""
    cells = _join_upwards(row, width, _counts_on)
    cells = _join_upwards(cells, width, _both_list_agencies)
    at = 1
    while len(cells) > width and at < len(cells):
        if _breaks_off(cells[at - 1].text):
            cells[at - 1 : at + 1] = [_join(cells[at - 1], cells[at])]
        else:
            at += 1
    return cells


def _join_upwards(row: Sequence[Paragraph], width: int, belong: Callable[[str, str], bool]) -> list[Paragraph]:
    """The cells of a row, of those that belong together the lower joined to the upper while there are too many."""
    cells = list(row)
    for at in reversed(range(1, len(cells))):
        if len(cells) > width and belong(cells[at - 1].text, cells[at].text):
            cells[at - 1 : at + 1] = [_join(cells[at - 1], cells[at])]
    return cells


def _counts_on(text: str, below: str) -> bool:
    """Whether two lines bear one number and the next: measures of one cell."""
    one, two = mark_of(text), mark_of(below)
    if one is None or two is None or not one.rest:
        return False
    return one.rank == two.rank >= ARABIC and one.value + 1 == two.value


def _both_list_agencies(text: str, below: str) -> bool:
    """Whether two lines hold nothing but agencies."""
    return lists_agencies(text) and lists_agencies(below)


def _breaks_off(text: str) -> bool:
    """Whether a line is part of a text that goes on below it."""
    return not ends(text) and not lists_agencies(text) and not plain_number(text)


def _join(first: Paragraph, second: Paragraph) -> Paragraph:
    """Two lines of one cell."""
    return Paragraph(f"{first.text}\n{second.text}", _from_to(first.spot, second.spot))


def _from_to(first: Spot, last: Spot) -> Spot:
    """The lines from one place to another; the first place where they are not counted in lines."""
    if first.lines and last.lines:
        return Spot(lines=(first.lines[0], last.lines[1]))
    return first


def _grid(rows: Sequence[Sequence[Paragraph]], width: int) -> Table:
    """The table of some rows, the first of which is its header."""
    texts = list(map(texts_of, rows))
    columns = learn_columns(kinds_of(texts[0]), [row for row in texts[1:] if len(row) == width])
    cells: list[Cell] = []
    for at, row in enumerate(rows):
        places = _places(texts[at], columns)
        cells += [Cell(cell.text, at, column, cell.spot) for column, cell in zip(places, row, strict=True)]
    width = max(width, *map(len, rows))
    return Table(tuple(cells), len(rows), width, _from_to(cells[0].spot, cells[-1].spot))


def _places(texts: Sequence[str], columns: Sequence[Column]) -> list[int]:
    """The column of each text of a row: one after the other, or, where some are left out, those that fit best."""
    if 1 < len(texts) < len(columns):
        fit = best_fit(texts, columns)
        placed = [column for column in fit.columns if column is not None]
        if len(placed) == len(texts):
            return placed
    return list(range(len(texts)))
