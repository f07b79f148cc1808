"""Words that mean the same in what citizens ask: by them the nearest pages are looked for, results never are."""

from importlib.resources import files


def _groups() -> tuple[tuple[str, ...], ...]:
    """The groups of the list beside this module, a line each."""
    text = files("gksite.searching").joinpath("synonyms.txt").read_text(encoding="utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines() if not line.startswith("#"))


SYNONYMS = _groups()
"""Groups of words that mean the same."""
