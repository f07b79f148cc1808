"""What a citizen sees on a phone before scrolling: who must do what, on every page of a task; the table of a notice."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

Visit = Callable[..., Page]
WIDTH, HEIGHT = 360, 780
ANSWER = """() => {
  const bottom = (range) => Math.ceil(range.getBoundingClientRect().bottom + scrollY);
  const lead = document.querySelector('.answer dd').getBoundingClientRect().bottom;
  const text = document.createTreeWalker(document.querySelector('#requirement + .prose'), NodeFilter.SHOW_TEXT);
  const range = new Range();
  let left = 60;
  while (left > 0 && text.nextNode()) {
    const { data } = text.currentNode;
    if (range.collapsed) range.setStart(text.currentNode, 0);
    range.setEnd(text.currentNode, Math.min(left, data.length));
    left -= data.length;
  }
  return Math.max(Math.ceil(lead), bottom(range));
}"""
"""Where on the page the leading agencies and the first sixty characters of the requirement end."""


def tasks(site: Path) -> list[str]:
    """The addresses of the pages of all tasks."""
    return sorted(path.parent.relative_to(site).as_posix() + "/" for path in site.glob("notices/*/tasks/*/index.html"))


def notices(site: Path) -> list[str]:
    """The addresses of the pages of all notices."""
    return sorted(path.parent.relative_to(site).as_posix() + "/" for path in site.glob("notices/*/index.html"))


def too_low(page: Page, base: str, urls: list[str]) -> dict[str, int]:
    """The pages on which the answer does not stand on the first screen, and where it ends."""
    found = {}
    for url in urls:
        page.goto(base + url)
        end = page.evaluate(ANSWER)
        if end > HEIGHT:
            found[url] = end
    return found


def test_lead_and_requirement_stand_on_the_first_screen(visit: Visit, at_root: str, real_site: Path) -> None:
    page = visit(at_root, width=WIDTH, height=HEIGHT)
    assert too_low(page, at_root, tasks(real_site)[::12]) == {}


@pytest.mark.proof
def test_lead_and_requirement_stand_on_the_first_screen_of_every_task(
    visit: Visit, at_root: str, real_site: Path
) -> None:
    urls = tasks(real_site)
    assert len(urls) == 245
    assert too_low(visit(at_root, width=WIDTH, height=HEIGHT), at_root, urls) == {}


def test_a_notices_first_row_is_near_and_the_page_short(visit: Visit, at_root: str, real_site: Path) -> None:
    page = visit(at_root, width=WIDTH, height=HEIGHT)
    for url in notices(real_site):
        page.goto(at_root + url)
        row = page.locator("tr.task").first.evaluate("e => e.getBoundingClientRect().top + scrollY")
        assert row <= 1.2 * HEIGHT, (url, row)
        assert page.evaluate("document.documentElement.scrollHeight") <= 15 * HEIGHT, url


BLANK = """() => [...document.querySelectorAll('tr.task')].map((row) => {
  const cell = row.querySelector('.requirement');
  const bottoms = [...cell.children].filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect().bottom);
  return [row.getBoundingClientRect().height, Math.max(0, cell.getBoundingClientRect().bottom - Math.max(...bottoms))];
})"""
"""The height of each row, and what of it is blank beneath the requirement."""


def test_tables_waste_no_height_beneath_requirements(visit: Visit, at_root: str, real_site: Path) -> None:
    """In the table of each notice, a cell's own margin of ten pixels left out."""
    page = visit(at_root, width=1280)
    seen = 0
    for url in notices(real_site):
        page.goto(at_root + url)
        rows = page.evaluate(BLANK)
        seen += len(rows)
        blank = sum(max(0, blank - 10) for _, blank in rows)
        assert blank <= 0.1 * sum(height for height, _ in rows), (url, blank)
    assert seen == 245


def test_the_version_for_the_elderly_is_one_tap_away_and_its_links_are_large(visit: Visit, at_root: str) -> None:
    page = visit(at_root + "notices/quanzhou-2018/tasks/26/", width=WIDTH, height=HEIGHT)
    page.get_by_role("button", name="长者版").first.click()
    low = page.locator("main .names a").evaluate_all("all => all.filter((e) => e.getBoundingClientRect().height < 44)")
    assert low == []
    bar = page.get_by_role("navigation", name="长者版")
    assert re.sub(r"\s+", " ", bar.inner_text()).split() == ["首页", "搜索", "朗读", "退出", "长者版"]
    bar.get_by_role("button", name="退出").click()
    assert bar.count() == 0
