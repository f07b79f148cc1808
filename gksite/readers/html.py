"""Web pages: data tables with every kind of span, tables that only lay out unwrapped, what is hidden left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from bs4.exceptions import ParserRejectedMarkup

from gksite.model.blocks import Paragraph, Spot, Table
from gksite.problems.problem import Phrase
from gksite.readers import html_facts
from gksite.readers.content import Content, Progress
from gksite.readers.encodings import decode
from gksite.readers.grid import Grid
from gksite.readers.html_text import BREAK, as_shown
from gksite.readers.limits import BLOCKS, DAMAGED, DEPTH, TOO_NESTED, Unreadable, too_much
from gksite.readers.list_numbers import ENDS_ITSELF, number_in_form

LARGEST = 5
"""MB of one page; a long notice as Word saves it has 1 MB."""
_NEVER_SHOWN = {
    *("script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "object", "svg"),
    *("button", "select", "textarea", "datalist"),
}
_INLINE = {
    *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"),
    *("kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
    *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input", "nobr"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_LIST_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_SIGNS = re.compile(r"font-family\s*:\s*[\"']?(?:wingdings|symbol)", re.IGNORECASE)
"""The number that Word puts before an item of a list, with blanks to indent it; a sign of these fonts is a bullet."""
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WIDEST = 40
_SPAN = re.compile(r"\s*([0-9]{1,6})")


def read(data: bytes, progress: Progress) -> Content:
    """The blocks and facts of a web page. Raises Unreadable where its encoding, size or nesting forbid it."""
    if len(data) > LARGEST * 1024 * 1024:
        raise too_much("网页超过 {limit} MB", LARGEST)
    try:
        soup = BeautifulSoup(decode(data), "lxml")
    except ParserRejectedMarkup as error:
        raise Unreadable(DAMAGED, detail=str(error)) from None
    _refuse_deep(soup)
    walk = _Walk()
    walk.flow(soup)
    walk.flush()
    progress(1, 1)
    in_lines, blocks = html_facts.lines(walk.blocks)
    remarks = [Phrase("{count} 处隐藏的内容没有读入", count=walk.hidden)] if walk.hidden else []
    if walk.nested:
        remarks.append(Phrase("{count} 个套在单元格里的表读成了文字", count=walk.nested))
    return Content(tuple(blocks), tuple(html_facts.meta(soup) + walk.facts + in_lines), tuple(remarks))


def _refuse_deep(soup: BeautifulSoup) -> None:
    depths = {id(soup): 0}
    for tag in soup.find_all(True):
        depths[id(tag)] = depth = depths[id(tag.parent)] + 1
        if depth > DEPTH:
            raise Unreadable(TOO_NESTED, limit=DEPTH)


@dataclass(slots=True)
class _Walk:
    """The page in reading order: blocks and facts so far, the text since the last break."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    mark: str = ""
    """The number of a list's item whose text has not come yet."""
    paragraphs: int = 0
    tables: int = 0
    hidden: int = 0
    nested: int = 0

    def flow(self, element: Tag, level: int = 0, centred: bool = False) -> None:
        for child in element.children:
            if not isinstance(child, Tag):
                self.buffer.append(_words(child))
            elif self.is_shown(child):
                self.element(child, level, centred)

    def element(self, tag: Tag, level: int, centred: bool) -> None:
        if tag.name == "br":
            self.buffer.append(BREAK)
        elif tag.name in _INLINE and _LIST_MARK.search(str(tag.get("style", ""))):
            self.buffer.append(_list_mark(tag))
        elif tag.name == "table":
            self.flush(level, centred)
            self.table(tag)
        elif tag.name == "dl" and (facts := html_facts.listed(_terms(tag))):
            self.flush(level, centred)
            self.facts += facts
        elif tag.name in _INLINE or ":" in tag.name:
            self.flow(tag, level, centred)
        else:
            self.flush(level, centred)
            own = int(tag.name[1]) if re.fullmatch("h[1-6]", tag.name) else level
            middle = _is_centred(tag, centred)
            self.mark = _list_number(tag) or self.mark
            self.flow(tag, own, middle)
            self.flush(own, middle)
            self.mark = "" if tag.name == "li" else self.mark

    def flush(self, level: int = 0, centred: bool = False) -> None:
        """End the paragraph; every forced break ends one too."""
        text, self.buffer = as_shown("".join(self.buffer)), []
        if text:
            text, self.mark = self.mark + text, ""
        for line in filter(None, text.split("\n")):
            self.paragraphs += 1
            spot = Spot(paragraphs=(self.paragraphs, self.paragraphs))
            self.blocks.append(Paragraph(line, spot, level, centred))
            if len(self.blocks) > BLOCKS:
                raise too_much("超过 {limit} 段", BLOCKS)

    def is_shown(self, tag: Tag) -> bool:
        if tag.name in _NEVER_SHOWN:
            return False
        if tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style", ""))):
            self.hidden += bool(tag.get_text(strip=True))
            return False
        return True

    def table(self, tag: Tag) -> None:
        """Add a data table; take the parts of any other as if there were no table."""
        groups = _groups(tag)
        rows = [row for group in groups for row in group if self.is_shown(row)]
        if _only_lays_out(tag, rows):
            self.flow(tag)
            self.flush()
            return
        caption = tag.find("caption", recursive=False)
        if caption is not None:
            self.flow(caption)
            self.flush(centred=True)
        grid = Grid(self.tables + 1, len(rows))
        widest = max(sum(_width(cell) for cell in _cells(row)) for row in rows) if rows else 0
        ends = {id(row): end for group in groups for row in group for end in [id(group[-1])]}
        places = {id(row): r for r, row in enumerate(rows)}
        for r, row in enumerate(rows):
            column = 0
            limit = places.get(ends[id(row)], len(rows) - 1) - r + 1
            for cell in filter(self.is_shown, _cells(row)):
                column = grid.free(r, column)
                tall = min(_span(cell, "rowspan", limit), limit)
                grid.put(self.cell(cell), r, column, tall, min(_span(cell, "colspan", 1), widest))
        made = grid.finish(_header_rows(rows))
        facts = html_facts.box(made)
        if facts is None:
            self.tables += 1
            self.blocks.append(made)
        else:
            self.facts += facts

    def cell(self, tag: Tag) -> str:
        """The text of a cell: one line per paragraph, a table inside as lines with tabs."""
        inner = _Walk()
        inner.flow(tag)
        inner.flush()
        self.hidden += inner.hidden
        self.nested += inner.nested + sum(isinstance(block, Table) for block in inner.blocks)
        said = [block.text if isinstance(block, Paragraph) else _as_lines(block) for block in inner.blocks]
        said += [f"{label}：{value}" for label, value in inner.facts]
        return "\n".join(said)


