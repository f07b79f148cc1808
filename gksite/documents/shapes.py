"""Plain data to records: what pydantic finds, as problems with a place and a way to mend."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gksite.documents.text_file import read_text
from gksite.documents.yaml_reader import Document, parse
from gksite.model.records import SOURCE_TAGS, NoticeFields, NoticeRecord
from gksite.model.values import FAULTS
from gksite.problems.problem import Code, Phrase, Problems, did_you_mean
from gksite.text.names import near

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


def read_notice(path: Path, root: Path, problems: Problems, *, within: Path) -> Entry[NoticeFields] | None:
    """The notice in a file, a NoticeRecord unless it is a draft; None with every fault noted."""
    document = read_text(path, root, problems, within=within)
    if document is None:
        return None
    data = parse(document, problems)
    return _entry(notice_kind(data), document, data, problems)


def notice_kind(data: Any) -> type[NoticeFields]:
    """The shape that the data of a notice must have: a draft may lack what a published notice must have."""
    if isinstance(data, dict) and data.get("draft") is True:
        return NoticeFields
    return NoticeRecord


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
        return kind.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        for detail in details:
            if not _follows(detail, details):
                key_path = tuple(step for step in detail["loc"] if step not in SOURCE_TAGS)
                _add(detail | {"loc": key_path}, kind, document, problems)
        return None


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
            hint = did_you_mean(near(key, _known_keys(kind, key_path[:-1]), most=1))
            problems.add(UNKNOWN_KEY, document.location(key_path, key=True), key=key, hint=hint)
        case "missing" if isinstance(key_path[-1], str):
            problems.add(MISSING_KEY, document.location(key_path[:-1]), key=key)
        case _:
            problems.add(WRONG_SHAPE, document.location(key_path), key=key or Phrase("文件"), reason=_reason(detail))


_REASONS = {
    "bool_type": "应是 true 或 false",
    "int_type": "应是整数，例如 3",
    "int_from_float": "应是整数，例如 3",
    "tuple_type": "应是列表：每项另起一行，以“- ”开头，或写成 [甲, 乙]",
    "model_type": "下面应是一行一项的“键: 值”",
    "model_attributes_type": "下面应是一行一项的“键: 值”",
    "too_short": "不能是空的",
    "too_long": "项数太多",
    "missing": "项数不够",
    "string_pattern_mismatch": "的格式不对",
}
_PATTERNS = {
    "sha256": "应是 64 位小写的 SHA-256 校验值",
    "site_code": "应是 10 位数字，或 bm 加 8 位数字，并加上引号",
    "base_path": "应以 / 开头并以 / 结尾，例如 /zwgk/",
}


def _reason(detail: ErrorDetails) -> Phrase:
    given, context, kind = detail["input"], detail.get("ctx", {}), detail["type"]
    if kind == "string_type":
        if isinstance(given, (dict, list)):
            return Phrase("应是文字；文字中有冒号、以特殊符号开头时要加引号")
        if given is None:
            return Phrase("是空的；请填写，或删去这一行")
        return Phrase("应是文字；请加上引号，写成 '{given}'", given=given)
    if kind == "literal_error":
        return Phrase("只能是 {expected}", expected=str(context["expected"]).replace("'", "").replace(" or ", ", "))
    if kind in ("greater_than_equal", "less_than_equal"):
        return Phrase("超出范围")
    if kind == "string_pattern_mismatch" and (words := _PATTERNS.get(str(detail["loc"][-1]))):
        return Phrase(words)
    if kind in _REASONS:
        return Phrase(_REASONS[kind])
    if kind in FAULTS:
        return Phrase(FAULTS[kind], **context)
    return Phrase("的写法不对")


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
