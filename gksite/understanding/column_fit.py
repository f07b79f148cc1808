"""How well texts fit the columns of a table, and where those of a row that lacks cells belong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gksite.text.breaks import bare, ends
from gksite.text.deadlines import is_limit
from gksite.text.outline import plain_number
from gksite.understanding.row_slots import NONE
from gksite.understanding.text_kinds import lists_agencies, look_of, rank_of
from gksite.understanding.vocabulary import HOLDERS, ColumnKind

_TEXTS: tuple[ColumnKind, ...] = ("section", "title", "requirement")
"""Columns whose texts are headings or say what is to be done."""
_MISSING: dict[ColumnKind, float] = {
    **dict.fromkeys(HOLDERS, 1.0),
    "number": 1,
    "section": 0.3,
    "title": 0.5,
    "requirement": 2,
    "deadline": 1,
}
"""What it costs that a row has no cell in a column of this kind; other columns are often left out."""
_SKIPPED = 0.05
"""What it costs that an empty cell stands in no column, as between rows."""
_LONG_TITLE = 40
"""Characters from which on a text is too long for a title, and for a name that is not known as one."""
_MOSTLY = 0.6
"""Share of the texts of a column from which on what they have in common is expected of all."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, and what the texts of its whole rows have in common: the rank of numbers, a full stop."""

    kind: ColumnKind
    rank: int | None = None
    """The rank of the numbers in front of them, -1 where most have none; None where neither is usual."""
    stops: bool | None = None
    """Whether they end as sentences do; None where neither is usual."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The column of each text of a row, None for an empty one that has none, and how well they fit together."""

    score: float
    columns: tuple[int | None, ...]


def learn_columns(kinds: Sequence[ColumnKind], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns with what the texts of some whole rows have in common."""
    columns = []
    for i, kind in enumerate(kinds):
        texts = [row[i] for row in rows if bare(row[i])]
        columns.append(_learn_column(kind, texts))
    return tuple(columns)


def _learn_column(kind: ColumnKind, texts: Sequence[str]) -> Column:
    """A column of a kind that holds some texts in whole rows."""
    if kind not in _TEXTS or not texts:
        return Column(kind)
    ((usual, count),) = Counter(map(_rank, texts)).most_common(1)
    rank = None
    if count >= _MOSTLY * len(texts):
        rank = usual
    stopped = sum(map(ends, texts)) / len(texts)
    if stopped >= _MOSTLY:
        return Column(kind, rank, stops=True)
    if stopped <= 1 - _MOSTLY:
        return Column(kind, rank, stops=False)
    return Column(kind, rank)


def _rank(text: str) -> int:
    """The rank of the number in front of a text, -1 where there is none."""
    rank = rank_of(text)
    if rank is None:
        return -1
    return rank


def best_fit(texts: Sequence[str], columns: Sequence[Column]) -> Fit:
    """The columns in which some texts stand best, in order and not two in one; of equal ones those on the left.

    `fits[n]` is the best placing of the texts so far in the first n columns.
    """
    fits = [Fit(0.0, ())]
    for column in columns:
        fits.append(_without_cell(fits[-1], column))
    for text in texts:
        fits = _with_text(fits, text, columns)
    return fits[-1]


def _without_cell(fit: Fit, column: Column) -> Fit:
    """A placing of texts, of which none stands in one more column."""
    return Fit(fit.score - _MISSING.get(column.kind, 0), fit.columns)


def _with_text(above: Sequence[Fit], text: str, columns: Sequence[Column]) -> list[Fit]:
    """The best placings of texts and one more, from those of the texts without it."""
    fits: list[Fit] = []
    for n in range(len(columns) + 1):
        options = [Fit(float("-inf"), ())]
        if not bare(text):
            options.append(Fit(above[n].score - _SKIPPED, (*above[n].columns, None)))
        if n:
            column, without = columns[n - 1], above[n - 1]
            options.append(_without_cell(fits[-1], column))
            options.append(Fit(without.score + fit_of(text, column), (*without.columns, n - 1)))
        fits.append(max(options, key=_score))
    return fits


def _score(fit: Fit) -> float:
    """How well a fit is, for comparing."""
    return fit.score


def fit_in_place(texts: Sequence[str], columns: Sequence[Column]) -> float:
    """How well the texts of a row fit where they stand."""
    return sum(fit_of(text, column) for text, column in zip(texts, columns, strict=True))


@lru_cache(maxsize=20_000)
def fit_of(text: str, column: Column) -> float:
    """How well a text fits a column; nothing for an empty one."""
    kind = column.kind
    if not bare(text) or (bare(text) in NONE and kind != "number"):
        return 0
    if kind == "number":
        return 3 if plain_number(text) else -3
    if kind in HOLDERS:
        return _fit_of_names(text)
    if kind == "deadline":
        return _fit_of_limit(text)
    if kind in _TEXTS:
        return _fit_of_text(text, column)
    return 0


def _fit_of_names(text: str) -> float:
    """How well a text fits a column of agencies; a short one may be a name that is not known as one."""
    if lists_agencies(text) and not is_limit(text):
        return 2
    if len(bare(text)) <= _LONG_TITLE:
        return -0.5
    return -2


def _fit_of_limit(text: str) -> float:
    """How well a text fits a column of deadlines."""
    if is_limit(text):
        return 2
    if lists_agencies(text):
        return -2
    return -0.5


def _fit_of_text(text: str, column: Column) -> float:
    """How well a text fits a column of headings, titles or requirements, by what those of whole rows are like."""
    if plain_number(text):
        return -3
    foreign = is_limit(text) or (lists_agencies(text) and column.rank in (None, -1))
    score = -1.5 if foreign else 1.0
    if column.rank is not None:
        score += 1 if _rank(text) == column.rank else -1
    if column.stops is None:
        return score + _fit_of_look(text, column.kind)
    if ends(text) == column.stops:
        return score + 0.5
    return score - 0.5


def _fit_of_look(text: str, kind: ColumnKind) -> float:
    """How well the look of a text fits a column in which it is all that can tell."""
    look = look_of(text)
    if kind == "requirement":
        return 0.5 if look == "text" else 0
    if look == "heading":
        return 0.5
    if len(bare(text)) > _LONG_TITLE:
        return -1
    return 0
