"""A list that a spreadsheet saved as .csv: one table, a row for each record."""

import csv
from io import StringIO

from gksite.readers.content import Content, Progress
from gksite.readers.encodings import decode
from gksite.readers.grid import Grid
from gksite.readers.limits import CHARACTERS, DAMAGED, Unreadable, too_much


def read(data: bytes, progress: Progress) -> Content:
    """The table of a .csv in UTF-8, UTF-16 with its mark, or GB18030. Raises Unreadable."""
    text = decode(data)
    if len(text) > CHARACTERS:
        raise too_much("超过 {limit} 字", CHARACTERS)
    between = max(",;\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=between))
    except csv.Error as error:
        raise Unreadable(DAMAGED, detail=str(error)) from None
    filled = [r for r, row in enumerate(rows) if any(map(str.strip, row))]
    grid = Grid(1, filled[-1] + 1 if filled else 0)
    for r, row in enumerate(rows[: grid.height]):
        for column, said in enumerate(row):
            grid.place(said.replace("\r\n", "\n").strip(), r, column)
    progress(1, 1)
    return Content((grid.finish(),) if filled else ())
