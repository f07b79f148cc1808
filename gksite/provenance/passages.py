"""The words of some units of a source, read on in one string, so that a text can be looked for to the character."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gksite.model.blocks import Spot
from gksite.provenance.units import Unit
from gksite.text.breaks import bare

GAP = "\x1f"
"""Stands between columns, and where a claim has been found already."""
_PAGE_NUMBER = re.compile(r"^[\s—–－-]*(?:第\s*)?\d{1,4}(?:\s*页)?[\s—–－-]*$")
"""A line that holds the number of a page and nothing else: — 2 —, 第 3 页."""
_LONGEST_FURNITURE = 60
"""Characters of a repeated line that can be the head of a table."""


def furniture(units: tuple[Unit, ...]) -> frozenset[str]:
    """The words of the units that a page break puts in between: page numbers, heads repeated on every page."""
    counted = Counter(unit.bare for unit in units)
    found = []
    for text, times in counted.items():
        repeated = times > 1 and len(text) <= _LONGEST_FURNITURE
        if repeated or _PAGE_NUMBER.match(text):
            found.append(text)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Passage:
    """Bare words read on, and the spot of each character."""

    text: str
    spots: tuple[Spot | None, ...]

    def without(self, start: int, end: int) -> "Passage":
        """The passage with a part taken away, the rest in its place."""
        return Passage(self.text[:start] + GAP * (end - start) + self.text[end:], self.spots)

    def breaking_point(self, part: str) -> tuple[Spot | None, int, int]:
        """Where a part that does not stand here breaks off: the spot, its index in the part, its index in the text."""
        head = _longest(part, self.text, lambda k: part[:k])
        tail = _longest(part, self.text, lambda k: part[len(part) - k :])
        if tail > head:
            found = self.text.find(part[len(part) - tail :])
            index, at = len(part) - tail - 1, found - 1
        else:
            index, at = head, self.text.find(part[:head]) + head
        at = max(0, min(at, len(self.text) - 1))
        spot = self.spots[at] if self.spots else None
        return spot, max(0, min(index, len(part) - 1)), at


def _longest(part: str, text: str, cut: Callable[[int], str]) -> int:
    """The most characters k for which cut(k) stands in a text, by halving: what holds for k holds for less."""
    low, high = 0, len(part)
    while low < high:
        middle = (low + high + 1) // 2
        if cut(middle) in text:
            low = middle
        else:
            high = middle - 1
    return low


def passages(units: tuple[Unit, ...], left_out: frozenset[str]) -> Iterator[Passage]:
    """Three ways of reading some units: on, on over page breaks, and down each column over page breaks."""
    yield _across(units)
    kept = tuple(unit for unit in units if unit.bare not in left_out)
    yield _across(kept)
    width = max((len(unit.cells) for unit in kept), default=0)
    down: list[tuple[Spot | None, str]] = []
    for column in range(width):
        down += [(unit.spots[column], unit.cells[column]) for unit in kept if column < len(unit.cells)]
        down.append((None, GAP))
    yield _joined(down)


def _across(units: Sequence[Unit]) -> Passage:
    pieces: list[tuple[Spot | None, str]] = []
    for unit in units:
        pieces += zip(unit.spots, unit.cells, strict=True)
    return _joined(pieces)


def _joined(pieces: Sequence[tuple[Spot | None, str]]) -> Passage:
    text: list[str] = []
    spots: list[Spot | None] = []
    for spot, words in pieces:
        if words == GAP:
            text.append(GAP)
            spots.append(spot)
            continue
        for line_spot, line in _line_by_line(spot, words):
            shown = bare(line)
            text.append(shown)
            spots += [line_spot] * len(shown)
    return Passage("".join(text), tuple(spots))


def _line_by_line(spot: Spot | None, words: str) -> Iterator[tuple[Spot | None, str]]:
    """The lines of a cell of a text, each with its own number; any other words in one."""
    lines = words.split("\n")
    if spot is None or spot.lines is None or spot.lines[1] - spot.lines[0] + 1 != len(lines):
        yield spot, words
        return
    for number, line in enumerate(lines, spot.lines[0]):
        yield replace(spot, lines=(number, number)), line
