"""Which cells of a sheet nobody sees, by the rows and columns that are hidden and the ranges that are merged."""

import re

from gksite.problems.problem import Phrase
from gksite.readers.limits import COLUMNS
from gksite.readers.package import Element, number
from gksite.readers.xlsx_places import column_number, is_out_of_sight

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
"""The name of a cell: C5."""


def why_unseen(name: str, row: int, column: int, unseen: tuple[bool, bool]) -> Phrase | None:
    """Why a cell is out of sight, in words: its row, or its column is."""
    in_hidden_row, in_hidden_column = unseen
    if in_hidden_row:
        return Phrase("工作表“{name}”隐藏的第 {row} 行", name=name, row=row)
    if in_hidden_column:
        return Phrase("工作表“{name}”隐藏的第 {column} 列", name=name, column=column)
    return None


def hidden_columns(tree: Element) -> set[int]:
    """The columns out of sight, counted from 1."""
    hidden: set[int] = set()
    for element in tree.iterfind("{*}cols/{*}col"):
        if is_out_of_sight(element, "width"):
            first, last = number(element.get("min")), number(element.get("max"))
            hidden |= set(range(max(first, 1), min(last, COLUMNS) + 1))
    return hidden


def covered(tree: Element) -> set[tuple[int, int]]:
    """The rows and columns of cells that a merged range covers, but for the one that it shows."""
    found: set[tuple[int, int]] = set()
    for element in tree.iterfind("{*}mergeCells/{*}mergeCell"):
        first, _, last = (element.get("ref") or "").partition(":")
        begin, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if begin is None or end is None:
            continue
        left, right = column_of(first, 1), min(column_of(last, 1), COLUMNS)
        for row in range(number(begin[2]), min(number(end[2]), number(begin[2]) + COLUMNS) + 1):
            found.update((row, column) for column in range(left, right + 1))
        found.discard((number(begin[2]), left))
    return found


def column_of(reference: str, default: int) -> int:
    """The column of a cell, counted from 1."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        return default
    return column_number(match[1])