def _terms(tag: Tag) -> list[str]:
    """The terms of a definition list and what is said of them, in order."""
    return [as_shown(part.get_text()) for part in tag.find_all(["dt", "dd"])]


def _words(text: PageElement) -> str:
    """Text as shown: without comments and declarations, blanks not yet as_shown."""
    if not isinstance(text, NavigableString) or isinstance(text, PreformattedString):
        return ""
    preformatted = text.find_parent("pre") is not None
    return BREAK.join(text.splitlines()) if preformatted else str(text)


def _list_number(tag: Tag) -> str:
    """The number that a browser shows before an item of a numbered list."""
    above = tag.parent
    if tag.name != "li" or above is None or above.name != "ol":
        return ""
    place = _span(above, "start", 1) - 1
    for item in above.find_all("li", recursive=False):
        place = _span(item, "value", place + 1)
        if item is tag:
            break
    return number_in_form(place, _LIST_FORMS.get(str(above.get("type", "1")), "decimal")) + ". "


def _list_mark(tag: Tag) -> str:
    fonts = [str(span.get("style", "")) for span in (tag, tag.parent) if span is not None]
    mark = "" if any(map(_SIGNS.search, fonts)) else as_shown(tag.get_text())
    return mark if not mark or mark.endswith(ENDS_ITSELF) else f"{mark} "


def _is_centred(tag: Tag, centred: bool) -> bool:
    if tag.name == "center" or _CENTRED.search(str(tag.get("style", ""))):
        return True
    return str(tag.get("align", "center" if centred else "")).lower() == "center"


def _groups(table: Tag) -> list[list[Tag]]:
    """The rows of a table, those of tables inside it left out, by row group: a span ends with its group."""
    groups: list[list[Tag]] = []
    loose: list[Tag] = []
    for child in table.children:
        if isinstance(child, Tag) and child.name == "tr":
            loose.append(child)
        elif isinstance(child, Tag) and child.name != "table":
            groups += [loose, list(_rows(child))]
            loose = []
    return [group for group in [*groups, loose] if group]


def _rows(tag: Tag) -> Iterator[Tag]:
    for child in tag.children:
        if isinstance(child, Tag) and child.name == "tr":
            yield child
        elif isinstance(child, Tag) and child.name not in ("table", "caption"):
            yield from _rows(child)


def _cells(row: Tag) -> Iterator[Tag]:
    for child in row.children:
        if isinstance(child, Tag) and child.name in ("td", "th"):
            yield child
        elif isinstance(child, Tag) and child.name in ("form", "font", "span"):
            yield from _cells(child)


def _span(tag: Tag, name: str, default: int) -> int:
    """A stated number; what is missing, zero or no number counts as the default."""
    match = _SPAN.match(str(tag.get(name, "")))
    if name == "rowspan" and match is None:
        return 1
    return int(match[1]) or default if match else default


def _width(cell: Tag) -> int:
    """Columns that a cell takes up; a span beyond any table means the whole width, however wide that is."""
    columns = _span(cell, "colspan", 1)
    return columns if columns <= _WIDEST else 1


def _header_rows(rows: list[Tag]) -> int:
    """Rows in a thead, or rows of nothing but th at the top."""
    count = 0
    for row in rows:
        cells = list(_cells(row))
        in_head = row.parent is not None and row.parent.name == "thead"
        if not in_head and not (len(cells) > 1 and all(cell.name == "th" for cell in cells)):
            break
        count += 1
    return count


def _only_lays_out(table: Tag, rows: list[Tag]) -> bool:
    """No data: one row or column, or mostly tables, headings or a whole article in its cells."""
    if str(table.get("role", "")).lower() in ("presentation", "none"):
        return True
    if table.find("thead") or table.find("caption", recursive=False):
        return False
    cells = [list(_cells(row)) for row in rows]
    inside = [t for t in table.find_all("table") if t.find_parent("table") is table]
    if inside and 2 * sum(len(t.get_text(strip=True)) for t in inside) > len(table.get_text(strip=True)):
        return True
    if max(map(len, cells), default=0) < 2 or sum(map(len, cells)) < 3:
        return True
    return any(cell.find(["h1", "h2", "h3", "article", "nav"]) for row in cells for cell in row)


def _as_lines(table: Table) -> str:
    rows = [[cell.text for cell in table.cells if cell.row == row] for row in range(table.height)]
    return "\n".join("\t".join(row) for row in rows)
