"""Which words of a source stand in what was made of it."""

from collections.abc import Sequence

LEAST = 2
"""Characters of a run: one alone stands everywhere."""


def used_words(text: str, fields: Sequence[str]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it stands in one of the fields without blanks; joined they are the text.

    A piece that does is as long as it can be, from the left.
    """
    places = [i for i, character in enumerate(text) if not character.isspace()]
    letters = "".join(text[i] for i in places)
    pieces: list[tuple[str, bool]] = []
    done = at = 0
    while at < len(letters):
        length = _run(letters, at, fields)
        if length < min(LEAST, len(letters)):
            at += 1
            continue
        first, last = places[at], places[at + length - 1] + 1
        pieces += [(text[done:first], False), (text[first:last], True)]
        done, at = last, at + length
    pieces.append((text[done:], False))
    return [piece for piece in pieces if piece[0]]


def _run(letters: str, at: int, fields: Sequence[str]) -> int:
    """How many letters from a place on stand together in one of the fields."""
    rest = letters[at:]
    if any(rest in field for field in fields):
        return len(rest)
    length = 0
    while any(rest[: length + 1] in field for field in fields):
        length += 1
    return length
