"""A notice → YAML as an editor would write it: the order of the handbook, short lists on one line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from gksite.model.records import AgencyRecord, Mention, NoticeRecord, Record, TaskSource

_WIDTH = 110
_SOURCE_WIDTH = 76
"""Characters of a list, and of a place in a source, that stand on one line."""
_FEW = 5
"""Entries of a list that stands on one line."""
_RISKY = re.compile(
    r"""^[-?:](?:\s|$)|^[,\[\]{}#&*!|>'"%@`]|:(?:\s|$)|\s\#|^\s|\s$|^(?:---|\.\.\.)|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]"""
)
"""What YAML would read as its own signs in a line of plain text."""
_RISKY_IN_FLOW = re.compile(r"^[-?:]|[,\[\]{}]")
_OTHER_KIND = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n|=|<<)?\Z|[-+]?0[xob][0-9a-f_]+\Z|[-+]?[0-9][0-9_]*(?::[0-9]+)+\Z"
    r"|[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9_]+)(?:e[-+]?[0-9]+)?\Z|[-+]?\.(?:inf|nan)\Z",
    re.IGNORECASE,
)
"""What YAML 1.1 or 1.2 would read as a number, a truth or nothing."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?\Z")


def written(notice: NoticeRecord, head: Iterable[str] = (), blanks: Mapping[str, str] | None = None) -> str:
    """The file of a notice; `head` are its comments, `blanks` say why a required key has no value."""
    lines = [f"# {line}" for text in head for line in text.splitlines()]
    for key in _keys(NoticeRecord):
        value = getattr(notice, _field(NoticeRecord, key))
        if key in (blanks or {}) and not value:
            lines.append(f"{key}:  # {(blanks or {})[key]}")
        else:
            lines += _entry(key, value, 0)
    return "\n".join(lines) + "\n"


def written_agencies(agencies: Iterable[AgencyRecord]) -> str:
    """Entries of a registry, ready to stand under its `agencies:`."""
    lines: list[str] = []
    for agency in agencies:
        lines += _item(agency, 2)
    return "\n".join(lines)


def _keys(kind: type[Record]) -> list[str]:
    return [field.alias or name for name, field in kind.model_fields.items()]


def _field(kind: type[Record], key: str) -> str:
    return next(name for name, field in kind.model_fields.items() if (field.alias or name) == key)


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """The lines of a key and its value; none where there is no value."""
    space = " " * indent
    if value in (None, (), ""):
        return
    if isinstance(value, TaskSource) and (line := f"{space}{key}: {_flow_of(value)}") and _fits(line, value):
        yield line
    elif isinstance(value, Record):
        yield f"{space}{key}:"
        yield from _pairs(value, indent + 2)
    elif isinstance(value, tuple):
        yield from _list(key, value, indent)
    elif isinstance(value, str) and "\n" in value:
        mark = "2" if value.startswith((" ", "\n")) else ""
        yield f"{space}{key}: |{mark}-"
        yield from (f"{space}  {line}" if line else "" for line in value.split("\n"))
    else:
        yield f"{space}{key}: {_scalar(value)}"


def _fits(line: str, source: TaskSource) -> bool:
    cells = f"{source.lead or ''}{source.support or ''}"
    return len(line) <= _SOURCE_WIDTH and "\n" not in cells and not (source.lead and source.support)


def _pairs(record: Record, indent: int) -> Iterator[str]:
    for key in _keys(type(record)):
        if key == "kind" and isinstance(record, AgencyRecord) and "kind" not in record.model_fields_set:
            continue
        yield from _entry(key, getattr(record, _field(type(record), key)), indent)


def _list(key: str, values: tuple[Any, ...], indent: int) -> Iterator[str]:
    space = " " * indent
    plain = all(isinstance(value, (str, int, Mention)) for value in values)
    line = f"{space}{key}: [{', '.join(_flow(value) for value in values)}]" if plain else ""
    if plain and len(values) <= _FEW and len(line) <= _WIDTH:
        yield line
        return
    yield f"{space}{key}:"
    for value in values:
        if isinstance(value, Record) and not isinstance(value, Mention):
            yield from _item(value, indent + 2)
        else:
            yield f"{space}  - {_flow(value) if isinstance(value, Mention) else _scalar(value)}"


def _item(record: Record, indent: int) -> Iterator[str]:
    lines = list(_pairs(record, indent + 2))
    yield " " * indent + "- " + lines[0].lstrip()
    yield from lines[1:]


def _flow(value: Any) -> str:
    """A value inside [] or {}."""
    if isinstance(value, Mention) and value.as_ is None:
        return _flow(value.name)
    if isinstance(value, Record):
        return _flow_of(value)
    if isinstance(value, tuple):
        return f"[{', '.join(_flow(item) for item in value)}]"
    if isinstance(value, str) and _RISKY_IN_FLOW.search(value):
        return _quoted(value)
    return _scalar(value)


def _flow_of(record: Record) -> str:
    pairs = ((key, getattr(record, _field(type(record), key))) for key in _keys(type(record)))
    given = [(key, value) for key, value in pairs if value is not None]
    show = _cell if isinstance(record, TaskSource) else _flow
    return "{" + ", ".join(f"{key}: {show(value)}" for key, value in given) + "}"


def _cell(value: Any) -> str:
    """A cell as printed is full of punctuation, so it stands in quotes among other pairs."""
    return _quoted(value) if isinstance(value, str) else _flow(value)


def _scalar(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _DAY.match(text) or _OTHER_KIND.match(text):
        return _single(text)
    return _quoted(text) if _RISKY.search(text) else text


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", lambda m: f"\\u{ord(m.group()):04x}", escaped) + '"'
