"""Whoever comes back to a site, or has left a page of it open, finds what it says now."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from portal import put, write_portal
from returning import ask, edited, nginx, reader, total
from sampling import some
from serving import POLICY, serving

from gksite.searching import pagefind
from gksite.searching.table import FORMAT

STRICT = {"Content-Security-Policy": POLICY}
CHANGED = "网站更新过了，这个页面还是以前的"
FORMS = pytest.mark.parametrize("form", some(["index", "scan"], 2))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A portal to edit."""
    return write_portal(tmp_path / "portal")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that stays open."""
    context = browser.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def finds(page: Page, word: str) -> int:
    """How many results an open search page tells for a word that is typed into it, some time after the last."""
    page.wait_for_timeout(350)  # for 0.3 seconds the page takes the site to be as it was, which a build can be within
    ask(page, word)
    return total(page, word)


@FORMS
def test_an_open_page_finds_what_was_edited_meanwhile(root: Path, page: Page, form: str) -> None:
    edited(root, "第一版词", form)
    with serving(root / "output", "/a/", STRICT) as base:
        page.goto(f"{base}search/")
        assert finds(page, "第一版词") == 1
        for before, word in (("第一版词", "第二版词"), ("第二版词", "第三版词")):
            edited(root, word, form)
            assert finds(page, word) == 1
            assert finds(page, before) == 0
    assert (root / "output/pagefind/start.bin").exists() == (form == "index")


@pytest.mark.parametrize("forms", some([(("scan", "index"),), (("index", "scan"),)], 2), ids=["grown", "shrunk"])
def test_an_open_page_finds_after_the_search_has_taken_another_form(
    root: Path, page: Page, forms: tuple[str, str]
) -> None:
    edited(root, "第一版词", forms[0])
    with serving(root / "output", "/", STRICT) as base:
        page.goto(f"{base}search/")
        assert finds(page, "第一版词") == 1
        edited(root, "第二版词", forms[1])
        assert finds(page, "第二版词") == 1
        assert finds(page, "第一版词") == 0


@pytest.mark.proof
@pytest.mark.parametrize("left", ["nothing", *(pytest.param(x, marks=pytest.mark.proof) for x in ("a page", "half"))])
def test_where_an_index_has_gone_the_page_says_so_and_is_right_after_reloading(
    root: Path, page: Page, left: str
) -> None:
    edited(root, "第一版词")
    (folder,) = (root / "output/pagefind").glob("_pages-*")
    with serving(root / "output", "/", STRICT) as base:
        page.goto(f"{base}search/")
        assert finds(page, "测试市") > 0
        for file in [*folder.glob("index/*"), *folder.glob("fragment/*")]:
            whole = file.read_bytes()
            file.unlink()
            if left != "nothing":
                file.write_bytes(whole[: len(whole) // 2] if left == "half" else b"<!doctype html><p>404")
        ask(page, "第一版词")
        status = page.locator("[data-search-status]")
        expect(status).to_contain_text(CHANGED)
        expect(page.locator("[data-search-results]")).to_be_hidden()
        shutil.rmtree(root / "output")
        edited(root, "第一版词")
        status.get_by_role("button", name="重新载入").click()
        assert total(page, "第一版词") == 1


def test_where_the_search_has_gone_the_page_says_so_and_offers_to_reload(root: Path, page: Page) -> None:
    edited(root, "第一版词")
    with serving(root / "output", "/", STRICT) as base:
        page.goto(f"{base}search/")
        assert finds(page, "第一版词") == 1
        shutil.rmtree(root / "output/pagefind")
        page.wait_for_timeout(350)  # see finds
        ask(page, "没有")
        expect(page.locator("[data-search-status]")).to_contain_text(CHANGED)


def test_a_network_that_is_gone_is_no_site_that_was_updated(root: Path, page: Page) -> None:
    edited(root, "第一版词")
    with serving(root / "output", "/", STRICT) as base:
        page.goto(f"{base}search/")
        assert finds(page, "第一版词") == 1
        page.context.set_offline(True)
        page.wait_for_timeout(400)
        assert finds(page, "第一版词") == 1  # what it has loaded still answers
        ask(page, "及时回应")
        expect(page.locator("[data-search-status]")).to_contain_text("搜索没有成功")


@FORMS
def test_a_reader_with_a_warm_cache_finds_what_the_site_says_now(
    root: Path, tmp_path: Path, browser: Browser, form: str
) -> None:
    edited(root, "第一版词", form)
    kinds = browser.browser_type
    with serving(root / "output", "/", STRICT, dated=True) as base:
        for before, word in (("没有的词", "第一版词"), ("第一版词", "第二版词"), ("第二版词", "第三版词")):
            edited(root, word, form)
            with reader(kinds, tmp_path / "profile") as context:
                page = context.new_page()
                page.goto(f"{base}search/?q={word}")
                assert total(page, word) == 1
                assert finds(page, before) == 0


def test_a_kept_module_of_another_version_is_replaced_by_that_of_now(
    root: Path, tmp_path: Path, browser: Browser
) -> None:
    edited(root, "第一版词")
    module = root / "output/assets/search.js"
    now, age = module.read_bytes(), module.stat().st_mtime
    other = now.replace(b"SEARCH_FORMAT=%d;" % FORMAT, b"SEARCH_FORMAT=1;")
    assert other != now
    with serving(root / "output", "/", STRICT, dated=True) as base:
        put(module, other)
        os.utime(module, (age, age))
        with reader(browser.browser_type, tmp_path / "profile") as context:
            page = context.new_page()
            page.goto(f"{base}search/?q=第一版词")
            expect(page.locator("[data-search-status]")).to_contain_text(CHANGED)
        put(module, now)
        with reader(browser.browser_type, tmp_path / "profile") as context:
            page = context.new_page()
            page.goto(f"{base}search/?q=第一版词")
            assert total(page, "第一版词") == 1


@pytest.mark.proof
@FORMS
def test_three_readers_return_to_nginx_without_rules_after_three_edits(
    root: Path, tmp_path: Path, browser: Browser, form: str
) -> None:
    if shutil.which("nginx") is None and not Path("/usr/sbin/nginx").exists():
        pytest.skip("nginx is not installed: make proof installs it on Debian")
    edited(root, "第一版词", form)
    words = ("第一版词", "第二版词", "第三版词", "第四版词")
    with nginx(root / "output", tmp_path / "nginx") as base:
        for edit, word in enumerate(words):
            if edit:
                edited(root, word, form)
            for number in range(3):
                with reader(browser.browser_type, tmp_path / f"reader-{number}") as context:
                    page = context.new_page()
                    page.goto(f"{base}search/?q={word}")
                    assert total(page, word) == 1, (number, word)
                    for other in words:
                        assert finds(page, other) == (other == word), (number, word, other)
    log = (tmp_path / "nginx/access.log").read_text(encoding="utf-8")
    assert '" 304 ' in log  # they did keep something


def test_a_format_of_the_index_belongs_to_one_version_of_pagefind() -> None:
    """Another program, another format: else a script that was kept would meet an index that it cannot read."""
    assert {4: "pagefind 1.5.2", 5: "pagefind 1.5.2"}[FORMAT] == pagefind.version()
    part = (Path(__file__).parent.parent / "templates/assets/search/file.js").read_text(encoding="utf-8")
    assert f"const SEARCH_FORMAT = {FORMAT};" in part
