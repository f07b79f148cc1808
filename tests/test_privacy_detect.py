"""Personal data is found in texts, tables and attachments as offices type it, and nothing else is."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from documents import as_docx, as_html, as_pdf, plain

from gksite.model.blocks import Reading
from gksite.privacy.detect import detect
from gksite.privacy.finding import Finding, public_of
from gksite.privacy.stretches import Placed, stretches_of_blocks, stretches_of_grid, stretches_of_text
from gksite.problems.problem import Problems
from gksite.readers import read_data
from gksite.readers.apart import ReadingProcess

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "privacy/cases.jsonl").read_text(encoding="utf-8").splitlines()
]
PUBLIC = public_of(["0870-1234567", "13900005678"])
CHECKED = {"id", "mobile", "card"}
"""The kinds with a check digit or a fixed form, none of which may be missed."""


def texts(rows: list[list[Any]]) -> list[list[str]]:
    """The rows with numbers as they are shown."""
    return [[cell["number"] if isinstance(cell, dict) else cell for cell in row] for row in rows]


def found_in(placed: Iterable[Placed]) -> list[Finding]:
    found = []
    for one in placed:
        found += detect(one.stretch, PUBLIC)
    return found


def looked_at(case: dict[str, Any], process: ReadingProcess) -> list[Finding]:
    """What is found in a case in its form."""
    if case["form"] == "text":
        return found_in(stretches_of_text(case["text"]))
    if case["form"] == "table":
        return found_in(Placed(stretch) for _, _, stretch in stretches_of_grid(texts(case["rows"])))
    name, data = attachment(case)
    problems = Problems()
    reading = read_data(data, name, problems, process=process)
    assert reading is not None, [problem.text(str) for problem in problems.found]
    return found_in(stretches_of_blocks(reading.blocks)) + found_in(_margins(reading))


def _margins(reading: Reading) -> Iterator[Placed]:
    for margin in reading.margins:
        yield from stretches_of_text(margin.text)


def attachment(case: dict[str, Any]) -> tuple[str, bytes]:
    """The file that a case makes."""
    form = case["form"]
    if "rows" in case:
        rows = texts(case["rows"])
        if form == "csv":
            return "a.csv", "\n".join(",".join(row) for row in rows).encode()
        if form == "xlsx":
            return "a.xlsx", workbook(case["rows"])
        grid = plain(rows)
        return {
            "docx": lambda: ("a.docx", as_docx([grid])),
            "html": lambda: ("a.html", as_html([grid])),
            "pdf": lambda: ("a.pdf", as_pdf([grid])),
        }[form]()
    text = case["text"]
    if form == "docx-header":
        return "a.docx", with_header(text)
    return {
        "docx": lambda: ("a.docx", as_docx(["附件", text])),
        "html": lambda: ("a.html", as_html(["附件", text])),
        "pdf": lambda: ("a.pdf", as_pdf(["附件", text])),
        "txt": lambda: ("a.txt", f"附件\n\n{text}\n".encode("gb18030")),
    }[form]()


def workbook(rows: list[list[Any]]) -> bytes:
    """A workbook with texts and numbers as they are."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([int(cell["number"]) if isinstance(cell, dict) else cell for cell in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_header(text: str) -> bytes:
    """A Word file with a text in its header."""
    document = docx.Document()
    document.add_paragraph("附件")
    document.sections[0].header.paragraphs[0].text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def bare(text: str) -> str:
    """A text without what is typed between its signs."""
    return re.sub(r"[\s\-.\u200b]", "", unicodedata.normalize("NFKC", text)).upper()


def is_met(case: dict[str, Any], found: list[Finding]) -> bool:
    """Whether a finding names the value of a case, as strict as it must be."""
    value = bare(case["value"])
    for one in found:
        same = bare(one.printed) in value or value in bare(one.printed)
        if same and (one.is_certain or (one.kind == case["kind"] and case["level"] == "warning")):
            return True
    return False


def judged(cases: list[dict[str, Any]]) -> tuple[list[str], list[str], Counter[str]]:
    """The hits that were missed, the near misses that were taken for hits, and how many hits there are of each kind."""
    missed, wrong, counts = [], [], Counter[str]()
    with ReadingProcess() as process:
        for case in cases:
            found = looked_at(case, process)
            said = f"{case['form']} {case['kind']} {case.get('text') or case['rows']} {found}"
            if case["label"] == "hit":
                counts[case["kind"]] += 1
                if not is_met(case, found):
                    missed.append(said)
            elif found:
                wrong.append(said)
    return missed, wrong, counts


def test_every_hit_in_texts_and_tables_is_found_and_no_near_miss() -> None:
    missed, wrong, _ = judged([case for case in CASES if case["form"] in ("text", "table")])
    assert (missed, wrong) == ([], [])


def test_hits_in_attachments_are_found_and_near_misses_are_not() -> None:
    attached = [case for case in CASES if case["form"] not in ("text", "table")]
    missed, wrong, _ = judged(attached[::9])
    assert (missed, wrong) == ([], [])


@pytest.mark.proof
def test_all_hits_in_attachments_are_found_and_no_near_miss() -> None:
    missed, wrong, counts = judged([case for case in CASES if case["form"] not in ("text", "table")])
    assert set(counts) > CHECKED
    assert (missed, wrong) == ([], [])
