"""The number of each task: as printed where that is sound, else its position, with what is printed as its label."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gksite.model.draft import Doubt
from gksite.text.outline import mark_of, value_of
from gksite.understanding import doubts


@dataclass(frozen=True, slots=True)
class Number:
    """The number of one task, what is printed where that differs, and what is wrong with it."""

    number: int
    label: str | None = None
    doubts: tuple[Doubt, ...] = ()


def numbers_of(printed: Sequence[str | None], headings: Sequence[Sequence[str]] = ()) -> list[Number]:
    """The numbers of tasks in printed order, from what each prints and from the headings right above each."""
    values = [value_of(text) if text else 0 for text in printed]
    before = _before(printed, headings or [()] * len(printed))
    sound = bool(values) and all(values) and all(a < b for a, b in pairwise(values))
    if sound:
        return [
            Number(value, _label(text, value), _gap(last, value) if last else ())
            for text, value, last in zip(printed, values, before, strict=True)
        ]
    return [_at(i, printed, values, last) for i, last in enumerate(before)]


def _before(printed: Sequence[str | None], headings: Sequence[Sequence[str]]) -> list[int]:
    """For each task the last number above it printed as its own is, 1. or （一）, or of a heading in between."""
    last: dict[int | None, int] = {}
    passed: dict[int | None, int] = {}
    found = []
    for text, above in zip(printed, headings, strict=True):
        passed |= {_rank(number): value_of(number) for number in above}
        rank, value = _rank(text), value_of(text or "")
        task, heading = last.get(rank, 0), passed.get(rank, 0)
        found.append(heading if 0 < task < heading < value else task)
        if value:
            last[rank] = value
    return found


def _rank(printed: str | None) -> int | None:
    mark = mark_of(f"{printed.rstrip('.．、 ')}、") if printed else None
    return mark.rank if mark else None


def _label(text: str | None, number: int) -> str | None:
    """What is printed, without its dot, where it is not the number in figures."""
    plain = (text or "").strip().rstrip(".．、").strip()
    return plain if plain and plain != str(number) else None


def _gap(before: int, value: int) -> tuple[Doubt, ...]:
    return () if value == before + 1 else (doubts.gap(before, value),)


def _at(i: int, printed: Sequence[str | None], values: list[int], before: int) -> Number:
    found: tuple[Doubt, ...] = ()
    if not values[i] and any(values):
        found = (doubts.unnumbered(i + 1),)
    elif values[i] and i and values[i] == before and _rank(printed[i]) == _rank(printed[i - 1]):
        found = (doubts.repeated(values[i], i + 1),)
    elif before and values[i] > before + 1 and values[i] != i + 1:
        found = _gap(before, values[i])
    return Number(i + 1, _label(printed[i], i + 1), found)
