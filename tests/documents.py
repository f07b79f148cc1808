"""The same paragraphs and tables as a Word file, a workbook, a web page and a PDF, with real merged cells."""

import html
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TypeAlias

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH

Placed: TypeAlias = tuple[int, int, int, int, str]
"""A cell: row and column from 0, rows and columns spanned, text."""
Grid: TypeAlias = Sequence[Placed]
Blocks: TypeAlias = Sequence[str | Grid]


def size(grid: Grid) -> tuple[int, int]:
    """Rows and columns."""
    return max(r + h for r, _, h, _, _ in grid), max(c + w for _, c, _, w, _ in grid)


def plain(rows: Sequence[Sequence[str]]) -> list[Placed]:
    """A grid without merged cells."""
    return [(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row)]


def as_docx(blocks: Blocks) -> bytes:
    """A .docx; a paragraph that begins with a blank is centred."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            paragraph = document.add_paragraph(block.strip())
            if block.startswith(" "):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            continue
        rows, columns = size(block)
        table = document.add_table(rows, columns)
        for r, c, h, w, text in block:
            cell = table.cell(r, c)
            if (h, w) != (1, 1):
                cell = cell.merge(table.cell(r + h - 1, c + w - 1))
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(blocks: Blocks) -> bytes:
    """A workbook of one sheet; a paragraph is a row of its own, merged over the whole width."""
    book = openpyxl.Workbook()
    sheet = book.active
    width = max(size(block)[1] for block in blocks if not isinstance(block, str))
    top = 1
    for block in blocks:
        placed = [(0, 0, 1, width, block.strip())] if isinstance(block, str) else block
        for r, c, h, w, text in placed:
            sheet.cell(top + r, c + 1, text).data_type = "s"
            if (h, w) != (1, 1):
                sheet.merge_cells(None, top + r, c + 1, top + r + h - 1, c + w)
        top += size(placed)[0]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_html(blocks: Blocks, head: str = "") -> bytes:
    """A web page as an editor program writes it."""
    said = [f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>"]
    for block in blocks:
        if isinstance(block, str):
            said.append(f"<p{' align=center' if block.startswith(' ') else ''}>{html.escape(block.strip())}</p>")
        else:
            said.append(html_table(block))
    return "\n".join([*said, "</body></html>"]).encode()


def html_table(grid: Grid) -> str:
    """One table."""
    rows: dict[int, str] = dict.fromkeys(range(size(grid)[0]), "")
    for r, _, h, w, text in sorted(grid):
        spans = f"{f' rowspan={h}' if h > 1 else ''}{f' colspan={w}' if w > 1 else ''}"
        rows[r] += f"<td{spans}>{html.escape(text).replace(chr(10), '<br>')}</td>"
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows.values()) + "</table>"


WIDTH, HEIGHT, EDGE, FONT, LEAD, PAD = 595, 842, 60, 10, 14, 5
"""A page in points: its size, its margin, the size of its letters, of its lines, of a cell's padding."""


class Paper:
    """Pages on which lines and letters are put; `y` is how far the page is filled, from the top."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = []
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.y = EDGE
        self.write(WIDTH / 2 - 15, HEIGHT - 40, f"- {len(self.pages)} -")

    def write(self, x: float, y: float, text: str, points: int = FONT) -> None:
        """Put a line of text with its top left corner at a spot."""
        coded = text.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F1 {points} Tf {x:g} {HEIGHT - y - 0.88 * points:g} Td <{coded}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a box."""
        self.pages[-1].append(f"{x0:g} {HEIGHT - y1:g} {x1 - x0:g} {y1 - y0:g} re S")

    def file(self) -> bytes:
        """The PDF, its letters in a Chinese font that readers bring with them."""
        return pdf(["\n".join(page).encode() for page in self.pages])


