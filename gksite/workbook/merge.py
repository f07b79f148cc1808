"""An edited workbook back into the YAML it was exported from: the cells that were changed, and nothing else."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from gksite.documents.shapes import notice_kind, shape
from gksite.documents.yaml_reader import Document, parse
from gksite.documents.yaml_splice import Entry, Value, splice
from gksite.model.blocks import Reading
from gksite.model.records import NoticeFields, TaskRecord
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Location, Phrase, Problems
from gksite.text.lists import SEPARATORS, pieces
from gksite.text.names import fold_name
from gksite.workbook.cells import ABOVE, FACTS, LIMITS, TASK, WorkCell, cells
from gksite.workbook.sheets import FRAME_CHANGED, edited_texts, kind_of, original_texts, tidy

CHANGED_TWICE = Code(
    "GK227",
    "“{cell}”在工作簿里改成了“{ours}”，这里在导出之后改成了“{theirs}”",
    why="两边都改过同一处，程序不能替人决定用哪一个。",
    mend="定下用哪一个，把工作簿里的那一格和这里改成同样的文字；或者重新导出再改。",
)
NOT_ONE_LINE = Code(
    "GK229",
    "工作簿里“{cell}”这一格有换行",
    why="标题、文号和日期都只有一行。",
    mend="把这一格写成一行，再导入。",
)


_OF_SECTION = {"title": "标题", ABOVE: "所属部分"}
_OF_TASK = {**TASK, ABOVE: "所属部分", LIMITS: "时限"}
_LISTS = ("lead", "support", "cc")
_SEVERAL_LINES = ("requirement", "remark", "note", "review", "addressees", "preamble", "closing", *_LISTS)


def merge(
    reading: Reading, document: Document, record: NoticeFields, names: Iterable[str], problems: Problems
) -> str | None:
    """The YAML text with the changed cells in it, the same text where none was, None with problems noted.

    `document` and `record` are the notice as it is now; `names` are all names of agencies, to know where one ends.
    """
    before = len(problems.found)
    now = {cell.key: cell for cell in cells(record)}
    wanted = list(_changed_cells(original_texts(reading), edited_texts(reading, problems), now, document, problems))
    if len(problems.found) > before:
        return None
    known = {fold_name(name) for name in names}
    changes = [(cell.key_path, _value(cell, text, record, known)) for cell, text in wanted]
    if not changes:
        return document.text
    text = splice(document.text, changes, _key_order)
    data = parse(replace(document, text=text), problems)
    if data != _applied(parse(document, problems), changes):
        raise ValueError("the splice changed more than was asked for")
    if shape(notice_kind(data), data, replace(document, text=text), problems) is None:
        return None
    return text


def kept_cells(reading: Reading) -> Iterator[Phrase]:
    """The cells whose formula has no stored value, so that the notice keeps what it says."""
    for key, text in edited_texts(reading, Problems()).items():
        if text is None:
            yield Phrase("工作簿里“{cell}”是公式，没有算好的值，保留原来的内容", cell=_in_words(key))


def stored(text: str, before: bytes) -> bytes:
    """A text as its file was stored before: with its byte order mark and its kind of line breaks."""
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    data = text.encode()
    if before.startswith(BOM_UTF8):
        return BOM_UTF8 + data
    return data


def _key_order(key_path: KeyPath) -> tuple[str, ...]:
    """The order of the keys beside the last step of a place."""
    if len(key_path) == 1:
        return tuple(NoticeFields.model_fields)
    return tuple(TaskRecord.model_fields)


def _changed_cells(
    was: Mapping[str, str],
    edited: Mapping[str, str | None],
    now: Mapping[str, WorkCell],
    document: Document,
    problems: Problems,
) -> Iterator[tuple[WorkCell, str]]:
    """The cells that an editor has changed, and what they shall say; what cannot be done is noted."""
    location = Location(document.path)

    def note(key: str, fault: Phrase) -> None:
        problems.add(FRAME_CHANGED, location, sheet=Phrase(kind_of(key).name), fault=fault)

    read = {kind_of(key) for key in edited}
    for key in sorted(_rows(was) ^ _rows(edited)):
        if kind_of(key) not in read:
            continue  # the whole sheet is told
        message = "里没有“{cell}”" if key in _rows(was) else "里多出了“{cell}”"
        note(key, Phrase(message, cell=_row_in_words(key)))
    for key, text in edited.items():
        if text is None or text == was.get(key, text):
            continue
        cell, field = now.get(key), key.rpartition("/")[2]
        if field == LIMITS:
            note(key, Phrase("里“{cell}”改过了，这一格只供查看，时限请直接在 YAML 里改", cell=_in_words(key)))
        elif field == ABOVE:
            note(key, Phrase("里“{cell}”改过了，这一格只用来认行", cell=_in_words(key)))
        elif "\n" in text and field not in _SEVERAL_LINES:
            problems.add(NOT_ONE_LINE, location, cell=_in_words(key))
        elif cell is None:
            problems.add(CHANGED_TWICE, location, cell=_in_words(key), ours=text, theirs="")
        elif tidy(cell.text) not in (was[key], text):
            at = document.location(cell.key_path)
            problems.add(CHANGED_TWICE, at, cell=_in_words(key), ours=text, theirs=cell.text)
        elif tidy(cell.text) != text:
            yield cell, text


def _rows(keys: Iterable[str]) -> set[str]:
    """The keys of the rows that cells stand in: a fact is a row of its own."""
    rows = set()
    for key in keys:
        row, _, _ = key.rpartition("/")
        rows.add(key if row == "notice" else row)
    return rows


def _row_in_words(key: str) -> Phrase:
    kind, _, id = key.partition("/")
    match kind:
        case "notice":
            return _in_words(key)
        case "task":
            return Phrase("任务 {number}", number=id)
    return Phrase("部分 {number}", number=id)


def _in_words(key: str) -> Phrase:
    """A key in words."""
    kind, *middle, field = key.split("/")
    if kind == "notice":
        return Phrase(FACTS.get(field, "{field}"), field=field)
    if kind == "section":
        return Phrase("部分 {number} 的{field}", number=middle[0], field=Phrase(_OF_SECTION[field]))
    return Phrase("任务 {number} 的{field}", number=middle[0], field=Phrase(_OF_TASK[field]))


def _value(cell: WorkCell, text: str, record: NoticeFields, known: set[str]) -> Value:
    """A text as the YAML holds it."""
    field = cell.key_path[-1]
    if field == "cc":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if field not in _LISTS:
        return text or None
    target: Any = record
    for step in cell.key_path:
        target = target[step] if isinstance(step, int) else getattr(target, step)
    had = [mention.model_dump(by_alias=True, exclude_none=True) for mention in target]
    known = known | {fold_name(mention["name"]) for mention in had}
    entries: list[Entry] = []
    for line in text.split("\n"):
        entries += [_entry(name, had) for name in _names(line, known)]
    return entries


def _names(line: str, known: set[str]) -> Iterator[str]:
    """The names on one line: a known one may hold a 、 of its own (市直各委、办、局), and so may a bracket."""
    left = pieces(line)
    while left:
        length = _longest_known(left, known)
        name = "".join(left[:length]).strip().rstrip(SEPARATORS).strip()
        left = left[length:]
        if name:
            yield name


def _longest_known(left: list[str], known: set[str]) -> int:
    """How many of the next pieces are one known name; 1 where none is."""
    for length in range(len(left), 1, -1):
        if fold_name("".join(left[:length]).strip(SEPARATORS)) in known:
            return length
    return 1


def _entry(name: str, had: list[dict[str, str]]) -> Entry:
    """A name as it stood in the cell before, with the words of the source that belong to it, else as typed."""
    kept = next((entry for entry in had if fold_name(entry["name"]) == fold_name(name)), None)
    if kept is None:
        return name
    had.remove(kept)
    return kept if len(kept) > 1 else kept["name"]


def _applied(data: Any, changes: Iterable[tuple[KeyPath, Value]]) -> Any:
    """Plain data with some values set or taken away."""
    for key_path, value in changes:
        target = data
        for step in key_path[:-1]:
            target = target[step]
        if value:
            target[key_path[-1]] = value
        else:
            target.pop(key_path[-1], None)
    return data
