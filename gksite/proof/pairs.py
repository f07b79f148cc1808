"""Which task of a notice is which of its source, and which of them stand in another order."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence

from gksite.model.records import TaskRecord
from gksite.text.breaks import bare

Pairs = dict[int, int]
"""The tasks of a notice by their place, each with the place of the same task in the source."""


def _said(task: TaskRecord) -> str:
    return bare(f"{task.title or ''}\n{task.requirement or ''}")


def _place(task: TaskRecord) -> Hashable:
    return tuple(task.source.position.items()) if task.source else None


_MARKS: tuple[Callable[[TaskRecord], Hashable], ...] = (
    lambda task: (_said(task), task.number),
    _said,
    lambda task: (task.number, _place(task)),
    _place,
    lambda task: task.requirement and bare(task.requirement),
    lambda task: task.title and bare(task.title),
    lambda task: task.number,
)
"""By what two tasks are taken for one, the surest first; None is no mark."""


def pairs_of(ours: Sequence[TaskRecord], theirs: Sequence[TaskRecord]) -> Pairs:
    """The tasks that are the same, by what they say, else by where they stand, else by their numbers."""
    found: Pairs = {}
    for mark in _MARKS:
        free: dict[Hashable, list[int]] = {}
        taken = set(found.values())
        for k, task in enumerate(theirs):
            if k not in taken:
                free.setdefault(mark(task), []).append(k)
        for i, task in enumerate(ours):
            key = mark(task)
            if i not in found and key is not None and free.get(key):
                found[i] = free[key].pop(0)
    return found


def out_of_order(pairs: Pairs) -> set[int]:
    """The fewest tasks of a notice that would have to be moved for the rest to stand in the order of the source."""
    ours = sorted(pairs)
    lowest: list[int] = []
    chains: list[list[int]] = []
    for i in ours:
        length = bisect_left(lowest, pairs[i])
        chain = [*(chains[length - 1] if length else ()), i]
        lowest[length : length + 1] = [pairs[i]]
        chains[length : length + 1] = [chain]
    return set(ours) - set(chains[-1] if chains else ())
