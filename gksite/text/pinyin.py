"""Chinese names in letters without tones; the only door to `pypinyin`."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from gksite.text.listed import lines_of

_LINES = [line.split() for line in lines_of("gksite.text", "spelt_places.txt")]
SPELT_PLACES: Mapping[str, Sequence[str]] = MappingProxyType({name: spelt for name, *spelt in _LINES})
"""Places that pypinyin may get wrong, and how they are spelt."""
_PLACE = re.compile("|".join(sorted(SPELT_PLACES, key=len, reverse=True)))
"""One of those places, the longest first."""


def syllables(text: str) -> list[str]:
    """The reading of each character as its name has it: 厦门局 is xia, men, ju; what has none stands for itself."""
    read, at = list[str](), 0
    for match in _PLACE.finditer(text):
        read += [*_read(text[at : match.start()]), *SPELT_PLACES[match.group()]]
        at = match.end()
    return [*read, *_read(text[at:])]


def _read(text: str) -> list[str]:
    from pypinyin import lazy_pinyin  # a dictionary, which takes long to load

    return list(lazy_pinyin(text, errors=list))  # type: ignore[arg-type]  # it takes a list as well
