"""Traditional characters as simplified ones, one for one: for vocabularies, and wherever search compares texts."""

from collections.abc import Mapping

from gksite.text.listed import lines_of


def _pairs() -> Mapping[str, str]:
    """The list beside this module: 牽牵 單单."""
    pairs: dict[str, str] = {}
    for line in lines_of("gksite.text", "traditional.txt"):
        pairs |= {pair[0]: pair[1] for pair in line.split()}
    return pairs


PAIRS = _pairs()
"""The simplified character for each Traditional one: 牵 for 牽."""
_SIMPLE = str.maketrans(dict(PAIRS))


def simple(text: str) -> str:
    """A text in simplified characters, as long as it was."""
    return text.translate(_SIMPLE)