def pdf(contents: Sequence[bytes], trailer: str = "", extra: Sequence[bytes] = ()) -> bytes:
    """A PDF of pages with these contents; `extra` are more objects, numbered from 6 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
            b"/Supplement 2>>/DW 1000/W[1 95 500 814 939 500]/FontDescriptor 4 0 R>>"
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
            b"/Descent -120/CapHeight 880/StemV 93>>"
        ),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[3 0 R]>>",
        *extra,
    ]
    kids = []
    for content in contents:
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Resources<</Font<</F1 5 0 R>>>>/Contents %d 0 R>>"
            % (WIDTH, HEIGHT, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), b" ".join(kids))
    said = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(said))
        said += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = f"<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>".encode()
    return said + b"xref\n0 %d\n0000000000 65535 f \n%btrailer%b\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        end,
        len(said),
    )


_MARKS = "，。；、）"
"""What may not begin a line."""


def wrapped(text: str, width: float) -> list[str]:
    """Lines as a typesetter breaks them: after any character that fits, at every line break; one mark may hang over."""
    lines: list[str] = []
    for part in text.split("\n"):
        line, used = "", 0.0
        for character in part:
            wide = FONT * (0.5 if character.isascii() else 1)
            if used + wide > width + 0.01 and line and (character not in _MARKS or used > width + 0.01):
                kept = line.rstrip(_MARKS)[:-1] if character in _MARKS else line
                lines.append(kept)
                line = line[len(kept) :]
                used = sum(FONT * (0.5 if c.isascii() else 1) for c in line)
            line, used = line + character, used + wide
        lines.append(line)
    return lines


def as_pdf(blocks: Blocks, columns: Sequence[float] = (), header: int = 0) -> bytes:
    """A PDF: page numbers, ruled tables that go over pages at any row; `header` rows stand on every page."""
    paper = Paper()
    for block in blocks:
        if isinstance(block, str):
            _paragraph(paper, block)
        else:
            _table(paper, block, columns, header)
    return paper.file()


def _paragraph(paper: Paper, text: str) -> None:
    room = WIDTH - 2 * EDGE
    indented = text if text.startswith(" ") else "　　" + text
    for line in wrapped(indented.removeprefix(" "), room):
        if paper.y > HEIGHT - EDGE - LEAD:
            paper.turn()
        wide = sum(FONT * (0.5 if c.isascii() else 1) for c in line)
        blank = len(line) - len(line.lstrip("　"))
        left = EDGE + (room - wide) / 2 if text.startswith(" ") else EDGE + blank * FONT
        paper.write(left, paper.y, line.strip("　"))
        paper.y += LEAD
    paper.y += LEAD / 2


def _table(paper: Paper, grid: Grid, columns: Sequence[float], header: int) -> None:
    rows, width = size(grid)
    shares = columns or [1.0] * width
    xs = [EDGE + (WIDTH - 2 * EDGE) * sum(shares[:i]) / sum(shares) for i in range(width + 1)]
    lines = {(r, c): wrapped(text, xs[c + w] - xs[c] - 2 * PAD) for r, c, _, w, text in grid}
    heights = [LEAD + 2.0 * PAD] * rows
    for r, c, h, _, _ in sorted(grid, key=lambda cell: cell[2]):
        need = LEAD * len(lines[r, c]) + 2 * PAD
        heights[r + h - 1] += max(0.0, need - sum(heights[r : r + h]))
    page: list[int] = []
    for row in range(rows):
        if paper.y + sum(heights[r] for r in page) + heights[row] > HEIGHT - EDGE and page:
            _rows(paper, grid, page, xs, heights, lines)
            paper.turn()
            page = [*range(header)]
        page.append(row)
    _rows(paper, grid, page, xs, heights, lines)


def _rows(
    paper: Paper,
    grid: Grid,
    page: Sequence[int],
    xs: Sequence[float],
    heights: Sequence[float],
    lines: Mapping[tuple[int, int], list[str]],
) -> None:
    """The rows of one page; a cell that goes on to the next leaves there the lines that have no room here."""
    tops = {row: paper.y + sum(heights[r] for r in page[:i]) for i, row in enumerate(page)}
    for r, c, h, w, _ in grid:
        here = [row for row in range(r, r + h) if row in tops]
        if not here:
            continue
        top, bottom = tops[here[0]], tops[here[-1]] + heights[here[-1]]
        paper.rule(xs[c], top, xs[c + w], bottom)
        left = lines[r, c]
        room = len(left) if here[-1] == r + h - 1 else int((bottom - top - 2 * PAD) // LEAD)
        for i, line in enumerate(left[:room]):
            paper.write(xs[c] + PAD, top + PAD + i * LEAD, line)
        if here[-1] != r + h - 1:
            left[:room] = []
    paper.y += sum(heights[row] for row in page) + LEAD


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return stream.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def relationships(parts: Mapping[str, str], external: str = "") -> str:
    """A .rels part: kind → target."""
    said = "".join(
        f'<Relationship Id="r{i}" Type="{R}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(parts.items())
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{said}{external}</Relationships>'


def raw_docx(body: str, **parts: str) -> bytes:
    """A .docx from the XML of its body and of other parts: styles, numbering, footnotes."""
    spaces = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relationships({name: f"{name}.xml" for name in parts}),
        "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
    }
    for name, inner in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {spaces}>{inner}</w:{name}>"
    return archive(members)


def p(text: str, properties: str = "") -> str:
    """A paragraph in Word's XML."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"


def tbl(*rows: str) -> str:
    """A table in Word's XML."""
    return "<w:tbl>" + "".join(rows) + "</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row in Word's XML."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tc(inner: str, properties: str = "") -> str:
    """A cell in Word's XML."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(inner)}</w:tc>"
