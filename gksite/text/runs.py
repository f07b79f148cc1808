"""Two texts beside each other: the runs of words that both have, and those that one of them has alone.

Differences of width and of blanks are none. Texts are cut into clauses at their punctuation; clauses that are alike are
paired, and compared by their characters.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Literal

Kind = Literal["same", "gone", "new"]
_TOKEN = re.compile(r"\s*+(?:[A-Za-z0-9]++|\S)\s*+|\s++")
"""A character, or a word or number of letters and digits, with the blanks around it."""
_ENDS = frozenset(",;:!?。、…")
"""What ends a clause, without width."""
_CLOSING = frozenset("”’\"')]》」』】")
"""What still belongs to the clause that has ended before it."""
_ALIKE = 0.4
"""How much two clauses must have in common to be compared by their characters."""
_SHORTEST = 2
"""Tokens that a run in the middle must have to count as what both have; less is chance."""
_MOST_CELLS = 40_000
"""Clauses of one text times those of the other that are paired; where there are more, they are not compared."""
_LONGEST = 400
"""Tokens of a clause that is compared by its characters."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that both texts have, each as it writes them, or one alone; the other's are then empty."""

    kind: Kind
    base: str
    other: str


@dataclass(frozen=True, slots=True)
class _Token:
    """What is compared as one: without width and blanks, and as written."""

    key: str
    raw: str


_Clause = tuple[_Token, ...]
_Pair = tuple[_Clause, _Clause]
"""Words of the base and of the other, where either may be none."""


def runs(base: str, other: str) -> tuple[Run, ...]:
    """The runs in reading order: all `base` together are the one text, all `other` the other."""
    found: list[Run] = []
    for is_same, group in groupby(_pairs(base, other), key=_is_same):
        pairs = list(group)
        left, right = (_text(pair[side] for pair in pairs) for side in (0, 1))
        if is_same:
            found.append(Run("same", left, right))
            continue
        if left:
            found.append(Run("gone", left, ""))
        if right:
            found.append(Run("new", "", right))
    return tuple(found)


def _text(clauses: Iterator[_Clause]) -> str:
    return "".join(token.raw for clause in clauses for token in clause)


def _pairs(base: str, other: str) -> Iterator[_Pair]:
    for left, right in _paired(_clauses(base), _clauses(other)):
        if _is_same((left, right)) or not (left and right):
            yield left, right
            continue
        for pair in _inside(left, right):
            if any(pair):
                yield pair


def _is_same(pair: _Pair) -> bool:
    return _key(pair[0]) == _key(pair[1])


@lru_cache(maxsize=1024)
def _key(clause: _Clause) -> tuple[str, ...]:
    return tuple(token.key for token in clause)


def _clauses(text: str) -> list[_Clause]:
    """The text cut behind its punctuation and at its line breaks."""
    found: list[_Clause] = []
    clause: list[_Token] = []
    has_ended = False
    for raw in _TOKEN.findall(text):
        key = unicodedata.normalize("NFKC", raw.strip())
        if has_ended and not set(key) <= _CLOSING:
            found.append(tuple(clause))
            clause = []
        clause.append(_Token(key, raw))
        has_ended = not set(key).isdisjoint(_ENDS) or "\n" in raw or (has_ended and set(key) <= _CLOSING)
    if clause:
        found.append(tuple(clause))
    return found


def _paired(base: Sequence[_Clause], other: Sequence[_Clause]) -> Iterator[_Pair]:
    """All clauses in order, beside each other where they are the same or alike."""
    start = 0
    while start < min(len(base), len(other)) and _is_same((base[start], other[start])):
        yield base[start], other[start]
        start += 1
    end = 0
    while end < min(len(base), len(other)) - start and _is_same((base[-1 - end], other[-1 - end])):
        end += 1
    middle = base[start : len(base) - end], other[start : len(other) - end]
    if len(middle[0]) * len(middle[1]) > _MOST_CELLS:
        yield from _apart(*middle)
    else:
        yield from _best(*middle)
    for at in range(end, 0, -1):
        yield base[-at], other[-at]


def _apart(base: Sequence[_Clause], other: Sequence[_Clause]) -> Iterator[_Pair]:
    for clause in base:
        yield clause, ()
    for clause in other:
        yield (), clause


def _best(base: Sequence[_Clause], other: Sequence[_Clause]) -> Iterator[_Pair]:
    """The pairing in order that has most in common."""
    likeness = [[_likeness(left, right) for right in other] for left in base]
    best = [[0.0] * (len(other) + 1) for _ in range(len(base) + 1)]
    for i in range(len(base) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], likeness[i][j] + best[i + 1][j + 1])
    i = j = 0
    while i < len(base) and j < len(other):
        if likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            yield base[i], other[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield base[i], ()
            i += 1
        else:
            yield (), other[j]
            j += 1
    yield from _apart(base[i:], other[j:])


def _likeness(base: _Clause, other: _Clause) -> float:
    """How many tokens two clauses have in common, about; 0 where they are not alike."""
    if _is_same((base, other)):
        return float(len(base))
    one, two = _grams(base), _grams(other)
    shared = 2 * len(one & two) / (len(one) + len(two))
    return shared * min(len(base), len(other)) if shared >= _ALIKE else 0.0


@lru_cache(maxsize=1024)
def _grams(clause: _Clause) -> frozenset[tuple[str, ...]]:
    """The tokens and pairs of neighbours of a clause without the sign at its end."""
    keys = [key for key in _key(clause) if key not in _ENDS] or [*_key(clause)]
    return frozenset([*zip(keys), *pairwise(keys)])


def _inside(base: _Clause, other: _Clause) -> Iterator[_Pair]:
    """Two clauses that are alike, by their characters."""
    if max(len(base), len(other)) > _LONGEST:
        yield from ((base, ()), ((), other))
        return
    matcher = SequenceMatcher(None, _key(base), _key(other), autojunk=False)
    codes = matcher.get_opcodes()
    last = len(codes) - 1
    for at, (tag, i, i_end, j, j_end) in enumerate(codes):
        if tag == "equal" and (at in (0, last) or i_end - i >= _SHORTEST):
            yield base[i:i_end], other[j:j_end]
        else:
            yield from ((base[i:i_end], ()), ((), other[j:j_end]))
