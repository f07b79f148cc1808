"""Traditional characters as simplified ones, one for one: for vocabularies, and wherever search compares texts."""

from collections.abc import Mapping
from importlib.resources import files


def _pairs() -> Mapping[str, str]:
    """The list beside this module: 牽牵 單单."""
    text = files("gksite.text").joinpath("traditional.txt").read_text(encoding="utf-8")
    pairs: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            pairs |= {pair[0]: pair[1] for pair in line.split()}
    return pairs


PAIRS = _pairs()
"""The simplified character for each Traditional one: 牵 for 牽."""
_SIMPLE = str.maketrans(dict(PAIRS))


def simple(text: str) -> str:
    """A text in simplified characters, as long as it was."""
    return text.translate(_SIMPLE)
