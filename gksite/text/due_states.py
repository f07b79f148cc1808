"""How the day of a time limit stands to another day: before it, soon behind it, later."""

from datetime import date
from typing import Literal

DueState = Literal["soon", "past", "history", "later"]
SOON = 30
"""Days before a limit is up from which on it is told."""


def due_state(day: date, today: date) -> DueState:
    """The state of a day as of today: `soon` on the day itself and up to 30 days before it, `past` from the next on.

    A day of an earlier year is `history`: it alarms nobody.
    """
    left = (day - today).days
    if left > SOON:
        return "later"
    if left >= 0:
        return "soon"
    return "past" if day.year == today.year else "history"
