"""Word's .docx: paragraphs with their automatic numbers, tables with every kind of merged cell, notes at the end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gksite.model.blocks import Paragraph, Spot, Table
from gksite.problems.problem import Phrase
from gksite.readers.content import BLANK_SIGN, Content, Progress
from gksite.readers.docx_styles import Look, Styles, read_styles
from gksite.readers.grid import Grid
from gksite.readers.limits import BLOCKS, COMMENTED, DAMAGED, TRACKED, Unreadable, too_much
from gksite.readers.package import Element, Package, attribute, local, number, unpack

_TRACKED = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
_WRAPPERS = ("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "Choice", "Fallback")
_HEX = re.compile("[0-9A-Fa-f]{4}")
_MOST_MARGINS = 6
"""Headers and footers: three kinds of each."""
_PAGE_NUMBER = re.compile(r"[\W\d_]*|第[\W\d_]*页[\W_]*(?:共[\W\d_]*页)?[\W_]*")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = {
    **dict.fromkeys((("wingdings", 0xFE), ("wingdings 2", 0x52), ("wingdings 2", 0x53)), "☑"),
    **dict.fromkeys((("wingdings", 0x6F), ("wingdings", 0xA8), ("wingdings 2", 0xA3)), "☐"),
    **dict.fromkeys((("wingdings", 0xFC), ("wingdings 2", 0x50)), "✓"),
    **dict.fromkeys((("wingdings", 0x6C), ("symbol", 0xB7)), "●"),
}
"""Signs that Word stores as a font and a place in it: the boxes of a form, and bullets."""
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def read(data: bytes, progress: Progress) -> Content:
    """The blocks of a .docx. Raises Unreadable where it is unsafe, unfinished or damaged."""
    package = unpack(data)
    main = package.main()
    root = package.tree(main)
    _refuse_unfinished(root)
    body = root.find("{*}body")
    if body is None:
        raise Unreadable(DAMAGED, detail=main)
    parts = dict(package.related(main).values())
    walk = _Walk(read_styles(package, parts))
    for done, child in enumerate(body, 1):
        walk.take(child)
        progress(done, len(body))
    walk.notes(package, parts)
    walk.margins = tuple(_margins(package, main))
    return Content(tuple(walk.blocks), remarks=tuple(walk.remarks()))


def _refuse_unfinished(root: Element) -> None:
    tracked = sum(1 for _ in root.iter(*(f"{{*}}{tag}" for tag in _TRACKED)))
    if tracked:
        raise Unreadable(TRACKED, count=tracked)
    comments = sum(1 for _ in root.iter("{*}commentReference"))
    if comments:
        raise Unreadable(COMMENTED, count=comments)


def content_of(element: Element) -> Iterator[Element]:
    """The children of an element, those inside wrappers too; of alternatives the first."""
    for child in element:
        name = local(child)
        if name == "AlternateContent":
            choice = child.find("{*}Choice")
            alternative = choice if choice is not None else child.find("{*}Fallback")
            if alternative is not None:
                yield from content_of(alternative)
        elif name in _WRAPPERS:
            yield from content_of(child)
        else:
            yield child


@dataclass(slots=True)
class _Walk:
    """The document in reading order: blocks so far, lists counted so far, what an editor must be told."""

    styles: Styles
    blocks: list[Paragraph | Table] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    cited: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    hidden: int = 0
    nested: int = 0
    unknown: int = 0
    margins: tuple[str, ...] = ()

    def take(self, element: Element) -> None:
        """Add a block-level element."""
        if local(element) == "p":
            self.paragraph(element)
        elif local(element) == "tbl":
            self.table(element)
        else:
            for child in content_of(element) if local(element) in (*_WRAPPERS, "txbxContent", "tc") else ():
                self.take(child)
        if len(self.blocks) > BLOCKS:
            raise too_much("超过 {limit} 段", BLOCKS)

    def paragraph(self, element: Element) -> None:
        """Add a paragraph; every forced break ends one too."""
        look, text = self.text(element)
        level = look.outline + 1 if look.outline is not None and 0 <= look.outline < 6 else 0
        for line in text.split("\n"):
            self.paragraphs += 1
            spot = Spot(paragraphs=(self.paragraphs, self.paragraphs))
            if line.strip():
                self.blocks.append(Paragraph(line.strip(), spot, level, look.align == "center"))
        self.empty_boxes()

    def empty_boxes(self) -> None:
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.take(box)

    def text(self, paragraph: Element) -> tuple[Look, str]:
        """A paragraph's text with its automatic number, without blanks around it."""
        look, before = self.styles.of(paragraph)
        return look, (before + "".join(self.words(paragraph)).strip()).strip()

    def words(self, element: Element) -> Iterator[str]:
        for child in content_of(element):
            if local(child) == "r":
                yield from self.run(child)

    def run(self, run: Element) -> Iterator[str]:
        vanish = run.find("{*}rPr/{*}vanish")
        if vanish is not None and attribute(vanish, "val") not in ("0", "false", "off"):
            self.hidden += any(t.text for t in run.iterchildren("{*}t"))
            return
        for child in content_of(run):
            name = local(child)
            if name == "t":
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "sym":
                yield self.symbol(child)
            elif name == "ruby":
                for base in child.iterchildren("{*}rubyBase"):
                    yield from self.words(base)
            elif name in _NOTES:
                self.cited.append((_NOTES[name], attribute(child, "id") or ""))
            elif name in ("drawing", "pict", "object"):
                self.boxes += _outermost(child, "txbxContent")

    def symbol(self, element: Element) -> str:
        code = attribute(element, "char") or ""
        place = int(code[:4], 16) & 0xFF if _HEX.fullmatch(code) else 0
        sign = _SYMBOLS.get(((attribute(element, "font") or "").lower(), place))
        self.unknown += sign is None
        return sign or BLANK_SIGN

    def table(self, element: Element) -> None:
        rows = [row for row in content_of(element) if local(row) == "tr"]
        if self.only_lays_out(element, rows):
            for row in rows:
                for cell in content_of(row):
                    self.take(cell)
            return
        self.tables += 1
        grid = Grid(self.tables, len(rows))
        laid = [list(_places(row)) for row in rows]
        merged = [{(column, span): state for column, span, state, _ in row if state} for row in laid]
        for r, places in enumerate(laid):
            for column, span, state, cell in places:
                if state == "continue" and r and (column, span) in merged[r - 1]:
                    self.hidden += any(t.text for t in cell.iter("{*}t"))
                    continue
                tall = 1
                while state and r + tall < len(rows) and merged[r + tall].get((column, span)) == "continue":
                    tall += 1
                grid.put(self.cell(cell), r, grid.free(r, column), tall, span)
        headers = next((i for i, row in enumerate(rows) if row.find("{*}trPr/{*}tblHeader") is None), len(rows))
        self.blocks.append(grid.finish(headers))
        self.empty_boxes()

    def cell(self, cell: Element) -> str:
        """All text of a cell: one line per paragraph, a table inside it as lines with tabs."""
        lines = []
        for child in content_of(cell):
            if local(child) == "p":
                lines.append(self.text(child)[1])
            elif local(child) == "tbl":
                self.nested += 1
                rows = [row for row in content_of(child) if local(row) == "tr"]
                lines += ["\t".join(self.cell(c) for c in content_of(row) if local(c) == "tc") for row in rows]
        return "\n".join(lines).strip()

    def only_lays_out(self, table: Element, rows: list[Element]) -> bool:
        """A table of one cell, or one whose text stands mostly in tables inside it."""
        cells = [cell for row in rows for cell in content_of(row) if local(cell) == "tc"]
        if len(cells) < 2:
            return True
        inside = [t for cell in cells for t in cell.iter("{*}tbl")]
        return bool(inside) and 2 * sum(_letters(t) for t in inside) > _letters(table)

    def notes(self, package: Package, parts: dict[str, str]) -> None:
        """Footnotes and endnotes cited in the text, as paragraphs at the end."""
        for kind in ("footnotes", "endnotes"):
            wanted = [name for cited, name in self.cited if cited == kind]
            if not wanted or kind not in parts:
                continue
            notes = {attribute(note, "id"): note for note in package.tree(parts[kind])}
            for name in wanted:
                for child in notes.get(name, ()):
                    self.take(child)

    def remarks(self) -> Iterator[Phrase]:
        """What the reading changed or left out."""
        if self.cited:
            yield Phrase("{count} 条脚注移到了文末", count=len(self.cited))
        if self.hidden:
            yield Phrase("{count} 处隐藏的文字没有读入", count=self.hidden)
        if self.unknown:
            yield Phrase("{count} 个字在文件里没有编码，读成了“□”", count=self.unknown)
        for text in self.margins:
            yield Phrase("页眉或页脚里的“{text}”没有读入", text=text)
        if self.nested:
            yield Phrase("{count} 个套在单元格里的表读成了文字", count=self.nested)


