"""Lines and pieces of tables of a PDF → blocks: what goes on in the next line or on the next page is put together."""

from dataclasses import dataclass, field, replace

from gksite.model.blocks import Paragraph, Spot, Table
from gksite.readers.pdf_lines import PdfLine, could_hold, join_texts
from gksite.readers.pdf_tables import TablePiece, continues, join_pieces
from gksite.text.breaks import ends
from gksite.text.outline import mark_of

_INSET = 2.5
"""Font sizes at each side of a centred line at least; the first line of a paragraph has two at its left."""
_INDENT = 1.2
"""Font sizes by which the first line of a paragraph is indented at least."""
_NEAR_END = 3
"""Font sizes that a line in the midst of a sentence leaves blank at its end at most."""
_APART = 1.4
"""Times the usual distance between lines beyond which a paragraph begins."""
_LEAST = 1.2
"""Font sizes from one line to the next at least, as in a title of large type."""
_DEEPEST = 6
"""Font sizes by which the first line of a paragraph is indented at most; a date at the right edge stands alone."""
_OTHER_SIZE = 0.15
"""Share of its size by which a line may be larger or smaller than the next of its paragraph."""


def is_amid(line: PdfLine, left: float, middle: float) -> bool:
    """Whether a line is centred on its page, far from the left edge of the text."""
    return line.x0 - left > _INSET * line.size and abs((line.x0 + line.x1) / 2 - middle) < line.size


@dataclass(slots=True)
class BlockBuilder:
    """Blocks so far; the paragraph and the table that the next line or piece may continue."""

    pitch: float = float("inf")
    """Points from one line of a paragraph to the next."""
    blocks: list[Paragraph | Table] = field(default_factory=list)
    repeated: int = 0
    """Header rows that pages repeat, which are left out."""
    paragraphs: int = 0
    tables: int = 0
    cut: int = 0
    """Rows that a page break has cut."""
    _pieces: list[TablePiece] = field(default_factory=list)
    _last: PdfLine | None = None
    """The line before, None behind a table."""
    _left: float = 0
    _right: float = 0
    _middle: float = 0
    _is_title: bool = False
    """Whether the paragraph began at the left margin, as a title does that is longer than its line."""

    def begin_page(self, left: float, right: float, middle: float) -> None:
        """Begin a page, whose text stands between these edges."""
        self._left, self._right, self._middle = left, right, middle

    def take(self, item: PdfLine | TablePiece) -> None:
        """Add a line or a piece of a table."""
        if isinstance(item, PdfLine):
            self.end_table()
            self._take_line(item)
            return
        self._last = None
        if self._pieces and not continues(self._pieces[-1], item):
            self.end_table()
        self._pieces.append(item)

    def end_table(self) -> None:
        """No piece follows."""
        if self._pieces:
            self.tables += 1
            table, repeated, cut = join_pieces(self._pieces, self.tables)
            self.blocks.append(table)
            self.repeated += repeated
            self.cut += cut
            self._pieces = []

    def _take_line(self, line: PdfLine) -> None:
        """Begin a paragraph or continue the last."""
        centred = self._is_centred(line)
        before = self.blocks[-1] if self.blocks else None
        last = self._last
        if last is not None and isinstance(before, Paragraph) and self._continues(line, last, before, centred):
            self.blocks[-1] = _extend(before, line, centred)
        else:
            self._is_title = not self._is_indented(line)
            self.paragraphs += 1
            spot = Spot(pages=(line.page, line.page), paragraphs=(self.paragraphs, self.paragraphs))
            self.blocks.append(Paragraph(line.text, spot, centred=centred))
        self._last = line

    def _is_centred(self, line: PdfLine) -> bool:
        return self._right - line.x1 > _INSET * line.size and is_amid(line, self._left, self._middle)

    def _continues(self, line: PdfLine, last: PdfLine, before: Paragraph, centred: bool) -> bool:
        """Whether a line goes on with the paragraph before it, of which `last` is the last line."""
        is_other_type = abs(last.size - line.size) > _OTHER_SIZE * line.size
        if is_other_type or before.centred or last.x0 - line.x0 > _DEEPEST * line.size:
            return False
        if _begins_item(line, before) or self._is_far(line, last):
            return False
        if not self._is_full(line, last, before):
            return False
        return self._is_title if centred else not self._is_indented(line)

    def _is_far(self, line: PdfLine, last: PdfLine) -> bool:
        """Whether a line stands on the same page as the last and too far below it for one paragraph."""
        usual = max(self.pitch, _LEAST * line.size)
        return line.page == last.page and line.middle - last.middle > _APART * usual

    def _is_full(self, line: PdfLine, last: PdfLine, before: Paragraph) -> bool:
        """Whether the last line has no room for more, or ends near the margin amid a sentence."""
        is_amid_sentence = not ends(before.text) and self._right - last.x1 < _NEAR_END * line.size
        return is_amid_sentence or not could_hold(last, line, self._right - last.x0)

    def _is_indented(self, line: PdfLine) -> bool:
        return line.x0 - self._left > _INDENT * line.size


def _begins_item(line: PdfLine, before: Paragraph) -> bool:
    """Whether a line begins with a number, and the paragraph before it may end there."""
    return mark_of(line.text) is not None and (ends(before.text) or before.text.endswith("）"))


def _extend(before: Paragraph, line: PdfLine, centred: bool) -> Paragraph:
    """A paragraph with one more line."""
    first_page = before.spot.pages[0] if before.spot.pages else line.page
    spot = replace(before.spot, pages=(first_page, line.page))
    return Paragraph(join_texts(before.text, line.text), spot, centred=before.centred or centred)
