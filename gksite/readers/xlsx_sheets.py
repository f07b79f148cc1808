"""One sheet of an .xlsx as it is stored: its texts, merged ranges, and what is hidden in it or cannot be shown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

from gksite.model.blocks import BlankReason, Cell, Table
from gksite.problems.problem import Phrase
from gksite.readers.grid import Grid
from gksite.readers.left_out import LeftOut
from gksite.readers.limits import CELLS, CHARACTERS, COLUMNS, ROWS, too_much
from gksite.readers.package import Element, first_child, local, number
from gksite.readers.xlsx_book import StoredBook
from gksite.readers.xlsx_places import column_letters, column_number, is_out_of_sight

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
    blanks: dict[tuple[int, int], BlankReason] = field(default_factory=dict)
    """Why cells that hold something show nothing."""
    struck: list[tuple[str, str]] = field(default_factory=list)
    """The cells with struck-out letters, and these."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: int = 0
    uncounted: list[str] = field(default_factory=list)
    """The cells with formulas of which no value is stored."""
    lost: list[str] = field(default_factory=list)
    """The cells with numbers that may lack their last figures."""
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
            case "col" if is_out_of_sight(element, "width"):
                first, last = number(element.get("min")), number(element.get("max"))
                self.hidden_columns |= set(range(max(first, 1) - 1, min(last, COLUMNS)))
            case "mergeCell":
                self._take_merged_range(element.get("ref") or "")

    def _take_cell(self, element: Element) -> None:
        row, self._column = _place_of(element.get("r") or "") or (self._row + 1, self._column + 1)
        shown = self.book.text_of(element)
        text = shown.text.strip()
        blank: BlankReason = ""
        if shown.struck:
            self.struck.append((_name_of(row, self._column), shown.struck))
            blank = "struck"
        if first_child(element, "{*}f") is not None:
            self.formulas += 1
            if not text and not _is_empty_text(element):
                self.uncounted.append(_name_of(row, self._column))
                blank = "uncounted"
        if shown.lost:
            self.lost.append(_name_of(row, self._column))
        self._letters += len(text)
        self._put(row, self._column, text, blank)
        self.errors += element.get("t") == "e"

    def _put(self, row: int, column: int, text: str, blank: BlankReason) -> None:
        if not text and not blank:
            return
        if not 0 <= row < ROWS:
            raise too_much("超过 {limit} 行", ROWS)
        if not 0 <= column < COLUMNS:
            raise too_much("超过 {limit} 列", COLUMNS)
        if self._letters > CHARACTERS:
            raise too_much("超过 {limit} 字", CHARACTERS)
        if text:
            self.texts[row, column] = text
        else:
            self.blanks[row, column] = blank
        self._height = max(self._height, row + 1)
        self._width = max(self._width, column + 1)

    def _take_row(self, element: Element) -> None:
        self._rows += 1
        self._row = number(element.get("r"), self._row + 2) - 1
        self._column = -1
        if self._rows > _ROW_ELEMENTS:
            raise too_much("超过 {limit} 行", ROWS)
        if is_out_of_sight(element, "ht"):
            self.hidden_rows.add(self._row)

    def _take_merged_range(self, reference: str) -> None:
        """Keep a merged range such as A1:C2."""
        first, _, last = reference.partition(":")
        begin, end = _place_of(first), _place_of(last)
        if begin is not None and end is not None and len(self.merged) < CELLS:
            self.merged[begin] = (end[0] - begin[0] + 1, end[1] - begin[1] + 1)

    def table(self, number_of_table: int, *, hidden: bool) -> Table:
        """The grid as far as something is stored; the texts that a merged range covers are counted."""
        merged = dict(map(self._in_sight, self.merged.items()))
        self._move_into_sight()
        grid = Grid(number_of_table, self._height)
        for row, column in sorted(self.texts.keys() | self.blanks.keys() | self._blank_merged_cells(merged)):
            text = self.texts.get((row, column), "")
            if grid.free(row, column) == column:
                rows, columns = merged.get((row, column), (1, 1))
                grid.put(text, row, column, rows, columns, blank=self.blanks.get((row, column), ""))
            else:
                self.covered += bool(text)
        table = grid.finish()
        columns_out_of_sight = tuple(sorted(column for column in self.hidden_columns if column < table.width))
        cells = table.cells
        if self.hidden_rows or self.hidden_columns:
            cells = tuple(map(self._as_seen, cells))
        return replace(table, cells=cells, hidden=hidden, hidden_columns=columns_out_of_sight)

    def _in_sight(self, merged: tuple[tuple[int, int], tuple[int, int]]) -> tuple[tuple[int, int], tuple[int, int]]:
        """A merged range without the hidden rows at its top, which it shows its text below."""
        (row, column), (rows, columns) = merged
        hidden = sum(1 for _ in takewhile(self.hidden_rows.__contains__, range(row, row + rows)))
        if hidden == rows:
            return merged
        return (row + hidden, column), (rows - hidden, columns)

    def _move_into_sight(self) -> None:
        """Move the texts of merged ranges whose first rows are hidden to where they are seen."""
        for place, size in self.merged.items():
            seen, _ = self._in_sight((place, size))
            if seen == place or seen[0] >= self._height:
                continue
            if place in self.texts:
                self.texts[seen] = self.texts.pop(place)
            if place in self.blanks:
                self.blanks[seen] = self.blanks.pop(place)

    def _blank_merged_cells(self, merged: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
        """The first cells of merged ranges as far as there is text in the sheet, whether or not they have one."""
        return {(row, column) for row, column in merged if row < self._height and column < self._width}

    def _as_seen(self, cell: Cell) -> Cell:
        """A cell, without its text where its row or its column is out of sight."""
        columns = range(cell.column, cell.column + cell.columns)
        in_sight = cell.row not in self.hidden_rows and not all(map(self.hidden_columns.__contains__, columns))
        if in_sight or not cell.text:
            return cell
        return replace(cell, text="", blank="hidden", unseen=cell.text)

    def remarks(self, element: Element) -> Iterator[Phrase]:
        """What an editor should know of the sheet, of which the workbook states its name."""
        name = element.get("name") or ""
        counted = self.formulas - len(self.uncounted)
        if counted:
            yield Phrase("工作表“{name}”有 {count} 个公式，读的是上次算好的值", name=name, count=counted)
        if self.errors:
            yield Phrase("工作表“{name}”有 {count} 格是错误值（如 #REF!），请核对", name=name, count=self.errors)
        if self.covered:
            yield Phrase("工作表“{name}”有 {count} 个单元格被合并盖住，没有读入", name=name, count=self.covered)
        if self.commented:
            yield Phrase("工作表“{name}”有批注，没有读入", name=name)

    def questions(self, element: Element, table: Table) -> Iterator[Phrase]:
        """What a person must look at: what is out of sight, struck out, or not stored."""
        name = element.get("name") or ""
        if table.hidden:
            if self.texts:
                yield Phrase("工作表“{name}”是隐藏的，没有录入，请核对", name=name)
            return
        unseen = [cell for cell in table.cells if cell.unseen]
        rows = sorted({cell.row + 1 for cell in unseen if cell.row in self.hidden_rows})
        columns = sorted({cell.column for cell in unseen if cell.row not in self.hidden_rows})
        if rows:
            message = "工作表“{name}”有 {count} 行是隐藏的（也可能是筛选所致），没有录入，请核对：第 {rows} 行"
            yield Phrase(message, name=name, count=len(rows), rows=_runs(rows))
        if columns:
            message = "工作表“{name}”有 {count} 列是隐藏的，没有录入，请核对：{columns} 列"
            letters = "、".join(column_letters(column + 1) for column in columns)
            yield Phrase(message, name=name, count=len(columns), columns=letters)
        if self.uncounted:
            message = "工作表“{name}”有 {count} 个公式没有算好的值，读成了空白，请核对：{cells}"
            yield Phrase(message, name=name, count=len(self.uncounted), cells="、".join(self.uncounted))
        if self.lost:
            message = "工作表“{name}”有 {count} 个数超过 15 位，表格存不下后面的数字，请与原件核对：{cells}"
            yield Phrase(message, name=name, count=len(self.lost), cells="、".join(self.lost))
        yield from self._struck_out(name)

    def _struck_out(self, name: str) -> Iterator[Phrase]:
        """What is said of the letters that are struck out."""
        left_out = LeftOut()
        for cell, text in self.struck:
            left_out.add("struck", Phrase("工作表“{name}”{cell} 格", name=name, cell=cell), text)
        yield from left_out.questions()


def _is_empty_text(cell: Element) -> bool:
    """Whether a formula has a stored value that is a text without letters."""
    return cell.get("t") == "str" and first_child(cell, "{*}v") is not None


def _runs(numbers: Sequence[int]) -> str:
    """Numbers that rise, those in a row as one: 「3、7-9」."""
    shown: list[str] = []
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        shown.append("-".join(dict.fromkeys((str(members[0]), str(members[-1])))))
    return "、".join(shown)


def _name_of(row: int, column: int) -> str:
    """The name of a cell by its row and column from 0: 「C5」."""
    return f"{column_letters(column + 1)}{row + 1}"


def _place_of(reference: str) -> tuple[int, int] | None:
    """Row and column from 0 of a reference such as C5."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    return int(match[2]) - 1, column_number(match[1]) - 1
