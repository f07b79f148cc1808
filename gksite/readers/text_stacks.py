"""Tables in text with a cell to a line, each behind a tab, as they are copied out of a Word file."""

import re
from collections import Counter
from collections.abc import Sequence

from gksite.model.blocks import Table
from gksite.readers.text_markup import TextLine
from gksite.readers.text_tables import TextCell, TextRow, table_of_rows
from gksite.text.outline import mark_of

_SHORT_REST = re.compile(r"[\u3400-\u9fff（）()]{2,10}")
"""What the rest of a word looks like that stands on a line of its own: 「民政府」, 「（市）」."""
_OTHER_BEGINNINGS = "附表抄"
"""How a line between two rows begins that is no rest of a word: 「附件」, 「表二」, 「抄送」."""


def stacked_table(lines: Sequence[TextLine], at: int) -> tuple[Table, int]:
    """The table that begins at a line, and the line after it.

    Blank lines end a row, lines without a tab continue a cell.
    """
    rows, end = [TextRow()], at
    while at < len(lines):
        line = lines[at]
        if line.is_empty:
            rows.append(TextRow())
            at += 1
        elif "\t" in line.text:
            for text in line.text.split("\t")[1:]:
                rows[-1].cells.append(TextCell(text, line.number, line.number))
            at = end = at + 1
        elif after := _end_of_continuation(lines, at):
            _continue_last_cell(rows, lines[at:after])
            at = end = after
        else:
            break
    return table_of_rows(_rejoin_cut_rows([row for row in rows if row.cells]), ragged=True), end


def _continue_last_cell(rows: list[TextRow], lines: Sequence[TextLine]) -> None:
    """Add lines to the last cell there is; a blank line before them has ended no row then."""
    while not rows[-1].cells:
        rows.pop()
    cell = rows[-1].cells[-1]
    for line in lines:
        if not line.is_blank:
            cell.add(line.text, line.number)


def _end_of_continuation(lines: Sequence[TextLine], at: int) -> int:
    """The line after those that continue a cell, 0 where they do not.

    They follow the cell at once, or the next cell follows them at once, or each stands between single blank lines.
    """
    after = _end_of_untabbed(lines, at)
    if not lines[at - 1].is_empty or _is_tabbed(lines, after):
        return after
    next_filled = _end_of_empty(lines, after)
    if next_filled >= len(lines) or next_filled - after > 1:
        return 0
    if "\t" not in lines[next_filled].text:
        return _end_of_further_pieces(lines, next_filled)
    is_rest = after == at + 1 and _is_rest_of_word(lines[at].text)
    return after if is_rest else 0


def _is_tabbed(lines: Sequence[TextLine], at: int) -> bool:
    return at < len(lines) and "\t" in lines[at].text


def _end_of_untabbed(lines: Sequence[TextLine], at: int) -> int:
    """The line after those from here on that have words and no tab."""
    while at < len(lines) and not lines[at].is_blank and "\t" not in lines[at].text:
        at += 1
    return at


def _end_of_empty(lines: Sequence[TextLine], at: int) -> int:
    """The line after those from here on on which nothing stands."""
    while at < len(lines) and lines[at].is_empty:
        at += 1
    return at


def _is_rest_of_word(text: str) -> bool:
    """Whether a short line between two rows is the rest of a word, no page number, heading or title.

    Two tables of a notice stand with only 「附件2」 or 「表二」 between them, and its end with 「抄送」 behind one:
    those are no words that a narrow column has cut.
    """
    words = text.strip()
    if _SHORT_REST.fullmatch(words) is None or mark_of(words):
        return False
    return words[0] not in _OTHER_BEGINNINGS


def _end_of_further_pieces(lines: Sequence[TextLine], at: int) -> int:
    """The line after the last of several pieces of a cell with single blank lines between them.

    0 where no line with a tab follows the last piece at once: then they are paragraphs behind the table.
    """
    while True:
        after = _end_of_untabbed(lines, at)
        if after >= len(lines) or after == at:
            return 0
        if "\t" in lines[after].text:
            return after
        at = after + 1


def _rejoin_cut_rows(rows: list[TextRow]) -> list[TextRow]:
    """Rows as most have them: one that a blank line inside it cut in two is one again."""
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    if not widths:
        return rows
    width = widths.most_common(1)[0][0]
    whole: list[TextRow] = []
    for row in rows:
        if whole and _is_rest_of(row, whole[-1], width):
            whole[-1].cells += row.cells
        else:
            whole.append(row)
    return whole


def _is_rest_of(row: TextRow, above: TextRow, width: int) -> bool:
    """Whether a row and the one above are together as wide as most, and no number begins the second."""
    if len(above.cells) < 2 or len(above.cells) + len(row.cells) != width:
        return False
    return not mark_of(row.cells[0].text)
