"""Two of the notices as Word file, workbook, web page and PDF, with real merged cells, give the tasks of their text."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from documents import Blocks, Placed, as_docx, as_html, as_pdf, as_xlsx
from sampling import some

from gksite.model.blocks import Paragraph, Reading, Table
from gksite.model.draft import Draft, DraftSection, DraftTask
from gksite.readers import docx, html, pdf, text, xlsx
from gksite.readers.content import Content
from gksite.text.breaks import bare
from gksite.understanding.understand import understand

SOURCES = Path(__file__).parent.parent / "content/sources"
NOTICES = {"huoju": "000_3c8b871c1c29c90a.txt", "xiamen": "001_2854efb8ac542e50.txt"}
FACTS = ("title", "number", "issuer", "issued", "disclosure", "addressees", "preamble", "table_title")


def one_page(blocks: Blocks) -> bytes:
    """A PDF whose header stands on every page."""
    return as_pdf(blocks, header=1)


FORMS: dict[str, tuple[Callable[[Blocks], bytes], ModuleType]] = {
    "docx": (as_docx, docx),
    "xlsx": (as_xlsx, xlsx),
    "html": (as_html, html),
    "pdf": (one_page, pdf),
}


def content_of(name: str) -> Content:
    """The text of a notice as read."""
    return text.read((SOURCES / NOTICES[name]).read_bytes(), ignored)


def ignored(done: int, total: int) -> None:
    """Hear of progress and do nothing."""


def draft_of(content: Content) -> Draft:
    """What a reading means."""
    return understand(Reading("notice", "", content.blocks, content.facts, content.remarks))


def blocks_of(name: str) -> list[Any]:
    """The same notice as paragraphs and one grid: headings over the full width, agency cells merged downward."""
    return [block.text if isinstance(block, Paragraph) else merged(rows_of(block)) for block in content_of(name).blocks]


def rows_of(table: Table) -> list[list[str]]:
    """The rows of a table, its header once."""
    rows: list[list[str]] = [[] for _ in range(table.height)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return [rows[0], *(row for row in rows[1:] if row != rows[0])]


def merged(rows: list[list[str]]) -> list[Placed]:
    """Rows with their merges: a heading covers its row, blank agency cells belong to the row above."""
    width = len(rows[0])
    agencies = [i for i, words in enumerate(map(bare, rows[0])) if words.endswith("单位")]
    grid: list[list[Placed | None]] = []
    for r, row in enumerate(rows):
        cells = [*row, *[""] * (width - len(row))]
        if len([cell for cell in row if cell]) == 1 and len(row) < width:
            grid.append([(r, 0, 1, width, next(filter(None, row))), *[None] * (width - 1)])
            continue
        grid.append([(r, c, 1, 1, cell) for c, cell in enumerate(cells)])
        if r > 1 and not any(cells[c] for c in agencies):
            for c in agencies:
                top = next(i for i in reversed(range(r)) if grid[i][c] is not None)
                first = grid[top][c]
                assert first is not None
                grid[top][c] = (*first[:2], r - top + 1, 1, first[4])
                grid[r][c] = None
    return [cell for row in grid for cell in row if cell is not None]


def walked(
    sections: tuple[DraftSection, ...], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], DraftTask]]:
    """Every task with its headings."""
    for section in sections:
        titles = (*above, section.title)
        yield from ((titles, task) for task in section.tasks)
        yield from walked(section.sections, titles)


def said(draft: Draft) -> list[tuple[object, ...]]:
    """What the tasks of a draft say, blanks aside."""
    return [
        (
            tuple(map(bare, titles)),
            task.number,
            bare(task.title or ""),
            bare(task.requirement or ""),
            task.lead.names,
            task.support.names,
            task.inherited,
        )
        for titles, task in walked(draft.sections)
    ]


@pytest.mark.parametrize(("name", "form"), some(((name, form) for name in NOTICES for form in FORMS), 3))
def test_every_form_of_a_notice_gives_the_tasks_of_its_text(name: str, form: str) -> None:
    write, reader = FORMS[form]
    ours, theirs = draft_of(content_of(name)), draft_of(reader.read(write(blocks_of(name)), ignored))
    assert said(theirs) == said(ours)
    assert {fact: bare(str(getattr(theirs, fact))) for fact in FACTS} == {
        fact: bare(str(getattr(ours, fact))) for fact in FACTS
    }


@pytest.mark.proof
def test_stated_merges_leave_fewer_doubts_than_blanks() -> None:
    ours = draft_of(content_of("xiamen"))
    theirs = draft_of(docx.read(as_docx(blocks_of("xiamen")), ignored))
    doubted = [sum(bool(task.doubts) for _, task in walked(draft.sections)) for draft in (ours, theirs)]
    assert doubted[1] < doubted[0]
