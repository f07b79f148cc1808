"""The sheets of an edited workbook: what each cell says now, and what it said when it was exported."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from gksite.model.blocks import Cell, Reading, Table
from gksite.problems.problem import Code, Location, Phrase, Problems, RequestError
from gksite.text.dates import is_date, printed_date
from gksite.workbook.cells import (
    ABOVE,
    FACT_HEAD,
    FORMER_HEADS,
    LATER,
    LIMITS,
    LIMITS_HEAD,
    MARKER,
    SECTION_HEAD,
    TASK,
    TASK_HEAD,
)

FRAME_CHANGED = Code(
    "GK228",
    "工作簿的“{sheet}”{fault}",
    why="程序靠表头和灰色的格子认出每一格；对不上时不能断定改的是哪一处，也不能断定少了的行是要删去还是误删。",
    mend="把表头和灰色的格子改回原样，找回删去的行，去掉多出的行；要增删任务和部分，请直接改 YAML。",
)


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A sheet: its name, the beginning of its cells' keys, its head, the fields of its columns from the second on.

    `later` are the heads and fields of the columns that workbooks of old lack.
    """

    name: str
    prefix: str
    head: tuple[str, ...]
    fields: tuple[str, ...]
    later: tuple[tuple[str, str], ...] = ()

    def keys(self, id: str) -> list[str]:
        """The keys of the cells of the row with this id; a fact is a row of its own, its second cell fixed."""
        if self.prefix == "notice":
            return [f"notice/{id}"]
        return [f"{self.prefix}/{id}/{name}" for name in self.fields]


_LATER = (*((TASK[name], name) for name in LATER), (LIMITS_HEAD, LIMITS))
"""The columns of the tasks that workbooks of old lack."""
_FIRST = tuple(name for name in TASK if name not in LATER)
KINDS = (
    SheetKind("任务", "task", (*TASK_HEAD, *(TASK[name] for name in _FIRST)), (ABOVE, *_FIRST), _LATER),
    SheetKind("部分", "section", SECTION_HEAD, (ABOVE, "title")),
    SheetKind("通知", "notice", FACT_HEAD, ()),
)
_DATES = ("notice/issued", "notice/printed")
_HEAD_WITHIN = 20
"""Rows from the top of a sheet among which its head is looked for."""
_NUMBER = re.compile(r"(\d+)(?:\.0+)?\Z")
"""A number as a program may write it back: 3, 3.0."""


def kind_of(key: str) -> SheetKind:
    """The sheet that a key belongs to."""
    prefix = key.partition("/")[0]
    return next(kind for kind in KINDS if kind.prefix == prefix)


def notice_of(reading: Reading) -> str | None:
    """The id of the notice that a workbook was exported from; None for any other file.

    Raises RequestError for one without the hidden sheet that says so.
    """
    origin = _sheet(reading, (MARKER,))
    if origin is None:
        if _sheet(reading, KINDS[0].head):
            raise RequestError("这是导出的工作簿，但里面隐藏的工作表“gksite”不见了，不能写回；请重新导出，再改一次")
        return None
    return next((_stored(cell) for cell in origin.table.cells if (cell.row, cell.column) == (0, 1)), "")


def _stored(cell: Cell) -> str:
    """What stands in a cell, also in a row or column that a filter or an editor has put out of sight."""
    return cell.text or cell.unseen


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table, the row of its head, the columns of its cells in the order of the head that was asked for.

    `later` are those that workbooks of old lack, by field.
    """

    table: Table
    top: int
    columns: tuple[int, ...]
    later: Mapping[str, int]

    def rows(self) -> Iterator[tuple[int, dict[int, str]]]:
        """Each row below the head that holds something: its number from 1, and its texts by column."""
        rows: dict[int, dict[int, str]] = {}
        for cell in self.table.cells:
            if cell.row > self.top and (text := _stored(cell)):
                rows.setdefault(cell.row, {})[cell.column] = text
        for row, texts in sorted(rows.items()):
            yield row + 1, texts

    def uncounted(self) -> set[tuple[int, int]]:
        """The cells below the head, by the number of their row and their column, whose formula has no stored value."""
        cells = (cell for cell in self.table.cells if cell.row > self.top)
        return {(cell.row + 1, cell.column) for cell in cells if cell.blank == "uncounted"}

    def merged_rows(self) -> Iterator[int]:
        """The numbers of the rows below the head in which cells are merged."""
        for cell in self.table.cells:
            if cell.row > self.top and (cell.rows, cell.columns) != (1, 1):
                yield cell.row + 1


def _sheet(reading: Reading, head: tuple[str, ...], later: tuple[tuple[str, str], ...] = ()) -> _Sheet | None:
    """The sheet with this head, wherever its columns were moved to; a title of the editor's own may stand above."""
    for table in reading.blocks:
        if not isinstance(table, Table):
            continue
        rows: dict[int, dict[str, int]] = {}
        for cell in table.cells:
            if cell.row < _HEAD_WITHIN and (text := _stored(cell)):
                name = text.strip()
                rows.setdefault(cell.row, {}).setdefault(FORMER_HEADS.get(name, name), cell.column)
        for top, columns in sorted(rows.items()):
            if columns.keys() >= set(head):
                found = {name: columns[text] for text, name in later if text in columns}
                return _Sheet(table, top, tuple(columns[text] for text in head), found)
    return None


def original_texts(reading: Reading) -> dict[str, str]:
    """What each cell said when it was exported, by key."""
    origin = _sheet(reading, (MARKER,))
    if origin is None:
        return {}
    return {texts.get(0, ""): tidy(texts.get(1, "")) for _, texts in origin.rows()}


def edited_texts(reading: Reading, problems: Problems) -> dict[str, str | None]:
    """What each cell says now, by key, None for a formula without a stored value; a frame that was changed is noted."""
    found: dict[str, str | None] = {}

    def note(kind: SheetKind, fault: Phrase) -> None:
        problems.add(FRAME_CHANGED, Location(reading.file), sheet=Phrase(kind.name), fault=fault)

    for kind in KINDS:
        sheet = _sheet(reading, kind.head, kind.later)
        if sheet is None:
            note(kind, Phrase("不见了，或表头被改过"))
            continue
        for row in sheet.merged_rows():
            note(kind, Phrase("第 {row} 行有合并的格子", row=row))
        uncounted = sheet.uncounted()
        for row, texts in sheet.rows():
            id = _row_id(texts.get(sheet.columns[0], ""))
            keys = kind.keys(id)
            if not id or keys[0] in found:
                note(kind, Phrase("第 {row} 行的第一格是空的，或与别的行相同", row=row))
            cells = dict(zip(keys, sheet.columns[-len(keys) :], strict=True))
            cells |= {f"{kind.prefix}/{id}/{name}": column for name, column in sheet.later.items()}
            if texts.keys() - {*sheet.columns, *cells.values()}:
                note(kind, Phrase("第 {row} 行在各栏之外有文字", row=row))
            for key, column in cells.items():
                found[key] = _cell_text(key, texts.get(column, ""))
                if (row, column) in uncounted:
                    found[key] = None
    return found


def _row_id(text: str) -> str:
    """The number or the name in the first cell of a row, however a program has written it."""
    id = normalize("NFKC", text).strip()
    if match := _NUMBER.match(id):
        return match[1]
    return id


def _cell_text(key: str, text: str) -> str:
    """What a cell says: a date in its one form, however a program or a person writes it."""
    if key in _DATES and is_date(text) and (day := printed_date(text)):
        return day.isoformat()
    return tidy(text)


def tidy(text: str) -> str:
    """A text without the blanks that a program may add at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()
