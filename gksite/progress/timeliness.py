"""Early, on time, late: what follows from a task's one day and from its updates."""

from collections.abc import Iterable, Sequence
from datetime import date

from gksite.model.facts import Deadline
from gksite.model.progress import DONE, EARLY, LATE, ON_TIME, UNKNOWN, TaskUpdate, Timeliness


def one_day(deadlines: Iterable[Deadline]) -> date | None:
    """The day by which a task is to be done; None unless its words name exactly one."""
    days = [limit.date for limit in deadlines if limit.date and limit.kind in ("fixed", "derived")]
    if len(days) != 1:
        return None
    return days[0]


def in_force(updates: Iterable[TaskUpdate]) -> list[TaskUpdate]:
    """The updates that no other corrects, in the order of the days of which they speak."""
    return sorted((u for u in updates if u.corrected is None), key=lambda update: update.day)


def standing(updates: Iterable[TaskUpdate]) -> TaskUpdate | None:
    """The update that says how a task stands; None where nobody has said anything."""
    found = in_force(updates)
    if not found:
        return None
    return found[-1]


def timeliness(update: TaskUpdate, before: Sequence[TaskUpdate], due: date | None) -> Timeliness | None:
    """Of an update behind others: done before the day, on it, or not by then; None where it does not follow.

    Of what is said to be done again, the first day counts. That nothing is known says nothing of being late.
    """
    status = update.record.status
    if due is None or status == UNKNOWN:
        return None
    day = update.day
    if status == DONE:
        day = _done_since(update, before)
    if day > due:
        return LATE
    if status != DONE:
        return None
    return EARLY if day < due else ON_TIME


def _done_since(update: TaskUpdate, before: Sequence[TaskUpdate]) -> date:
    """The first day of those on which a task was done without a break."""
    day = update.day
    for earlier in reversed(in_force(before)):
        if earlier.day >= update.day:
            continue
        if earlier.record.status != DONE:
            break
        day = earlier.day
    return day
