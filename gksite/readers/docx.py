"""Word's .docx: paragraphs with their automatic numbers, tables with every kind of merged cell, notes at the end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from gksite.model.blocks import BlankReason, Paragraph, Spot, Table
from gksite.problems.problem import Phrase
from gksite.readers.content import BLANK_SIGN, Content, Progress
from gksite.readers.docx_elements import (
    CHANGES,
    DELETED,
    WRAPPERS,
    children_named,
    content_of,
    is_any_filled,
    outermost,
    text_in,
)
from gksite.readers.docx_margins import docx_margins
from gksite.readers.docx_signs import box_of_form, sign_of
from gksite.readers.docx_styles import ParagraphStyle, Styles, read_styles
from gksite.readers.docx_tables import (
    count_header_rows,
    count_rows,
    is_covered,
    merges_of,
    only_lays_out,
    place_cells,
    why_gone,
)
from gksite.readers.grid import Grid
from gksite.readers.left_out import Kind, LeftOut, paragraph_place, row_place
from gksite.readers.limits import BLOCKS, COMMENTED, DAMAGED, Unreadable, too_much
from gksite.readers.package import Element, Package, attribute, local, unpack

_CONTAINERS = (*WRAPPERS, "txbxContent", "tc")
"""Elements whose paragraphs and tables are taken as if they stood in the text."""
_MOST_MARGINS = 6
"""Headers and footers: three kinds of each."""
_LONGEST_MARGIN = 60
"""Characters of a header or footer that are told."""
_PAGE_NUMBER = re.compile(r"[\W\d_]*|第[\W\d_]*页[\W_]*(?:共[\W\d_]*页)?[\W_]*")
"""A header or footer that says nothing but the page: 「- 3 -」, 「第 3 页 共 20 页」."""
_SIGNS = MappingProxyType({"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"})
"""Elements that stand for one character."""
_NOTES = MappingProxyType({"footnoteReference": "footnotes", "endnoteReference": "endnotes"})
"""The mark of a note in the text, and the part in which the note stands."""


def read(data: bytes, progress: Progress) -> Content:
    """The blocks of a .docx. Raises Unreadable where it is unsafe, unfinished or damaged."""
    package = unpack(data)
    main = package.main()
    root = package.tree(main)
    _refuse_comments(root)
    body = root.find("{*}body")
    if body is None:
        raise Unreadable(DAMAGED, detail=main)
    parts = dict(package.related(main).values())
    walk = _DocxWalk(read_styles(package, parts))
    for done, child in enumerate(body, 1):
        walk.take(child)
        progress(done, len(body))
    walk.take_notes(package, parts)
    walk.margins = tuple(_margins(package, main))
    walk.changes = len(list(root.iter(*CHANGES)))
    margins = tuple(docx_margins(package, main, root))
    return Content(tuple(walk.blocks), (), tuple(walk.remarks()), margins, tuple(walk.questions()))


def _refuse_comments(root: Element) -> None:
    """Raise Unreadable where a document has comments."""
    comments = len(list(root.iter("{*}commentReference")))
    if comments:
        raise Unreadable(COMMENTED, count=comments)


@dataclass(slots=True)
class _DocxWalk:
    """The document in reading order: blocks so far, lists counted so far, what an editor must be told."""

    styles: Styles
    blocks: list[Paragraph | Table] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes that stand in the paragraph or table being read; they come after it."""
    cited: list[tuple[str, str]] = field(default_factory=list)
    """The notes that the text refers to: their part, their id."""
    left_out: LeftOut = field(default_factory=LeftOut)
    place: Phrase = field(default_factory=lambda: paragraph_place(1))
    """Where the text stands that is being read, in words."""
    changes: int = 0
    """Changes that nobody has accepted yet."""
    paragraphs: int = 0
    tables: int = 0
    hidden: int = 0
    nested: int = 0
    unknown: int = 0
    margins: tuple[str, ...] = ()
    outside: bool = False
    """Whether what is being read stands in a text box or a note."""

    def take(self, element: Element) -> None:
        """Add a block-level element."""
        name = local(element)
        if name == "p":
            self.take_paragraph(element)
        elif name == "tbl":
            self.take_table(element)
        elif name in _CONTAINERS:
            for child in content_of(element):
                self.take(child)
        if len(self.blocks) > BLOCKS:
            raise too_much("超过 {limit} 段", BLOCKS)

    def take_paragraph(self, element: Element) -> None:
        """Add a paragraph; every forced break ends one too."""
        self.place = paragraph_place(self.paragraphs + 1)
        style, text = self.text_of(element)
        for line in text.split("\n"):
            self.paragraphs += 1
            spot = Spot(paragraphs=(self.paragraphs, self.paragraphs))
            if line.strip():
                self.add(Paragraph(line.strip(), spot, _heading_level(style), style.align == "center"))
        self.take_boxes()

    def add(self, paragraph: Paragraph) -> None:
        """Add a paragraph of the text, of a text box or of a note."""
        self.blocks.append(replace(paragraph, outside=self.outside))

    def take_boxes(self) -> None:
        """Add the text boxes that have been met."""
        boxes, self.boxes = self.boxes, []
        outside, self.outside = self.outside, True
        for box in boxes:
            self.take(box)
        self.outside = outside

    def text_of(self, paragraph: Element) -> tuple[ParagraphStyle, str]:
        """The style of a paragraph, and its text with its automatic number, without blanks around it."""
        style, number = self.styles.of(paragraph)
        return style, (number + "".join(self.words(paragraph, style)).strip()).strip()

    def words(self, element: Element, style: ParagraphStyle) -> Iterator[str]:
        """What the runs of a paragraph show, without what is struck out, hidden or deleted."""
        for run in content_of(element):
            if local(run) in DELETED:
                self.left_out.add("deleted", self.place, text_in(run))
            if local(run) != "r":
                continue
            letters = self.styles.letters_of(run, style)
            if letters.struck:
                self.left_out.add("struck", self.place, text_in(run))
                continue
            if letters.hidden:
                self.left_out.add("hidden", self.place, text_in(run))
                continue
            for child in content_of(run):
                yield from self.shown_by(child, style)

    def shown_by(self, element: Element, style: ParagraphStyle) -> Iterator[str]:
        """What an element of a run shows; notes and text boxes are kept for later."""
        name = local(element)
        if name == "t":
            yield element.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "sym":
            yield self.symbol(element)
        elif name == "fldChar":
            yield from box_of_form(element)
        elif name == "ruby":
            for base in element.iterchildren("{*}rubyBase"):
                yield from self.words(base, style)
        elif name in _NOTES:
            self.cited.append((_NOTES[name], attribute(element, "id") or ""))
        elif name in ("drawing", "pict", "object"):
            self.boxes += outermost(element, "txbxContent")

    def symbol(self, element: Element) -> str:
        """The sign that stands at a place of a font, □ where it is not known."""
        sign = sign_of(element)
        if sign is None:
            self.unknown += 1
            return BLANK_SIGN
        return sign

    def take_table(self, element: Element) -> None:
        """Add a table of data; take the parts of any other as if there were no table."""
        rows = children_named(element, "tr")
        if only_lays_out(element, rows):
            for row in rows:
                for cell in content_of(row):
                    self.take(cell)
            return
        self.tables += 1
        grid = Grid(self.tables, len(rows))
        places_by_row = list(map(place_cells, rows))
        merges = list(map(merges_of, places_by_row))
        for row_number, places in enumerate(places_by_row):
            for place in places:
                if is_covered(place, row_number, merges):
                    self.hidden += is_any_filled(place.element.iter("{*}t"))
                    continue
                self.place = row_place(self.tables, row_number + 1)
                text, blank = self.seen_text(place.element, why_gone(rows[row_number], place.element))
                column = grid.free(row_number, place.column)
                height = count_rows(place, row_number, merges)
                grid.put(text, row_number, column, height, place.columns, blank=blank)
        self.blocks.append(grid.finish(count_header_rows(rows)))
        self.take_boxes()

    def seen_text(self, cell: Element, gone: Kind | None) -> tuple[str, BlankReason]:
        """The text of a cell, and why none is seen where some stands there; a row or cell that is gone shows none."""
        before = self.left_out.count
        if gone is not None:
            self.left_out.add(gone, self.place, text_in(cell))
            return "", "struck"
        text = self.cell_text(cell)
        if self.left_out.count > before:
            return text, "struck"
        return text, ""

    def cell_text(self, cell: Element) -> str:
        """All text of a cell: one line per paragraph, a table inside it as lines with tabs."""
        lines = []
        for child in content_of(cell):
            if local(child) == "p":
                lines.append(self.text_of(child)[1])
            elif local(child) == "tbl":
                self.nested += 1
                lines += map(self.row_text, children_named(child, "tr"))
        return "\n".join(lines).strip()

    def row_text(self, row: Element) -> str:
        """The cells of a row with tabs between them."""
        return "\t".join(map(self.cell_text, children_named(row, "tc")))

    def take_notes(self, package: Package, parts: dict[str, str]) -> None:
        """Footnotes and endnotes cited in the text, as paragraphs at the end."""
        self.outside = True
        for kind in ("footnotes", "endnotes"):
            wanted = [note_id for part, note_id in self.cited if part == kind]
            if not wanted or kind not in parts:
                continue
            notes = {attribute(note, "id"): note for note in package.tree(parts[kind])}
            for note_id in wanted:
                for child in notes.get(note_id, ()):
                    self.take(child)

    def questions(self) -> Iterator[Phrase]:
        """What a person must look at: what is left out as struck out, hidden or deleted, and changes not accepted."""
        if self.changes:
            yield Phrase("{count} 处没有接受的修订，按接受读入；来源会原样公开，请先接受或拒绝", count=self.changes)
        yield from self.left_out.questions()

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


def _heading_level(style: ParagraphStyle) -> int:
    """1 to 6 for a heading, 0 for other text."""
    if style.outline is None or not 0 <= style.outline < 6:
        return 0
    return style.outline + 1


def _margins(package: Package, main: str) -> list[str]:
    """What headers and footers say beside numbers of pages, each text once."""
    texts: list[str] = []
    for kind, part in package.related(main).values():
        if kind not in ("header", "footer") or part not in package.names or len(texts) >= _MOST_MARGINS:
            continue
        whole = "".join(element.text or "" for element in package.tree(part).iter("{*}t")).strip()
        text = whole[:_LONGEST_MARGIN]
        if text not in texts and not _PAGE_NUMBER.fullmatch(whole):
            texts.append(text)
    return texts
