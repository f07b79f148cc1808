"""Records → YAML as an editor would write it: the order of the handbook, short lists on one line."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from gksite.documents.yaml_scalar import fits_a_block, in_double_quotes, scalar
from gksite.model.agency_facts import Succession
from gksite.model.positions import Position, Record, TaskSource
from gksite.model.records import AgencyRecord, Mention, NoticeFields
from gksite.model.signatures import Signature

_WIDTH = 110
"""Characters of a list that stands on one line."""
_SOURCE_WIDTH = 76
"""Characters of a place in a source that stands on one line."""
_FEW = 5
"""Entries of a list that stands on one line."""


def notice_yaml(notice: NoticeFields, comments: Iterable[str] = (), blanks: Mapping[str, str] | None = None) -> str:
    """The file of a notice; `comments` are its first lines, `blanks` say why a required key has no value."""
    reasons = blanks or {}
    lines = []
    for comment in comments:
        lines += [f"# {line}" for line in comment.splitlines()]
    for key, value in _values(notice):
        if key in reasons and not value:
            lines.append(f"{key}:  # {reasons[key]}")
        else:
            lines += _entry(key, value, 0)
    return "\n".join(lines) + "\n"


def agencies_yaml(agencies: Iterable[AgencyRecord]) -> str:
    """Entries of a registry, ready to stand under its `agencies:`."""
    return items_yaml(agencies, 2)


def items_yaml(records: Iterable[Record], indent: int) -> str:
    """Records as the items of a list whose dashes stand behind so many blanks."""
    lines: list[str] = []
    for record in records:
        lines += _item(record, indent)
    return "\n".join(lines)


def flow_yaml(record: Record) -> str:
    """A record on one line, between { and }."""
    return _flow_record(record)


def _values(record: Record) -> Iterator[tuple[str, Any]]:
    """The keys of a record as editors write them, with their values."""
    for name, field in type(record).model_fields.items():
        yield field.alias or name, getattr(record, name)


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of a key and its value; none where there is no value."""
    space = " " * indent
    if value in (None, (), "", False):
        return
    if isinstance(value, TaskSource) and (line := f"{space}{key}: {_flow_record(value)}") and _fits(line, value):
        yield line
    elif isinstance(value, (Position, Signature)) and not isinstance(value, TaskSource):
        yield f"{space}{key}: {_flow_record(value)}"
    elif isinstance(value, Succession) and value.is_plain:
        yield f"{space}{key}: {scalar(value.name)}"
    elif isinstance(value, Record):
        yield f"{space}{key}:"
        yield from _pairs(value, indent + 2)
    elif isinstance(value, tuple):
        yield from _list(key, value, indent)
    elif isinstance(value, str) and fits_a_block(value) and "\n" in value:
        yield f"{space}{key}: |-"
        for line in value.split("\n"):
            yield f"{space}  {line}" if line else ""
    else:
        yield f"{space}{key}: {_plain(value)}"


def _fits(line: str, source: TaskSource) -> bool:
    cells = f"{source.lead or ''}{source.support or ''}"
    return len(line) <= _SOURCE_WIDTH and "\n" not in cells and not (source.lead and source.support)


def _pairs(record: Record, indent: int) -> Iterator[str]:
    for key, value in _values(record):
        # a kind that nobody stated is the registry's own default, not a fact about the agency
        is_default = key == "kind" and isinstance(record, AgencyRecord) and "kind" not in record.model_fields_set
        if not is_default:
            yield from _entry(key, value, indent)


def _list(key: str, values: tuple[Any, ...], indent: int) -> Iterator[str]:
    space = " " * indent
    if len(values) <= _FEW and all(isinstance(value, (str, int, Mention)) for value in values):
        line = f"{space}{key}: {_flow(values)}"
        if len(line) <= _WIDTH:
            yield line
            return
    yield f"{space}{key}:"
    for value in values:
        if isinstance(value, Mention):
            yield f"{space}  - {_mention(value, in_flow=False)}"
        elif isinstance(value, Record):
            yield from _item(value, indent + 2)
        else:
            yield f"{space}  - {_plain(value)}"


def _item(record: Record, indent: int) -> Iterator[str]:
    lines = list(_pairs(record, indent + 2))
    yield " " * indent + "- " + lines[0].lstrip()
    yield from lines[1:]


def _flow(value: Any) -> str:
    """A value inside [] or {}."""
    if isinstance(value, Mention):
        return _mention(value, in_flow=True)
    if isinstance(value, Record):
        return _flow_record(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, str):
        return scalar(value, in_flow=True)
    return _plain(value)


def _mention(mention: Mention, *, in_flow: bool) -> str:
    """An agency: its name alone where the source prints the same."""
    if mention.as_ is None:
        return scalar(mention.name, in_flow=in_flow)
    return _flow_record(mention)


def _flow_record(record: Record) -> str:
    pairs = []
    for key, value in _values(record):
        # a cell as printed is full of punctuation, so it stands in quotes among the numbers beside it
        if isinstance(record, TaskSource) and isinstance(value, str):
            pairs.append(f"{key}: {in_double_quotes(value)}")
        elif value is not None:
            pairs.append(f"{key}: {_flow(value)}")
    return "{" + ", ".join(pairs) + "}"


def _plain(value: Any) -> str:
    """A value on the line of its key."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value).lower()
    return scalar(str(value))
