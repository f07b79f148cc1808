"""An edited workbook back into the YAML it was exported from: the cells that were changed, and nothing else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import normalize

from gksite.exports.notice_xlsx import ABOVE, FACT_HEAD, FACTS, MARKER, SECTION_HEAD, TASK, TASK_HEAD, WorkCell, cells
from gksite.importers.refusals import CHANGED_TWICE, FRAME_CHANGED, NOT_ONE_LINE
from gksite.importers.splice import Entry, Value, splice
from gksite.model.blocks import Reading, Table
from gksite.model.records import NoticeRecord, TaskRecord
from gksite.problems import Phrase, Place, Problems, RequestError
from gksite.shapes import shape
from gksite.source import Document, Loc, parse
from gksite.text.dates import is_date, printed_date
from gksite.text.lists import SEPARATORS, pieces
from gksite.text.names import fold

_SHEETS = (
    ("任务", "task", TASK_HEAD, (ABOVE, *TASK)),
    ("部分", "section", SECTION_HEAD, (ABOVE, "title")),
    ("通知", "notice", FACT_HEAD, ("", "")),
)
"""The name of a sheet, the beginning of its keys, its head, its fields from the second column on."""
_DATES = ("notice/issued", "notice/printed")
_HEAD_WITHIN = 20
"""Rows from the top of a sheet among which its head is looked for."""
_LISTS = ("lead", "support", "cc")
_SEVERAL_LINES = ("requirement", "remark", "review", "addressees", "preamble", "closing", *_LISTS)
_NUMBER = re.compile(r"(\d+)(?:\.0+)?\Z")


def notice_of(reading: Reading) -> str | None:
    """The id of the notice that a workbook was exported from; None for any other file.

    Raises RequestError for one without the hidden sheet that says so.
    """
    origin = _sheet(reading, (MARKER,))
    if origin is None and _sheet(reading, TASK_HEAD):
        raise RequestError("这是导出的工作簿，但里面隐藏的工作表“gksite”不见了，不能写回；请重新导出，再改一次")
    return _text(origin.table, 0, 1) if origin else None


def merge(
    reading: Reading, document: Document, record: NoticeRecord, names: Iterable[str], problems: Problems
) -> str | None:
    """The YAML text with the changed cells in it, the same text where none was, None with problems noted.

    `document` and `record` are the notice as it is now; `names` are all names of agencies, to know where one ends.
    """
    before = len(problems.found)
    now = {cell.key: cell for cell in cells(record)}
    wanted = list(_wanted(_originals(reading), _edited(reading, problems), now, document, problems))
    if len(problems.found) > before:
        return None
    known = {fold(name) for name in names}
    changes: list[tuple[Loc, Value]] = [(cell.loc, _value(cell, text, record, known)) for cell, text in wanted]
    if not changes:
        return document.text
    text = splice(document.text, changes, _order)
    data = parse(replace(document, text=text), problems)
    assert data == _applied(parse(document, problems), changes)  # noqa: S101  nothing else has changed
    return text if shape(NoticeRecord, data, replace(document, text=text), problems) else None


def stored(text: str, before: bytes) -> bytes:
    """A text as its file was stored before: with its byte order mark and its kind of line breaks."""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in before else text).encode()


def _order(loc: Loc) -> tuple[str, ...]:
    """The order of the keys beside the last step of a place."""
    return tuple(NoticeRecord.model_fields if len(loc) == 1 else TaskRecord.model_fields)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table, the row of its head, and the columns of its cells in the order of the head that was asked for."""

    table: Table
    top: int
    columns: tuple[int, ...]


def _sheet(reading: Reading, head: tuple[str, ...]) -> _Sheet | None:
    """The sheet with this head, wherever its columns were moved to; a title of the editor's own may stand above."""
    for table in (block for block in reading.blocks if isinstance(block, Table)):
        rows: dict[int, dict[str, int]] = {}
        for cell in table.cells:
            if cell.row < _HEAD_WITHIN and cell.text:
                rows.setdefault(cell.row, {}).setdefault(cell.text.strip(), cell.column)
        for top, columns in sorted(rows.items()):
            if columns.keys() >= set(head):
                return _Sheet(table, top, tuple(columns[text] for text in head))
    return None


def _text(table: Table, row: int, column: int) -> str:
    return next((c.text for c in table.cells if (c.row, c.column) == (row, column)), "")


def _grid(sheet: _Sheet) -> Iterator[tuple[int, dict[int, str]]]:
    """Each row below the head that holds something: its number from 1, and its texts by column."""
    rows: dict[int, dict[int, str]] = {}
    for cell in sheet.table.cells:
        if cell.row > sheet.top and cell.text:
            rows.setdefault(cell.row, {})[cell.column] = cell.text
    yield from ((row + 1, texts) for row, texts in sorted(rows.items()))


def _originals(reading: Reading) -> dict[str, str]:
    """What each cell said when it was exported, by key."""
    origin = _sheet(reading, (MARKER,))
    return {texts.get(0, ""): _tidy(texts.get(1, "")) for _, texts in _grid(origin)} if origin else {}


