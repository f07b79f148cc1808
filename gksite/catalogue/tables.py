"""A catalogue as the lines of a table and as published data."""

from collections.abc import Iterable, Sequence
from typing import Any

from gksite.catalogue.forms import PublicForm
from gksite.catalogue.full_sheet import COLUMNS, texts
from gksite.model.catalogue import CatalogueRow


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
