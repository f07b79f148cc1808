"""Text as search compares it; `templates/assets/search.js` has the same two functions, and a test holds them equal."""

import re
import unicodedata

_BLANK = re.compile("[\t-\r \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]")
"""Unicode White_Space, the zero width space and the byte order mark."""
_BRACKETS = str.maketrans("〔〕［］【】[]", "()()()()")
_LATER = "\u1c89\ua7cb\ua7cc\ua7ce\ua7d2\ua7d4\ua7da\ua7dc\ua7f1"
"""Characters that Unicode gave a case or a compatibility form after version 14, Python 3.11's; each stays as it is."""
_PARTS = re.compile(f"([{_LATER}]+)")


def fold_for_search(text: str) -> str:
    """NFKC, lower case character by character, without blanks, every kind of square bracket as a round one."""
    return "".join(part if part[:1] in _LATER else _fold(part) for part in _PARTS.split(text) if part)


def _fold(text: str) -> str:
    lower = "".join(c if c in _LATER else c.lower() for c in unicodedata.normalize("NFKC", text))
    return _BLANK.sub("", lower).translate(_BRACKETS)


def without_punctuation(folded: str) -> str:
    """A folded text without its punctuation and symbols."""
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PS")