def _edited(reading: Reading, problems: Problems) -> dict[str, str]:
    """What each cell says now, by key; a frame that was changed is noted."""
    found: dict[str, str] = {}
    for name, kind, head, fields in _SHEETS:
        sheet = _sheet(reading, head)
        if sheet is None:
            _fault(reading, name, Phrase("不见了，或表头被改过"), problems)
            continue
        for cell in sheet.table.cells:
            if cell.row > sheet.top and (cell.rows, cell.columns) != (1, 1):
                _fault(reading, name, Phrase("第 {row} 行有合并的格子", (("row", cell.row + 1),)), problems)
        for row, texts in _grid(sheet):
            id = normalize("NFKC", texts.get(sheet.columns[0], "")).strip()
            id = match[1] if (match := _NUMBER.match(id)) else id
            keys = [f"notice/{id}"] if kind == "notice" else [f"{kind}/{id}/{field}" for field in fields]
            if not id or keys[0] in found:
                _fault(reading, name, Phrase("第 {row} 行的第一格是空的，或与别的行相同", (("row", row),)), problems)
            if texts.keys() - set(sheet.columns):
                _fault(reading, name, Phrase("第 {row} 行在各栏之外有文字", (("row", row),)), problems)
            columns = sheet.columns[len(head) - len(keys) :]
            found |= {key: _said_there(key, texts.get(at, "")) for key, at in zip(keys, columns, strict=True)}
    return found


def _fault(reading: Reading, sheet: str, fault: Phrase, problems: Problems) -> None:
    problems.add(FRAME_CHANGED, Place(reading.file), sheet=Phrase(sheet), fault=fault)


def _said_there(key: str, text: str) -> str:
    """What a cell says: a date in its one form, however a program or a person writes it."""
    day = printed_date(text) if key in _DATES and is_date(text) else None
    return day.isoformat() if day else _tidy(text)


def _tidy(text: str) -> str:
    """A text without the blanks that a program may add at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _wanted(
    was: Mapping[str, str],
    edited: Mapping[str, str],
    now: Mapping[str, WorkCell],
    document: Document,
    problems: Problems,
) -> Iterator[tuple[WorkCell, str]]:
    """The cells that an editor has changed, and what they shall say; what cannot be done is noted."""
    place = Place(document.path)
    for key in sorted(_rows(was) ^ _rows(edited)):
        if not any(_sheet_name(known) == _sheet_name(key) for known in edited):
            continue  # the whole sheet is told
        fault = Phrase("里没有“{cell}”" if key in _rows(was) else "里多出了“{cell}”", (("cell", _row_said(key)),))
        problems.add(FRAME_CHANGED, place, sheet=Phrase(_sheet_name(key)), fault=fault)
    for key, text in edited.items():
        if text == was.get(key, text):
            continue
        cell, field = now.get(key), key.rpartition("/")[2]
        if field == ABOVE:
            said = Phrase("里“{cell}”改过了，这一格只用来认行", (("cell", _said(key)),))
            problems.add(FRAME_CHANGED, place, sheet=Phrase(_sheet_name(key)), fault=said)
        elif "\n" in text and field not in _SEVERAL_LINES:
            problems.add(NOT_ONE_LINE, place, cell=_said(key))
        elif cell is None or _tidy(cell.text) not in (was[key], text):
            at = document.place(cell.loc) if cell else place
            problems.add(CHANGED_TWICE, at, cell=_said(key), ours=text, theirs=cell.text if cell else "")
        elif _tidy(cell.text) != text:
            yield cell, text


def _rows(cells: Iterable[str]) -> set[str]:
    """The keys of the rows that cells stand in: a fact is a row of its own."""
    return {key if key.startswith("notice/") else key.rpartition("/")[0] for key in cells}


def _row_said(key: str) -> Phrase:
    kind, _, id = key.partition("/")
    if kind == "notice":
        return _said(key)
    return Phrase("任务 {number}" if kind == "task" else "部分 {number}", (("number", id),))


def _sheet_name(key: str) -> str:
    return next(name for name, kind, *_ in _SHEETS if key.startswith(kind + "/"))


def _said(key: str) -> Phrase:
    """A key in words."""
    kind, *middle, field = key.split("/")
    if kind == "notice":
        return Phrase(FACTS.get(field, "{field}"), (("field", field),))
    label = Phrase({**TASK, ABOVE: "所属部分"}[field]) if kind == "task" else Phrase("标题")
    said = "任务 {number} 的{field}" if kind == "task" else "部分 {number} 的{field}"
    return Phrase(said, (("number", middle[0]), ("field", label)))


def _value(cell: WorkCell, text: str, record: NoticeRecord, known: set[str]) -> Value:
    """A text as the YAML holds it."""
    field = cell.loc[-1]
    if field == "cc":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if field not in _LISTS:
        return text or None
    target: Any = record
    for step in cell.loc:
        target = target[step] if isinstance(step, int) else getattr(target, step)
    had = [mention.model_dump(by_alias=True, exclude_none=True) for mention in target]
    names = [name for line in text.split("\n") for name in _names(line, known | {fold(m["name"]) for m in had})]
    return [_entry(name, had) for name in names]


def _names(line: str, known: set[str]) -> Iterator[str]:
    """The names on one line: a known one may hold a 、 of its own (市直各委、办、局), and so may a bracket."""
    left = pieces(line)
    while left:
        length = next((n for n in range(len(left), 1, -1) if fold("".join(left[:n]).strip(SEPARATORS)) in known), 1)
        name = "".join(left[:length]).strip().rstrip(SEPARATORS).strip()
        left = left[length:]
        if name:
            yield name


def _entry(name: str, had: list[dict[str, str]]) -> Entry:
    """A name as it stood in the cell before, with the words of the source that belong to it, else as typed."""
    kept = next((entry for entry in had if fold(entry["name"]) == fold(name)), None)
    if kept is None:
        return name
    had.remove(kept)
    return kept if len(kept) > 1 else kept["name"]


def _applied(data: Any, changes: Iterable[tuple[Loc, Value]]) -> Any:
    """Plain data with some values set or taken away."""
    for loc, value in changes:
        target = data
        for step in loc[:-1]:
            target = target[step]
        if value:
            target[loc[-1]] = value
        else:
            target.pop(loc[-1], None)
    return data
