"""Style sheets as rules: enough to know what they hide, fix in place, colour, fetch and print."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
"""A comment."""
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
"""A quoted text, in which braces mean nothing."""
_FETCHED = re.compile(
    r"""(?:url\(\s*+|@import\s++)(?:"([^"]*+)"|'([^']*+)')|url\(\s*+([^"'()\s]*+)\s*+\)""", re.IGNORECASE
)
"""What is fetched, by either word for it."""
_TOKEN = re.compile(r"[{};]")
"""What divides a style sheet."""
LONGEST = 2_000_000
"""Characters of a style sheet that are read."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors with what they set, and the conditions around them: `@media print`."""

    around: tuple[str, ...]
    selectors: tuple[str, ...]
    sets: Mapping[str, str]

    @property
    def prints(self) -> bool:
        """Whether it holds for paper alone."""
        return any(re.match(r"@media\s+print\b", condition) for condition in self.around)


@lru_cache(maxsize=64)
def rules(css: str) -> tuple[Rule, ...]:
    """The rules of a style sheet in their order."""
    return tuple(_rules(_COMMENT.sub(" ", css[:LONGEST])))


def _rules(css: str) -> Iterator[Rule]:
    plain = _STRING.sub(lambda found: "_" * len(found[0]), css)
    around: list[str] = []
    begun = 0
    opened: list[int] = []
    for found in _TOKEN.finditer(plain):
        at = found.start()
        match found[0]:
            case "{":
                around.append(" ".join(css[begun:at].split()))
                opened.append(at + 1)
                begun = at + 1
            case "}" if around:
                if not around[-1].startswith(("@media", "@container", "@supports", "@layer", "@keyframes")):
                    yield _rule(around, css[opened[-1] : at])
                around.pop()
                opened.pop()
                begun = at + 1
            case _:
                begun = at + 1 if not around or around[-1].startswith("@") else begun


def _rule(around: list[str], body: str) -> Rule:
    sets = {}
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            sets[name.strip().lower()] = " ".join(value.split())
    selectors = tuple(selector.strip() for selector in _split(around[-1]))
    return Rule(tuple(around[:-1]), selectors, sets)


def _split(selectors: str) -> Iterator[str]:
    """Selectors at their commas, those inside brackets apart."""
    depth, begun = 0, 0
    for at, sign in enumerate(selectors):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            yield selectors[begun:at]
            begun = at + 1
    yield selectors[begun:]


def fetched(css: str) -> list[str]:
    """The addresses that a style sheet fetches from."""
    return [double or single or bare for double, single, bare in _FETCHED.findall(_COMMENT.sub(" ", css[:LONGEST]))]
