"""The number of each task: as printed where that is sound, else its position, with what is printed as its label."""

from collections.abc import Sequence
from dataclasses import dataclass

from gksite.model.draft import Doubt
from gksite.text.outline import value_of
from gksite.understanding import doubts
from gksite.understanding.text_kinds import rank_of


@dataclass(frozen=True, slots=True)
class TaskNumber:
    """The number of one task, what is printed where that differs, and what is wrong with it."""

    number: int
    label: str | None = None
    doubts: tuple[Doubt, ...] = ()


def numbers_of(printed: Sequence[str | None], headings: Sequence[Sequence[str]] = ()) -> list[TaskNumber]:
    """The numbers of tasks in printed order, from what each prints and from the headings right above each.

    They are the printed ones where each task has one and they rise; else the positions, as where an ordered list of
    HTML draws the numbers itself (R3, R35).
    """
    values = list(map(_value, printed))
    before = _values_before(printed, headings or [()] * len(printed))
    rise = values == sorted(set(values))
    if values and all(values) and rise:
        return list(map(_printed_number, printed, values, before))
    return [_position(at, printed, values, last) for at, last in enumerate(before)]


def _values_before(printed: Sequence[str | None], headings: Sequence[Sequence[str]]) -> list[int]:
    """For each task the last number above it printed as its own is, 1. or （一）, or of a heading in between."""
    last: dict[int | None, int] = {}
    passed: dict[int | None, int] = {}
    before = []
    for text, above in zip(printed, headings, strict=True):
        for number in above:
            passed[_rank(number)] = value_of(number)
        rank, value = _rank(text), _value(text)
        task, heading = last.get(rank, 0), passed.get(rank, 0)
        if 0 < task < heading < value:
            task = heading
        before.append(task)
        if value:
            last[rank] = value
    return before


def _value(printed: str | None) -> int:
    """The value of what a task prints as its number, 0 for nothing."""
    return value_of(printed or "")


def _rank(printed: str | None) -> int | None:
    """The rank of a number that stands alone: that of （一） is the one of a text that begins with （一）、."""
    if not printed:
        return None
    return rank_of(f"{printed.rstrip('.．、 ')}、")


def _label(text: str | None, number: int) -> str | None:
    """What is printed, without its dot, where it is not the number in figures: （一） of the first task (R3)."""
    plain = (text or "").strip().rstrip(".．、").strip()
    if plain == str(number):
        return None
    return plain or None


def _gap(before: int, value: int) -> tuple[Doubt, ...]:
    """The doubt of a number that does not follow the one before, where there is one."""
    if not before or value == before + 1:
        return ()
    return (doubts.number_gap(before, value),)


def _printed_number(text: str | None, value: int, before: int) -> TaskNumber:
    """The number of a task that is the printed one."""
    return TaskNumber(value, _label(text, value), _gap(before, value))


def _position(at: int, printed: Sequence[str | None], values: Sequence[int], before: int) -> TaskNumber:
    """The number of a task that is its position, in doubt where the printed one is absent, doubled or jumps (R10)."""
    value = values[at]
    wrong: tuple[Doubt, ...] = ()
    repeats = at > 0 and value == before and _rank(printed[at]) == _rank(printed[at - 1])
    if not value and any(values):
        wrong = (doubts.number_missing(at + 1),)
    elif value and repeats:
        wrong = (doubts.number_repeated(value, at + 1),)
    elif before and value > before + 1 and value != at + 1:
        wrong = _gap(before, value)
    return TaskNumber(at + 1, _label(printed[at], at + 1), wrong)
