"""An .xlsx: hidden sheets, rows and columns, comments, struck-out words, and what a workbook keeps of other files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gksite.problems.problem import Phrase
from gksite.readers.fitness.excel_places import column_of, covered, hidden_columns, why_unseen
from gksite.readers.fitness.parts import Parts, main_of, remove, tree_or_none
from gksite.readers.fitness.traces import Trace, TraceKind, shortened
from gksite.readers.package import Element, attribute, first_child, local, number
from gksite.readers.xlsx_book import StoredBook, read_book, stored_value
from gksite.readers.xlsx_places import is_out_of_sight

_COMMENTS = re.compile(r"^xl/(?:threadedComments/|comments)")
"""The parts that hold comments."""
_KEPT: tuple[tuple[re.Pattern[str], TraceKind | None, str], ...] = (
    (re.compile(r"^xl/pivotCache/"), "hidden", "数据透视表的缓存"),
    (re.compile(r"^xl/pivotTables/"), None, ""),
    (re.compile(r"^xl/externalLinks/"), "external", "引用的其他工作簿"),
    (re.compile(r"^xl/(?:connections\.xml|queryTables/)"), "external", "数据连接"),
    (re.compile(r"^xl/revisions/"), "changes", "共享工作簿的修订记录"),
    (_COMMENTS, None, ""),
)
"""Parts that no sheet shows, with what they are; those that say nothing by themselves without a word."""
_FORMULAS = ("definedName", "formula", "formula1", "formula2")
"""Elements that name cells of any sheet."""


def strip_excel(parts: Parts) -> Iterator[Trace]:
    """Take out what no reader is meant to get, and tell it; values stay, formulas go."""
    main = main_of(parts)
    root = parts.tree(main)
    book = read_book(parts.package, parts.package.tree(main), dict(parts.package.related(main).values()))
    sheets = _Sheets(parts, book)
    sheets.count_strings()
    yield from _comments(parts)
    yield from _hidden_sheets(parts, root, main)
    for name, part in _sheets(parts, root, main):
        yield from sheets.strip(parts.tree(part), name)
    yield from sheets.unused()
    yield from _of_workbook(parts, root)
    for pattern, kind, called in _KEPT:
        for name in parts.names("xl/"):
            if name in parts.members and pattern.match(name) and not name.endswith(".rels"):
                if kind is not None:
                    yield Trace(kind, Phrase(called), name)
                parts.drop(name)
    if "xl/calcChain.xml" in parts.members:
        parts.drop("xl/calcChain.xml")


def _sheets(parts: Parts, root: Element, main: str) -> list[tuple[str, str]]:
    """The names of the sheets that are left, with their parts."""
    related = {relation.id: relation.target for relation in parts.relations() if relation.owner == main}
    found = []
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        part = related.get(attribute(sheet, "id") or "", "")
        if tree_or_none(parts, part) is not None:
            found.append((sheet.get("name") or "", part))
    return found


def _hidden_sheets(parts: Parts, root: Element, main: str) -> Iterator[Trace]:
    """Sheets that nobody sees, however deep they are hidden, with all that names them."""
    related = {relation.id: relation for relation in parts.relations() if relation.owner == main}
    gone = []
    for sheet in root.findall("{*}sheets/{*}sheet"):
        if sheet.get("state", "visible") == "visible":
            continue
        name = sheet.get("name") or ""
        gone.append(name)
        yield Trace("hidden", Phrase("隐藏的工作表"), shortened(name))
        relation = related.get(attribute(sheet, "id") or "")
        remove(sheet)
        if relation is not None:
            _drop_sheet(parts, relation.target)
    for view in root.iterfind("{*}bookViews/{*}workbookView"):
        for key in ("activeTab", "firstSheet"):
            if gone and view.get(key):
                view.set(key, "0")
    for name in parts.names("xl/"):
        tree = tree_or_none(parts, name) if gone and name.endswith(".xml") else None
        if tree is not None:
            _forget_names(tree, gone)


def _drop_sheet(parts: Parts, part: str) -> None:
    """A sheet with the drawings and tables that belong to it alone."""
    own = []
    for relation in parts.relations():
        if relation.owner == part and not relation.is_outside:
            own.append(relation.target)
    parts.drop(part)
    for target in own:
        parts.drop(target)


def _forget_names(tree: Element, gone: list[str]) -> None:
    """Take out what refers to a sheet that has gone: names, lists to choose from, conditions."""
    for element in list(tree.iter(*(f"{{*}}{name}" for name in _FORMULAS))):
        if any(name in (element.text or "") for name in gone):
            above = element.getparent()
            if local(element) == "definedName" or above is None:
                remove(element)
            else:
                remove(above)
    for link in list(tree.iter("{*}hyperlink")):
        if any(name in (link.get("location") or "") for name in gone):
            remove(link)


def _comments(parts: Parts) -> Iterator[Trace]:
    """Comments of both kinds, with the old drawings of the boxes around them."""
    for name in parts.names("xl/"):
        tree = tree_or_none(parts, name) if _COMMENTS.match(name) else None
        if tree is None:
            continue
        for comment in tree.iter("{*}comment", "{*}threadedComment"):
            words = "".join(map(str, comment.itertext()))
            yield Trace("comments", Phrase("{cell} 格", cell=comment.get("ref") or "?"), shortened(words))
        parts.drop(name)
        for drawing in parts.names("xl/drawings/"):
            if drawing.endswith(".vml"):
                parts.drop(drawing)


def _of_workbook(parts: Parts, root: Element) -> Iterator[Trace]:
    """What a workbook says of itself: who kept it and where, names with words in them, tables that others fill."""
    for element in list(root.iter("{*}fileSharing")):
        if element.get("userName"):
            yield Trace("author", Phrase("写保护的用户名"), shortened(element.get("userName") or ""))
        remove(element)
    for element in list(root.iter("{*}absPath")):
        yield Trace("author", Phrase("保存在哪个文件夹"), shortened(element.get("url") or ""))
        remove(element)
    for element in list(root.iter("{*}definedName")):
        if '"' in (element.text or "") and "!" not in (element.text or ""):
            yield Trace("hidden", Phrase("定义的名称"), shortened(element.text or ""))
        if not (element.get("name") or "").startswith("_xlnm.Print") or element.get("localSheetId"):
            remove(element)
    for element in list(root.iter("{*}pivotCaches", "{*}externalReferences", "{*}customWorkbookViews")):
        remove(element)
    for names in list(root.iter("{*}definedNames")):
        if not len(names):
            remove(names)


@dataclass(slots=True)
class _Sheets:
    """The sheets of a book, the texts that they share, and which of these were used."""

    parts: Parts
    book: StoredBook
    used: set[int] = field(default_factory=set)
    """The shared texts that any sheet used as the file came."""
    left: set[int] = field(default_factory=set)
    """Those that are used by what is left."""

    def count_strings(self) -> None:
        """Note which shared texts the sheets use."""
        for name in self.parts.names("xl/worksheets/"):
            tree = tree_or_none(self.parts, name)
            for cell in tree.iter("{*}c") if tree is not None else ():
                if cell.get("t") == "s":
                    self.used.add(number(stored_value(cell), -1))

    def strip(self, tree: Element, name: str) -> Iterator[Trace]:
        """Take out of one sheet what nobody sees."""
        columns = hidden_columns(tree)
        under = covered(tree)
        row_number = 0
        for row in tree.iterfind("{*}sheetData/{*}row"):
            row_number = number(row.get("r"), row_number + 1)
            is_hidden = is_out_of_sight(row, "ht")
            column = 0
            for cell in list(row.iterchildren("{*}c")):
                column = column_of(cell.get("r") or "", column + 1)
                where = why_unseen(name, row_number, column, (is_hidden, column in columns))
                if where is None and (row_number, column) in under:
                    where = Phrase("工作表“{name}”被合并盖住的单元格", name=name)
                yield from self._cell(cell, name, where)
        yield from _of_sheet(tree, name)

    def _cell(self, cell: Element, name: str, unseen: Phrase | None) -> Iterator[Trace]:
        """One cell: gone where nobody sees it; else its value without its formula and what is struck out."""
        shown = self.book.text_of(cell)
        if unseen is not None:
            if (shown.text + shown.struck).strip():
                yield Trace("hidden", unseen, shortened(shown.text + shown.struck))
            _empty(cell)
            return
        while (formula := first_child(cell, "{*}f")) is not None:
            cell.remove(formula)
        if shown.struck:
            yield Trace("struck", _place(cell, name), shortened(shown.struck))
            _write(cell, shown.text)
            return
        kind = cell.get("t", "n")
        if kind == "s":
            self.left.add(number(stored_value(cell), -1))
        elif kind == "n" and not shown.text.strip() and stored_value(cell):
            stored = "".join(map(str, cell.itertext()))
            if stored.strip():
                yield Trace("hidden", _place(cell, name), shortened(stored))
                _empty(cell)

    def unused(self) -> Iterator[Trace]:
        """Shared texts that no cell shows are emptied; those that none had used before are told."""
        tree = tree_or_none(self.parts, "xl/sharedStrings.xml")
        if tree is None:
            return
        for at, item in enumerate(tree.findall("{*}si")):
            if at in self.left:
                continue
            words = "".join(map(str, item.itertext()))
            if at not in self.used and words.strip():
                yield Trace("hidden", Phrase("工作簿里没有用到的文字"), shortened(words))
            for child in list(item):
                item.remove(child)


def _place(cell: Element, name: str) -> Phrase:
    return Phrase("工作表“{name}”{cell} 格", name=name, cell=cell.get("r") or "?")


def _empty(cell: Element) -> None:
    """Take the value and the formula out of a cell."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)


def _write(cell: Element, text: str) -> None:
    """Put a text in place of what a cell holds."""
    _empty(cell)
    if not text.strip():
        return
    cell.set("t", "inlineStr")
    space = str(cell.tag).rpartition("}")[0] + "}"
    inside = cell.makeelement(f"{space}is")
    words = cell.makeelement(f"{space}t")
    words.text = text
    inside.append(words)
    cell.append(inside)


def _of_sheet(tree: Element, name: str) -> Iterator[Trace]:
    """What a sheet keeps beside its cells: scenarios with their authors, views, filters."""
    for element in list(tree.iter("{*}scenario")):
        words = " ".join(filter(None, (element.get("name"), element.get("user"), element.get("comment"))))
        yield Trace("hidden", Phrase("工作表“{name}”的方案", name=name), shortened(words))
    for element in list(tree.iter("{*}scenarios", "{*}customSheetViews", "{*}filterColumn", "{*}sortState")):
        remove(element)
