"""Tables as CSV that spreadsheets and programs read alike: RFC 4180, UTF-8 with its mark, nothing that runs."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""With what a spreadsheet begins a formula (OWASP, CSV Injection), and the sign that keeps it from doing so."""


def csv_bytes(lines: Iterable[Sequence[str]]) -> bytes:
    """A table as a CSV file, each text guarded."""
    stream = StringIO()
    writer = csv.writer(stream)
    for line in lines:
        writer.writerow([guarded(text) for text in line])
    return stream.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that no spreadsheet runs: an apostrophe stands before one that could begin a formula.

    One that begins with an apostrophe gets one more, so that a reader who takes one away has the text as it was.
    """
    return f"'{text}" if text.startswith(_GUARDED) else text
