"""How well texts fit the columns of a table, and where those of a row that lacks cells belong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from gksite.text.breaks import bare, ends
from gksite.text.deadlines import is_limit
from gksite.text.outline import mark_of, plain_number
from gksite.understanding.row_slots import NONE
from gksite.understanding.text_kinds import agencies, look
from gksite.understanding.vocabulary import HOLDERS, ColumnKind

_TEXTS: tuple[ColumnKind, ...] = ("section", "title", "requirement")
_MISSING: dict[ColumnKind, float] = dict.fromkeys(HOLDERS, 1.0)
_MISSING |= {"number": 1, "section": 0.3, "title": 0.5, "requirement": 2, "deadline": 1}
"""What it costs that a row has no cell in a column of this kind; other columns are often left out."""
_SKIPPED = 0.05
"""What it costs that an empty cell stands in no column, as between rows."""
_LONG_TITLE = 40
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, and what the texts of its whole rows have in common: the rank of numbers, a full stop."""

    kind: ColumnKind
    rank: int | None = None
    stops: bool | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """The column of each text of a row, None for an empty one that has none, and how well they fit together."""

    score: float
    columns: tuple[int | None, ...]


def learned(kinds: Sequence[ColumnKind], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns with what the texts of some whole rows have in common."""
    return tuple(_learned(kind, [row[i] for row in rows if bare(row[i])]) for i, kind in enumerate(kinds))


def _learned(kind: ColumnKind, texts: Sequence[str]) -> Column:
    if kind not in _TEXTS or not texts:
        return Column(kind)
    rank, count = Counter(_rank(text) for text in texts).most_common(1)[0]
    stopped = sum(map(ends, texts)) / len(texts)
    stops = True if stopped >= _MOSTLY else False if stopped <= 1 - _MOSTLY else None
    return Column(kind, rank if count >= _MOSTLY * len(texts) else None, stops)


def _rank(text: str) -> int:
    mark = mark_of(text)
    return mark.rank if mark else -1


def best(texts: Sequence[str], columns: Sequence[Column]) -> Fit:
    """The columns in which some texts stand best, in order and not two in one; of equal ones those on the left."""
    worst = Fit(float("-inf"), ())
    missing = accumulate((-_MISSING.get(column.kind, 0) for column in columns), initial=0.0)
    found = [Fit(score, ()) for score in missing]
    for text in texts:
        above, found = found, []
        for n in range(len(columns) + 1):
            options = [worst]
            if not bare(text):
                options.append(Fit(above[n].score - _SKIPPED, (*above[n].columns, None)))
            if n:
                before = above[n - 1]
                options.append(Fit(found[-1].score - _MISSING.get(columns[n - 1].kind, 0), found[-1].columns))
                options.append(Fit(before.score + fits(text, columns[n - 1]), (*before.columns, n - 1)))
            found.append(max(options, key=lambda fit: fit.score))
    return found[-1]


def straight(texts: Sequence[str], columns: Sequence[Column]) -> float:
    """How well the texts of a row fit where they stand."""
    return sum(fits(text, column) for text, column in zip(texts, columns, strict=True))


@lru_cache(maxsize=20_000)
def fits(text: str, column: Column) -> float:
    """How well a text fits a column; nothing for an empty one."""
    kind = column.kind
    if not bare(text) or (bare(text) in NONE and kind != "number"):
        return 0
    if kind == "number":
        return 3 if plain_number(text) else -3
    if kind in HOLDERS:
        return 2 if agencies(text) and not is_limit(text) else -0.5 if len(bare(text)) <= _LONG_TITLE else -2
    if kind == "deadline":
        return 2 if is_limit(text) else -2 if agencies(text) else -0.5
    return _fits_text(text, column) if kind in _TEXTS else 0


def _fits_text(text: str, column: Column) -> float:
    if plain_number(text):
        return -3
    score = -1.5 if is_limit(text) or (agencies(text) and column.rank in (None, -1)) else 1.0
    if column.rank is not None:
        score += 1 if _rank(text) == column.rank else -1
    if column.stops is not None:
        score += 0.5 if ends(text) == column.stops else -0.5
    elif column.kind == "requirement":
        score += 0.5 if look(text) == "text" else 0
    else:
        score += 0.5 if look(text) == "heading" else -1 if len(bare(text)) > _LONG_TITLE else 0
    return score
