"""Plain data to records: what pydantic finds, as problems with a place and a way to mend."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gksite.documents import mending
from gksite.documents.key_names import meant
from gksite.documents.text_file import read_text
from gksite.documents.yaml_reader import Document, note_dashes, parse
from gksite.documents.yaml_slips import begins_with_dash
from gksite.model.comparisons import ComparisonsRecord
from gksite.model.disclosure import DisclosureRecord
from gksite.model.documents import DocumentsRecord
from gksite.model.extents import TOO_LONG, excesses
from gksite.model.items import ItemFields, ItemRecord
from gksite.model.records import SOURCE_TAGS, NoticeFields, NoticeRecord, RegistryRecord
from gksite.model.settings import Config
from gksite.model.topics import TopicsRecord
from gksite.model.values import FAULTS
from gksite.problems.problem import Code, Phrase, Problems, did_you_mean

_MEASURED = (
    NoticeFields,
    ItemFields,
    RegistryRecord,
    DisclosureRecord,
    DocumentsRecord,
    TopicsRecord,
    ComparisonsRecord,
    Config,
)
"""What editors write, and what is therefore measured; the rest we write ourselves."""

UNKNOWN_KEY = Code(
    "GK101",
    "不认识的键“{key}”{hint}",
    why="写错的键如果被忽略，那一项内容就会悄悄丢失。",
    mend="改成手册中列出的键；不需要时删去这一行。",
)
MISSING_KEY = Code(
    "GK102",
    "缺少必填项“{key}”",
    why="没有这一项，页面和数据就不完整。",
    mend="在此处补上这一项。",
)
WRONG_SHAPE = Code(
    "GK103",
    "“{key}”{reason}",
    why="这一项的写法与规定的不同，程序不猜测它的意思。",
    mend="按提示的写法修改；各项的写法见编辑手册。",
)

ID_IS_FILE_NAME = Code(
    "GK104",
    "{key} 是“{id}”，与文件名“{name}”不同",
    why="编号就是网址；与文件名一致，才能一眼找到一个网址对应的文件。",
    mend="把文件名或编号改一个，使两者相同。已经公布过的网址不要改。",
)
_NO_SPAN = ("int_type", "int_from_float", "missing")
"""What is wrong with one of two numbers that were not written as two."""

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record and its document, which knows where each value stands."""

    document: Document
    record: R


def read_entry(kind: type[R], path: Path, root: Path, problems: Problems, *, within: Path) -> Entry[R] | None:
    """The record in a file, which must lie in `within`, or None with every fault noted at its place below `root`."""
    document = read_text(path, root, problems, within=within)
    if document is None:
        return None
    return _entry(kind, document, parse(document, problems), problems)


def read_optional(kind: type[R], path: Path, problems: Problems) -> Entry[R] | None:
    """The record in a file of content/ that a portal need not have; None without it, or with every fault noted."""
    if not os.path.lexists(path):
        return None
    return read_entry(kind, path, path.parent.parent, problems, within=path.parent)


def reads_as(path: str, text: str, wanted: BaseModel) -> bool:
    """Whether the text of a file says just what a record says."""
    problems = Problems()
    document = Document(path, text)
    data = parse(document, problems)
    return data is not None and shape(type(wanted), data, document, problems) == wanted


def read_notice(path: Path, root: Path, problems: Problems, *, within: Path) -> Entry[NoticeFields] | None:
    """The notice in a file, a NoticeRecord unless it is a draft; None with every fault noted."""
    document = read_text(path, root, problems, within=within)
    if document is None:
        return None
    data = parse(document, problems)
    return _entry(notice_kind(data), document, data, problems)


def read_item(path: Path, root: Path, problems: Problems, *, within: Path) -> Entry[ItemFields] | None:
    """The item in a file, an ItemRecord unless it is a draft; None with every fault noted."""
    document = read_text(path, root, problems, within=within)
    if document is None:
        return None
    data = parse(document, problems)
    return _entry(ItemFields if _is_draft(data) else ItemRecord, document, data, problems)


def named(entry: Entry[R] | None, key: str, path: Path, problems: Problems) -> Entry[R] | None:
    """The entry, noted where its record is named otherwise than its file; a draft may have no name yet."""
    id = getattr(entry.record, key) if entry else None
    if entry and id not in (path.stem, None):
        problems.add(ID_IS_FILE_NAME, entry.document.location((key,)), key=key, id=id, name=path.stem)
    return entry


def notice_kind(data: Any) -> type[NoticeFields]:
    """The shape that the data of a notice must have: a draft may lack what a published notice must have."""
    return NoticeFields if _is_draft(data) else NoticeRecord


def _is_draft(data: Any) -> bool:
    return isinstance(data, dict) and data.get("draft") is True


def _entry(kind: type[R], document: Document, data: Any, problems: Problems) -> Entry[R] | None:
    if data is None:
        return None
    record = shape(kind, data, document, problems)
    if record is None:
        return None
    return Entry(document, record)


