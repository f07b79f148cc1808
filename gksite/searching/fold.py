"""Text as search compares it; `templates/assets/search.js` has the same two functions, and a test holds them equal."""

import re
import unicodedata

from gksite.text.traditional import simple

_BLANK = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]")
"""Unicode White_Space, the zero width space and the byte order mark."""
_BRACKETS = str.maketrans("〔〕［］【】[]", "()()()()")
_LATER = "\u1c89\ua7cb\ua7cc\ua7ce\ua7d2\ua7d4\ua7da\ua7dc\ua7f1"
"""Characters that Unicode gave a case or a compatibility form after version 14, Python 3.11's; each stays as it is."""
_PARTS = re.compile(f"([{_LATER}]+)")
"""Cuts a text before and behind each run of those."""


def fold_for_search(text: str) -> str:
    """NFKC, lower case character by character, no blanks, square brackets round, Traditional characters simplified."""
    folded = []
    for part in filter(None, _PARTS.split(text)):
        folded.append(part if part[0] in _LATER else _fold(part))
    return "".join(folded)


def _fold(text: str) -> str:
    lower = "".join(map(_lower, unicodedata.normalize("NFKC", text)))
    return simple(_BLANK.sub("", lower).translate(_BRACKETS))


def _lower(character: str) -> str:
    return character if character in _LATER else character.lower()


def without_punctuation(folded: str) -> str:
    """A folded text without its punctuation and symbols."""
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PS")
