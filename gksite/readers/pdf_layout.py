"""What the pages of a PDF have in common: lines that run on every page, margins, the distance between lines."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from gksite.readers.pdf_blocks import is_amid
from gksite.readers.pdf_lines import PdfLine
from gksite.readers.pdf_tables import TablePiece

_MARGIN = 100
"""Points from the top and from the bottom of a page within which running lines stand: 35 mm, whatever its size."""
_PAGE_NUMBER = re.compile(r"[\W_]*\d{1,4}[\W_]*|第\s*\d+\s*页.{0,12}")
"""A line that is a page number: 「- 3 -」, 「第 3 页 共 20 页」."""
_SAME_HEIGHT = 4
"""Points within which the running lines of two pages stand."""
_ALONE = 1.5
"""Font sizes by which the longest line exceeds all others where it shows only that there was room for it."""
_MANY_GAPS = 8
"""Lines with gaps from which on a text has a table."""
_FEW_GAPS = 3
"""Lines with gaps from which on a text has a table where they are a third of its lines."""


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page as read: its lines outside tables, its tables, its size."""

    number: int
    width: float
    height: float
    lines: list[PdfLine]
    pieces: list[TablePiece]

    @property
    def has_text(self) -> bool:
        """Whether anything stands on it."""
        return bool(self.lines) or any(piece.has_text for piece in self.pieces)


def lines_on(pages: Sequence[PdfPage]) -> list[PdfLine]:
    """The lines outside tables of all pages."""
    lines: list[PdfLine] = []
    for page in pages:
        lines += page.lines
    return lines


def pieces_on(pages: Sequence[PdfPage]) -> list[TablePiece]:
    """The pieces of tables of all pages."""
    pieces: list[TablePiece] = []
    for page in pages:
        pieces += page.pieces
    return pieces


def count_gaps_of_unruled_table(pages: Sequence[PdfPage]) -> int:
    """How many lines have gaps that show a table; 0 where too few have, or a page has ruled its table."""
    lines = lines_on(pages)
    gaps = sum(line.has_gap for line in lines)
    enough = _MANY_GAPS if 3 * gaps < len(lines) else _FEW_GAPS
    if gaps < enough or gaps < len(lines) / 10 or pieces_on(pages):
        return 0
    return gaps


def running_lines(pages: Sequence[PdfPage]) -> set[PdfLine]:
    """Page numbers, and lines at the edge of a page that most pages repeat in the same place."""
    at_edge: list[PdfLine] = []
    for page in pages:
        at_edge += [line for line in page.lines if _is_at_edge(line, page)]
    times = Counter(map(_text_and_place, at_edge))
    running = set()
    for line in at_edge:
        is_frequent = times[_text_and_place(line)] > max(2, len(pages) / 2)
        if is_frequent or _PAGE_NUMBER.fullmatch(line.text):
            running.add(line)
    return running


def _is_at_edge(line: PdfLine, page: PdfPage) -> bool:
    return line.bottom < _MARGIN or line.top > page.height - _MARGIN


def _text_and_place(line: PdfLine) -> tuple[str, int]:
    """What is the same of a line that runs on every page, whose numbers may count the pages."""
    return re.sub(r"\d+", "#", line.text), round(line.top / _SAME_HEIGHT)


def margins_by_width(pages: Sequence[PdfPage], running: Set[PdfLine]) -> dict[int, tuple[float, float]]:
    """Where the text of the pages of each width begins and ends."""
    by_width: dict[int, list[PdfPage]] = {}
    for page in pages:
        by_width.setdefault(round(page.width), []).append(page)
    return {width: _margins(width, alike, running) for width, alike in by_width.items()}


def _margins(width: int, pages: Sequence[PdfPage], running: Set[PdfLine]) -> tuple[float, float]:
    """Where the text of pages of one width begins and ends.

    The end is where two lines end or a table does; one long line alone shows only that there is room for it, and then
    the right margin is taken to be as wide as the left one.
    """
    body = [line for line in lines_on(pages) if line not in running]
    left = min((line.x0 for line in body), default=0.0)
    longest = sorted((line.inked, line.size) for line in body if not is_amid(line, left, width / 2))[-2:]
    ends = [end for end, _ in longest]
    ends += [piece.xs[-1] for piece in pieces_on(pages)]
    if len(longest) < 2 or longest[1][0] - longest[0][0] > _ALONE * longest[1][1]:
        ends.append(width - left)
    return left, max(ends, default=width)


def pitch_of(pages: Sequence[PdfPage]) -> float:
    """Points from one line of a paragraph to the next: the least that is found twice; endless where none is."""
    times: Counter[int] = Counter()
    for page in pages:
        times.update(round(below.middle - above.middle) for above, below in pairwise(page.lines))
    return min((pitch for pitch, count in times.items() if pitch > 0 and count > 1), default=float("inf"))
