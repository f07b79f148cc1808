"""What an editor answers for: doubts that are settled, differences from the source, words left out."""

from typing import Literal

from gksite.model.positions import Position, Record
from gksite.model.values import Day, OneLine, Text


class Signature(Record):
    """Who answers for something, and since when."""

    by: OneLine
    on: Day


class ReasonedSignature(Signature):
    """A signature that says why."""

    reason: Text


DoubtKind = Literal["merged", "slipped", "joined", "number", "role", "agency", "section", "column", "fact", "other"]
"""What a doubt is about: a blank or merged cell, a slipped column, joined rows, a number missing or doubled, an unclear
role, an unresolved agency, an unclear heading, an unknown column, a header fact, anything else."""


class DoubtRecord(Record):
    """A question of the importer to the editor: what it took, and what else that could be; never published."""

    kind: DoubtKind
    text: Text
    place: Position | None = None
    other: Text | None = None
    settled: Signature | None = None


class Difference(ReasonedSignature):
    """A field in which a notice or task says otherwise than its source, and who answers for that."""

    field: OneLine


class Omission(Position):
    """Words of the source that no field holds, how they begin, and why; a draft may lack the reason."""

    text: Text | None = None
    reason: Text | None = None
    by: OneLine | None = None
    on: Day | None = None
