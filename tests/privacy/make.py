"""The yardstick of personal data: `python tests/privacy/make.py` writes cases.jsonl, the same every time.

A case is a text or the rows of a table, the form in which it is to be tried, and what in it is personal data: a *hit*
has a kind, a level and the value as printed; a *near miss* looks like one and is none. Templates are written by hand
(hits.py, nears.py); the dice choose numbers, names and the way in which an office would type them.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hits
import nears

HERE = Path(__file__).parent
ATTACHED = ("docx", "docx-header", "xlsx", "xlsx", "pdf", "html", "txt", "csv")
"""The forms of attachments in turn; every third case is in one."""


def cases() -> Iterator[dict[str, Any]]:
    """All, hits first."""
    for label, made in (("hit", hits.made(random.Random(19))), ("near", nears.made(random.Random(91)))):
        for place, case in enumerate(made):
            form = case.pop("form", None) or _form(place, case)
            yield {"label": label, "form": form, **case}


def _form(place: int, case: dict[str, Any]) -> str:
    """In which form a case is tried: two of three as text of the portal, every third in an attachment."""
    is_table = "rows" in case
    if place % 3 != 2:
        return "table" if is_table else "text"
    form = ATTACHED[place // 3 % len(ATTACHED)]
    if is_table and form in ("docx-header", "txt"):
        return "docx"
    if not is_table and form in ("xlsx", "csv"):
        return "docx" if place % 2 else "pdf"
    return form


def written() -> str:
    """The text of cases.jsonl."""
    return "".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases())


if __name__ == "__main__":
    (HERE / "cases.jsonl").write_text(written(), encoding="utf-8")
