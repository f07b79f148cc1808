"""Texts of several documents that say the same: found by the pairs of characters that few others have.

The numbers below were set on every third task of the yardstick; tests/facts/README.md has what they find.
"""

import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

SAME = 0.1
"""How alike two texts must be to be proposed as the same."""
SHARED, APART = 0.05, -0.05
"""What it adds that two texts have a topic in common, or that they have none in common though both have some."""
TOGETHER = 0.7
"""How alike two groups must be on the whole to become one, of SAME."""
_COUNTED = 0.02
"""How alike two texts must be for the likeness to count at all."""
_OFTEN = 200
"""Texts that have a pair of characters; one that more have tells nothing."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A text, the document that it stands in, and its topics."""

    text: str
    document: str
    topics: frozenset[str] = frozenset()


K = TypeVar("K", bound=tuple[str, int])
Scores = dict[K, float]


def groups_alike(writings: Mapping[K, Writing]) -> list[tuple[K, ...]]:
    """The groups of texts that say the same, each from more than one document; a text is in one of them at most.

    Two texts found one group where each is the likest to the other in its document; groups are joined, the likest
    first, where they are alike on the whole.
    """
    scores = _scores(writings)
    groups: dict[K, frozenset[K]] = {}
    for one, other in _mutual(writings, scores):
        left, right = (groups.setdefault(key, frozenset([key])) for key in (one, other))
        if left is right or _between(left, right, writings, scores) < SAME * TOGETHER:
            continue
        joined = left | right
        groups.update(dict.fromkeys(joined, joined))
    found = {tuple(sorted(group)) for group in groups.values() if len(group) > 1}
    return sorted(found)


def _mutual(writings: Mapping[K, Writing], scores: Mapping[K, Scores[K]]) -> list[tuple[K, K]]:
    """Pairs in which each is the likest to the other, the likest pair first."""
    likest = {key: _likest(writings, scores[key]) for key in scores}
    found = []
    for one, best in likest.items():
        for other in best.values():
            is_mutual = likest[other].get(writings[one].document) == one
            if one < other and is_mutual and scores[one][other] >= SAME:
                found.append((-scores[one][other], one, other))
    return [(one, other) for _, one, other in sorted(found)]


def _likest(writings: Mapping[K, Writing], scores: Scores[K]) -> dict[str, K]:
    """The likest text of each other document."""
    found: dict[str, K] = {}
    for key in sorted(scores, key=lambda key: (-scores[key], key)):
        found.setdefault(writings[key].document, key)
    return found


def _between(
    left: frozenset[K], right: frozenset[K], writings: Mapping[K, Writing], scores: Mapping[K, Scores[K]]
) -> float:
    """How alike the texts of two groups are on the average, those of one document apart."""
    total, count = 0.0, 0
    for one in sorted(left):
        for other in sorted(right):
            if writings[one].document != writings[other].document:
                total += scores[one].get(other, 0.0)
                count += 1
    return total / count if count else 0.0


def _scores(writings: Mapping[K, Writing]) -> dict[K, Scores[K]]:
    """How alike each text is to those of other documents: the cosine of their pairs of characters, and their topics."""
    keys = sorted(writings)
    grams = [_grams(writings[key].text) for key in keys]
    places: dict[str, list[int]] = {}
    for at, found in enumerate(grams):
        for gram in found:
            places.setdefault(gram, []).append(at)
    weights = {gram: math.log(len(keys) / len(held)) ** 2 for gram, held in places.items()}
    lengths = [math.sqrt(sum(weights[gram] for gram in found)) for found in grams]
    scores: dict[K, Scores[K]] = {key: {} for key in keys}
    for at, key in enumerate(keys):
        for before, weight in _shared(at, grams[at], places, weights).items():
            other = keys[before]
            if writings[other].document == writings[key].document:
                continue
            score = weight / (lengths[at] * lengths[before]) + _by_topic(writings[key], writings[other])
            if score >= _COUNTED:
                scores[key][other] = scores[other][key] = score
    return scores


def _shared(
    at: int, grams: Sequence[str], places: Mapping[str, Sequence[int]], weights: Mapping[str, float]
) -> dict[int, float]:
    """The weight of what a text shares with each of those before it."""
    found: dict[int, float] = {}
    for gram in grams:
        weight = weights[gram]
        if not weight or len(places[gram]) > _OFTEN:
            continue
        for other in places[gram]:
            if other >= at:
                break
            found[other] = found.get(other, 0.0) + weight
    return found


def _by_topic(one: Writing, other: Writing) -> float:
    if not (one.topics and other.topics):
        return 0.0
    return APART if one.topics.isdisjoint(other.topics) else SHARED


def _grams(text: str) -> tuple[str, ...]:
    """The pairs of neighbouring characters of a text without width, blanks and punctuation, each once, in order."""
    letters = "".join(_letters(text))
    pairs = (letters[at : at + 2] for at in range(len(letters) - 1))
    return tuple(dict.fromkeys(pairs))


def _letters(text: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKC", text):
        if character.isalnum():
            yield character
