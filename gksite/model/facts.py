"""What a text says beside its words: by when something is due, which documents it cites."""

from gksite.model.positions import Record
from gksite.model.values import Day, OneLine, Text
from gksite.text import deadlines


class Deadline(Record):
    """A time limit as its source states it."""

    text: OneLine
    kind: deadlines.Kind
    date: Day | None = None
    basis: Text | None = None


class CitedDocument(Record):
    """An official document that a text cites."""

    number: OneLine | None = None
    title: OneLine | None = None
    text: OneLine
