"""The facts of a notice while they are gathered from its lines, and the lines that they were taken from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A paragraph outside the tasks, and its place among all of them."""

    place: int
    text: str
    outside: bool = False
    """Whether it stands in a text box or a note, which may state a fact and is never a title."""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What the lines read so far state, and their places."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued: date | None = None
    printed: date | None = None
    disclosure: str | None = None
    index_code: str | None = None
    subject: str | None = None
    addressees: str | None = None
    preamble: tuple[str, ...] = ()
    table_title: str | None = None
    closing: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    borrowed: bool = False
    """Whether a letter without a title of its own has that of what is attached."""
    masthead: LetterLine | None = None
    """The line of the red head that names the issuer: 某市人民政府文件."""
    used: frozenset[int] = frozenset()

    def using(self, *lines: LetterLine) -> "NoticeFacts":
        """The same facts, some more lines standing in the draft."""
        return replace(self, used=self.used | places_of(lines))


def places_of(lines: Iterable[LetterLine]) -> frozenset[int]:
    """The places of some lines."""
    return frozenset(line.place for line in lines)