def shape(kind: type[R], data: Any, document: Document, problems: Problems) -> R | None:
    """The record that the data of a document describes, or None with every fault noted at its place."""
    try:
        record = kind.model_validate(data)
    except ValidationError as error:
        details = _whole_spans([_without_tags(detail) for detail in error.errors(include_url=False)])
        known = {detail["loc"] for detail in details} - set(_renamed(details, kind))
        for detail in details:
            if detail["loc"] in known and not _follows(detail, details):
                _add(detail, kind, document, problems)
        return None
    if not isinstance(record, _MEASURED):
        return record
    found = list(excesses(record))
    for excess in found:
        problems.add(TOO_LONG, document.location(excess.key_path), key=excess.key, what=excess.what)
    return None if found else record


def _without_tags(detail: ErrorDetails) -> ErrorDetails:
    """A fault at the place that the document has: which of two shapes was tried is no step of it."""
    return detail | {"loc": tuple(step for step in detail["loc"] if step not in SOURCE_TAGS)}


def _whole_spans(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """The faults, those inside the first and last of some units as one of the whole."""
    found: dict[tuple[int | str, ...], ErrorDetails] = {}
    for detail in details:
        key_path = detail["loc"]
        if key_path[-2:-1] and key_path[-2] in mending.SPANS and detail["type"] in _NO_SPAN:
            key_path = key_path[:-1]
            detail = ErrorDetails(type="tuple_type", loc=key_path, msg="", input=detail["input"])
        found.setdefault(key_path, detail)
    return list(found.values())


def _renamed(details: list[ErrorDetails], kind: type[BaseModel]) -> Iterator[tuple[int | str, ...]]:
    """Where a key is missing because it stands there under another name."""
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *above, key = detail["loc"]
            for name in meant(str(key), _known_keys(kind, tuple(above))):
                yield (*above, name)


def _follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is called too short only because of the faults in its items."""
    key_path = detail["loc"]
    return detail["type"] == "too_short" and any(
        d is not detail and d["loc"][: len(key_path)] == key_path for d in details
    )


def _add(detail: ErrorDetails, kind: type[BaseModel], document: Document, problems: Problems) -> None:
    key_path = detail["loc"]
    key = next((str(step) for step in reversed(key_path) if isinstance(step, str)), "")
    match detail["type"]:
        case "extra_forbidden":
            hint = did_you_mean(meant(key, _known_keys(kind, key_path[:-1])))
            problems.add(UNKNOWN_KEY, document.location(key_path, key=True), key=key, hint=hint)
        case "missing" if isinstance(key_path[-1], str):
            problems.add(MISSING_KEY, document.location(key_path[:-1]), key=key)
        case "tuple_type" if begins_with_dash(document.written(key_path)):
            note_dashes(document, key_path, problems)
        case _:
            problems.add(
                WRONG_SHAPE,
                document.location(key_path),
                key=key or Phrase("整个文件"),
                reason=_reason(detail, document),
            )


_REASONS = {
    "bool_type": "应是 true 或 false",
    "too_short": "不能是空的",
    "too_long": "项数太多",
    "missing": "项数不够",
    "string_pattern_mismatch": "的格式不对",
    "greater_than_equal": "超出范围",
    "less_than_equal": "超出范围",
}
"""What is said of a fault for which nothing can be made from what is written."""
_PATTERNS = {
    "pinyin": "应是不带声调的小写拼音，一个字一个音节，用空格分开，例如 cai zheng ju",
    "site_code": "应是 10 位数字，或 bm 加 8 位数字，并加上引号",
}
"""What is said of a text that does not fit its pattern, by key."""


def _reason(detail: ErrorDetails, document: Document) -> Phrase:
    context, kind = detail.get("ctx", {}), detail["type"]
    mended = _mended(detail, document.written(detail["loc"]))
    if mended is not None:
        return mended
    if kind == "string_pattern_mismatch" and (words := _PATTERNS.get(str(detail["loc"][-1]))):
        return Phrase(words)
    if kind in _REASONS:
        return Phrase(_REASONS[kind])
    if kind in FAULTS:
        return Phrase(FAULTS[kind], **context)
    return Phrase("的写法不对")


def _mended(detail: ErrorDetails, written: str) -> Phrase | None:
    """What is said of a fault, with what to write in its place; None where that is not known for its kind."""
    given, key = detail["input"], detail["loc"][-1:]
    match detail["type"]:
        case "string_type":
            return mending.mended_text(written, given)
        case "int_type" | "int_from_float":
            return mending.mended_number(given, written)
        case "tuple_type" | "too_long" | "missing" if key and key[0] in mending.SPANS:
            return mending.mended_span(written)
        case "tuple_type":
            return mending.mended_list(given, written)
        case "string_pattern_mismatch" if key == ("sha256",):
            return mending.mended_checksum(given)
        case "literal_error":
            return mending.mended_word(given, str(detail["ctx"]["expected"]))
        case "model_type" | "model_attributes_type":
            return mending.mended_pairs(given, written)
        case kind if kind in mending.BY_FAULT and isinstance(given, (list, dict)):
            return mending.BY_FAULT[kind](written)
        case kind if kind in mending.BY_FAULT:
            return mending.BY_FAULT[kind](given)
    return None


def _known_keys(kind: type[BaseModel], key_path: tuple[str | int, ...]) -> list[str]:
    """The keys of the model that `key_path` leads to, as editors write them."""
    model: type[BaseModel] = kind
    for step in key_path:
        if isinstance(step, str):
            annotation = next(f.annotation for n, f in model.model_fields.items() if (f.alias or n) == step)
            model = next(_models(annotation), model)
    return [field.alias or name for name, field in model.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
