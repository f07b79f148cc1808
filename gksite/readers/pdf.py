"""PDF with text: ruled tables, joined over pages; running lines apart; a scanned or locked file is refused."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from io import BytesIO
from itertools import islice, pairwise

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTFigure, LTItem, LTLine, LTPage, LTRect
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psexceptions import PSException

from gksite.problems.problem import Phrase
from gksite.readers.content import BLANK_SIGN, Content, Progress
from gksite.readers.limits import CHARACTERS, DAMAGED, ENCRYPTED, PAGES, SCANNED, UNRULED, Unreadable, too_much
from gksite.readers.pdf_blocks import Writer, is_amid
from gksite.readers.pdf_edges import Edge, edges_of, ruled
from gksite.readers.pdf_lines import PLAIN, Char, Line, lines, once
from gksite.readers.pdf_tables import Piece, piece

_MARGIN = 100
"""Points from the top and from the bottom of a page within which running lines stand: 35 mm, whatever its size."""
_PAGE_NUMBER = re.compile(r"[\W_]*\d{1,4}[\W_]*|第\s*\d+\s*页.{0,12}")
_PARTED, _FEW = 8, 3
"""Lines with gaps that a text without a table may have, less one; where they are a third of its lines."""
_UNMAPPED = re.compile(r"\(cid:\d+\)")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page as read: its lines outside tables, its tables, its size."""

    number: int
    width: float
    height: float
    lines: list[Line]
    pieces: list[Piece]


def read(data: bytes, progress: Progress) -> Content:
    """The blocks of a PDF. Raises Unreadable where it is locked, scanned, too long or damaged."""
    try:
        document = PDFDocument(PDFParser(BytesIO(data)))
        pages = list(islice(PDFPage.create_pages(document), PAGES + 1))
    except PDFEncryptionError:
        raise Unreadable(ENCRYPTED) from None
    except PSException as error:
        raise Unreadable(DAMAGED, detail=f"{type(error).__name__} {error}") from None
    if len(pages) > PAGES:
        raise too_much("超过 {limit} 页", PAGES)
    sheets = list(_sheets(pages, progress))
    if not any(sheet.lines or _has_text(sheet) for sheet in sheets):
        raise Unreadable(SCANNED, pages=len(pages))
    _refuse_unruled(sheets)
    return _content(sheets)


def _refuse_unruled(sheets: Sequence[_Sheet]) -> None:
    """Raise Unreadable where a table shows by gaps in many lines and no page has ruled one."""
    found = [line for sheet in sheets for line in sheet.lines]
    parted = sum(line.parted for line in found)
    many = parted >= (_PARTED if 3 * parted < len(found) else _FEW) and parted >= len(found) / 10
    if many and not any(sheet.pieces for sheet in sheets):
        raise Unreadable(UNRULED, count=parted)


def _sheets(pages: Sequence[PDFPage], progress: Progress) -> Iterator[_Sheet]:
    """The pages one by one; only their lines and cells stay in memory."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    letters = 0
    for number, page in enumerate(pages, 1):
        interpreter.process_page(page)
        layout = device.get_result()
        if turn := _turn(layout):
            page.rotate = (page.rotate + turn) % 360
            interpreter.process_page(page)
            layout = device.get_result()
        drawn = _drawn(layout, layout.height)
        letters += len(drawn[0])
        if letters > CHARACTERS:
            raise too_much("超过 {limit} 字", CHARACTERS)
        yield _sheet(number, layout, *drawn)
        progress(number, len(pages))


def _turn(layout: LTPage) -> int:
    """Degrees by which to turn a page whose text does not mostly run across, as a wide table's on a tall page."""
    found: Counter[int] = Counter()
    waiting: list[LTItem] = [layout]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTChar):
            across, up = item.matrix[:2]
            found[(0 if across >= 0 else 180) if abs(across) >= abs(up) else 90 if up > 0 else 270] += 1
        elif isinstance(item, LTPage | LTFigure):
            waiting += item
    return max(found, key=found.__getitem__, default=0)


def _drawn(container: Iterable[LTItem], height: float) -> tuple[list[Char], list[Edge]]:
    """The upright characters and the straight lines of a page, measured from its top."""
    found: list[Char] = []
    edges: list[Edge] = []
    for item in container:
        if isinstance(item, LTChar):
            if item.upright and item.height > 0:
                text = _UNMAPPED.sub(BLANK_SIGN, item.get_text()).translate(PLAIN)
                found.append(Char(text, item.x0, item.x1, height - item.y1, height - item.y0))
        elif isinstance(item, LTRect | LTLine):
            if item.stroke or item.fill:
                edges += edges_of(item.x0, height - item.y1, item.x1, height - item.y0)
        elif isinstance(item, LTFigure):
            inner = _drawn(item, height)
            found += inner[0]
            edges += inner[1]
    return found, edges


