"""A catalogue as CSV (RFC 4180, UTF-8 with its mark, for Excel) and as published data."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from gksite.catalogue.forms import PublicForm
from gksite.catalogue.full_sheet import COLUMNS, texts
from gksite.model.catalogue import CatalogueRow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With what a spreadsheet begins a formula."""


def csv_bytes(lines: Iterable[Sequence[str]]) -> bytes:
    """A table as a CSV file; a text that a spreadsheet would run stands behind an apostrophe."""
    stream = StringIO()
    writer = csv.writer(stream)
    for line in lines:
        writer.writerow([f"'{text}" if text.startswith(_FORMULA) else text for text in line])
    return stream.getvalue().encode("utf-8-sig")


def full_lines(rows: Iterable[CatalogueRow]) -> list[list[str]]:
    """The full sheet with its head."""
    return [list(COLUMNS.values()), *(list(texts(row).values()) for row in rows)]


def form_lines(form: PublicForm) -> list[list[str]]:
    """A form with its head in one line; a heading over several columns is left out."""
    lines = [[column.name for column in form.columns]]
    for row in form.rows:
        lines.append(list(form.texts(row)))
    return lines


def published_row(row: CatalogueRow, pages: Sequence[str], last: str | None) -> dict[str, Any]:
    """A row as public data: absent is null or [], never a missing key."""
    return {
        "id": row.id,
        "matter": row.matter,
        "detail": row.detail,
        "origin": row.origin,
        "content": row.content,
        "basis": [{"title": b.title, "clause": b.clause, "text": b.text} for b in row.basis],
        "disclosure": row.disclosure,
        "audience": row.audience,
        "time_limit": row.time_limit,
        "update": row.update,
        "due": {"month": row.due.month, "day": row.due.day} if row.due else None,
        "owner": row.owner,
        "agency": row.agency,
        "levels": list(row.levels),
        "channels": list(row.channels),
        "pages": list(pages),
        "last": last,
    }
