"""Rows that were filled up at their end because cells merged downward were left out in front."""

from collections.abc import Sequence
from dataclasses import replace

from gksite.understanding.column_fit import Column, best, learned, straight
from gksite.understanding.columns import Columns
from gksite.understanding.row_slots import Row, Slot
from gksite.understanding.vocabulary import HOLDERS, TASKS

_CLEARLY = 1.0
"""By how much texts must fit better elsewhere than where they stand."""


def shifted(rows: Sequence[Row], columns: Columns) -> tuple[list[Row], int]:
    """The rows, those whose texts fit better further right moved there, and how many those are."""
    texts = [[slot.text for slot in row.slots] for row in rows]
    whole = [held for row, held in zip(rows, texts, strict=True) if _is_whole(row)]
    learnt = learned(columns.kinds, whole)
    moved = [_moved(row, learnt) if not row.merges and _is_short(row) else row for row in rows]
    return moved, sum(after is not before for before, after in zip(rows, moved, strict=True))


def _is_whole(row: Row) -> bool:
    return len(row.stated) > 1 and row.slots[0].stated and row.slots[-1].stated


def _is_short(row: Row) -> bool:
    """Whether several texts stand from the first column on and blanks behind them."""
    return 1 < len(row.stated) < len(row.slots) and row.slots[0].stated and not row.slots[-1].stated and not row.full


def _moved(row: Row, columns: Sequence[Column]) -> Row:
    last = row.stated[-1]
    held = row.slots[: last + 1]
    if any(slot.state != "own" for slot in row.slots):
        return row
    fit = best([slot.text for slot in held], columns)
    stay = straight([slot.text for slot in row.slots], columns)
    holds = any(column is not None and columns[column].kind in HOLDERS for column in fit.columns)
    left_out = {column.kind for i, column in enumerate(columns) if i not in fit.columns}
    if not holds or left_out.isdisjoint(TASKS) or fit.score < stay + _CLEARLY:
        return row
    at = {column: slot for column, slot in zip(fit.columns, held, strict=True) if column is not None}
    slots: tuple[Slot, ...] = tuple(at.get(i, replace(row.slots[i], text="")) for i in range(len(row.slots)))
    return replace(row, slots=slots, stated=tuple(i for i, slot in enumerate(slots) if slot.stated))
