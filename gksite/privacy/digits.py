"""Digits that may be a number of a person, with what stands around them."""

import re
from dataclasses import dataclass

from gksite.privacy import labels
from gksite.privacy.finding import Kind

LABEL = 16
"""Characters in front of a number in which its label stands."""
BEFORE = 40
"""Characters in front of an account in which its owner may stand."""
_CLAUSE = re.compile("[，,。；;\n]")
"""What ends a clause."""


@dataclass(frozen=True, slots=True)
class Number:
    """Digits that may be a number of a person: their place in a text, the digits, and what stands around them."""

    start: int
    end: int
    digits: str
    before: str
    after: str
    header: str
    """The labels of a cell."""
    groups: tuple[int, ...]
    inner: str
    """What divides its groups."""
    joined: tuple[str, str]
    """What joins it to other digits in front of it and behind it."""

    @property
    def label(self) -> str:
        """What is written in front of it, back to the last sign that ends a clause, else the labels of its cell."""
        clause = _CLAUSE.split(self.before[-LABEL:])[-1].strip()
        return clause or self.header


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number of a person in a folded text."""

    kind: Kind
    start: int
    end: int
    is_certain: bool


def is_part(number: Number) -> bool:
    """Whether a hyphen or a point joins it to other digits."""
    return any("-" in join or "." in join for join in number.joined)


def counts(number: Number) -> bool:
    """Whether a number says how many there are of something, or stands in a column that does."""
    if labels.COUNTS.search(number.header):
        return True
    if labels.SUM.search(number.header) and not labels.PERSONAL.search(number.header):
        return True
    if labels.SUM.search(number.label[-4:]) and labels.UNIT.match(number.after):
        return True
    if labels.UNIT.match(number.after) and not labels.PERSONAL.search(number.label):
        return True
    stripped = number.before.rstrip(" ")
    return labels.VALUE.search(stripped[-4:]) is not None or (stripped == "-" and not number.header)
