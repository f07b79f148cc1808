"""The rows of a task table as headings and tasks, each text under the field that its column names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gksite.text.breaks import bare
from gksite.text.outline import ARABIC, Mark, mark_of, plain_number
from gksite.understanding import doubts
from gksite.understanding.annexes import begins_annex
from gksite.understanding.columns import Columns
from gksite.understanding.items import HeadingItem, TaskItem
from gksite.understanding.misplaced_cells import split_row, task_by_content
from gksite.understanding.role_labels import names_agencies
from gksite.understanding.row_fields import task_by_columns
from gksite.understanding.row_slots import Slot, TableRow
from gksite.understanding.text_kinds import lists_agencies, look_of, on_one_line, rank_of
from gksite.understanding.vocabulary import HOLDERS, ColumnKind

_LONG = 30
"""Characters of a heading without a number, and of a name that is not known as one; a longer text is neither."""
_LONGEST_NUMBER = 4
"""Characters of a number that is not known as one; a longer text in a number column belongs elsewhere."""
_WORD_END = re.compile(r"\w$")
"""A number without a sign behind it, which needs a blank in front of its heading: 一 in 一 公开."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows that stand under one header, as far as its next printing; `ragged`: rows may be short of cells."""

    columns: Columns
    rows: tuple[TableRow, ...]
    ragged: bool = False


def have_column(segments: Sequence[Segment], *kinds: ColumnKind) -> bool:
    """Whether some segments have a column of one of these kinds."""
    return any(segment.columns.of(*kinds) for segment in segments)


def task_rank(segments: Sequence[Segment]) -> int | None:
    """The rank of the numbers that tasks bear in their text; None where a column of its own holds them."""
    if have_column(segments, "number"):
        return None
    values: dict[int, list[int]] = defaultdict(list)
    for segment in segments:
        for mark in _marks_of_tasks(segment):
            values[mark.rank].append(mark.value)
    if not values:
        return None
    usual = max(values, key=lambda rank: len(values[rank]))
    if len(values[usual]) > 1 and len(set(values[usual])) == 1:
        return None
    return usual


def _marks_of_tasks(segment: Segment) -> Iterator[Mark]:
    """The numbers in front of the first texts of the rows that say more than one thing."""
    texts = segment.columns.of("title", "requirement")
    for row in segment.rows:
        mark = mark_of(row.first_text(texts))
        if mark and len(row.stated) > 1:
            yield mark


def items_of(segment: Segment, rank: int | None) -> Iterator[HeadingItem | TaskItem]:
    """The headings and tasks of a segment in order; a row whose cells are all blank is neither (R34)."""
    columns = segment.columns
    slipped = not segment.ragged and any(_reaches_beyond(row, columns) for row in segment.rows)
    arabic = _has_arabic_numbers(segment)
    named = sum(map(columns.is_named, range(len(columns.kinds)))) or len(columns.kinds)
    for row in segment.rows:
        if not row.stated:
            continue
        if heading := _heading(row, columns, rank) or _numbered_heading(row, columns, arabic=arabic):
            yield heading
        elif segment.ragged and len(row.stated) > named:
            yield from split_row(row, columns)
        elif slipped or _misfits(row, segment):
            beyond = _reaches_beyond(row, columns)
            yield task_by_content(row, columns, task_by_columns(row, columns), beyond=beyond)
        else:
            yield task_by_columns(row, columns)


def _reaches_beyond(row: TableRow, columns: Columns) -> bool:
    """Whether a text stands beyond the columns that the header names."""
    return not columns.guessed and not all(map(columns.is_named, row.stated))


def _has_arabic_numbers(segment: Segment) -> bool:
    """Whether the number column of a segment holds 1 anywhere, and not only 一 or （一）."""
    for row in segment.rows:
        for text in row.shown_texts(segment.columns.of("number")):
            if (plain_number(text) or "").isdigit():
                return True
    return False


def _heading(row: TableRow, columns: Columns, rank: int | None) -> HeadingItem | None:
    """The heading that is all a row says, or None; a number that is not a task's makes one (R2)."""
    if len(row.stated) != 1 or any(map(_says_more, row.slots)):
        return None
    column = row.stated[0]
    kind, spot = columns.kinds[column], row.slots[column].spot
    text = on_one_line(row.text_at(column))
    own = rank_of(text)
    if plain_number(text) or (kind in HOLDERS and not row.full) or (own is not None and own == rank):
        return None
    is_numbered = own is not None and (own <= ARABIC or own < (rank or 0))
    is_placed = row.full or kind == "section"
    if is_placed or is_numbered or names_agencies(text):
        return HeadingItem(text, spot, annex=begins_annex(text))
    if column == 0 and own is None and _looks_like_heading(text, columns, rank):
        return HeadingItem(text, spot, doubts=(doubts.UNNUMBERED,))
    return None


def _says_more(slot: Slot) -> bool:
    """Whether a slot without a text of its own says something: that there is none, or what a merged cell above does."""
    return slot.state == "none" or (slot.state == "above" and not slot.blank)


def _looks_like_heading(text: str, columns: Columns, rank: int | None) -> bool:
    """Whether a text without a number heads tasks that bear numbers or titles."""
    tells_tasks = bool(columns.of("title", "number")) or rank is not None
    is_whole = len(bare(text)) <= _LONG and not text.endswith(("；", "，", "、"))
    return tells_tasks and is_whole and look_of(text) == "heading"


def _numbered_heading(row: TableRow, columns: Columns, *, arabic: bool) -> HeadingItem | None:
    """The heading of a row whose number is 一 in a column where tasks have 1, and that has one text besides."""
    if not arabic or len(row.stated) != 2:
        return None
    first, second = row.stated
    if first not in columns.of("number") or second not in columns.of("section", "title", "requirement"):
        return None
    number, text = map(on_one_line, (row.text_at(first), row.text_at(second)))
    if (plain_number(number) or "1").isdigit():
        return None
    if _WORD_END.search(number):
        number += " "
    return HeadingItem(number + text, row.spot)


def _misfits(row: TableRow, segment: Segment) -> bool:
    """Whether texts stand under columns that cannot hold them."""
    columns = segment.columns
    if any(map(_is_no_number, row.slots_at(columns.of("number")))):
        return True
    look = next(map(look_of, row.shown_texts(columns.of("requirement"))), None)
    holders = columns.of(*HOLDERS)
    if look != "text" and any(map(_is_requirement, row.slots_at(holders))):
        return True
    may_lack_cells = segment.ragged or row.missing(holders)
    return look == "agencies" and bool(may_lack_cells) and not row.shown_texts(holders)


def _is_no_number(slot: Slot) -> bool:
    """Whether a text in a number column belongs elsewhere."""
    if not slot.stated or len(bare(slot.text)) <= _LONGEST_NUMBER:
        return False
    return not plain_number(slot.text) and not mark_of(slot.text)


def _is_requirement(slot: Slot) -> bool:
    """Whether a text in an agency column says what is to be done, and is no division of work 1. … 2. … either."""
    if not slot.stated or len(bare(slot.text)) <= _LONG:
        return False
    return look_of(slot.text) == "text" and not lists_agencies(slot.text) and not mark_of(slot.text)
