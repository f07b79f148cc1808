"""Web pages: data tables with every kind of span, tables that only lay out unwrapped, what is hidden left out."""

from dataclasses import dataclass, field
from itertools import chain

from bs4 import BeautifulSoup
from bs4.element import Tag
from bs4.exceptions import ParserRejectedMarkup

from gksite.model.blocks import BlankReason, Paragraph, Spot, Table
from gksite.problems.problem import Phrase
from gksite.readers import html_facts
from gksite.readers.content import Content, Progress
from gksite.readers.encodings import decode
from gksite.readers.grid import Grid, texts_by_row
from gksite.readers.html_classes import apply_classes
from gksite.readers.html_lists import is_word_number, list_number, word_number
from gksite.readers.html_margins import html_margins
from gksite.readers.html_tables import (
    CELLS,
    cells_of,
    count_columns,
    count_header_rows,
    count_rows,
    last_rows,
    only_lays_out,
    row_groups,
    table_width,
)
from gksite.readers.html_tags import (
    INLINE,
    NEVER_SHOWN,
    box_of,
    heading_level,
    is_box,
    is_centred,
    is_hidden,
    is_struck,
    words_of,
)
from gksite.readers.html_text import BREAK, as_shown
from gksite.readers.left_out import LeftOut, paragraph_place, row_place, table_place
from gksite.readers.limits import BLOCKS, DAMAGED, DEPTH, TOO_NESTED, Unreadable, too_much
from gksite.text.fact_labels import LabelledFact

LARGEST = 5
"""MB of one page; a long notice as Word saves it has 1 MB."""


def read(data: bytes, progress: Progress) -> Content:
    """The blocks and facts of a web page. Raises Unreadable where its encoding, size or nesting forbid it."""
    if len(data) > LARGEST * 1024 * 1024:
        raise too_much("网页超过 {limit} MB", LARGEST)
    try:
        soup = BeautifulSoup(decode(data), "lxml")
    except ParserRejectedMarkup as error:
        raise Unreadable(DAMAGED, detail=str(error)) from None
    _refuse_deep(soup)
    apply_classes(soup)
    walk = _HtmlWalk()
    walk.flow(soup)
    walk.end_paragraph()
    progress(1, 1)
    line_facts, blocks = html_facts.line_facts(walk.blocks)
    facts = html_facts.meta_facts(soup) + walk.facts + line_facts
    questions = tuple(walk.left_out.questions())
    return Content(tuple(blocks), tuple(facts), tuple(walk.remarks()), tuple(html_margins(soup)), questions)


def _refuse_deep(soup: BeautifulSoup) -> None:
    """Raise Unreadable where tags stand in each other deeper than on any real page."""
    waiting: list[tuple[Tag, int]] = [(soup, 0)]
    while waiting:
        tag, depth = waiting.pop()
        if depth > DEPTH:
            raise Unreadable(TOO_NESTED, limit=DEPTH)
        waiting += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]


