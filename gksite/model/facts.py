"""What a text says beside its words: by when something is due, which documents it cites."""

from typing import Literal

from gksite.model.positions import Record
from gksite.model.values import Day, OneLine, Text
from gksite.text import deadlines


class Deadline(Record):
    """A time limit as its source states it."""

    text: OneLine
    kind: deadlines.Kind
    date: Day | None = None
    basis: Text | None = None


LimitPlace = Literal["title", "requirement", "remark", "preamble", "closing", "entry"]
"""Which text of a task or a letter states a time limit; `entry` where its YAML does."""


class StatedDeadline(Deadline):
    """A time limit with the part of a sentence that states it, where a text does, and which text that is."""

    clause: Text | None = None
    place: LimitPlace = "entry"


class CitedDocument(Record):
    """An official document that a text cites."""

    number: OneLine | None = None
    title: OneLine | None = None
    text: OneLine
