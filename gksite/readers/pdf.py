"""PDF with text: ruled tables, joined over pages; running lines apart; a scanned or locked file is refused."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure, LTItem, LTLine, LTPage, LTRect
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from gksite.model.blocks import Margin, Paragraph
from gksite.problems.problem import Phrase
from gksite.readers.content import BLANK_SIGN, Content, Progress
from gksite.readers.limits import CHARACTERS, DAMAGED, ENCRYPTED, PAGES, SCANNED, UNRULED, Unreadable, too_much
from gksite.readers.pdf_blocks import BlockBuilder
from gksite.readers.pdf_edges import Edge, edges_of
from gksite.readers.pdf_grids import ruled_grids
from gksite.readers.pdf_layout import (
    PdfPage,
    count_gaps_of_unruled_table,
    lines_on,
    margins_by_width,
    pieces_on,
    pitch_of,
    running_lines,
)
from gksite.readers.pdf_lines import PLAIN, Char, PdfLine, lines_of, without_doubles
from gksite.readers.pdf_margins import aslant_margins, document_margins, page_margins
from gksite.readers.pdf_tables import TablePiece, piece_in
from gksite.text.markings import is_weak, marking_in

_UNMAPPED = re.compile(r"\(cid:\d+\)")
"""What pdfminer writes for a character of which the file has only the place in its font: 「(cid:123)」."""


def read(data: bytes, progress: Progress) -> Content:
    """The blocks of a PDF. Raises Unreadable where it is locked, scanned, too long or damaged."""
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        source_pages = list(islice(PDFPage.create_pages(document), PAGES + 1))
    except PDFEncryptionError:
        raise Unreadable(ENCRYPTED) from None
    except PSException as error:
        raise Unreadable(DAMAGED, detail=f"{type(error).__name__} {error}") from None
    if len(source_pages) > PAGES:
        raise too_much("超过 {limit} 页", PAGES)
    margins = list(document_margins(document))
    pages = list(_read_pages(source_pages, margins, progress))
    if not any(page.has_text for page in pages):
        raise Unreadable(SCANNED, pages=len(pages))
    gaps = count_gaps_of_unruled_table(pages)
    if gaps:
        raise Unreadable(UNRULED, count=gaps)
    return _content_of(pages, margins)


def _read_pages(source_pages: Sequence[PDFPage], margins: list[Margin], progress: Progress) -> Iterator[PdfPage]:
    """The pages one by one, of which only lines and cells stay in memory; `margins` takes what stands beside those."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    letters = 0
    for number, source_page in enumerate(source_pages, 1):
        interpreter.process_page(source_page)
        layout = device.get_result()
        if turn := _turn(layout):
            source_page.rotate = (source_page.rotate + turn) % 360
            interpreter.process_page(source_page)
            layout = device.get_result()
        margins += page_margins(source_page, number)
        margins += aslant_margins(layout, number)
        chars, edges = _chars_and_edges(layout, layout.height)
        letters += len(chars)
        if letters > CHARACTERS:
            raise too_much("超过 {limit} 字", CHARACTERS)
        yield _page_of(number, layout, chars, edges)
        progress(number, len(source_pages))


def _turn(layout: LTPage) -> int:
    """Degrees by which to turn a page whose text does not mostly run across, as a wide table's on a tall page."""
    turns: Counter[int] = Counter()
    waiting: list[LTItem] = [layout]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTChar):
            turns[_turn_of(item)] += 1
        elif isinstance(item, LTPage | LTFigure):
            waiting += item
    return max(turns, key=turns.__getitem__, default=0)


def _turn_of(char: LTChar) -> int:
    """Degrees by which to turn a character so that it stands upright."""
    across, up = char.matrix[:2]
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 180
    return 90 if up > 0 else 270


