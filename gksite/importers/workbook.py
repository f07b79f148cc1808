"""An edited workbook back into the YAML it was exported from: the cells that were changed, and nothing else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from gksite.exports.notice_xlsx import ABOVE, FACT_HEAD, FACTS, MARKER, SECTION_HEAD, TASK, TASK_HEAD, WorkCell, cells
from gksite.importers.refusals import CHANGED_TWICE, FRAME_CHANGED, NOT_ONE_LINE
from gksite.importers.splice import Entry, Value, splice
from gksite.model.blocks import Reading, Table
from gksite.model.records import NoticeRecord, TaskRecord
from gksite.problems import Phrase, Place, Problems
from gksite.shapes import shape
from gksite.source import Document, Loc, parse
from gksite.text.lists import SEPARATORS, pieces
from gksite.text.names import fold

_SHEETS = (
    ("任务", "task", TASK_HEAD, (ABOVE, *TASK)),
    ("部分", "section", SECTION_HEAD, (ABOVE, "title")),
    ("通知", "notice", FACT_HEAD, ("", "")),
)
"""The name of a sheet, the beginning of its keys, its head, its fields from the second column on."""
_LISTS = ("lead", "support", "cc")
_SEVERAL_LINES = ("requirement", "remark", "review", "addressees", "preamble", "closing", *_LISTS)
_NUMBER = re.compile(r"(\d+)(?:\.0+)?\Z")


def notice_of(reading: Reading) -> str | None:
    """The id of the notice that a workbook was exported from; None for any other file."""
    origin = _sheet(reading, (MARKER,))
    return _text(origin, 0, 1) if origin else None


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


def _sheet(reading: Reading, head: tuple[str, ...]) -> Table | None:
    tables = (block for block in reading.blocks if isinstance(block, Table))
    return next((t for t in tables if tuple(_text(t, 0, i) for i in range(len(head))) == head), None)


def _text(table: Table, row: int, column: int) -> str:
    return next((c.text for c in table.cells if (c.row, c.column) == (row, column)), "")


def _grid(table: Table) -> Iterator[tuple[int, dict[int, str]]]:
    """Each row below the head that holds something: its number from 1, and its texts by column."""
    rows: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        if cell.row and cell.text:
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
        table = _sheet(reading, head)
        if table is None:
            _fault(reading, name, Phrase("不见了，或表头被改过"), problems)
            continue
        for row, texts in _grid(table):
            id = texts.get(0, "").strip()
            id = match[1] if (match := _NUMBER.match(id)) else id
            keys = [f"notice/{id}"] if kind == "notice" else [f"{kind}/{id}/{field}" for field in fields]
            if not id or keys[0] in found:
                _fault(reading, name, Phrase("第 {row} 行的第一格是空的，或与别的行相同", (("row", row),)), problems)
            if max(texts) >= len(head):
                _fault(reading, name, Phrase("第 {row} 行在最后一列的右边有文字", (("row", row),)), problems)
            found |= {key: _tidy(texts.get(len(head) - len(keys) + i, "")) for i, key in enumerate(keys)}
    return found


def _fault(reading: Reading, sheet: str, fault: Phrase, problems: Problems) -> None:
    problems.add(FRAME_CHANGED, Place(reading.file), sheet=Phrase(sheet), fault=fault)


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
    for key in [key for key in was if key not in edited] + [key for key in edited if key not in was]:
        fault = "里没有“{cell}”这一格" if key in was else "里多出了“{cell}”"
        problems.add(FRAME_CHANGED, place, sheet=Phrase(_sheet_name(key)), fault=Phrase(fault, (("cell", _said(key)),)))
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
