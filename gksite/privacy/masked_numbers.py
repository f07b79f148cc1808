"""Numbers that are masked already, with the person beside them: two masks of one number tell more than one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gksite.privacy.finding import Stretch
from gksite.privacy.folding import fold
from gksite.privacy.names import names_in

_MASKED = re.compile(r"(?<![0-9A-Za-z*×●○•█])[0-9*×xX●○•█]{11,19}(?![0-9A-Za-z*×●○•█])")
"""Digits and what stands in the place of others."""
_HIDDEN = re.compile("[*×xX●○•█]")
"""A sign in the place of a digit."""
_SEVERAL = re.compile("[*×xX●○•█＊Ｘｘ]{2}")
"""Two of them, as they are typed."""
_LENGTHS = frozenset((11, 15, 16, 18, 19))
"""The digits of mobile numbers, identity numbers and bank cards."""
_UNNAMED = re.compile("[\u4e00-\u9fff](?:某{1,2}|先生|女士|同志|[*×○]{1,2})(?![*×○0-9])")
"""A person of whom only the surname is told: 王某某, 李先生, 张**."""
_NEAR = 24
"""Characters from a number within which its person is named."""


@dataclass(frozen=True, slots=True)
class MaskedNumber:
    """A masked number, a star for each hidden digit, and whose it is."""

    start: int
    end: int
    mask: str
    name: str


def masked_numbers_in(stretch: Stretch) -> Iterator[MaskedNumber]:
    """The masked numbers of a stretch beside which somebody is named."""
    if not _SEVERAL.search(stretch.text):
        return
    folded = fold(stretch.text)
    for match in _MASKED.finditer(folded.text):
        mask = _HIDDEN.sub("*", match[0][:-1]) + match[0][-1].upper().replace("×", "*")
        name = stretch.person or _name_beside(folded.text, match.start())
        if len(mask) in _LENGTHS and 3 <= mask.count("*") < len(mask) and name:
            start, end = folded.span(*match.span())
            yield MaskedNumber(start, end, mask, name)


def _name_beside(text: str, start: int) -> str:
    """The nearest name in front of a number."""
    begin = max(0, start - _NEAR)
    window = text[begin:start] + "\n"
    names = [*names_in(window), *(match.span() for match in _UNNAMED.finditer(window))]
    if not names:
        return ""
    first, last = max(names)
    return window[first:last]


def unlike(one: str, other: str) -> bool:
    """Whether two masks fit one number, and hide different digits of it."""
    for mine, theirs in zip(one, other, strict=True):
        if "*" not in (mine, theirs) and mine != theirs:
            return False
    return one != other
