"""A list that a spreadsheet saved as .csv: one table, a row for each record."""

import csv
from io import StringIO

from gksite.readers.content import Content, Progress
from gksite.readers.encodings import decode
from gksite.readers.grid import Grid
from gksite.readers.limits import CHARACTERS, DAMAGED, Unreadable, too_much

_DELIMITERS = ",;\t"
"""What may stand between two cells; the one that the first line has most of does."""


def read(data: bytes, progress: Progress) -> Content:
    """The table of a .csv in UTF-8, UTF-16 with its mark, or GB18030. Raises Unreadable."""
    text = decode(data)
    if len(text) > CHARACTERS:
        raise too_much("超过 {limit} 字", CHARACTERS)
    rows = _without_blank_end(_records(text))
    if not rows:
        progress(1, 1)
        return Content(())
    grid = Grid(1, len(rows))
    for row, record in enumerate(rows):
        for column, value in enumerate(record):
            grid.put(value.replace("\r\n", "\n").strip(), row, column)
    progress(1, 1)
    return Content((grid.finish(),))


def _records(text: str) -> list[list[str]]:
    first_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Unreadable(DAMAGED, detail=str(error)) from None


def _without_blank_end(rows: list[list[str]]) -> list[list[str]]:
    """The rows up to the last in which anything stands."""
    height = len(rows)
    while height and not any(map(str.strip, rows[height - 1])):
        height -= 1
    return rows[:height]
