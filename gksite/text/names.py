"""Names of agencies, keys and files: comparing them and finding what was meant."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest

_BLANK = re.compile(r"\s+")
"""Any run of blanks."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
"""Letters and digits joined by single hyphens: quanzhou-2018."""
_LONGEST = 200
"""Characters of a word for which another is suggested; what is longer is no mistyped name."""
_FEW = 300
"""Known words so few that a mistyped one is compared with each."""
_LOOKED_AT = 800
"""Known words that are looked at where there are more: those that share its rarest characters."""
_COMPARED = 24
"""Of these, how many are compared."""


def fold_name(name: str) -> str:
    """A name without width differences and blanks, so that 各县(市、区) and 各县（市、区） compare equal."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", name))


def near(word: str, known: Iterable[str], most: int = 2, cutoff: float = 0.6) -> list[str]:
    """Known words that look like a mistyped one, best first; `cutoff` is how alike they are, of 1.

    Of many known words only some are compared, so that thousands of unknown names do not take minutes.
    """
    typed = _without_marks(word)
    if len(typed) > _LONGEST:
        return []
    words: Sequence[str] = tuple(known)
    if len(words) > _FEW:
        words = _likely(typed, tuple(words))
    return difflib.get_close_matches(typed, words, n=most, cutoff=cutoff)


def _likely(typed: str, known: tuple[str, ...]) -> list[str]:
    """The known words that share most with a typed one, as far as its rarest characters tell."""
    places = _places(known)
    shared: Counter[int] = Counter()
    left = _LOOKED_AT
    for character in sorted(set(typed), key=lambda one: len(places.get(one, ()))):
        found = places.get(character, ())[:left]
        shared.update(found)
        left -= len(found)
    length = len(typed)
    best = nlargest(_COMPARED, shared, key=lambda place: shared[place] / (length + len(known[place])))
    return [known[place] for place in best]


@lru_cache(maxsize=4)
def _places(known: tuple[str, ...]) -> Mapping[str, Sequence[int]]:
    """For each character the places of the words that have it."""
    found: dict[str, list[int]] = {}
    for place, word in enumerate(known):
        for character in set(word):
            found.setdefault(character, []).append(place)
    return found


def _without_marks(word: str) -> str:
    """A word without the quotes, commas and blanks that are typed around it and are no part of it."""
    kept = [at for at, sign in enumerate(word) if sign.isalnum()]
    return word[kept[0] : kept[-1] + 1] if kept else word


def is_id(text: str) -> bool:
    """Whether a text is a permanent id: lower-case ASCII letters and digits, joined by single hyphens."""
    return len(text) <= 80 and _ID.match(text) is not None
