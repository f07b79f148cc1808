"""What can be wrong with the content, where it stands, and what to do about it."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import TypeVar

T = TypeVar("T")

LONGEST_ARGUMENT = 80
"""Characters of a quoted value that a message shows; the location leads to the rest."""
LONGEST_MENDED = 160
"""Characters of a text that a message tells to write; whoever copies a part of it would lose the rest."""


class Level(StrEnum):
    """How much a problem matters: an error stops the build, an obstacle a release, a warning and a note nothing."""

    ERROR = "error"
    OBSTACLE = "obstacle"
    WARNING = "warning"
    NOTE = "note"


class Waivable(StrEnum):
    """What somebody who lets a finding stand has to say: it cannot be, why, or on what legal basis too."""

    NEVER = "never"
    REASON = "reason"
    BASIS = "basis"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A spot in a file: path relative to the portal's root, line and column counted from 1, 0 where unknown."""

    file: str
    line: int = 0
    column: int = 0

    @classmethod
    def in_text(cls, file: str, text: str, index: int) -> "Location":
        """Where the character at `index` of a file's text stands."""
        return cls(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))

    def __str__(self) -> str:
        return ":".join([escaped(self.file), *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Code:
    """One documented rule: its number, what it says, why it exists, how to mend, and the clause it rests on.

    It stands beside the rule that raises it; `gksite.codes` lists all. A number is given out once and never again.
    """

    id: str
    message: str
    why: str = field(kw_only=True)
    mend: str = field(kw_only=True)
    clause: str = field(default="", kw_only=True)
    level: Level = field(default=Level.ERROR, kw_only=True)
    waivable: Waivable = field(default=Waivable.NEVER, kw_only=True)
    rows: tuple[str, ...] = field(default=(), kw_only=True)
    """The requirements that it serves, by their numbers in `inspection.rows`."""


def escaped(text: str) -> str:
    """A text that cannot drive a terminal: control and bidi characters shown as escapes, as JSON writes them."""
    return "".join(map(_escape, text))


def _escape(character: str) -> str:
    if unicodedata.category(character) not in ("Cc", "Cf", "Cs"):
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


class Whole(str):
    """A text that a message shows to its end."""


def printable(value: object) -> str:
    """A value as one line that cannot drive a terminal, cut short unless it is a path, whose end matters most."""
    shown = escaped(str(value))
    if len(shown) <= LONGEST_ARGUMENT or isinstance(value, (PurePath, Whole)):
        return shown
    return shown[:LONGEST_ARGUMENT] + "…"


Arguments = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True, init=False)
class Phrase:
    """A text with values in it, whose language is chosen when it is shown: `Phrase("第 {line} 行", line=3)`."""

    message: str
    arguments: Arguments

    def __init__(self, message: str, **values: object) -> None:
        object.__setattr__(self, "message", message)
        object.__setattr__(self, "arguments", tuple(values.items()))

    def text(self, translate: Callable[[str], str]) -> str:
        """The phrase in the reader's language; an empty one stays empty."""
        return _filled(self.message, self.arguments, translate)


@dataclass(frozen=True, slots=True, init=False)
class Problem:
    """One finding: the code, the location, and the values its message names."""

    code: Code
    location: Location
    arguments: Arguments

    def __init__(self, code: Code, location: Location, **values: object) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "location", location)
        object.__setattr__(self, "arguments", tuple(values.items()))

    def text(self, translate: Callable[[str], str]) -> str:
        """The message in the reader's language."""
        return _filled(self.code.message, self.arguments, translate)

    @property
    def mark(self) -> str:
        """What tells this finding from others of its code in its file, wherever its lines move to."""
        told = dict(self.arguments).get("mark")
        if told is not None:
            return str(told)
        return mark_of(self.code.id, self.location.file, repr(self.arguments))


def mark_of(*parts: str) -> str:
    """A short mark of some texts, which does not show them."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _filled(message: str, arguments: Arguments, translate: Callable[[str], str]) -> str:
    if not message:
        return ""
    values = {}
    for name, value in arguments:
        values[name] = value.text(translate) if isinstance(value, Phrase) else printable(value)
    return translate(message).format(**values)


def did_you_mean(near: Sequence[str]) -> Phrase:
    """A suggestion to append to a message, or nothing where no known word is near."""
    match near:
        case []:
            return Phrase("")
        case [only]:
            return Phrase("；是否为“{near}”？", near=only)
    return Phrase("；是否为“{first}”“{second}”？", first=near[0], second=near[1])


def instead(mended: str | None, before: str = "；应写成 {mended}") -> Phrase:
    """What to write, to end a message with; nothing where that is unknown or cannot be shown as it is."""
    if mended is None or len(mended) > LONGEST_MENDED or "\n" in mended or escaped(mended) != mended:
        return Phrase("")
    return Phrase(before, mended=Whole(mended))


class Stop(Exception):
    """The command ends here because the content has errors."""


class RequestError(Exception):
    """The command was asked for something it cannot do; the message is a whole sentence with its values in it."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.phrase = Phrase(message, **values)

    def text(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language."""
        return self.phrase.text(translate)


Waived = frozenset[tuple[str, str, str]]
"""What need not be mended: a code, a file, and the mark of the one finding that is meant, or none for all of them."""


@dataclass(slots=True)
class Problems:
    """A collector: every stage adds what it finds and goes on; the gate behind it stops the build."""

    found: list[Problem] = field(default_factory=list)
    waivers: Waived = frozenset()

    def add(self, code: Code, location: Location, **values: object) -> None:
        """Note one finding."""
        self.found.append(Problem(code, location, **values))

    def gate(self) -> None:
        """End the command here if anything found so far is an error. Raises Stop."""
        if self.errors():
            raise Stop

    def settled(self, value: T | None) -> T:
        """A value that is None only where an error was noted. Raises Stop at any error found so far."""
        self.gate()
        if value is None:
            raise Stop
        return value

    def is_waived(self, problem: Problem) -> bool:
        """Whether somebody answers for it that a finding stands."""
        if problem.code.waivable is Waivable.NEVER:
            return False
        code, file = problem.code.id, problem.location.file
        return (code, file, "") in self.waivers or (code, file, problem.mark) in self.waivers

    def errors(self) -> list[Problem]:
        """The findings that stop a build."""
        return [p for p in self.found if p.code.level is Level.ERROR and not self.is_waived(p)]

    def obstacles(self) -> list[Problem]:
        """The findings that stop a release, those that stop a build among them."""
        levels = (Level.ERROR, Level.OBSTACLE)
        return [p for p in self.found if p.code.level in levels and not self.is_waived(p)]

    def sorted(self) -> list[Problem]:
        """All findings that nobody answers for by file, line, column and code, each once."""
        return _in_order(p for p in self.found if not self.is_waived(p))

    def waived(self) -> list[Problem]:
        """The findings that somebody answers for, in the same order."""
        return _in_order(p for p in self.found if self.is_waived(p))


def _in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda p: (p.location, p.code.id, str(p.arguments)))
