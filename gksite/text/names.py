"""Names of agencies, keys and files: comparing them and finding what was meant."""

import difflib
import re
import unicodedata
from collections.abc import Iterable

_BLANK = re.compile(r"\s+")
"""Any run of blanks."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
"""Letters and digits joined by single hyphens: quanzhou-2018."""


def fold_name(name: str) -> str:
    """A name without width differences and blanks, so that 各县(市、区) and 各县（市、区） compare equal."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", name))


def near(word: str, known: Iterable[str], most: int = 2, cutoff: float = 0.6) -> list[str]:
    """Known words that look like a mistyped one, best first; `cutoff` is how alike they are, of 1."""
    return difflib.get_close_matches(_without_marks(word), list(known), n=most, cutoff=cutoff)


def _without_marks(word: str) -> str:
    """A word without the quotes, commas and blanks that are typed around it and are no part of it."""
    kept = [at for at, sign in enumerate(word) if sign.isalnum()]
    return word[kept[0] : kept[-1] + 1] if kept else word


def is_id(text: str) -> bool:
    """Whether a text is a permanent id: lower-case ASCII letters and digits, joined by single hyphens."""
    return len(text) <= 80 and _ID.match(text) is not None
