"""Folded text as the words of an index in which any substring is a phrase.

Each character is written as letters that Pagefind keeps as they are (an ideograph of the basic block stands for itself,
every other character has letters of its own from blocks that content hardly uses and that are themselves rewritten),
and each pair of neighbours is one word. A text is then found by the phrase of its pairs, at any place, exactly.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from gksite.searching.fold import fold_for_search, without_punctuation

WALL = "，"
"""A word that takes a place and is never indexed, so that no phrase crosses from one field to the next."""
TITLE_PLACES = 64
"""Words kept for the title at the start: a match before this place is a title hit."""
SKIPPED = "ꀀ"
"""The letter behind a pair that are neighbours only where punctuation is ignored."""
TITLED = "ꀁ"
"""The letter behind a single character that stands in the title."""
_BASE = 1056
_LETTERS = 0xA002


def letters(character: str) -> str:
    """The letters that stand for one character: one for ideographs, Latin, digits and punctuation, two for the rest."""
    number = ord(character)
    if 0x4E00 <= number <= 0x9FFF:
        return character
    for first, last, block in ((0x0, 0x600, 0x3400), (0x2000, 0x2C00, 0x3A00), (0x3000, 0x3100, 0x4600)):
        if first <= number < last:
            return chr(block + number - first)
    return chr(_LETTERS + number // _BASE) + chr(_LETTERS + number % _BASE)


def pairs(folded: str) -> list[str]:
    """The words of a folded text: each character with the next."""
    units = [letters(c) for c in folded]
    return [a + b for a, b in pairwise(units)]


def words(title: str | None, fields: Iterable[str]) -> str:
    """A page's words for the index: its title, walls up to the place where titles end, each field, then what it holds.

    Behind the fields stand its single characters, so that one typed character is a word too, and the pairs that are
    neighbours once punctuation is ignored, marked as such.
    """
    folded = list(dict.fromkeys(filter(None, map(fold_for_search, fields))))
    first = fold_for_search(title or "")
    found = pairs(first)
    found += [WALL] * max(1, TITLE_PLACES - len(found))
    for text in folded:
        found += [*pairs(text), WALL]
    titled = (letters(c) + TITLED for c in dict.fromkeys(first))
    return " ".join([*found, *_bag([first, *folded]), *titled])


def ends(title: str | None, *groups: Iterable[str]) -> list[int]:
    """The places among a page's words behind the last of each of its groups of fields, which follow each other."""
    seen = set[str]()
    at = max(TITLE_PLACES, len(pairs(fold_for_search(title or ""))) + 1)
    found = []
    for group in groups:
        for text in map(fold_for_search, group):
            if text and text not in seen:
                seen.add(text)
                at += len(text)  # its pairs and the wall behind them
        found.append(at)
    return found


def _bridges(folded: str) -> Iterator[str]:
    """The pairs of a folded text that only punctuation keeps apart."""
    before, apart = "", False
    for character in folded:
        if not without_punctuation(character):
            apart = True
            continue
        if before and apart:
            yield letters(before) + letters(character)
        before, apart = character, False


def _bag(texts: Iterable[str]) -> Iterator[str]:
    singles: dict[str, None] = {}
    skipped: dict[str, None] = {}
    for text in texts:
        singles |= dict.fromkeys(letters(c) for c in text)
        skipped |= dict.fromkeys(_bridges(text))
    yield from singles
    for pair in skipped:
        yield pair + SKIPPED
