"""Three engines that share nothing: letters stand apart, nothing sticks out, search is exact, journeys arrive."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from engines import Chromium, Engine, firefox, webkit
from playwright.sync_api import Browser
from serving import POLICY, serving
from test_axe import LAST, RECORD, View, record, sites

from gksite.searching.in_browser import SEED
from gksite.searching.truth import Answer, Truth, sample

__all__ = ["sites"]
pytestmark = pytest.mark.proof

QUERIES = 2500
BATCH = 50
WIDTHS = (360, 768, 1280)
ENGINES = ("Chromium", "Firefox", "WebKitGTK")
PAGES = [view for view in LAST if view.kind != "moved"]
"""One page of each kind; one that leads away is none to look at."""
Address = Callable[[View], str]

OVERLAPS = """() => {
  const found = [];
  const range = new Range();
  for (const part of document.querySelectorAll('h1, .crumbs li, main p, main td, main dd')) {
    if (!part.checkVisibility() || part.closest('.hidden')) continue;
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    let before = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest('.hidden')) continue;
      for (let at = 0; at < Math.min(node.data.length, 200); at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const here = node.data[at].trim() ? range.getClientRects()[0] : null;
        const onOneLine = before && here && Math.abs(before.top - here.top) < here.height / 2;
        if (onOneLine && before.right - here.left > 1) found.push(part.textContent.trim().slice(0, 40));
        before = here;
      }
    }
  }
  return found.slice(0, 5);
}"""
"""Neighbours of a line, as titles, breadcrumbs and paragraphs have them, that lie on each other by over a pixel."""
ON_EACH_OTHER = """() => {
  const digits = [...'2018年'].map((sign) => Object.assign(document.createElement('span'), { textContent: sign }));
  digits[2].style.marginLeft = '-5px';
  document.querySelector('h1').replaceChildren(...digits);
}"""
STICKS_OUT = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Engine]:
    """Each of the three in turn."""
    if request.param == "Chromium":
        yield Chromium(browser)
        return
    with {"Firefox": firefox, "WebKitGTK": webkit}[request.param]() as opened:
        yield opened


@pytest.fixture(scope="module")
def tried(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The engines with their versions; `make statement` writes down those of a run in which nothing failed."""
    versions: dict[str, str] = {}
    yield versions
    if os.environ.get("GKSITE_STATEMENT") == "write" and not request.session.testsfailed:
        assert set(versions) == set(ENGINES)
        engines = [{"name": name, "version": version} for name, version in versions.items()]
        RECORD.write_text(
            json.dumps({**record(), "engines": engines}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )


@pytest.fixture(autouse=True)
def noted(engine: Engine, tried: dict[str, str]) -> None:
    """Note which engines were tried."""
    tried[engine.name] = engine.version


def test_letters_do_not_lie_on_each_other(engine: Engine, sites: Address) -> None:
    found = {}
    for width in (360, 1280):
        engine.size(width, 800)
        for view in PAGES:
            engine.go(sites(view))
            if overlaps := engine.run(OVERLAPS):
                found[view.path, width] = overlaps
    assert found == {}, found


def test_nothing_sticks_out_at_any_width(engine: Engine, sites: Address) -> None:
    found = {}
    for view in PAGES:
        engine.go(sites(view))
        for width in WIDTHS:
            engine.size(width, 800)
            assert engine.until("(width) => innerWidth === width", width)
            if out := engine.run(STICKS_OUT):
                found[view.path, width] = out
    assert found == {}, found


def test_what_overlaps_or_sticks_out_is_found(engine: Engine, at_root: str) -> None:
    engine.go(f"{at_root}notices/quanzhou-2018/")
    assert (engine.run(OVERLAPS), engine.run(STICKS_OUT)) == ([], 0)
    engine.run(ON_EACH_OTHER)
    assert engine.run(OVERLAPS) == ["2018年"]
    engine.run("() => { document.querySelector('main').style.width = '3000px'; }")
    assert engine.run(STICKS_OUT) > 1000


ASK = """async (module, queries) => {
  const { search } = await import(module);
  const answers = [];
  for (const query of queries) {
    const { total, exact, hits } = await search(query, { limit: Infinity });
    answers.push({ total, exact, urls: hits.map((hit) => hit.url) });
  }
  return answers;
}"""


def differences(truth: Truth, queries: Sequence[str], answers: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where the search and the scan disagree."""
    found = []
    for query, answer in zip(queries, answers, strict=True):
        urls = frozenset(answer["urls"])
        if len(urls) != len(answer["urls"]) or len(urls) != answer["total"]:
            found.append(f"{query}: {answer['total']} promised, {len(answer['urls'])} given, {len(urls)} different")
        if problem := truth.judge(query, Answer(urls, answer["exact"])):
            found.append(problem.text(str))
    return found


@pytest.mark.parametrize("form", ["real_site", "indexed_site"])
def test_thousands_of_queries_find_exactly_what_holds_them(
    engine: Engine, form: str, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(form)
    truth = Truth(site / "data")
    queries = sample(truth.pages, QUERIES, SEED)
    assert len(queries) == QUERIES
    answers = []
    with serving(site, "/", {"Content-Security-Policy": POLICY}) as base:
        engine.go(f"{base}search/")
        for start in range(0, QUERIES, BATCH):
            answers += engine.run(ASK, f"{base}assets/search.js", queries[start : start + BATCH])
    assert differences(truth, queries, answers) == []
    others = [*answers[1:], answers[0]]
    assert len(differences(truth, queries, others)) > QUERIES / 2, "the comparison finds everything equal"


SAYS = "(selector, words) => document.querySelector(selector)?.innerText.includes(words)"
A_WHILE = "() => new Promise((done) => { setTimeout(done, 500); })"
"""Long enough for a browser that empties what it has just put back."""
SHOWN = "() => [...document.querySelectorAll('tr.task')].filter((row) => row.checkVisibility()).length"


def test_a_search_leads_to_a_task_and_back(engine: Engine, at_root: str) -> None:
    engine.size(1280, 800)
    engine.go(at_root)
    engine.type("main input[name=q]", "预决算公开\n")
    engine.until(SAYS, "main", "找到 5 条")
    engine.click('main a[href$="notices/quanzhou-2018/tasks/6/"]')
    engine.until(SAYS, "h1", "深入推进预决算公开")
    assert engine.run(SAYS, "main", "市财政局")
    engine.back()
    engine.until(SAYS, "main", "找到 5 条")
    engine.run(A_WHILE)
    assert engine.run("() => document.querySelector('main input[name=q]').value") == "预决算公开"


def test_a_notice_is_narrowed_and_its_address_tells_how(engine: Engine, at_root: str) -> None:
    engine.size(1280, 800)
    engine.go(f"{at_root}notices/quanzhou-2018/")
    assert engine.run(SHOWN) == 42
    engine.type(".narrow [name=text]", "IPv6")
    engine.until(SAYS, "[data-narrow-count]", "显示 1 项，共 42 项")
    assert engine.run(SHOWN) == 1
    engine.until("() => new URLSearchParams(location.search).get('text') === 'IPv6'")
    engine.click("tr.task:not([hidden]) .title a")
    engine.until(SAYS, "h1", "推进政府网站部署互联网协议第六版（IPv6）")
    engine.back()
    engine.until(SAYS, "[data-narrow-count]", "显示 1 项，共 42 项")
    engine.run(A_WHILE)
    assert engine.run("() => document.querySelector('.narrow [name=text]').value") == "IPv6"
    engine.go(engine.run("() => location.href"))
    engine.until(SAYS, "[data-narrow-count]", "显示 1 项，共 42 项")


def test_the_version_for_the_elderly_is_put_on_stays_and_is_put_off(engine: Engine, at_root: str) -> None:
    large = "() => document.documentElement.dataset.text === 'large'"
    engine.size(360, 780)
    engine.go(f"{at_root}notices/quanzhou-2018/tasks/26/")
    assert not engine.run(large)
    engine.click("[data-elder]")
    engine.until(large)
    engine.go(f"{at_root}agencies/")
    assert engine.run(large)
    assert engine.run(SAYS, ".elder-bar", "退出")
    engine.click(".elder-bar [data-elder]")
    engine.until("() => document.documentElement.dataset.text !== 'large'")


def test_the_address_is_copied(engine: Engine, at_root: str) -> None:
    engine.size(1280, 800)
    engine.go(f"{at_root}notices/quanzhou-2018/tasks/26/?a=b")
    engine.click("[data-copy-page]")
    engine.until(SAYS, ".toolbar [data-copy-status]", "已复制：")
    assert engine.run(SAYS, ".toolbar", f"{at_root}notices/quanzhou-2018/tasks/26/?a=b")