def _chars_and_edges(container: Iterable[LTItem], height: float) -> tuple[list[Char], list[Edge]]:
    """The upright characters and the straight lines of a page, measured from its top."""
    chars: list[Char] = []
    edges: list[Edge] = []
    for item in container:
        if isinstance(item, LTChar):
            if item.upright and item.height > 0:
                text = _UNMAPPED.sub(BLANK_SIGN, item.get_text()).translate(PLAIN)
                chars.append(Char(text, item.x0, item.x1, height - item.y1, height - item.y0))
        elif isinstance(item, LTRect | LTLine):
            if item.stroke or item.fill:
                edges += edges_of(item.x0, height - item.y1, item.x1, height - item.y0)
        elif isinstance(item, LTFigure):
            inner_chars, inner_edges = _chars_and_edges(item, height)
            chars += inner_chars
            edges += inner_edges
    return chars, edges


def _page_of(number: int, layout: LTPage, chars: list[Char], edges: list[Edge]) -> PdfPage:
    rest = without_doubles(chars)
    pieces: list[TablePiece] = []
    rows_above = 0
    for grid in ruled_grids(edges):
        piece, rest = piece_in(grid, rest, number, rows_above)
        if piece.has_text:  # a frame without text is no table
            pieces.append(piece)
            rows_above += piece.height
    return PdfPage(number, layout.width, layout.height, lines_of(rest, number), pieces)


def _content_of(pages: Sequence[PdfPage], beside: Sequence[Margin]) -> Content:
    running = running_lines(pages)
    margins = margins_by_width(pages, running)
    builder = BlockBuilder(pitch_of(pages))
    for page in pages:
        left, right = margins[round(page.width)]
        builder.begin_page(left, right, page.width / 2)
        items: list[PdfLine | TablePiece] = [line for line in page.lines if line not in running]
        items += page.pieces
        for item in sorted(items, key=lambda item: item.top):
            builder.take(item)
    builder.end_table()
    remarks = _remarks(pages, len(running), builder)
    return Content(
        tuple(builder.blocks), remarks=tuple(remarks), margins=(*beside, *_running(running), *_joined(pages, builder))
    )


def _joined(pages: Sequence[PdfPage], builder: BlockBuilder) -> Iterator[Margin]:
    """The lines that say more than a word on who may read, where they were joined to what stands before or after."""
    whole = {block.text for block in builder.blocks if isinstance(block, Paragraph)}
    for page in pages:
        for line in page.lines:
            if line.text not in whole and marking_in(line.text) and not is_weak(line.text):
                yield Margin(Phrase("第 {page} 页", page=page.number), line.text)


def _running(lines: Iterable[PdfLine]) -> Iterator[Margin]:
    """The lines that run on every page."""
    for text in dict.fromkeys(line.text for line in lines):
        yield Margin(Phrase("页眉或页脚"), text)


def _remarks(pages: Sequence[PdfPage], running: int, builder: BlockBuilder) -> Iterator[Phrase]:
    """What the reading changed or left out."""
    if running:
        yield Phrase("{count} 行页眉、页脚和页码没有读入", count=running)
    if builder.repeated:
        yield Phrase("{count} 行每页重复的表头没有读入", count=builder.repeated)
    if builder.cut:
        yield Phrase("{count} 行被分页断开，已接成一行", count=builder.cut)
    blank = [str(page.number) for page in pages if not page.has_text]
    if blank:
        yield Phrase("第 {pages} 页没有文字，可能是图片", pages=", ".join(blank))
    unmapped = _count_unmapped(pages)
    if unmapped:
        yield Phrase("{count} 个字在文件里没有编码，读成了“□”", count=unmapped)


def _count_unmapped(pages: Sequence[PdfPage]) -> int:
    """Characters that the file gives no meaning."""
    count = 0
    for line in lines_on(pages):
        count += line.text.count(BLANK_SIGN)
    for piece in pieces_on(pages):
        for part in piece.cells:
            count += part.text.count(BLANK_SIGN)
    return count
