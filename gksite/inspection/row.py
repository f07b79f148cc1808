"""One requirement that a disclosure site has to satisfy, and how it is met here."""

from dataclasses import dataclass
from enum import StrEnum


class Met(StrEnum):
    """How a requirement is met: found by codes, true of whatever is built, tried online, judged by a person, or not."""

    CODES = "codes"
    BUILT = "built"
    PROBE = "probe"
    PERSON = "person"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement by its number, its level (E stops, W warns, I informs, L online, H a person), in one line.

    `test` shows what is true of whatever is built; `why` says what is not checked, or in part, and why.
    """

    id: str
    level: str
    met: Met
    words: str
    test: str = ""
    why: str = ""

    @property
    def family(self) -> str:
        """The letter of its family."""
        return self.id.partition("-")[0]
