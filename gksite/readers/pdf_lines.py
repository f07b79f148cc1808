"""Characters of a page → lines → paragraphs: a line that could have been longer ends its paragraph."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""A Chinese character or full-width mark, which is as wide as its font is high."""
_TWO_DIGITS = re.compile("[0-9]{2}")
"""The end of a line and the beginning of the next between which a number was cut."""
_KANGXI_RADICALS = range(0x2F00, 0x2FD6)
"""Radicals of which Unicode knows what character they look like."""
PLAIN = str.maketrans(
    "⺎⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "兀母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
) | {code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI_RADICALS}
"""Radicals, which programs write into a PDF for the characters that look like them, and those characters."""
_NEVER_FIRST = frozenset("、，。．；：？！）〕】》」』”’)]},.;:?!%")
"""Marks that begin no line: they stay with the character before them, and may hang over the margin."""
_NEVER_LAST = frozenset("（〔【《「『“‘([{+")
"""Marks that end no line: they move to the next with the character behind them."""
_QUOTES = frozenset("“”‘’\"'")
"""Programs that do not ask for the language let no line break at either side of these."""
_PADDING = 0.7
"""Font sizes that a cell leaves blank at each side at most; Word leaves half of one."""
_GAP = 1.5
"""Font sizes between two columns at least."""
_LATIN = 0.65
"""Font sizes that a letter or digit of a wide font takes."""
_LATIN_BLANK = 0.25
"""Font sizes between two Latin words at least."""
_CJK_BLANK = 1.0
"""Font sizes between two texts at least where one of them is Chinese, whose characters may stand wide apart."""
_LEVEL = 0.4
"""Font sizes between the middles of two characters on one line at most."""
_NEAREST = 1.5
"""Points between the two prints of one character at most, and no more than a quarter of its size."""
_LOOK_BACK = 4
"""How many characters before are compared to find one that is printed twice."""


class Char(NamedTuple):
    """A character and its box in points from the page's top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height, which is the size of its font."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Half way between its top and its bottom."""
        return (self.top + self.bottom) / 2

    @property
    def across(self) -> float:
        """Where it counts as standing: its middle, or the start of a mark that may hang over the edge of its cell."""
        return self.x0 if self.text in _NEVER_FIRST else (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class PdfLine:
    """Characters on one line, from left to right, as text."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    page: int
    size: float
    """The size of most of its letters: fonts side by side stand at different heights."""
    has_gap: bool = False
    """Whether it has a gap such as stands between the columns of a table."""

    @property
    def middle(self) -> float:
        """Half way between its top and its bottom."""
        return (self.top + self.bottom) / 2

    @property
    def inked(self) -> float:
        """Where it ends without the mark that may hang over its margin."""
        return self.x1 - self.size if self.text[-1:] in _NEVER_FIRST else self.x1


def without_doubles(chars: Iterable[Char]) -> list[Char]:
    """Each character once even where it is printed twice to look bold."""
    kept: list[Char] = []
    places: dict[tuple[str, int], list[float]] = {}
    for char in chars:
        same = places.setdefault((char.text, round(char.top)), [])
        if char.text.isspace() or not _is_double(char, same):
            same.append(char.x0)
            kept.append(char)
    return kept


def _is_double(char: Char, places: Sequence[float]) -> bool:
    """Whether one of the last characters that are the same begins nearly where this one does."""
    near = min(_NEAREST, char.size / 4)
    return any(abs(x0 - char.x0) < near for x0 in places[-_LOOK_BACK:])


def lines_of(chars: Iterable[Char], page: int) -> list[PdfLine]:
    """The lines of a page or a cell from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char.top + char.bottom, char.x0)):
        if rows and _is_level_with(rows[-1][-1], char):
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = []
    for row in rows:
        line = _line_of(row, page)
        if line.text:
            lines.append(line)
    return lines


def _is_level_with(char: Char, other: Char) -> bool:
    return abs(char.middle - other.middle) < _LEVEL * max(char.size, other.size)


def _line_of(row: list[Char], page: int) -> PdfLine:
    row.sort(key=lambda char: char.x0)
    inked = [char for char in row if char.text.strip()] or row
    return PdfLine(
        _text_of(row).replace("\xa0", " ").replace("\0", "").strip(),
        inked[0].x0,
        max(char.x1 for char in inked),
        min(char.top for char in inked),
        max(char.bottom for char in inked),
        page,
        median(char.size for char in inked),
        any(after.x0 - before.x1 > _GAP * before.size for before, after in pairwise(inked)),
    )


def _text_of(row: Iterable[Char]) -> str:
    """The characters of a line with a blank where there is room for one."""
    text = ""
    before: Char | None = None
    for char in row:
        if before is not None and _is_apart(text, before, char):
            text += " "
        text += char.text
        before = char
    return text


def _is_apart(text: str, before: Char, char: Char) -> bool:
    """Whether there is room for a blank before a character that no blank divides from the text so far."""
    if not text[-1:].strip() or not char.text.strip():
        return False
    both_latin = not _CJK.match(text[-1]) and not _CJK.match(char.text)
    room = _LATIN_BLANK if both_latin else _CJK_BLANK
    return char.x0 - before.x1 > room * char.size


def join_texts(before: str, after: str) -> str:
    """Two pieces of one paragraph: a blank between them only where both are Latin words; a number cut in two is one."""
    if not before or not after:
        return before + after
    at_break = before[-1] + after[0]
    if _CJK.search(at_break) or _TWO_DIGITS.match(at_break):
        return before + after
    if before.endswith("-"):
        return before.removesuffix("-") + after
    return f"{before} {after}"


def first_word(text: str) -> str:
    """What must move to the next line together: a Latin word, or a character and what may not begin a line."""
    end = 1
    while end < len(text) and _stay_together(text[end - 1], text[end]):
        end += 1
    return text[:end]


def _stay_together(before: str, after: str) -> bool:
    """Whether no line may break between two characters."""
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return True
    if before in _QUOTES or after in _QUOTES:
        return True
    pair = before + after
    return not _CJK.search(pair) and not any(map(str.isspace, pair))


def cell_text(lines: Iterable[PdfLine], room: float) -> str:
    """The text of a cell `room` points wide inside its padding: lines that are full run on, others end a paragraph."""
    text = ""
    last: PdfLine | None = None
    for line in lines:
        if last is None:
            text = line.text
        elif could_hold(last, line, room):
            text += "\n" + line.text
        else:
            text = join_texts(text, line.text)
        last = line
    return text


def could_hold(line: PdfLine, after: PdfLine, room: float) -> bool:
    """Whether the next line's first word would have fitted behind this line."""
    width = 0.0
    for char in first_word(after.text):
        width += after.size * (1 if _CJK.match(char) else _LATIN)
    return line.x1 - line.x0 + width <= room + 0.1 * line.size


@dataclass(slots=True)
class ColumnOfText:
    """The cells between two edges: what their lines leave blank at each side at least, the size of the largest font."""

    left: float
    right: float
    left_gap: float = float("inf")
    right_gap: float = float("inf")
    size: float = 0.0

    def add(self, line: PdfLine) -> None:
        """Take in a line of one of the cells."""
        self.left_gap = min(self.left_gap, line.x0 - self.left)
        self.right_gap = min(self.right_gap, self.right - line.inked)
        self.size = max(self.size, line.size)

    @property
    def room(self) -> float:
        """Points between the paddings: what all lines leave blank, as far as programs pad a cell."""
        return self.right - self.left - (self._padding(self.left_gap) + self._padding(self.right_gap))

    def _padding(self, gap: float) -> float:
        return max(0.0, min(gap, _PADDING * self.size))
