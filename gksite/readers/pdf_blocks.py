"""Lines and pieces of tables of a PDF → blocks: what goes on in the next line or on the next page is put together."""

from dataclasses import dataclass, field, replace

from gksite.model.blocks import Paragraph, Spot, Table
from gksite.readers.pdf_lines import Line, could_hold, joined
from gksite.readers.pdf_tables import Piece, continues, join
from gksite.text.breaks import ends
from gksite.text.outline import mark_of

_INSET = 2.5
"""Font sizes at each side of a centred line at least; the first line of a paragraph has two at its left."""
_NEAR_END = 3
"""Font sizes that a line in the midst of a sentence leaves blank at its end at most."""
_APART = 1.4
"""Times the usual distance between lines beyond which a paragraph begins."""
_LEAST = 1.2
"""Font sizes from one line to the next at least, as in a title of large type."""
_DEEPEST = 6
"""Font sizes by which the first line of a paragraph is indented at most; a date at the right edge stands alone."""


def is_amid(line: Line, left: float, middle: float) -> bool:
    """Whether a line is centred on its page, far from the left edge of the text."""
    return line.x0 - left > _INSET * line.size and abs((line.x0 + line.x1) / 2 - middle) < line.size


@dataclass(slots=True)
class Writer:
    """Blocks so far; the paragraph and the table that the next line or piece may continue."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    repeated: int = 0
    paragraphs: int = 0
    cut: int = 0
    _pieces: list[Piece] = field(default_factory=list)
    _last: Line | None = None
    _left: float = 0
    _right: float = 0
    _middle: float = 0
    pitch: float = float("inf")
    _is_title: bool = False
    """Whether the paragraph began at the left margin, as a title does that is longer than its line."""

    def begin(self, left: float, right: float, middle: float) -> None:
        """Begin a page, whose text stands between these edges."""
        self._left, self._right, self._middle = left, right, middle

    def take(self, item: Line | Piece) -> None:
        """Add a line or a piece of a table."""
        if isinstance(item, Line):
            self.end_table()
            self.line(item)
            return
        self._last = None
        if self._pieces and not continues(self._pieces[-1], item):
            self.end_table()
        self._pieces.append(item)

    def end_table(self) -> None:
        """No piece follows."""
        if self._pieces:
            number = sum(isinstance(block, Table) for block in self.blocks) + 1
            table, repeated, cut = join(self._pieces, number)
            self.blocks.append(table)
            self.repeated += repeated
            self.cut += cut
            self._pieces = []

    def line(self, line: Line) -> None:
        """Begin a paragraph or continue the last."""
        centred = self._is_centred(line)
        before = self.blocks[-1] if self._last is not None else None
        if isinstance(before, Paragraph) and self._continues(line, before, centred):
            pages = (before.spot.pages[0] if before.spot.pages else line.page, line.page)
            text = joined(before.text, line.text)
            self.blocks[-1] = Paragraph(text, replace(before.spot, pages=pages), centred=before.centred or centred)
        else:
            self._is_title = not self._is_indented(line)
            self.paragraphs += 1
            spot = Spot(pages=(line.page, line.page), paragraphs=(self.paragraphs, self.paragraphs))
            self.blocks.append(Paragraph(line.text, spot, centred=centred))
        self._last = line

    def _is_centred(self, line: Line) -> bool:
        return self._right - line.x1 > _INSET * line.size and is_amid(line, self._left, self._middle)

    def _continues(self, line: Line, before: Paragraph, centred: bool) -> bool:
        last = self._last
        assert last is not None  # noqa: S101  there is a paragraph before
        if abs(last.size - line.size) > 0.15 * line.size or before.centred or last.x0 - line.x0 > _DEEPEST * line.size:
            return False
        far = line.middle - last.middle > _APART * max(self.pitch, _LEAST * line.size)
        near = not ends(before.text) and self._right - last.x1 < _NEAR_END * line.size
        begins = mark_of(line.text) is not None and (ends(before.text) or before.text.endswith("）"))
        if begins or (far and line.page == last.page):
            return False
        full = near or not could_hold(last, line, self._right - last.x0)
        if centred:
            return full and self._is_title
        return full and not self._is_indented(line)

    def _is_indented(self, line: Line) -> bool:
        return line.x0 - self._left > 1.2 * line.size
