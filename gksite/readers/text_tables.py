"""Tables in text: a row to a line with tabs, a cell to a line, HTML inside Markdown."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup
from bs4.element import Tag

from gksite.model.blocks import Cell, Spot, Table
from gksite.readers.grid import Grid
from gksite.readers.limits import CELLS, COLUMNS, ROWS, too_much
from gksite.readers.text_markup import Line, plain
from gksite.text.outline import mark_of, plain_number

_QUOTED_LINES = 60
_ROW = re.compile(r"<tr[\s>]", re.IGNORECASE)
_SPAN = re.compile(r"\s*(\d{1,4})")


@dataclass(slots=True)
class Piece:
    """The text of a cell so far, and the lines that it stands on."""

    text: str
    first: int
    last: int

    def add(self, text: str, number: int) -> None:
        """Go on in the next line."""
        self.text, self.last = self.text + "\n" + text, number


@dataclass(slots=True)
class Row:
    """The cells of one row."""

    cells: list[Piece] = field(default_factory=list)


def gridded(rows: Iterable[Row], *, ragged: bool) -> Table:
    """The rows as a grid; short ones are filled up unless it is ragged, where a missing cell is not a blank one."""
    kept = [row.cells for row in rows if row.cells]
    width = max(len(cells) for cells in kept)
    if len(kept) > ROWS:
        raise too_much("超过 {limit} 行", ROWS)
    if width > COLUMNS:
        raise too_much("超过 {limit} 列", COLUMNS)
    if sum(map(len, kept)) > CELLS or width * len(kept) > CELLS:
        raise too_much("超过 {limit} 格", CELLS)
    cells = []
    for r, pieces in enumerate(kept):
        for c, piece in enumerate(pieces):
            cells.append(Cell(plain(piece.text).strip(), r, c, Spot(lines=(piece.first, piece.last))))
        if not ragged:
            last = Spot(lines=(pieces[0].first, pieces[-1].last))
            cells += [Cell("", r, c, last) for c in range(len(pieces), width)]
    return Table(tuple(cells), len(kept), width, Spot(lines=(kept[0][0].first, kept[-1][-1].last)))


def tabbed_table(lines: list[Line], at: int) -> tuple[Table, int]:
    """A row to a line, a tab between cells; a blank line ends it only where its header is printed again."""
    rows: list[Row] = []
    end = at
    while at < len(lines):
        if _is_blank(lines[at]):
            at += 1
            continue
        if "\t" not in lines[at].text or (rows and _repeats(lines, at, rows[0])):
            break
        rows.append(Row())
        at = end = _tabbed_row(lines, at, rows[-1])
    return gridded(_rejoined(rows), ragged=False), end


def _is_blank(line: Line) -> bool:
    """Whether nothing stands on a line, not even the tab of a cell that is blank."""
    return "\t" not in line.text and not line.text.strip()


def _repeats(lines: list[Line], at: int, header: Row) -> bool:
    """Whether a line after a blank one prints the first row again: a page, which may have other columns, begins."""
    if lines[at - 1].text.strip():
        return False
    return [part.strip() for part in lines[at].text.split("\t") if part.strip()] == [
        piece.text.strip() for piece in header.cells if piece.text.strip()
    ]


def _tabbed_row(lines: list[Line], at: int, row: Row) -> int:
    """Read one row, whose last cell may be quoted over several lines; return the line after it."""
    pieces, after = _tabbed(lines[at]), at + 1
    while _is_open(pieces[-1].text) and after < min(len(lines), at + _QUOTED_LINES):
        first, *others = _tabbed(lines[after])
        pieces[-1].add(first.text, first.last)
        pieces += others
        after += 1
    if _is_open(pieces[-1].text):  # a quotation mark that is never closed is only a mark
        pieces, after = _tabbed(lines[at]), at + 1
    row.cells = [_unquoted(piece) for piece in pieces]
    return after


def _tabbed(line: Line) -> list[Piece]:
    return [Piece(text, line.number, line.number) for text in line.text.split("\t")]


def _is_open(text: str) -> bool:
    return text.startswith('"') and text.count('"') % 2 == 1


def _unquoted(piece: Piece) -> Piece:
    if len(piece.text) > 1 and piece.text.startswith('"') and piece.text.endswith('"') and not _is_open(piece.text):
        return replace(piece, text=piece.text[1:-1].replace('""', '"'))
    return piece


def _rejoined(rows: list[Row]) -> list[Row]:
    """Rows of one line each, where a line that a break inside a cell cut in two is one again."""
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0]
    joined: list[Row] = []
    for row in rows:
        before = joined[-1].cells if joined else []
        first = row.cells[0]
        if (
            1 < len(before) < width
            and len(before) + len(row.cells) - 1 == width
            and before[-1].last + 1 == first.first
            and first.text.strip()
            and not mark_of(first.text)
            and not plain_number(first.text)
        ):
            before[-1].add(first.text, first.last)
            before += row.cells[1:]
        else:
            joined.append(row)
    return joined


def stacked_table(lines: list[Line], at: int) -> tuple[Table, int]:
    """A cell to a line behind its tab; blank lines end a row, lines without a tab continue a cell."""
    rows, end = [Row()], at
    while at < len(lines):
        text = lines[at].text
        if _is_blank(lines[at]):
            rows.append(Row())
            at += 1
        elif "\t" in text:
            for part in text.split("\t")[1:]:
                rows[-1].cells.append(Piece(part, lines[at].number, lines[at].number))
            at = end = at + 1
        elif after := _continued(lines, at):
            rows = _reopened(rows)
            for line in lines[at:after]:
                if line.text.strip():
                    rows[-1].cells[-1].add(line.text, line.number)
            at = end = after
        else:
            break
    return gridded(_completed([row for row in rows if row.cells]), ragged=True), end


def _continued(lines: list[Line], at: int) -> int:
    """The line after those that continue a cell: they follow it at once, or the next cell follows them at once."""
    after = _untabbed(lines, at)
    if not _is_blank(lines[at - 1]) or (after < len(lines) and "\t" in lines[after].text):
        return after
    further = after
    while further < len(lines) and _is_blank(lines[further]):
        further += 1
    if further >= len(lines) or further - after > 1:
        return 0
    if "\t" in lines[further].text:
        return after if after == at + 1 and _is_rest(lines[at].text) else 0
    return _continued_after_blank(lines, further)


def _untabbed(lines: list[Line], at: int) -> int:
    """The line after those from here on that have words and no tab."""
    while at < len(lines) and lines[at].text.strip() and "\t" not in lines[at].text:
        at += 1
    return at


def _is_rest(text: str) -> bool:
    """Whether a short line between two rows is the rest of a word, no page number, heading or title."""
    words = text.strip()
    return (
        re.fullmatch(r"[\u3400-\u9fff（）()]{2,10}", words) is not None
        and not mark_of(words)
        and words[0] not in "附表抄"
    )


def _continued_after_blank(lines: list[Line], at: int) -> int:
    """As above for the next of several pieces with single blank lines between them."""
    while True:
        after = _untabbed(lines, at)
        if after >= len(lines) or after == at:
            return 0
        if "\t" in lines[after].text:
            return after
        at = after + 1


def _reopened(rows: list[Row]) -> list[Row]:
    """The rows up to the last that holds a cell, which goes on after a blank line."""
    last = max(i for i, row in enumerate(rows) if row.cells)
    return rows[: last + 1]


def _completed(rows: list[Row]) -> list[Row]:
    """Rows as most have them: one that a blank line inside it cut in two is one again."""
    width = Counter(len(row.cells) for row in rows if len(row.cells) > 1).most_common(1)
    whole: list[Row] = []
    for row in rows:
        before = whole[-1].cells if whole else []
        parts = len(before) + len(row.cells)
        if width and len(before) > 1 and parts == width[0][0] and not mark_of(row.cells[0].text):
            before += row.cells
        else:
            whole.append(row)
    return whole


def marked_table(lines: list[Line]) -> Table:
    """The outermost HTML table on some lines, as recognition writes it into Markdown."""
    soup = BeautifulSoup("\n".join(line.text for line in lines), "lxml")
    rows = [tag for tag in soup.find_all("tr") if isinstance(tag, Tag) and tag.find_parent("tr") is None]
    grid = Grid(1, max(1, len(rows)))
    spots = _row_spots(lines, soup, rows)
    for r, row in enumerate(rows):
        column = 0
        for tag in row.find_all(["td", "th"]):
            if tag.find_parent("tr") is row:
                column = grid.free(r, column)
                across = _span(tag, "colspan")
                grid.put(_text(tag), r, column, _span(tag, "rowspan"), across)
                column += across
    if not rows:
        grid.put(plain(soup.get_text()), 0, 0)
    table = grid.finish()
    cells = tuple(replace(cell, spot=spots[cell.row]) for cell in table.cells)
    return replace(table, cells=cells, spot=Spot(lines=(lines[0].number, lines[-1].number)))


def _row_spots(lines: list[Line], soup: BeautifulSoup, rows: list[Tag]) -> list[Spot]:
    """The lines of each row; all of them where the text does not mark every row."""
    whole = Spot(lines=(lines[0].number, lines[-1].number))
    begins = [line.number for line in lines for _ in _ROW.finditer(line.text)]
    every = soup.find_all("tr")
    if not rows or len(begins) != len(every):
        return [whole] * max(1, len(rows))
    starts = {id(tag): begin for tag, begin in zip(every, begins, strict=True)}
    first = [starts[id(row)] for row in rows]
    last = max((line.number for line in lines if "</tr" in line.text.lower()), default=lines[-1].number)
    opens = {line.number for line in lines if _ROW.match(line.text.lstrip())}
    ends = [*(begin - 1 if begin in opens else begin for begin in first[1:]), last]
    return [Spot(lines=(begin, max(begin, end))) for begin, end in zip(first, ends, strict=True)]


def _span(tag: Tag, name: str) -> int:
    match = _SPAN.match(str(tag.get(name, "1")))
    return max(1, int(match[1])) if match else 1


def _text(tag: Tag) -> str:
    for br in tag.find_all("br"):
        br.replace_with("\n")
    return plain(tag.get_text()).strip()
