"""What stands from the first table of tasks to the last, with what its cells repeat and its columns hold decided."""

from collections.abc import Sequence

from gksite.understanding.column_settling import settle_columns
from gksite.understanding.columns import Columns
from gksite.understanding.dittos import with_dittos
from gksite.understanding.items import HeadingItem, SharedAgencies
from gksite.understanding.row_slots import TableRow
from gksite.understanding.rows import Segment

BodyPart = Segment | HeadingItem | SharedAgencies
"""A piece of what stands from the first table with tasks to the last."""


def settled_body(body: Sequence[BodyPart]) -> list[BodyPart]:
    """The body, its cells that repeat others showing what these say, and what its columns hold decided."""
    return _settle_segments(_with_dittos(body))


def _with_dittos(body: Sequence[BodyPart]) -> list[BodyPart]:
    """The body, its cells that repeat others showing what these say (R40)."""
    shown = iter(with_dittos([part for part in body if isinstance(part, Segment)]))
    return [next(shown) if isinstance(part, Segment) else part for part in body]


def _settle_segments(body: Sequence[BodyPart]) -> list[BodyPart]:
    """The body with what its columns hold decided, over all rows under the same words."""
    by_words: dict[tuple[str, ...], list[TableRow]] = {}
    for part in body:
        if isinstance(part, Segment):
            by_words.setdefault(_words(part.columns), []).extend(part.rows)
    settled: list[BodyPart] = []
    known: dict[Columns, Columns] = {}
    for part in body:
        if not isinstance(part, Segment):
            settled.append(part)
            continue
        if part.columns not in known:
            known[part.columns] = _settle_named(part.columns, by_words[_words(part.columns)])
        settled.append(Segment(known[part.columns], part.rows, part.ragged))
    return settled


def _settle_named(columns: Columns, rows: Sequence[TableRow]) -> Columns:
    """Columns of which those are decided that have words; a page may have further ones without any."""
    words = _words(columns)
    named = settle_columns(Columns(columns.kinds[: len(words)], words, columns.guessed), rows)
    more = columns.kinds[len(words) :]
    return Columns((*named.kinds, *more), (*named.labels, *[""] * len(more)), columns.guessed, named.by_look)


def _words(columns: Columns) -> tuple[str, ...]:
    """The words of a header up to the last column that has any; all columns of a table without one."""
    return columns.labels[: columns.named_width] or columns.labels
