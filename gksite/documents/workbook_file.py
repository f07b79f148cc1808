"""Workbooks whose texts are texts and whose bytes are the same each time; the only door to `xlsxwriter`."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from gksite.problems.problem import RequestError

LONGEST_CELL = 32_767
"""Characters that Excel keeps in a cell; one beyond the Basic Multilingual Plane counts as two."""
MOST_ROWS = 1_048_576
"""Rows that a sheet of Excel has."""
_CREATED = datetime(2000, 1, 1)
"""The same in every workbook, so that the same content gives the same bytes."""
_LINE, _TALLEST = 15, 409
"""Points from one line of a cell to the next, and that a row of Excel may be tall."""


@contextmanager
def open_book(stream: BytesIO, **properties: str) -> Iterator[Any]:
    """A workbook that is in the stream at the end; no text becomes a formula, a number or a link by itself."""
    import xlsxwriter  # takes a tenth of a second, which whoever writes no workbook need not wait for

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({**properties, "created": _CREATED})
        yield book


def put_text(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """Write a text as it is, never as a formula. Raises RequestError for one that is longer than a cell."""
    if is_too_long(text):
        raise RequestError("“{text}”超过 Excel 一格 {limit} 字的上限，不能导出", text=text, limit=LONGEST_CELL)
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def is_too_long(text: str) -> bool:
    """Whether Excel would cut a text."""
    if len(text) * 2 <= LONGEST_CELL:
        return False
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_CELL


def height(texts: Iterable[str], widths: Iterable[int]) -> int:
    """How many points tall a row is in which every text can be read, in every program."""
    tall = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
    return min(_LINE * tall + 3, _TALLEST)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column; a Chinese character is a little wider than two letters."""
    total = 0
    for line in text.split("\n"):
        wide = sum(east_asian_width(character) in "WFA" for character in line)
        total += max(1, ceil((len(line) + 1.2 * wide) / max(width - 1, 1)))
    return total
