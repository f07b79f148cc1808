"""A catalogue as YAML: a new file, or the rows of one changed, added and taken away with all else as it is."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from gksite.catalogue.merge import Change, Merged
from gksite.documents.shapes import Entry, shape
from gksite.documents.yaml_reader import parse
from gksite.documents.yaml_splice import Value, Written, indent_of_items, splice, splice_items
from gksite.documents.yaml_writer import flow_yaml, items_yaml
from gksite.model.catalogue import Basis, CatalogueRecord, CatalogueRow, YearDay
from gksite.model.walk import KeyPath
from gksite.problems.problem import Problems, RequestError


def catalogue_yaml(jurisdiction: str, rows: Iterable[CatalogueRow]) -> str:
    """A new file."""
    return f"jurisdiction: {jurisdiction}\nrows:\n{items_yaml(rows, 2)}\n"


def changed_yaml(entry: Entry[CatalogueRecord], found: Merged, problems: Problems) -> str | None:
    """The text of a catalogue with what a workbook changes of it; None with problems noted where it is no catalogue.

    Raises RequestError where its rows do not each begin a line.
    """
    document, record = entry.document, entry.record
    expected = _applied(record, found)
    if not record.rows:
        return catalogue_yaml(record.jurisdiction, expected.rows)
    indent = indent_of_items(document.text, "rows")
    if indent is None:
        raise RequestError("{file} 的 rows 写在方括号里，不能逐行改；请先改成每项一行、以“- ”开头", file=document.path)
    text = document.text
    if found.changes:
        text = splice(text, [_spliced(change) for change in found.changes], _key_order)
    gone = {row.id for row in found.missing}
    removed = [index for index, row in enumerate(record.rows) if row.id in gone]
    text = splice_items(text, "rows", removed, _lines(record, found, indent))
    changed = replace(document, text=text)
    made = shape(CatalogueRecord, parse(changed, problems), changed, problems)
    if made is not None and made != expected:
        raise ValueError("the splice changed more than was asked for")
    return text


def _key_order(_: KeyPath) -> tuple[str, ...]:
    return tuple(CatalogueRow.model_fields)


def _spliced(change: Change) -> tuple[KeyPath, Value]:
    """A change as the splice takes it."""
    return ("rows", change.index, change.key), _value(change.value)


def _value(value: Any) -> Value:
    if isinstance(value, YearDay):
        return Written(flow_yaml(value))
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return None if value is None else str(value)


def _plain(value: str | Basis) -> str | dict[str, str]:
    if isinstance(value, Basis):
        return value.model_dump(exclude_none=True)
    return value


def _lines(record: CatalogueRecord, found: Merged, indent: int) -> dict[int, str]:
    """The lines of new rows by the place of the row that they stand behind."""
    places = {row.id: index for index, row in enumerate(record.rows)}
    lines: dict[int, str] = {}
    for above, row in found.added:
        at = places[above] if above is not None else -1
        places[row.id] = at
        lines[at] = lines.get(at, "") + items_yaml([row], indent) + "\n"
    return lines


def _applied(record: CatalogueRecord, found: Merged) -> CatalogueRecord:
    """The catalogue as it shall be."""
    changed: dict[int, dict[str, Any]] = {}
    for change in found.changes:
        changed.setdefault(change.index, {})[change.key] = change.value
    gone, kept = {row.id for row in found.missing}, []
    for index, row in enumerate(record.rows):
        if row.id not in gone:
            kept.append(row.model_copy(update=changed.get(index, {})))
    return record.model_copy(update={"rows": tuple(_with_added(kept, record.rows, found))})


def _with_added(kept: list[CatalogueRow], before: tuple[CatalogueRow, ...], found: Merged) -> Iterator[CatalogueRow]:
    """Rows with the new ones behind those that they stand behind, a row that goes among them."""
    behind: dict[str | None, list[CatalogueRow]] = {}
    anchors: dict[str, str | None] = {row.id: row.id for row in before}
    for above, row in found.added:
        anchor = anchors[above] if above is not None else None
        anchors[row.id] = anchor
        behind.setdefault(anchor, []).append(row)
    yield from behind.get(None, ())
    held = {row.id: row for row in kept}
    for row in before:
        if row.id in held:
            yield held[row.id]
        yield from behind.get(row.id, ())
