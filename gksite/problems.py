"""What can be wrong with the content, where it stands, and what to do about it."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType

LONGEST_ARGUMENT = 80
"""Characters of a quoted value that a message shows; the place leads to the rest."""


class Level(StrEnum):
    """How much a problem matters: an error stops the build, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: path relative to the portal's root, line and column counted from 1, 0 where unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([escaped(self.file), *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Code:
    """One documented rule: its number, what it says, why it exists, how to mend, and the clause it rests on."""

    id: str
    level: Level
    message: str
    why: str
    mend: str
    clause: str = ""


_CODES: dict[str, Code] = {}


def define(id: str, message: str, *, why: str, mend: str, clause: str = "", level: Level = Level.ERROR) -> Code:
    """Register a code beside the rule that raises it; a number is given out once and never again."""
    if id in _CODES:
        raise ValueError(f"{id} is defined twice")
    return _CODES.setdefault(id, Code(id, level, message, why, mend, clause))


def codes() -> Mapping[str, Code]:
    """All codes of the modules loaded so far, by number."""
    return MappingProxyType(dict(sorted(_CODES.items())))


def escaped(text: str) -> str:
    """A text that cannot drive a terminal: control and bidi characters shown as escapes, as JSON writes them."""
    return "".join(_escape(c) if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c for c in text)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


def printable(value: object) -> str:
    """A value as one line that cannot drive a terminal, cut short unless it is a path, whose end matters most."""
    shown = escaped(str(value))
    return shown if len(shown) <= LONGEST_ARGUMENT or isinstance(value, PurePath) else shown[:LONGEST_ARGUMENT] + "…"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text with values in it, whose language is chosen when it is shown."""

    message: str
    arguments: tuple[tuple[str, object], ...] = ()

    def text(self, translate: Callable[[str], str]) -> str:
        """The phrase in the reader's language; an empty one stays empty."""
        return _filled(self.message, self.arguments, translate)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: the code, the place, and the values its message names."""

    code: Code
    place: Place
    arguments: tuple[tuple[str, object], ...] = ()

    def text(self, translate: Callable[[str], str]) -> str:
        """The message in the reader's language."""
        return _filled(self.code.message, self.arguments, translate)


def _filled(message: str, arguments: tuple[tuple[str, object], ...], translate: Callable[[str], str]) -> str:
    values = {name: v.text(translate) if isinstance(v, Phrase) else printable(v) for name, v in arguments}
    return translate(message).format(**values) if message else ""


def did_you_mean(near: list[str]) -> Phrase:
    """A suggestion to append to a message, or nothing where no known word is near."""
    match near:
        case []:
            return Phrase("")
        case [only]:
            return Phrase("；是否为“{near}”？", (("near", only),))
    return Phrase("；是否为“{first}”“{second}”？", (("first", near[0]), ("second", near[1])))


class Stop(Exception):
    """The build ends at a gate because the content has errors."""


class RequestError(Exception):
    """The command was asked for something it cannot do; the message is a whole sentence with its values in it."""

    def __init__(self, message: str, **arguments: object) -> None:
        super().__init__(message)
        self.phrase = Phrase(message, tuple(arguments.items()))

    def text(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language."""
        return self.phrase.text(translate)


@dataclass(slots=True)
class Problems:
    """A collector: every stage adds what it finds and goes on; the gate behind it stops the build."""

    found: list[Problem] = field(default_factory=list)

    def add(self, code: Code, place: Place, **arguments: object) -> None:
        """Note one finding."""
        self.found.append(Problem(code, place, tuple(arguments.items())))

    def gate(self) -> None:
        """End the build here if anything found so far is an error. Raises Stop."""
        if self.errors():
            raise Stop

    def errors(self) -> list[Problem]:
        """The findings that stop a build."""
        return [p for p in self.found if p.code.level is Level.ERROR]

    def sorted(self) -> list[Problem]:
        """All findings by file, line, column and code, each once."""
        unique = dict.fromkeys(self.found)
        return sorted(unique, key=lambda p: (p.place, p.code.id, str(p.arguments)))
