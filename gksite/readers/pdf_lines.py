"""Characters of a page → lines → paragraphs: a line that could have been longer ends its paragraph."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_DIGITS = re.compile("[0-9]{2}")
PLAIN = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **dict(
        zip(
            map(ord, "⺎⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳"),
            "兀母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    ),
}
"""Radicals, which programs write into a PDF for the characters that look like them, and those characters."""
_NEVER_FIRST = frozenset("、，。．；：？！）〕】》」』”’)]},.;:?!%")
_NEVER_LAST = frozenset("（〔【《「『“‘([{+")
_QUOTES = frozenset("“”‘’\"'")
"""Programs that do not ask for the language let no line break at either side of these."""
_PADDING = 0.7
"""Font sizes that a cell leaves blank at each side at most; Word leaves half of one."""
_GAP = 1.5
"""Font sizes between two columns at least."""
_LATIN = 0.65
"""Font sizes that a letter or digit of a wide font takes."""


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
    def across(self) -> float:
        """Where it counts as standing: its middle, or the start of a mark that may hang over the edge of its cell."""
        return self.x0 if self.text in _NEVER_FIRST else (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Characters on one line, from left to right, as text."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    page: int
    size: float
    """The size of most of its letters: fonts side by side stand at different heights."""
    parted: bool = False
    """Whether it has a gap such as stands between the columns of a table."""

    @property
    def middle(self) -> float:
        """Half way between its top and its bottom."""
        return (self.top + self.bottom) / 2

    @property
    def inked(self) -> float:
        """Where it ends without the mark that may hang over its margin."""
        return self.x1 - self.size if self.text[-1:] in _NEVER_FIRST else self.x1


def once(found: Iterable[Char]) -> list[Char]:
    """Each character once even where it is printed twice to look bold."""
    kept: list[Char] = []
    places: dict[tuple[str, int], list[float]] = {}
    for char in found:
        same = places.setdefault((char.text, round(char.top)), [])
        if char.text.isspace() or not any(abs(x0 - char.x0) < min(1.5, char.size / 4) for x0 in same[-4:]):
            same.append(char.x0)
            kept.append(char)
    return kept


def lines(found: Iterable[Char], page: int) -> list[Line]:
    """The lines from top to bottom."""
    rows: list[list[Char]] = []
    for char in sorted(found, key=lambda c: (c.top + c.bottom, c.x0)):
        middle = (char.top + char.bottom) / 2
        last = rows[-1][-1] if rows else None
        if last is not None and abs((last.top + last.bottom) / 2 - middle) < 0.4 * max(last.size, char.size):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [line for row in rows if (line := _line(row, page)).text]


def _line(row: list[Char], page: int) -> Line:
    row.sort(key=lambda c: c.x0)
    said = ""
    before: Char | None = None
    for char in row:
        if before is not None and said[-1:].strip() and char.text.strip():
            both_latin = not _CJK.match(said[-1]) and not _CJK.match(char.text)
            if char.x0 - before.x1 > (0.25 if both_latin else 1.0) * char.size:
                said += " "
        said += char.text
        before = char
    seen = [char for char in row if char.text.strip()] or row
    return Line(
        said.replace("\xa0", " ").replace("\0", "").strip(),
        seen[0].x0,
        max(char.x1 for char in seen),
        min(char.top for char in seen),
        max(char.bottom for char in seen),
        page,
        median(char.size for char in seen),
        any(after.x0 - before.x1 > _GAP * before.size for before, after in pairwise(seen)),
    )


def joined(before: str, after: str) -> str:
    """Two pieces of one paragraph: a blank between them only where both are Latin words; a number cut in two is one."""
    if (
        not before
        or not after
        or _CJK.match(before[-1])
        or _CJK.match(after[0])
        or _DIGITS.match(before[-1] + after[0])
    ):
        return before + after
    return before.removesuffix("-") + after if before.endswith("-") else f"{before} {after}"


def first_word(text: str) -> str:
    """What must move to the next line together: a Latin word, or a character and what may not begin a line."""
    end = 1
    while end < len(text) and _one_word(text[end - 1], text[end]):
        end += 1
    return text[:end]


def _one_word(before: str, after: str) -> bool:
    if after in _NEVER_FIRST or before in _NEVER_LAST or before in _QUOTES or after in _QUOTES:
        return True
    return not any(c.isspace() or _CJK.match(c) for c in (before, after))


def cell_text(found: Sequence[Line], room: float) -> str:
    """The text of a cell `room` points wide inside its padding: lines that are full run on, others end a paragraph."""
    said = ""
    last: Line | None = None
    for line in found:
        if last is None:
            said = line.text
        elif could_hold(last, line, room):
            said += "\n" + line.text
        else:
            said = joined(said, line.text)
        last = line
    return said


def could_hold(line: Line, after: Line, room: float) -> bool:
    """Whether the next line's first word would have fitted behind this line."""
    word = first_word(after.text)
    width = sum(after.size * (1 if _CJK.match(c) else _LATIN) for c in word)
    return line.x1 - line.x0 + width <= room + 0.1 * line.size


def room_in(width: float, found: Sequence[tuple[float, float, float]]) -> float:
    """Points between the paddings of a column of cells, from each line's (gap left, gap right, size)."""
    size = max((s for *_, s in found), default=0.0)
    sides = (min((gap[side] for gap in found), default=0.0) for side in (0, 1))
    return width - sum(max(0.0, min(gap, _PADDING * size)) for gap in sides)
