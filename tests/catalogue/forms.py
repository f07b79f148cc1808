"""Public forms as offices have them, from forms.json: the cells of each, merged ranges, and the rows that they mean."""

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl


@dataclass(frozen=True)
class Form:
    """A sheet of a form: its cells, what is merged, cells that hold numbers, and what each row says by key."""

    name: str
    cells: list[list[str]]
    merged: list[str]
    numbers: dict[str, float]
    rows: list[dict[str, Any]]


FORMS = [Form(**form) for form in json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))]
"""Of a row only what is stated of it is compared."""


def book_of(*forms: Form) -> bytes:
    """A workbook with a sheet for each form."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for number, form in enumerate(forms, 1):
        sheet = book.create_sheet(f"领域{number}")
        for row, texts in enumerate(form.cells, 1):
            for column, text in enumerate(texts, 1):
                if text:
                    sheet.cell(row, column, text)
        for place, value in form.numbers.items():
            sheet[place] = value
        for reference in form.merged:
            sheet.merge_cells(reference)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
