"""The words of a source by their place: what is compared with a transcription, blanks and line breaks aside."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gksite.model.blocks import Cell, Paragraph, Reading, Spot, Table
from gksite.model.records import TaskSource
from gksite.problems import Phrase
from gksite.text.breaks import bare

GAP = "\x1f"
"""Stands between columns, and where a part has been found already."""
LEADING = re.compile("牵头|主办")
"""What a cell says that states the lead beside other roles."""
_ROLE = re.compile("牵头|主办|负责|责任|配合|协助|协办|承办|参与|参加|落实")
BRACKETS = str.maketrans("（）()[]【】［］", "〔〕〔〕〔〕〔〕〔〕")
AFTER_NAMES = r"[\u3400-\u9fff]{2,8}[:：]|\d{1,4}(?:[年月日]|个)|年[底初末内]|每[年季月周日]|全年|长期|持续"
"""What may follow the last name of a list: the label of another, or a time limit."""
_FIGURES = "〇一二三四五六七八九"
_TABLE_TAG = re.compile(r"</t[dr]>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|p|br|i|u|em|strong|sup|sub|span|font|div|table|thead|tbody|tr|td|th)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_DRAWN = re.compile(r"\s*[\u2500-\u257f]")
_LINES = re.compile("[\u2500-\u257f]+")
_HEADING = re.compile(r"^\s*#{1,6} ")
_PAGE_NUMBER = re.compile(r"^[\s—–－-]*(?:第\s*)?\d{1,4}(?:\s*页)?[\s—–－-]*$")
_LONGEST_FURNITURE = 60
"""Characters of a repeated line that can be the head of a table."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, a row of a table or a paragraph: its place and its cells."""

    spot: Spot
    cells: tuple[str, ...]

    @property
    def bare(self) -> str:
        """Its words without blanks."""
        return "".join(map(bare, self.cells))


def text_lines(lines: Sequence[str]) -> tuple[Line, ...]:
    """The lines of a text source; markup that recognition left behind is no part of its words."""
    return tuple(Line(Spot(lines=(n, n)), _cells(line)) for n, line in enumerate(lines, 1))


def _cells(line: str) -> tuple[str, ...]:
    words = _TAG.sub("", html.unescape(line))
    words = _HEADING.sub("", words)
    if _DRAWN.match(words):
        return tuple(_LINES.split(words))
    if "\t" not in words and words.lstrip().startswith("|"):
        return tuple(words.strip().strip("|").split("|"))
    cells = words.split("\t")
    return tuple(cell.replace('""', '"') if len(cells) > 1 and cell.startswith('"') else cell for cell in cells)


def reading_lines(reading: Reading) -> tuple[Line, ...]:
    """The paragraphs and the rows of the tables of a file as read, in its order."""
    return tuple(line for block in reading.blocks for line in _block_lines(block))


def _block_lines(block: Paragraph | Table) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        yield Line(block.spot, (block.text,))
        return
    rows: list[list[Cell]] = [[] for _ in range(block.height)]
    for cell in block.cells:
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    for row, held in enumerate(rows):
        cells = ["" for _ in range(block.width)]
        for cell in held:
            cells[cell.column] = cell.text
        if held:
            lowest = min(held, key=lambda cell: (cell.row != row, cell.rows))
            yield Line(_row_spot(lowest, row), tuple(cells))


def _row_spot(cell: Cell, row: int) -> Spot:
    """The place of one of the rows that a cell spans."""
    spot = cell.spot
    if spot.rows is None or spot.rows[1] - spot.rows[0] + 1 != cell.rows:
        return spot
    number = spot.rows[0] + row - cell.row
    return replace(spot, rows=(number, number))


def cited(lines: tuple[Line, ...], place: TaskSource) -> tuple[Line, ...]:
    """The lines that a task cites."""
    return tuple(lines[i] for i in cited_indexes(lines, place))


def cited_indexes(lines: tuple[Line, ...], place: TaskSource) -> list[int]:
    """Their indexes."""
    return list(cited_numbers(lines, place))


def cited_numbers(lines: tuple[Line, ...], place: TaskSource) -> dict[int, int]:
    """Their indexes, each with its number as the place counts lines, paragraphs, or rows of the table or the pages."""
    if place.lines and lines and lines[-1].spot.lines == (len(lines), len(lines)):  # a text: no need to look at all
        held = range(place.lines[0], min(place.lines[1], len(lines)) + 1)
        if all(lines[n - 1].spot.lines == (n, n) for n in held):
            return {n - 1: n for n in held}
    before = _rows_before(lines, place.pages) if place.pages else {}
    found = {}
    for i, line in enumerate(lines):
        counted = _counted(line.spot, place, before)
        if counted and _overlap(place.lines or place.rows or place.paragraphs, counted):
            found[i] = counted[0]
    return found


def _counted(spot: Spot, place: TaskSource, before: Mapping[int, int]) -> tuple[int, int] | None:
    """The lines, paragraphs or rows of a spot, counted as a place counts; None elsewhere."""
    if place.lines is not None:
        return spot.lines
    if place.paragraphs is not None:
        return spot.paragraphs
    if place.table is not None:
        return spot.rows if spot.table == place.table else None
    if spot.rows is None or spot.pages is None or spot.pages[0] not in before:
        return None
    rows = before[spot.pages[0]]
    return spot.rows[0] + rows, spot.rows[1] + rows


