"""When a matter has to be brought up to date: from its rhythm and the day it last was."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gksite.model.catalogue import Catalogue, CatalogueRow, YearDay
from gksite.model.settings import Rhythm
from gksite.text.due_states import SOON

_FORTNIGHT = timedelta(days=14)
_MONTHS: dict[Rhythm, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6}
"""Months of the parts of a year in each of which a matter is brought up to date once."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A row that is due on a day, the place of the row among all, and the day it was last brought up to date."""

    row: CatalogueRow
    index: int
    last: date
    due: date


def next_due(rhythm: Rhythm | None, last: date, yearly: YearDay | None = None) -> date | None:
    """The day by which something must follow what was published on `last`; None where nothing must.

    What is monthly is due once in every month, by its end; quarters and half-years likewise. What is yearly is due once
    in every year by the day that it has, else a year after it last was.
    """
    if rhythm is None or rhythm == "on change":
        return None
    if rhythm == "fortnightly":
        return last + _FORTNIGHT
    if rhythm == "yearly":
        day = yearly or YearDay(month=last.month, day=last.day)
        return day.in_year(last.year + 1)
    return _end_of_next(_MONTHS[rhythm], last)


def _end_of_next(months: int, day: date) -> date:
    """The last day of the part of a year behind the one that holds a day."""
    parts = (day.month - 1) // months + 2
    year, month = divmod(parts * months - 1, 12)
    year, month = day.year + year, month + 1
    return date(year, month, monthrange(year, month)[1])


def duties(catalogue: Catalogue) -> Iterator[Duty]:
    """What is due, row by row; rows without a day that their pages state, and closed ones, are judged by nobody."""
    for index, row in enumerate(catalogue.record.rows):
        last = catalogue.last(row)
        if last is None or not row.is_open:
            continue
        due = next_due(row.update, last, row.due)
        if due is not None:
            yield Duty(row, index, last, due)


def is_overdue(duty: Duty, today: date) -> bool:
    """Whether its day is over."""
    return duty.due < today


def is_soon(duty: Duty, today: date) -> bool:
    """Whether its day is at hand."""
    return today <= duty.due <= today + timedelta(days=SOON)
