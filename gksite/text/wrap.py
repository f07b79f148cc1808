"""Text broken into lines of a width, where no browser does it."""

import math
import unicodedata
from collections.abc import Iterator
from functools import cache

NARROW = 0.6
"""The width of a Latin letter, in widths of a Chinese character."""


@cache
def wrapped(text: str, width: int = 12) -> tuple[str, ...]:
    """As few lines as fit in `width` Chinese characters, of about one length.

    They break between any two characters, but not inside a Latin word that fits, nor before a closing sign.
    """
    lines = _lines(text, width)
    narrowest = math.ceil(_width(text) / max(len(lines), 1))
    evened = (_lines(text, less) for less in range(max(narrowest, 1), width))
    return tuple(next((found for found in evened if len(found) == len(lines)), lines))


def _lines(text: str, width: int) -> list[str]:
    lines: list[str] = []
    line, room = "", float(width)
    for piece in _pieces(text):
        if _width(piece) > room and line:
            lines, line, room = [*lines, line.rstrip()], "", float(width)
            piece = piece.lstrip()
        while _width(piece) > width:
            lines, piece = [*lines, piece[:width]], piece[width:]
        line, room = line + piece, room - _width(piece)
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> Iterator[str]:
    """Single Chinese characters with the closing signs behind them, and Latin words with the blank behind them."""
    piece = ""
    for character in text:
        if piece and not _joins(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _joins(before: str, after: str) -> bool:
    if unicodedata.category(after) in ("Pe", "Pf", "Po") or unicodedata.category(before) in ("Ps", "Pi"):
        return True
    return not _wide(before) and not _wide(after) and not before.isspace()


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"


def _width(text: str) -> float:
    wide = sum(map(_wide, text))
    return wide + NARROW * (len(text) - wide)
