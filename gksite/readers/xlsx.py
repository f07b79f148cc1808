"""Excel's .xlsx: every sheet a table; stored values only, never a formula; what is hidden is read and told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gksite.model.blocks import Table
from gksite.problems.problem import Phrase
from gksite.readers.content import Content, Progress
from gksite.readers.grid import Grid
from gksite.readers.limits import CELLS, CHARACTERS, COLUMNS, DAMAGED, ROWS, Unreadable, too_much
from gksite.readers.package import Element, Package, attribute, local, number, unpack
from gksite.readers.xlsx_values import formats, shown

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_TRUE = ("1", "true")
_ROW_ELEMENTS = 10 * ROWS
"""Rows stated, with text or without: a few more may carry nothing but a height."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class _Sheet:
    """One sheet as stored: texts by row and column from 0, merged ranges, what is hidden."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: int = 0
    uncounted: int = 0
    errors: int = 0
    covered: int = 0
    commented: bool = False

    def put(self, row: int, column: int, text: str, letters: int) -> None:
        """Keep a text. Raises Unreadable where there are too many."""
        if not text:
            return
        if not 0 <= row < ROWS:
            raise too_much("超过 {limit} 行", ROWS)
        if not 0 <= column < COLUMNS:
            raise too_much("超过 {limit} 列", COLUMNS)
        if letters > CHARACTERS:
            raise too_much("超过 {limit} 字", CHARACTERS)
        self.texts[row, column] = text

    def merge(self, reference: str) -> None:
        """Keep a merged range such as A1:C2."""
        first, _, last = reference.partition(":")
        begin, end = _at(first), _at(last)
        if begin is not None and end is not None and len(self.merged) < CELLS:
            self.merged[begin] = (end[0] - begin[0] + 1, end[1] - begin[1] + 1)


@dataclass(frozen=True, slots=True)
class _Book:
    strings: list[str]
    formats: list[str]
    since_1904: bool

    def text(self, cell: Element) -> str:
        """What a cell shows."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_runs(cell))
        found = cell.find("{*}v")
        value = "" if found is None else found.text or ""
        match kind:
            case "s":
                index = number(value, -1)
                return self.strings[index] if 0 <= index < len(self.strings) else ""
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(value, value)
            case "n":
                style = number(cell.get("s"), -1)
                form = self.formats[style] if 0 <= style < len(self.formats) else ""
                return shown(value, form, since_1904=self.since_1904)
        return _unescaped(value)


def read(data: bytes, progress: Progress) -> Content:
    """The sheets of an .xlsx as tables. Raises Unreadable where it is unsafe, too long or damaged."""
    package = unpack(data, streamed="xl/worksheets/")
    main = package.main()
    root = package.tree(main)
    related = package.related(main)
    parts = dict(related.values())
    properties = root.find("{*}workbookPr")
    book = _Book(
        _strings(package, parts.get("sharedStrings")),
        formats(package, parts.get("styles")),
        properties is not None and properties.get("date1904") in _TRUE,
    )
    stated = list(root.iterfind("{*}sheets/{*}sheet"))
    tables: list[Table] = []
    remarks: list[Phrase] = []
    for done, sheet in enumerate(stated, 1):
        kind, part = related.get(attribute(sheet, "id") or "", ("", ""))
        if kind == "worksheet":
            found = _sheet(package, part, book)
            table = _table(found, done)
            tables += [table] if table.cells else []
            remarks += _remarks(sheet, found, table)
        progress(done, len(stated))
    if not stated:
        raise Unreadable(DAMAGED, detail=main)
    return Content(tuple(tables), remarks=tuple(remarks))


def _strings(package: Package, part: str | None) -> list[str]:
    found: list[str] = []
    letters = 0
    for item in package.stream(part, "si") if part is not None else ():
        found.append("".join(_runs(item)))
        letters += len(found[-1])
        if letters > CHARACTERS:
            raise too_much("超过 {limit} 字", CHARACTERS)
        if len(found) > CELLS:
            raise too_much("超过 {limit} 格", CELLS)
    return found


