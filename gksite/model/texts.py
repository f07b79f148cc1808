"""Every text of a record with the way to it, whatever kind of record it is."""

from collections.abc import Iterator

from gksite.model.positions import Record
from gksite.model.walk import KeyPath


def walk_texts(record: Record, above: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """The texts in the order of the record's fields."""
    for name, field in type(record).model_fields.items():
        yield from _in_value(getattr(record, name), (*above, field.alias or name))


def _in_value(value: object, key_path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield key_path, value
    elif isinstance(value, Record):
        yield from walk_texts(value, key_path)
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _in_value(one, (*key_path, place))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _in_value(one, (*key_path, str(key)))
