"""The other forms of search: Pagefind's Component UI over our bundle, and the plain scan of a tree on a disk."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from pagefind_bin import get_executable
from playwright.sync_api import Browser, Page, expect
from portal import REPOSITORY, TODAY, gksite, write_portal
from serving import serving

QUERIES = (
    "市财政局",
    "预决算",
    "88号",
    "国办发〔2018〕23号",
    "市直各委、办、局",
    "税",
    "，",
    "ipv6",
    "市、财政局",
    "没有这几个字",
)
COUNT = (
    "(q) => { window.asked = import('/assets/search.js').then((m) => m.search(q, {limit: 0}))"
    ".then((found) => { window.total = found.total; }); }"
)
"""Keeps what it waits for, as a page does: Chromium may collect a promise that only the one who evaluates waits for."""
SCANNED = (
    "async (q) => { const r = await gksite.search(q, {limit: Infinity}); return [r.total, r.hits.map((h) => h.url)]; }"
)
ASKED = (
    "async (q) => { const m = await import('/assets/search.js'); const r = await m.search(q, {limit: Infinity}); "
    "return [r.total, r.hits.map((h) => h.url)]; }"
)


@pytest.fixture(scope="module")
def with_component_ui(tmp_path_factory: pytest.TempPathFactory, indexed_site: Path) -> Iterator[str]:
    """The real site, indexed, with Pagefind's Component UI, as its own program ships it, on a page of a portal."""
    folder = tmp_path_factory.mktemp("portal")
    (folder / "page").mkdir()
    (folder / "page/index.html").write_text("<html lang='zh'><body>x</body></html>")
    stock = [get_executable(), "--site", folder / "page", "--output-path", folder / "stock"]
    subprocess.run(stock, check=True, capture_output=True)
    tree = Path(shutil.copytree(indexed_site, folder / "site"))
    for name in ("pagefind-component-ui.js", "pagefind-component-ui.css"):
        shutil.copy(folder / "stock" / name, tree / name)
    (tree / "ui.html").write_text(
        "<!doctype html><html lang='zh-CN'><meta charset='utf-8'><title>x</title>"
        "<script type='module' src='pagefind-component-ui.js'></script>"
        "<pagefind-config bundle-path='/pagefind/'></pagefind-config>"
        "<pagefind-input></pagefind-input><pagefind-summary></pagefind-summary><pagefind-results></pagefind-results>",
        encoding="utf-8",
    )
    with serving(tree) as base:
        yield base


@pytest.mark.parametrize("query", ["市财政局", "88号", "互联网+政务服务"])
def test_pagefinds_component_ui_finds_what_our_search_finds(
    with_component_ui: str, browser: Browser, query: str
) -> None:
    """Its number of results, links and marks come from our own index."""
    page = browser.new_page()
    page.goto(f"{with_component_ui}ui.html")
    page.locator("pagefind-input input").fill(query)
    page.evaluate(COUNT, query)
    total = page.wait_for_function("() => window.total").json_value()
    expect(page.locator("pagefind-summary")).to_contain_text(str(total))
    marks = page.locator("pagefind-results mark")
    expect(marks.first).to_be_visible()
    folded = [text.replace("＋", "+") for text in marks.all_inner_texts()]
    assert set(folded) == {query}
    first = page.locator("pagefind-results a").first.get_attribute("href")
    assert first is not None
    assert page.request.get(with_component_ui.rstrip("/") + first).ok
    page.close()


@pytest.fixture
def from_disk(offline_site: Path, browser: Browser) -> Iterator[Page]:
    """A page without a server."""
    page = browser.new_page()
    yield page
    page.close()


def test_an_offline_tree_is_searched_from_the_disk(from_disk: Page, offline_site: Path) -> None:
    """A search page opened from a disk finds, and its links open."""
    from_disk.goto(f"{(offline_site / 'search/index.html').as_uri()}?q={quote('市财政局')}")
    expect(from_disk.locator("[data-search-count]")).to_have_text("15")
    from_disk.locator("[data-search-hit] a").first.click()
    expect(from_disk.locator("h1")).to_contain_text("市财政局")


def test_the_plain_scan_finds_what_the_index_finds(
    from_disk: Page, offline_site: Path, indexed_site: Path, browser: Browser
) -> None:
    """The same query offline and online gives the same pages in the same order."""
    from_disk.goto(f"{(offline_site / 'search/index.html').as_uri()}?q=x")
    from_disk.wait_for_function("globalThis.gksite")
    scanned = {query: from_disk.evaluate(SCANNED, query) for query in QUERIES}
    page = browser.new_page()
    with serving(indexed_site) as base:
        page.goto(f"{base}robots.txt")
        assert {query: page.evaluate(ASKED, query) for query in QUERIES} == scanned
    page.close()


def test_a_tiny_site_is_searched_without_an_index(tmp_path: Path, browser: Browser) -> None:
    """A site of few records carries one file of text, and searches all the same."""
    root = write_portal(tmp_path / "portal")
    assert gksite("build", "--root", root, "--today", TODAY).code == 0
    assert sorted(p.name for p in (root / "output/pagefind").iterdir()) == ["pagefind.js", "text.js"]
    page = browser.new_page()
    with serving(root / "output") as base:
        page.goto(f"{base}search/?q={quote('公开预决算')}")
        expect(page.locator("[data-search-count]")).to_have_text("1")
    page.close()


def reformatted(text: str) -> str:
    """A script as another person's editor would leave it: tabs, other quotation marks, notes before and behind."""
    lines = [line if "//" in line or "*" in line else line.replace("'../'", '"../"') for line in text.splitlines()]
    tabbed = [re.sub("^(?:  )+", lambda indent: "\t" * (len(indent[0]) // 2), line) for line in lines]
    return "\r\n".join(["/* checked */", *tabbed, "// end of file", ""])


def test_the_search_of_a_theme_with_reformatted_scripts_works(tmp_path: Path, browser: Browser) -> None:
    """A portal whose own theme has reformatted scripts finds offline and online."""
    root = write_portal(tmp_path / "portal")
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    for path in (root / "templates/assets/search").glob("*.js"):
        path.write_text(reformatted(path.read_text(encoding="utf-8")), encoding="utf-8")
    page = browser.new_page()
    assert gksite("build", "--root", root, "--today", TODAY, "--offline", "--output", tmp_path / "disk").code == 0
    page.goto(f"{(tmp_path / 'disk/search/index.html').as_uri()}?q={quote('公开预决算')}")
    expect(page.locator("[data-search-count]")).to_have_text("1")
    assert gksite("build", "--root", root, "--today", TODAY).code == 0
    with serving(root / "output") as base:
        page.goto(f"{base}search/?q={quote('公开预决算')}")
        expect(page.locator("[data-search-count]")).to_have_text("1")
    page.close()


def test_a_site_without_search_has_none_of_its_files(tmp_path: Path) -> None:
    """A site built with --no-search has neither an index nor search scripts."""
    root = write_portal(tmp_path / "portal")
    assert gksite("build", "--root", root, "--today", TODAY, "--no-search").code == 0
    assert not (root / "output/pagefind").exists()
    assert not (root / "output/assets/search.js").exists()