@dataclass(slots=True)
class _HtmlWalk:
    """The page in reading order: blocks and facts so far, the text since the last break."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    facts: list[LabelledFact] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    number: str = ""
    """The number of a list's item whose text has not come yet."""
    paragraphs: int = 0
    tables: int = 0
    hidden: int = 0
    nested: int = 0
    links: int = 0
    """Links that the text being read stands in."""
    unlinked: bool = False
    """Whether any of the text since the last break stands in none."""
    left_out: LeftOut = field(default_factory=LeftOut)
    row: Phrase | None = None
    """The row of a table that is being read, in words."""

    def flow(self, element: Tag, level: int = 0, centred: bool = False) -> None:
        """Take what stands in a tag."""
        for child in element.children:
            if not isinstance(child, Tag):
                self.take_words(words_of(child))
            elif self.is_shown(child) and not self.leaves_out(child):
                self.take(child, level, centred)

    def take_words(self, words: str) -> None:
        """Take text, and note whether it leads to another page."""
        self.buffer.append(words)
        self.unlinked |= bool(words.strip()) and not self.links

    def take(self, tag: Tag, level: int, centred: bool) -> None:
        """Take a tag that is shown."""
        if tag.name == "br":
            self.buffer.append(BREAK)
        elif is_box(tag):
            self.take_words(box_of(tag))
        elif is_word_number(tag):
            self.buffer.append(word_number(tag))
        elif tag.name == "table":
            self.end_paragraph(level, centred)
            self.take_table(tag)
        elif tag.name in INLINE or ":" in tag.name:  # a colon stands in tags of Word, as <o:p>
            self.links += tag.name == "a"
            self.flow(tag, level, centred)
            self.links -= tag.name == "a"
        else:
            self.end_paragraph(level, centred)
            self.take_block(tag, level, centred)

    def take_block(self, tag: Tag, level: int, centred: bool) -> None:
        """Take a tag that begins a paragraph, or a list of terms that is a metadata box."""
        facts = html_facts.facts_by_turns(_terms(tag)) if tag.name == "dl" else None
        if facts:
            self.facts += facts
            return
        own_level = heading_level(tag, level)
        own_centred = is_centred(tag, centred)
        self.number = list_number(tag) or self.number
        self.flow(tag, own_level, own_centred)
        self.end_paragraph(own_level, own_centred)
        if tag.name == "li":
            self.number = ""

    def end_paragraph(self, level: int = 0, centred: bool = False) -> None:
        """End the paragraph; every forced break ends one too."""
        text, self.buffer = as_shown("".join(self.buffer)), []
        if text:
            text, self.number = self.number + text, ""
        for line in filter(None, text.split("\n")):
            self.paragraphs += 1
            spot = Spot(paragraphs=(self.paragraphs, self.paragraphs))
            self.blocks.append(Paragraph(line, spot, level, centred, linked=not self.unlinked))
            if len(self.blocks) > BLOCKS:
                raise too_much("超过 {limit} 段", BLOCKS)
        self.unlinked = False

    def is_shown(self, tag: Tag) -> bool:
        """Whether a tag is shown; one that is hidden and has text is counted."""
        if tag.name in NEVER_SHOWN:
            return False
        if is_hidden(tag):
            is_told_in_table = self.row is not None and self.hides(tag, self.row)
            self.hidden += not is_told_in_table and bool(tag.get_text(strip=True))
            return False
        return True

    def leaves_out(self, tag: Tag) -> bool:
        """Whether a tag that is shown is struck out; its text is told."""
        struck_around = tag.name in CELLS and tag.parent is not None and is_struck(tag.parent)
        if not (struck_around or is_struck(tag)):
            return False
        self.left_out.add("struck", self.row or paragraph_place(self.paragraphs + 1), tag.get_text(" "))
        return True

    def hides(self, tag: Tag, place: Phrase) -> bool:
        """Whether a row or a cell of a table of data is kept out of sight; its text is told."""
        if not is_hidden(tag):
            return False
        self.left_out.add("hidden", place, tag.get_text(" "))
        return True

    def take_table(self, tag: Tag) -> None:
        """Add a data table; take the parts of any other as if there were no table."""
        groups = row_groups(tag)
        shown = [list(filter(self.is_shown, group)) for group in groups]
        rows = list(chain.from_iterable(shown))
        if only_lays_out(tag, rows):
            self.flow(tag)
            self.end_paragraph()
            return
        caption = tag.find("caption", recursive=False)
        if caption is not None:
            self.flow(caption)
            self.end_paragraph(centred=True)
        grid = self.fill_grid(rows, last_rows(groups, shown))
        table = grid.finish(count_header_rows(rows))
        facts = html_facts.box_facts(table)
        if facts is not None:
            self.facts += facts
            return
        self.tables += 1
        self.blocks.append(table)
        for row in chain.from_iterable(groups):
            self.hides(row, table_place(self.tables))

    def fill_grid(self, rows: list[Tag], reached: list[int]) -> Grid:
        """The cells of a table's rows, of each of which the last row that its cells may reach is given."""
        grid = Grid(self.tables + 1, len(rows))
        widest = table_width(rows)
        for row_number, row in enumerate(rows):
            column = 0
            limit = reached[row_number] - row_number + 1
            place = row_place(self.tables + 1, row_number + 1)
            for cell in cells_of(row):
                if self.hides(cell, place):
                    continue
                column = grid.free(row_number, column)
                width = min(count_columns(cell), widest)
                text, blank = self.seen_text(cell, place)
                grid.put(text, row_number, column, count_rows(cell, limit), width, blank=blank)
        return grid

    def seen_text(self, cell: Tag, place: Phrase) -> tuple[str, BlankReason]:
        """The text of a cell, and why none is seen where some stands there."""
        before = self.left_out.count
        text = self.cell_text(cell, place)
        if self.left_out.count > before:
            return text, "struck"
        return text, ""

    def cell_text(self, tag: Tag, place: Phrase) -> str:
        """The text of a cell: one line per paragraph, a table inside as lines with tabs."""
        inner = _HtmlWalk(left_out=self.left_out, row=self.row or place)
        if not inner.leaves_out(tag):
            inner.flow(tag)
        inner.end_paragraph()
        self.nested += inner.nested
        lines = []
        for block in inner.blocks:
            if isinstance(block, Paragraph):
                lines.append(block.text)
            else:
                self.nested += 1
                lines.append("\n".join(map("\t".join, texts_by_row(block))))
        lines += [f"{label}：{value}" for label, value in inner.facts]
        return "\n".join(lines)

    def remarks(self) -> list[Phrase]:
        """What the reading changed or left out."""
        remarks = []
        if self.hidden:
            remarks.append(Phrase("{count} 处隐藏的内容没有读入", count=self.hidden))
        if self.nested:
            remarks.append(Phrase("{count} 个套在单元格里的表读成了文字", count=self.nested))
        return remarks


def _terms(tag: Tag) -> list[str]:
    """The terms of a definition list and what is said of them, in order."""
    return [as_shown(part.get_text()) for part in tag.find_all(["dt", "dd"])]
