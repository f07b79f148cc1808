"""On paper: a task is one sheet, and no sheet but the last is nearly blank."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sheets import sheets
from test_first_screen import notices, tasks

Visit = Callable[..., Page]
LONG = ("quanzhou-2018/tasks/40", "xiamen-huoju-2018/tasks/34", "siming-2021/tasks/14", "kaiping-2018/tasks/14")
"""The tasks that have most to print."""


def agencies(site: Path) -> list[str]:
    """The addresses of the pages of all agencies."""
    return sorted(path.parent.relative_to(site).as_posix() + "/" for path in site.glob("agencies/*/*/index.html"))


def wasted(page: Page, base: str, urls: list[str], most: int) -> dict[str, list[float]]:
    """The pages that need more sheets than they may, or whose sheets but the last are under a third full."""
    found = {}
    for url in urls:
        page.goto(base + url)
        filled = [round(sheet.filled, 2) for sheet in sheets(page)]
        if len(filled) > most or min(filled[:-1], default=1) < 1 / 3:
            found[url] = filled
    return found


def test_a_sheet_is_as_full_as_its_lowest_words_are_low(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        "<style>@page { size: A4; margin: 15mm } p { margin: 0; height: 10mm } .next { break-before: page }</style>"
        "<p>甲</p><p class=next style='padding-top: 200mm'>乙</p><p>丙</p>"
    )
    first, second = sheets(page)
    page.close()
    assert (first.text, second.text) == ("甲", "乙丙")
    assert first.filled < 0.05
    assert 0.75 < second.filled < 0.85


def test_the_longest_tasks_print_on_one_sheet(visit: Visit, at_root: str) -> None:
    assert wasted(visit(at_root), at_root, [f"notices/{task}/" for task in LONG], 1) == {}


def test_no_sheet_of_a_notice_but_the_last_is_nearly_blank(visit: Visit, at_root: str) -> None:
    """The table is an annex and begins a sheet of its own; what stands before it is the shortest here."""
    assert wasted(visit(at_root), at_root, ["notices/siming-2021/"], 12) == {}


@pytest.mark.proof
def test_all_tasks_notices_and_agencies_print_well(visit: Visit, at_root: str, real_site: Path) -> None:
    page = visit(at_root)
    urls = tasks(real_site)
    assert len(urls) == 245
    assert wasted(page, at_root, urls, 1) == {}
    assert wasted(page, at_root, notices(real_site), 13) == {}
    assert wasted(page, at_root, agencies(real_site), 5) == {}
