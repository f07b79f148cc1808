"""Rows that were filled up at their end because cells merged downward were left out in front."""

from collections.abc import Sequence
from dataclasses import replace

from gksite.understanding.column_fit import Column, best_fit, fit_in_place, learn_columns
from gksite.understanding.columns import Columns
from gksite.understanding.row_slots import TableRow, row_of
from gksite.understanding.vocabulary import HOLDERS, TASKS

_CLEARLY = 1.0
"""By how much texts must fit better elsewhere than where they stand."""


def move_right(rows: Sequence[TableRow], columns: Columns) -> tuple[list[TableRow], int]:
    """The rows, those whose texts fit better further right moved there, and how many those are.

    A cell that extraction left out counts as blank (R14).
    """
    whole = [_texts(row) for row in rows if _is_whole(row)]
    learnt = learn_columns(columns.kinds, whole)
    moved = [_moved(row, learnt) for row in rows]
    return moved, sum(after is not before for before, after in zip(rows, moved, strict=True))


def _texts(row: TableRow) -> list[str]:
    """What every column shows in a row."""
    return [slot.text for slot in row.slots]


def _is_whole(row: TableRow) -> bool:
    """Whether a row has texts from the first column to the last."""
    return len(row.stated) > 1 and row.slots[0].stated and row.slots[-1].stated


def _is_short(row: TableRow) -> bool:
    """Whether several texts stand from the first column on and blanks behind them."""
    several = 1 < len(row.stated) < len(row.slots)
    return several and row.slots[0].stated and not row.slots[-1].stated and not row.full


def _moved(row: TableRow, columns: Sequence[Column]) -> TableRow:
    """A row with its texts where they fit best; the row itself where nothing tells that cells were left out."""
    if row.merges or not _is_short(row) or any(slot.state != "own" for slot in row.slots):
        return row
    texts = _texts(row)
    width = row.stated[-1] + 1
    fit = best_fit(texts[:width], columns)
    holds_agencies = any(column is not None and columns[column].kind in HOLDERS for column in fit.columns)
    left_out = {column.kind for i, column in enumerate(columns) if i not in fit.columns}
    clearly = fit.score >= fit_in_place(texts, columns) + _CLEARLY
    if not holds_agencies or left_out.isdisjoint(TASKS) or not clearly:
        return row
    slots = [replace(slot, text="") for slot in row.slots]
    for column, slot in zip(fit.columns, row.slots[:width], strict=True):
        if column is not None:
            slots[column] = slot
    return row_of(tuple(slots), merges=row.merges, full=row.full)
