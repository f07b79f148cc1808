"""Rows that were filled up at their end because cells merged downward were left out in front."""

from collections.abc import Sequence
from dataclasses import replace

from gksite.understanding.column_fit import Column, best_fit, fit_in_place, learn_columns
from gksite.understanding.columns import Columns
from gksite.understanding.row_slots import TableRow, row_of
from gksite.understanding.text_kinds import texts_of
from gksite.understanding.vocabulary import HOLDERS, TASKS, ColumnKind

_CLEARLY = 1.0
"""By how much texts must fit better elsewhere than where they stand."""


def move_right(rows: Sequence[TableRow], columns: Columns) -> tuple[list[TableRow], int]:
    """The rows, those whose texts fit better further right moved there, and how many those are.

    A cell that extraction left out counts as blank (R14).
    """
    whole = filter(_is_whole, rows)
    learnt = learn_columns(columns.kinds, [texts_of(row.slots) for row in whole])
    placed: list[TableRow] = []
    count = 0
    for row in rows:
        moved = _move(row, learnt)
        count += moved is not row
        placed.append(moved)
    return placed, count


def _is_whole(row: TableRow) -> bool:
    """Whether a row has texts from the first column to the last."""
    return len(row.stated) > 1 and row.slots[0].stated and row.slots[-1].stated


def _is_short(row: TableRow) -> bool:
    """Whether several texts stand from the first column on and blanks behind them."""
    several = 1 < len(row.stated) < len(row.slots) and not row.full
    return several and row.slots[0].stated and not row.slots[-1].stated


def _move(row: TableRow, columns: Sequence[Column]) -> TableRow:
    """A row with its texts where they fit best; the row itself where nothing tells that cells were left out."""
    if row.merges or not _is_short(row) or any(slot.state != "own" for slot in row.slots):
        return row
    texts = texts_of(row.slots)
    width = row.stated[-1] + 1
    fit = best_fit(texts[:width], columns)
    held: set[ColumnKind] = set()
    left_out: set[ColumnKind] = set()
    for i, column in enumerate(columns):
        if i in fit.columns:
            held.add(column.kind)
        else:
            left_out.add(column.kind)
    clearly = fit.score >= fit_in_place(texts, columns) + _CLEARLY
    if held.isdisjoint(HOLDERS) or left_out.isdisjoint(TASKS) or not clearly:
        return row
    slots = [replace(slot, text="") for slot in row.slots]
    for place, slot in zip(fit.columns, row.slots[:width], strict=True):
        if place is not None:
            slots[place] = slot
    return row_of(tuple(slots), merges=row.merges, full=row.full)
