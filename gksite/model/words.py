"""content/words.yaml: wording that an office wants looked at, and what was decided of each place."""

from typing import Annotated

from pydantic import BeforeValidator

from gksite.model.positions import Record
from gksite.model.signatures import ReasonedSignature
from gksite.model.values import Mark, OneLine, Text, none_to_empty


class Decision(ReasonedSignature):
    """That wording is right as it stands in a file, or at the one place of a mark: by whom, when and why."""

    place: OneLine
    mark: Mark | None = None


class Word(Record):
    """Wording to be looked at, of the office or of the list that is shipped."""

    wrong: OneLine
    right: OneLine | None = None
    why: Text | None = None
    decided: Annotated[tuple[Decision, ...], BeforeValidator(none_to_empty)] = ()


class WordsRecord(Record):
    """content/words.yaml"""

    words: Annotated[tuple[Word, ...], BeforeValidator(none_to_empty)] = ()