def _rows_before(lines: tuple[Line, ...], pages: tuple[int, int]) -> dict[int, int]:
    """How many rows of a range of pages stand on the pages before each: rows are counted over all of them."""
    last: dict[int, int] = {}
    for spot in (line.spot for line in lines):
        if spot.rows and spot.pages and pages[0] <= spot.pages[0] <= pages[1]:
            last[spot.pages[0]] = max(last.get(spot.pages[0], 0), spot.rows[1])
    before, total = {}, 0
    for page in sorted(last):
        before[page] = total
        total += last[page]
    return before


def _overlap(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]


def furniture(lines: tuple[Line, ...]) -> frozenset[str]:
    """The words of the lines that a page break puts in between: page numbers, heads repeated on every page."""
    counted = Counter(line.bare for line in lines)
    return frozenset(
        text
        for text, times in counted.items()
        if _PAGE_NUMBER.match(text) or (times > 1 and len(text) <= _LONGEST_FURNITURE)
    )


@dataclass(frozen=True, slots=True)
class Passage:
    """Bare words read on, and the place of each character."""

    text: str
    spots: tuple[Spot | None, ...]

    def without(self, start: int, end: int) -> "Passage":
        """The passage with a part taken away, the rest in its place."""
        return Passage(self.text[:start] + GAP * (end - start) + self.text[end:], self.spots)

    def place_of(self, part: str) -> tuple[Spot | None, int, int]:
        """Where a part that does not stand here breaks off: the place, its index in the part, its index in the text."""
        head = _longest(part, self.text, lambda k: part[:k])
        tail = _longest(part, self.text, lambda k: part[len(part) - k :])
        if tail > head:
            found = self.text.find(part[len(part) - tail :])
            index, at = len(part) - tail - 1, found - 1
        else:
            index, at = head, self.text.find(part[:head]) + head
        at = max(0, min(at, len(self.text) - 1))
        return (self.spots[at] if self.spots else None), max(0, min(index, len(part) - 1)), at


def _longest(part: str, text: str, cut: Callable[[int], str]) -> int:
    low, high = 0, len(part)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cut(middle) in text else (low, middle - 1)
    return low


def passages(lines: tuple[Line, ...], between: frozenset[str]) -> Iterator[Passage]:
    """Three ways of reading some lines: on, on over page breaks, and down each column over page breaks."""
    yield _joined([(line.spot, cell) for line in lines for cell in line.cells])
    kept = [line for line in lines if line.bare not in between]
    yield _joined([(line.spot, cell) for line in kept for cell in line.cells])
    width = max((len(line.cells) for line in kept), default=0)
    down: list[tuple[Spot | None, str]] = []
    for column in range(width):
        down += [(line.spot, line.cells[column]) for line in kept if column < len(line.cells)]
        down.append((None, GAP))
    yield _joined(down)


def _joined(pieces: Sequence[tuple[Spot | None, str]]) -> Passage:
    texts = [(spot, text if text == GAP else bare(text)) for spot, text in pieces]
    return Passage("".join(text for _, text in texts), tuple(spot for spot, text in texts for _ in text))


def is_stated(cell: str, text: str) -> bool:
    """Whether a text states a cell: as a bracket （市财政局负责）, or as words of a sentence on who leads or helps."""
    inside = rf"[（(〔【\[][^）)〕】\]]{{0,12}}{re.escape(cell)}[^（(〔【\[]{{0,12}}[）)〕】\]]"
    words = bare(text)
    return re.search(inside, words) is not None or (cell in words and _ROLE.search(cell) is not None)


def spoken(spot: Spot | None) -> Phrase:
    """A place in a source, in words."""
    if spot is None or spot == Spot():
        return Phrase("")
    if spot.lines:
        return Phrase("第 {line} 行", (("line", spot.lines[0]),))
    if spot.paragraphs:
        return Phrase("第 {paragraph} 段", (("paragraph", spot.paragraphs[0]),))
    if spot.pages:
        return Phrase("第 {page} 页第 {row} 行", (("page", spot.pages[0]), ("row", (spot.rows or (0,))[0])))
    return Phrase("第 {table} 个表格第 {row} 行", (("table", spot.table or 0), ("row", (spot.rows or (0,))[0])))


def forms(day: date) -> re.Pattern[str]:
    """How a document prints a day: 2018年6月12日, 2018-06-12, 二〇一八年六月十二日."""
    year = "".join("[〇○零Oo]" if c == "0" else _FIGURES[int(c)] for c in str(day.year))
    arabic = rf"{day.year}(?:年0?{day.month}月0?{day.day}日|[-./]0?{day.month}[-./]0?{day.day}(?!\d))"
    return re.compile(f"{arabic}|{year}年{_spelt(day.month)}月{_spelt(day.day)}日")


def _spelt(number: int) -> str:
    """12 as 十二."""
    tens, ones = divmod(number, 10)
    return (_FIGURES[tens] if tens > 1 else "") + ("十" if tens else "") + (_FIGURES[ones] if ones else "")
