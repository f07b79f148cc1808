"""What a page break cuts in two: the rows and the merged cells that go on at the top of the next page, made whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gksite.readers.pdf_lines import Line, could_hold, joined
from gksite.text.breaks import ends

_SLACK = 4
"""Lines that a program leaves blank at the foot of a page at most, rather than cut a paragraph there."""


class Part(NamedTuple):
    """What stands of a cell on one page; `open_above` and `open_below` where no line closes it at the page's edge."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    lines: tuple[Line, ...] = ()
    room: float = 0
    open_above: bool = False
    open_below: bool = False


@dataclass(slots=True)
class Whole:
    """A cell as far as the pages read so far show it."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    last: Part

    def grow(self, part: Part, rows: int) -> None:
        """Take in what stands of this cell on the next page, which is so many more rows."""
        self.text = _together(self, part)
        self.rows += rows
        self.last = part if part.lines else self.last._replace(open_below=part.open_below)


@dataclass(slots=True)
class Pages:
    """The rows of a table over several pages: its cells, and of each row the page and the number of each piece.

    `leaves_open`: the program that made the file draws no line where a page cuts a cell.
    """

    leaves_open: bool = False
    cells: list[Whole] = field(default_factory=list)
    rows: list[list[tuple[int, int]]] = field(default_factory=list)
    cut: int = 0

    def add(self, parts: Sequence[Part], numbers: Sequence[tuple[int, int]], gap: float) -> None:
        """Go on with the next page: its cells, the page and number of each row, the blank foot of the page before."""
        pairs = list(self._pairs(parts))
        cut = bool(pairs) and _is_row_cut(pairs, gap)
        offset = len(self.rows) - cut
        same = {id(part): whole for whole, part in pairs if whole and (cut or self._is_cell_cut(whole, part))}
        for part in parts:
            if id(part) in same:
                same[id(part)].grow(part, part.rows - cut)
            else:
                self.cells.append(Whole(offset + part.row, *part[1:5], part))
        if cut:
            self.rows[-1].append(numbers[0])
        self.rows += [[number] for number in numbers[cut:]]
        self.cut += cut

    def _pairs(self, parts: Sequence[Part]) -> Iterator[tuple[Whole | None, Part]]:
        """The cells at the top of the next page, each with the cell between the same edges at the foot of this one."""
        if self.rows:
            foot = {(c.column, c.columns): c for c in self.cells if c.row + c.rows == len(self.rows)}
            yield from ((foot.get((p.column, p.columns)), p) for p in parts if p.row == 0)

    def _is_cell_cut(self, whole: Whole, part: Part) -> bool:
        """Whether a cell merged downward goes on: no line closes it, or all are closed and it is blank."""
        blank = bool(whole.text) and not part.text and max(whole.rows, part.rows) > 1
        return _is_open(whole, part) or (blank and not self.leaves_open)


def _is_row_cut(pairs: Sequence[tuple[Whole | None, Part]], gap: float) -> bool:
    """Whether the first row of a page goes on with the last of the page before.

    Where a program leaves what it cuts without a line, no line closes any of its cells. Where it closes all, each of
    the row's texts goes on where a full line ends, and none is a number below a number.
    """
    found = [(whole, part) for whole, part in pairs if whole is not None]
    if len(found) < len(pairs):
        return False
    opened = [_is_open(whole, part) for whole, part in found]
    if any(opened):
        return all(opened)
    said = [(whole, part) for whole, part in found if part.text]
    full = [(whole, part) for whole, part in said if whole.text]
    if gap > _SLACK * max((line.size for _, part in said for line in part.lines), default=0):
        return False
    ended = any(whole.text and not part.text for whole, part in found)
    if len(full) < len(said) and not ended:
        return False
    going_on = any(not ends(whole.text) for whole, _ in full)
    return bool(full) and (ended or going_on) and not any(_is_new(whole, part) for whole, part in full)


def _is_open(whole: Whole, part: Part) -> bool:
    return whole.last.open_below and part.open_above


def _is_new(whole: Whole, part: Part) -> bool:
    """Whether a text is another one than that above: a new paragraph, or the next number of a narrow column."""
    numbers = whole.text.rstrip(".、．").isdigit() and part.text.rstrip(".、．").isdigit()
    return numbers or _breaks(whole, part)


def _breaks(whole: Whole, part: Part) -> bool:
    """Whether a new paragraph begins with a part."""
    last = whole.last
    return bool(last.lines) and bool(part.lines) and could_hold(last.lines[-1], part.lines[0], last.room)


def _together(whole: Whole, part: Part) -> str:
    if not whole.text or not part.text:
        return whole.text or part.text
    return f"{whole.text}\n{part.text}" if _breaks(whole, part) else joined(whole.text, part.text)