def _sheet(number: int, layout: LTPage, found: list[Char], edges: list[Edge]) -> _Sheet:
    rest = once(found)
    pieces: list[Piece] = []
    for grid in ruled(edges):
        made, rest = piece(grid, rest, number, sum(p.height for p in pieces))
        pieces += [made] if any(part.text for part in made.cells) else []
    return _Sheet(number, layout.width, layout.height, lines(rest, number), pieces)


def _has_text(sheet: _Sheet) -> bool:
    return any(part.text for piece in sheet.pieces for part in piece.cells)


def _content(sheets: Sequence[_Sheet]) -> Content:
    running = set(_running(sheets))
    margins = _margins(sheets, running)
    pitch = _pitch(sheets)
    writer = Writer()
    for sheet in sheets:
        body = [line for line in sheet.lines if id(line) not in running]
        writer.pitch = pitch
        writer.begin(*margins[round(sheet.width)], sheet.width / 2)
        items: list[Line | Piece] = [*body, *sheet.pieces]
        for item in sorted(items, key=lambda item: item.top):
            writer.take(item)
    writer.end_table()
    remarks = []
    if running:
        remarks.append(Phrase("{count} 行页眉、页脚和页码没有读入", count=len(running)))
    if writer.repeated:
        remarks.append(Phrase("{count} 行每页重复的表头没有读入", count=writer.repeated))
    if writer.cut:
        remarks.append(Phrase("{count} 行被分页断开，已接成一行", count=writer.cut))
    blank = [str(sheet.number) for sheet in sheets if not sheet.lines and not _has_text(sheet)]
    if blank:
        remarks.append(Phrase("第 {pages} 页没有文字，可能是图片", pages=", ".join(blank)))
    return Content(tuple(writer.blocks), remarks=(*remarks, *_unmapped(sheets)))


def _unmapped(sheets: Sequence[_Sheet]) -> Iterator[Phrase]:
    texts = [line.text for sheet in sheets for line in sheet.lines]
    texts += [part.text for sheet in sheets for piece in sheet.pieces for part in piece.cells]
    count = sum(text.count(BLANK_SIGN) for text in texts)
    if count:
        yield Phrase("{count} 个字在文件里没有编码，读成了“□”", count=count)


def _running(sheets: Sequence[_Sheet]) -> Iterator[int]:
    """The identities of page numbers, and of lines at the edge of a page that most pages repeat in the same place."""
    edges = [(sheet, line) for sheet in sheets for line in sheet.lines if _at_edge(line, sheet)]
    seen = Counter((re.sub(r"\d+", "#", line.text), round(line.top / 4)) for _, line in edges)
    for _, line in edges:
        often = seen[re.sub(r"\d+", "#", line.text), round(line.top / 4)] > max(2, len(sheets) / 2)
        if often or _PAGE_NUMBER.fullmatch(line.text):
            yield id(line)


def _at_edge(line: Line, sheet: _Sheet) -> bool:
    return line.bottom < _MARGIN or line.top > sheet.height - _MARGIN


def _margins(sheets: Sequence[_Sheet], running: Set[int]) -> dict[int, tuple[float, float]]:
    """Where the text of the pages of each width begins and ends.

    The end is where two lines end or a table does; one long line alone shows only that there is room for it, and then
    the right margin is taken to be as wide as the left one.
    """
    found = {}
    for width in {round(sheet.width) for sheet in sheets}:
        alike = [sheet for sheet in sheets if round(sheet.width) == width]
        body = [line for sheet in alike for line in sheet.lines if id(line) not in running]
        left = min((line.x0 for line in body), default=0.0)
        ends = sorted((line.inked, line.size) for line in body if not is_amid(line, left, width / 2))[-2:]
        edges = [end for end, _ in ends] + [piece.xs[-1] for sheet in alike for piece in sheet.pieces]
        alone = len(ends) < 2 or ends[1][0] - ends[0][0] > 1.5 * ends[1][1]
        found[width] = (left, max([*edges, width - left] if alone else edges, default=width))
    return found


def _pitch(sheets: Sequence[_Sheet]) -> float:
    """Points from one line of a paragraph to the next: the least that is found twice; endless where none is."""
    found = Counter(round(b.middle - a.middle) for sheet in sheets for a, b in pairwise(sheet.lines))
    return min((pitch for pitch, times in found.items() if pitch > 0 and times > 1), default=float("inf"))