def _margins(package: Package, main: str) -> list[str]:
    """What headers and footers say beside numbers of pages, each text once."""
    said: dict[str, None] = {}
    for kind, part in package.related(main).values():
        if kind in ("header", "footer") and part in package.names and len(said) < _MOST_MARGINS:
            text = "".join(t.text or "" for t in package.tree(part).iter("{*}t")).strip()
            said |= {text[:60]: None} if not _PAGE_NUMBER.fullmatch(text) else {}
    return list(said)


def _letters(element: Element) -> int:
    return sum(len((t.text or "").strip()) for t in element.iter("{*}t"))


def _outermost(element: Element, name: str) -> Iterator[Element]:
    for child in content_of(element):
        if local(child) == name:
            yield child
        else:
            yield from _outermost(child, name)


def _places(row: Element) -> Iterator[tuple[int, int, str, Element]]:
    """Each cell of a row: its column, columns spanned, "restart" or "continue" if merged downward, the cell."""
    column = _stated(row, "{*}trPr/{*}gridBefore", 0)
    for cell in content_of(row):
        if local(cell) == "tc":
            span = max(1, _stated(cell, "{*}tcPr/{*}gridSpan", 1))
            merge = cell.find("{*}tcPr/{*}vMerge")
            yield column, span, "" if merge is None else attribute(merge, "val") or "continue", cell
            column += span


def _stated(element: Element, path: str, default: int) -> int:
    found = element.find(path)
    return default if found is None else max(0, number(attribute(found, "val"), default))
