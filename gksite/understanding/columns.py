"""Which column holds what: as the header says, or by the look of its texts where there is none."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gksite.understanding.row_slots import TableRow
from gksite.understanding.text_kinds import TextLook, look_of
from gksite.understanding.vocabulary import ColumnKind

_MOSTLY = 0.5
"""Share of the texts of a column that must be exceeded by those that look alike."""
_FEW = 3
"""Rows from which the columns of a table without a header can be told."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, in order, under which words; `guessed` where no header says so."""

    kinds: tuple[ColumnKind, ...]
    labels: tuple[str, ...]
    """The words of the header over each column, without blanks; "" over one that has none."""
    guessed: bool = False
    by_look: frozenset[int] = frozenset()
    """Columns without a heading that are known by the look of their texts."""

    def of(self, *kinds: ColumnKind) -> tuple[int, ...]:
        """The columns of these kinds."""
        return tuple(i for i, kind in enumerate(self.kinds) if kind in kinds)

    @property
    def named_width(self) -> int:
        """How many columns there are up to the last that has a heading."""
        width = len(self.labels)
        while width and not self.labels[width - 1]:
            width -= 1
        return width

    def is_named(self, column: int) -> bool:
        """Whether a column has a heading, or needs none."""
        return bool(self.labels[column]) or column in self.by_look

    def with_kinds(self, decided: Mapping[int, ColumnKind]) -> "Columns":
        """The columns, of which some are now decided to hold something else."""
        return replace(self, kinds=tuple(decided.get(i, kind) for i, kind in enumerate(self.kinds)))


def guessed_columns(rows: Sequence[TableRow]) -> Columns | None:
    """The columns of a table without a header, where what stands in them leaves no other reading."""
    if len(rows) < _FEW:
        return None
    kinds: list[ColumnKind] = []
    for column in range(len(rows[0].slots)):
        kinds.append(_guessed_kind(texts_beside_others(column, rows), kinds))
    if kinds.count("lead") == 1 and "support" not in kinds:
        kinds[kinds.index("lead")] = "duty"
    if "requirement" not in kinds or {"lead", "duty"}.isdisjoint(kinds):
        return None
    return Columns(tuple(kinds), ("",) * len(kinds), guessed=True)


def own_texts(column: int, rows: Iterable[TableRow]) -> list[str]:
    """The texts of their own that some rows have in a column."""
    return [row.text_at(column) for row in rows if row.states(column)]


def texts_beside_others(column: int, rows: Iterable[TableRow]) -> list[str]:
    """The texts of a column in the rows that say more than one thing."""
    return own_texts(column, (row for row in rows if len(row.stated) > 1))


def _guessed_kind(texts: Sequence[str], before: Sequence[ColumnKind]) -> ColumnKind:
    """What a column with some texts holds, behind columns of some kinds: of two with agencies the first leads."""
    if not texts:
        return "other"
    look = usual_look(texts)
    if look == "number":
        return "number"
    if look == "limit":
        return "deadline"
    if look != "agencies":
        return "requirement"
    if "lead" not in before:
        return "lead"
    return "other" if "support" in before else "support"


def usual_look(texts: Sequence[str]) -> TextLook | None:
    """The look that most of some texts have, where one is that of more than half."""
    looks = Counter(map(look_of, texts))
    for look, count in looks.most_common(1):
        if count > _MOSTLY * looks.total():
            return look
    return None
