"""A draft as JSON can hold it, and back: the form in which the process that understands sends it."""

import types
from dataclasses import fields, is_dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from gksite.model.draft import Draft
from gksite.problems.problem import Phrase
from gksite.readers.content import phrase_from_plain, phrase_to_plain

T = TypeVar("T")


def draft_to_plain(draft: Draft) -> Any:
    """A draft as lists, texts and numbers."""
    return _to_plain(draft)


def draft_from_plain(plain: Any) -> Draft:
    """The draft from its plain form. Raises TypeError or ValueError where it is none."""
    draft: Draft = _from_plain(Draft, plain)
    return draft


def _to_plain(value: Any) -> Any:
    if isinstance(value, Phrase):
        return phrase_to_plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(map(_to_plain, value))
    if is_dataclass(value):
        return [_to_plain(getattr(value, field.name)) for field in fields(value)]
    return value


def _from_plain(kind: Any, plain: Any) -> Any:
    """A value of a kind that the fields of a draft are of."""
    if get_origin(kind) is types.UnionType:
        if plain is None:
            return None
        kind = get_args(kind)[0]
    if get_origin(kind) is tuple:
        return _tuple_from_plain(get_args(kind), plain)
    if kind is Phrase:
        return phrase_from_plain((plain[0], plain[1]))
    if kind is date:
        return date.fromisoformat(plain)
    if is_dataclass(kind):
        return _instance(kind, plain)
    if not _is_one(plain, kind):
        raise TypeError(f"{plain!r} is no {kind}")
    return plain


def _instance(kind: Any, plain: Any) -> Any:
    kinds = _kinds(kind)
    return kind(*map(_from_plain, kinds, _list(plain, len(kinds))))


def _is_one(plain: Any, kind: Any) -> bool:
    """Whether a text or number is of a kind, or among those that a kind names."""
    if get_origin(kind) is Literal:
        return plain in get_args(kind)
    return isinstance(plain, kind)


def _tuple_from_plain(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(plain)
    return tuple(map(_from_plain, kinds, _list(plain, len(kinds))))


def _list(plain: Any, length: int) -> list[Any]:
    if not isinstance(plain, list) or len(plain) != length:
        raise TypeError(f"no list of {length}")
    return plain


@lru_cache
def _kinds(kind: Any) -> tuple[Any, ...]:
    """The kinds of the fields of a dataclass, in their order."""
    return tuple(get_type_hints(kind).values())
