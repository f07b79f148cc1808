"""Which column holds what, by the words of the header row, or by the look of its texts where there is none."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gksite.text.breaks import bare
from gksite.understanding.row_slots import TableRow
from gksite.understanding.text_kinds import TextLook, look_of, on_one_line, texts_of
from gksite.understanding.vocabulary import HOLDERS, ColumnKind, column_kind, kinds_of

_ENOUGH = 0.6
"""Share of a header row's cells whose words must be known."""
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


def is_header(row: TableRow) -> bool:
    """Whether a row names columns: two words at least, most of them known."""
    known = list(filter(None, map(column_kind, row.shown_texts(row.stated))))
    return len(set(known)) > 1 and len(known) >= _ENOUGH * len(row.stated)


def header_height(rows: Sequence[TableRow], at: int) -> int:
    """How many rows the header that begins at a row has: 0, 1, or 2 where a second one divides merged headings."""
    if not is_header(rows[at]):
        return 0
    if at + 1 == len(rows):
        return 1
    upper, lower = rows[at], rows[at + 1]
    if _hangs(upper, lower) or _divides(upper, lower):
        return 2
    return 1


def _divides(upper: TableRow, lower: TableRow) -> bool:
    """Whether a row of headings stands below a heading that is merged over several columns, or below none."""
    under_merged = any(
        above.state == "left" or not above.text.strip()
        for above, below in zip(upper.slots, lower.slots, strict=True)
        if below.stated
    )
    return under_merged and None not in _kinds_below(lower)


def _kinds_below(lower: TableRow) -> set[ColumnKind | None]:
    """What the headings of a second header row say that their columns hold."""
    return set(map(column_kind, texts_of(lower.slots_at(lower.stated))))


def _hangs(upper: TableRow, lower: TableRow) -> bool:
    """Whether a row of headings of agencies divides one above, but stands at the left, where extraction put it."""
    if len(lower.stated) < 2 or lower.stated[0] > 0:
        return False
    above = [column_kind(text) for text in texts_of(upper.slots)]
    if above[0] in (None, *HOLDERS) or set(HOLDERS).isdisjoint(above):
        return False
    return _kinds_below(lower) <= set(HOLDERS)


def _texts_of_hanging(upper: TableRow, lower: TableRow) -> list[str]:
    """The words of a header of two rows, the lower put in place of the heading of agencies that it divides."""
    words = texts_of(upper.slots)
    parts = texts_of(lower.slots_at(lower.stated))
    at = next(i for i, text in enumerate(words) if column_kind(text) in HOLDERS)
    rest = words[at + 1 :]
    while rest and not rest[0].strip() and len(words) - len(rest) - at < len(parts):
        rest = rest[1:]
    whole = [*words[:at], *parts, *rest][: len(words)]
    return [*whole, *[""] * (len(words) - len(whole))]


def _text_over(header: Sequence[TableRow], column: int) -> str:
    """The words over a column: those of the lowest row of the header that has any there."""
    return next(iter(own_texts(column, reversed(header))), "")


def named_columns(header: Sequence[TableRow]) -> Columns:
    """The columns as a header of one or two rows names them."""
    if len(header) == 2 and _hangs(*header):
        texts = _texts_of_hanging(*header)
    else:
        texts = [_text_over(header, column) for column in range(len(header[0].slots))]
    names = list(map(on_one_line, texts))
    return Columns(kinds_of(names), tuple(map(bare, names)))


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