def _runs(item: Element) -> Iterator[str]:
    """The texts of a string, without the phonetic ones."""
    for text in item.iter("{*}t"):
        above = text.getparent()
        if above is None or local(above) != "rPh":
            yield _unescaped(text.text or "")


def _unescaped(text: str) -> str:
    """A control character is stored as _x000D_; line breaks become plain ones."""
    whole = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
    return whole.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode()


def _sheet(package: Package, part: str, book: _Book) -> _Sheet:
    sheet = _Sheet()
    rows, row, column, letters = 0, -1, -1, 0
    for element in package.stream(part, "col", "c", "row", "mergeCell"):
        match local(element):
            case "c":
                at = _at(element.get("r") or "")
                row_here, column = at if at is not None else (row + 1, column + 1)
                text = book.text(element).strip()
                letters += len(text)
                sheet.put(row_here, column, text, letters)
                sheet.formulas += element.find("{*}f") is not None
                sheet.errors += element.get("t") == "e"
                sheet.uncounted += element.find("{*}f") is not None and not text
            case "row":
                rows, row, column = rows + 1, number(element.get("r"), row + 2) - 1, -1
                if rows > _ROW_ELEMENTS:
                    raise too_much("超过 {limit} 行", ROWS)
                if element.get("hidden") in _TRUE:
                    sheet.hidden_rows.add(row)
            case "col" if element.get("hidden") in _TRUE:
                first, last = number(element.get("min")), number(element.get("max"))
                sheet.hidden_columns |= set(range(max(first, 1) - 1, min(last, COLUMNS)))
            case "mergeCell":
                sheet.merge(element.get("ref") or "")
    sheet.commented = any(kind == "comments" for kind, _ in package.related(part).values())
    return sheet


def _at(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of a reference such as C5."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _table(sheet: _Sheet, table: int) -> Table:
    """The grid as far as there is text."""
    height = max((row + 1 for row, _ in sheet.texts), default=0)
    width = max((column + 1 for _, column in sheet.texts), default=0)
    blank = {(row, column) for row, column in sheet.merged if row < height and column < width}
    grid = Grid(table, height)
    for row, column in sorted(sheet.texts.keys() | blank):
        text = sheet.texts.get((row, column), "")
        if grid.free(row, column) == column:
            rows, columns = sheet.merged.get((row, column), (1, 1))
            grid.put(text, row, column, rows, columns)
        else:
            sheet.covered += bool(text)
    return grid.finish()


def _remarks(stated: Element, sheet: _Sheet, table: Table) -> Iterator[Phrase]:
    """What an editor must know of a sheet."""
    name = stated.get("name") or ""
    rows = sum(row < table.height for row in sheet.hidden_rows)
    columns = sum(column < table.width for column in sheet.hidden_columns)
    if stated.get("state", "visible") != "visible":
        yield Phrase("工作表“{name}”是隐藏的，也读入了", name=name)
    if rows:
        yield Phrase("工作表“{name}”有 {count} 行是隐藏的，也读入了", name=name, count=rows)
    if columns:
        yield Phrase("工作表“{name}”有 {count} 列是隐藏的，也读入了", name=name, count=columns)
    if counted := sheet.formulas - sheet.uncounted:
        yield Phrase("工作表“{name}”有 {count} 个公式，读的是上次算好的值", name=name, count=counted)
    if sheet.uncounted:
        yield Phrase("工作表“{name}”有 {count} 个公式没有算好的值，读成了空白", name=name, count=sheet.uncounted)
    if sheet.errors:
        yield Phrase("工作表“{name}”有 {count} 格是错误值（如 #REF!），请核对", name=name, count=sheet.errors)
    if sheet.covered:
        yield Phrase("工作表“{name}”有 {count} 个单元格被合并盖住，没有读入", name=name, count=sheet.covered)
    if sheet.commented:
        yield Phrase("工作表“{name}”有批注，没有读入", name=name)
