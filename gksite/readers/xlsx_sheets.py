"""One sheet of an .xlsx as it is stored: its texts, merged ranges, and what is hidden in it or cannot be shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gksite.model.blocks import Table
from gksite.problems.problem import Phrase
from gksite.readers.grid import Grid
from gksite.readers.limits import CELLS, CHARACTERS, COLUMNS, ROWS, too_much
from gksite.readers.package import Element, local, number
from gksite.readers.xlsx_book import TRUE, StoredBook

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
"""The name of a cell: 「C5」, 「$C$5」."""
_ROW_ELEMENTS = 10 * ROWS
"""Rows stated, with text or without: a few more may carry nothing but a height."""


@dataclass(slots=True)
class StoredSheet:
    """One sheet: texts by row and column from 0, merged ranges, what is hidden, what an editor must be told."""

    book: StoredBook
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """The first cell of a merged range → its rows and columns."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: int = 0
    uncounted: int = 0
    """Formulas of which no value is stored."""
    errors: int = 0
    covered: int = 0
    """Texts in cells that a merged range covers."""
    commented: bool = False
    _rows: int = 0
    _row: int = -1
    """The row that has ended last: the cells of a row come before the row itself."""
    _column: int = -1
    _letters: int = 0
    _height: int = 0
    _width: int = 0

    def take(self, element: Element) -> None:
        """Add an element of the sheet. Raises Unreadable where there are too many."""
        match local(element):
            case "c":
                self._take_cell(element)
            case "row":
                self._take_row(element)
            case "col" if element.get("hidden") in TRUE:
                first, last = number(element.get("min")), number(element.get("max"))
                self.hidden_columns |= set(range(max(first, 1) - 1, min(last, COLUMNS)))
            case "mergeCell":
                self._take_merged_range(element.get("ref") or "")

    def _take_cell(self, element: Element) -> None:
        row, self._column = _place_of(element.get("r") or "") or (self._row + 1, self._column + 1)
        text = self.book.text_of(element).strip()
        self._letters += len(text)
        self._put(row, self._column, text)
        has_formula = element.find("{*}f") is not None
        self.formulas += has_formula
        self.uncounted += has_formula and not text
        self.errors += element.get("t") == "e"

    def _put(self, row: int, column: int, text: str) -> None:
        if not text:
            return
        if not 0 <= row < ROWS:
            raise too_much("超过 {limit} 行", ROWS)
        if not 0 <= column < COLUMNS:
            raise too_much("超过 {limit} 列", COLUMNS)
        if self._letters > CHARACTERS:
            raise too_much("超过 {limit} 字", CHARACTERS)
        self.texts[row, column] = text
        self._height = max(self._height, row + 1)
        self._width = max(self._width, column + 1)

    def _take_row(self, element: Element) -> None:
        self._rows += 1
        self._row = number(element.get("r"), self._row + 2) - 1
        self._column = -1
        if self._rows > _ROW_ELEMENTS:
            raise too_much("超过 {limit} 行", ROWS)
        if element.get("hidden") in TRUE:
            self.hidden_rows.add(self._row)

    def _take_merged_range(self, reference: str) -> None:
        """Keep a merged range such as A1:C2."""
        first, _, last = reference.partition(":")
        begin, end = _place_of(first), _place_of(last)
        if begin is not None and end is not None and len(self.merged) < CELLS:
            self.merged[begin] = (end[0] - begin[0] + 1, end[1] - begin[1] + 1)

    def table(self, number_of_table: int) -> Table:
        """The grid as far as there is text; the texts that a merged range covers are counted."""
        grid = Grid(number_of_table, self._height)
        for row, column in sorted(self.texts.keys() | self._blank_merged_cells()):
            text = self.texts.get((row, column), "")
            if grid.free(row, column) == column:
                rows, columns = self.merged.get((row, column), (1, 1))
                grid.put(text, row, column, rows, columns)
            else:
                self.covered += bool(text)
        return grid.finish()

    def _blank_merged_cells(self) -> set[tuple[int, int]]:
        """The first cells of merged ranges as far as there is text in the sheet, whether or not they have one."""
        return {(row, column) for row, column in self.merged if row < self._height and column < self._width}

    def remarks(self, element: Element, table: Table) -> Iterator[Phrase]:
        """What an editor must know of the sheet, of which the workbook states its name and whether it is shown."""
        name = element.get("name") or ""
        rows = sum(row < table.height for row in self.hidden_rows)
        columns = sum(column < table.width for column in self.hidden_columns)
        counted = self.formulas - self.uncounted
        if element.get("state", "visible") != "visible":
            yield Phrase("工作表“{name}”是隐藏的，也读入了", name=name)
        if rows:
            yield Phrase("工作表“{name}”有 {count} 行是隐藏的，也读入了", name=name, count=rows)
        if columns:
            yield Phrase("工作表“{name}”有 {count} 列是隐藏的，也读入了", name=name, count=columns)
        if counted:
            yield Phrase("工作表“{name}”有 {count} 个公式，读的是上次算好的值", name=name, count=counted)
        if self.uncounted:
            yield Phrase("工作表“{name}”有 {count} 个公式没有算好的值，读成了空白", name=name, count=self.uncounted)
        if self.errors:
            yield Phrase("工作表“{name}”有 {count} 格是错误值（如 #REF!），请核对", name=name, count=self.errors)
        if self.covered:
            yield Phrase("工作表“{name}”有 {count} 个单元格被合并盖住，没有读入", name=name, count=self.covered)
        if self.commented:
            yield Phrase("工作表“{name}”有批注，没有读入", name=name)


def _place_of(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of a reference such as C5."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
