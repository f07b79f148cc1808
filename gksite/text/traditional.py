"""Words in Traditional characters, as the simplified ones that our vocabularies have."""

from importlib.resources import files


def _simple_characters() -> dict[str, str]:
    """The Traditional characters of the list beside this module, each with the simplified one behind it: 牽牵."""
    text = files("gksite.text").joinpath("traditional.txt").read_text(encoding="utf-8")
    characters: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            characters |= {pair[0]: pair[1] for pair in line.split()}
    return characters


_SIMPLE = str.maketrans(_simple_characters())
"""The simplified character for a Traditional one of the words of task tables: 牵 for 牽."""


def simple(text: str) -> str:
    """A text in simplified characters."""
    return text.translate(_SIMPLE)
