"""The number of each task: as printed where that is sound, else its position, with what is printed as its label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gksite.importers import doubts
from gksite.model.draft import Doubt
from gksite.text.outline import value_of


@dataclass(frozen=True, slots=True)
class Number:
    """The number of one task, what is printed where that differs, and what is wrong with it."""

    number: int
    label: str | None = None
    doubts: tuple[Doubt, ...] = ()


def numbers_of(printed: Sequence[str | None]) -> list[Number]:
    """The numbers of tasks in printed order, from what each prints."""
    values = [value_of(text) if text else 0 for text in printed]
    sound = bool(values) and all(values) and all(a < b for a, b in pairwise(values))
    if sound:
        return [
            Number(value, _label(text, value), _gap(before, value))
            for text, value, before in zip(printed, values, [values[0] - 1, *values], strict=False)
        ]
    return [_at(i, printed, values) for i in range(len(printed))]


def _label(text: str | None, number: int) -> str | None:
    """What is printed, without its dot, where it is not the number in figures."""
    plain = (text or "").strip().rstrip(".．、").strip()
    return plain if plain and plain != str(number) else None


def _gap(before: int, value: int) -> tuple[Doubt, ...]:
    return () if value == before + 1 else (doubts.gap(before, value),)


def _form(printed: str | None) -> str:
    """The signs around a number, which tell 1. from （一）."""
    return re.sub(r"\w", "", printed or "")


def _at(i: int, printed: Sequence[str | None], values: list[int]) -> Number:
    found: tuple[Doubt, ...] = ()
    before = next((value for value in reversed(values[:i]) if value), 0)
    if not values[i] and any(values):
        found = (doubts.unnumbered(i + 1),)
    elif values[i] and i and values[i] == before and _form(printed[i]) == _form(printed[i - 1]):
        found = (doubts.repeated(values[i], i + 1),)
    elif values[i] > 1 and before and values[i] != before + 1 and values[i] != i + 1 and values[i] > before:
        found = _gap(before, values[i])
    return Number(i + 1, _label(printed[i], i + 1), found)
