"""What a visitor sees and does, in Chromium, under a strict content security policy."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from sampling import some
from serving import POLICY, serving
from windows import watched

KINDS = {
    "home": "",
    "notices": "notices/",
    "notice": "notices/kaiping-2018/",
    "source": "notices/xiamen-2016/source/",
    "task": "notices/quanzhou-2018/tasks/1/",
    "tasks": "tasks/",
    "agencies": "agencies/",
    "jurisdiction": "agencies/kaiping/",
    "agency": "agencies/quanzhou/caizhengju/",
    "topics": "topics/",
    "topic": "topics/policy-interpretation/",
    "comparisons": "compare/",
    "comparison": "compare/first-interpreter/",
    "search": "search/?q=%E9%A2%84%E5%86%B3%E7%AE%97",
    "sitemap": "sitemap/",
    "data": "data/",
    "schema": "data/schema/",
    "card": "notices/quanzhou-2018/tasks/1/card/",
    "page": "about/",
    "accessibility": "accessibility/",
    "404": "404.html",
}
Visit = Callable[..., Page]


@pytest.fixture(scope="module", params=["/a/b/", pytest.param("/", marks=pytest.mark.proof)])
def anywhere(request: pytest.FixtureRequest, real_site: Path) -> Iterator[str]:
    """The real site under a path; a proof sees it at the root too."""
    with serving(real_site, request.param, {"Content-Security-Policy": POLICY}) as base:
        yield base


@pytest.mark.parametrize("query", ["预决算", "市财政局"])
def test_search_finds_what_is_typed(anywhere: str, visit: Visit, query: str) -> None:
    page = visit(anywhere)
    page.locator("main input[name=q]").fill(query)
    page.locator("main input[name=q]").press("Enter")
    page.wait_for_url(f"{anywhere}search/?q={quote(query)}")
    count = page.locator("[data-search-count]")
    expect(count).to_be_visible()
    assert int(count.inner_text()) > 0
    hits = page.locator("[data-search-hit]")
    assert 0 < hits.count() <= int(count.inner_text())
    for text in hits.all_inner_texts():
        assert query in text or "文字在任务类别的标题里" in text
    hits.first.locator("a").click()
    page.wait_for_url(re.compile(rf"^{re.escape(anywhere)}(notices|agencies|about)/"))
    assert query in page.locator("body").inner_text()


def test_search_that_finds_nothing_says_so(at_root: str, visit: Visit) -> None:
    page = visit(f"{at_root}search/?q={quote('火星移民')}")
    expect(page.locator("[data-search-status]")).to_contain_text("没有找到“火星移民”")
    assert page.locator("[data-search-hit]").count() == 0


def test_what_is_typed_into_search_never_runs(at_root: str, visit: Visit) -> None:
    page = visit(f"{at_root}search/?q={quote('<img src=x onerror=alert(1)>')}")
    expect(page.locator("[data-search-status]")).not_to_be_empty()
    assert page.locator("main img").count() == 0


def test_without_javascript_a_task_is_three_clicks_away(anywhere: str, visit: Visit) -> None:
    page = visit(anywhere, java_script_enabled=False)
    page.locator(".cards h3 a").first.click()
    page.wait_for_url(re.compile(rf"^{re.escape(anywhere)}notices/[^/]+/$"))
    page.locator("table.tasks tr.task a").first.click()
    page.wait_for_url(re.compile(rf"^{re.escape(anywhere)}notices/[^/]+/tasks/\d+/$"))
    expect(page.locator("h1")).to_be_visible()
    page.locator("a[href*='#L']").first.click()
    page.wait_for_url(re.compile(r"/source/#L\d+$"))


def test_without_javascript_search_leads_to_the_catalogue(anywhere: str, visit: Visit) -> None:
    page = visit(anywhere, java_script_enabled=False)
    page.locator("main input[name=q]").fill("预决算")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/search/\?q="))
    assert "没有开启 JavaScript" in (page.locator("noscript").text_content() or "")
    page.locator("main a", has_text="全部任务：").click()
    page.wait_for_url(f"{anywhere}tasks/")
    assert page.locator("main a[href*='notices/'][href*='/tasks/']").count() > 30


@pytest.mark.parametrize("kind", some(KINDS, 2))
@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.proof)])
def test_no_page_scrolls_sideways(at_root: str, visit: Visit, kind: str, width: int) -> None:
    page = visit(at_root + KINDS[kind], width=width)
    if kind == "search":
        expect(page.locator("[data-search-count]")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= shown, f"{kind} is {wide} wide in a window of {shown}"
    cut = page.evaluate(
        """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
            const box = e.getBoundingClientRect();
            return box.width > 1 && box.right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute';
        }).map(e => e.tagName + '.' + e.className + ' ' + (e.textContent || '').slice(0, 20))"""
    )
    assert cut == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_light_and_dark(at_root: str, visit: Visit, scheme: str) -> None:
    page = visit(at_root + KINDS["notice"], color_scheme=scheme)
    text, ground = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor]"
    )
    shades = [sum(int(n) for n in re.findall(r"\d+", colour)[:3]) for colour in (text, ground)]
    assert (shades[0] < shades[1]) == (scheme == "light")
    assert abs(shades[0] - shades[1]) > 350


@pytest.mark.parametrize("width", [320, 1280])
def test_stacked_rows_are_still_a_table_to_a_screen_reader(at_root: str, visit: Visit, width: int) -> None:
    page = visit(at_root + KINDS["notice"], width=width)
    page.evaluate("document.querySelectorAll('[data-part] > details').forEach((each) => { each.open = true; })")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    roles = Counter(node["role"]["value"] for node in tree["nodes"] if not node["ignored"])
    table = page.locator("table.tasks")
    drawn = {"columnheader": "thead th", "rowheader": "tbody th", "row": "tr", "rowgroup": "thead, tbody", "cell": "td"}
    assert roles["table"] == table.count() == 6
    for role, tags in drawn.items():
        assert roles[role] == table.locator(tags).count() > 0, role


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_parts_fold_on_a_phone_and_the_first_is_open(at_root: str, visit: Visit, script: bool) -> None:
    page = visit(at_root + KINDS["notice"], width=375, height=700, java_script_enabled=script)
    rows = page.locator("[data-part]")
    assert [part.locator("tr.task").first.is_visible() for part in rows.all()] == [True] + [False] * 5
    rows.last.locator("summary", has_text="项任务").click()
    expect(rows.last.locator("tr.task").first).to_be_visible()
    requirement = rows.last.locator("td.requirement").first
    expect(requirement.locator("p").first).not_to_be_visible()
    requirement.locator("summary").first.click()
    expect(requirement.locator("p").first).to_be_visible()


def test_a_link_into_a_folded_part_opens_it(at_root: str, visit: Visit) -> None:
    page = visit(f"{at_root}{KINDS['notice']}#t60", width=375, height=700)
    expect(page.locator("#t60")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_sections_stay_in_view_on_a_wide_screen(at_root: str, visit: Visit, script: bool) -> None:
    page = visit(at_root + KINDS["notice"], java_script_enabled=script)
    last = page.locator("details.toc a").last
    expect(page.locator("details.toc a").first).to_be_visible()
    page.locator("#t60").scroll_into_view_if_needed()
    expect(page.locator("details.toc a").first).to_be_visible()
    side = page.locator("nav.side").bounding_box()
    assert side is not None
    box = page.locator("details.toc").bounding_box()
    assert box is not None
    assert -1 <= box["y"] < 400
    target = (last.get_attribute("href") or "").lstrip("#")
    last.scroll_into_view_if_needed()
    last.click()
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()


@pytest.mark.parametrize("kind", ["home", "notice", "task"])
def test_the_skip_link_comes_first_and_leads_to_the_text(at_root: str, visit: Visit, kind: str) -> None:
    page = visit(at_root + KINDS[kind])
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_always_to_be_seen(at_root: str, visit: Visit) -> None:
    page = visit(at_root + KINDS["agencies"])
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.boxShadow]; })()"
        )
        assert style[0] != "none" or style[1] != "none"


def test_an_offline_site_opens_from_a_disk_without_a_fault(offline_site: Path, browser: Browser) -> None:
    context = browser.new_context()
    try:
        with watched(context, "") as page:
            page.goto((offline_site / "index.html").as_uri())
            page.locator(".cards h3 a").first.click()
            page.locator("table.tasks tr.task a").first.click()
            expect(page.locator("h1")).to_be_visible()
            assert page.evaluate("document.styleSheets.length") == 1
            page.goto(f"{(offline_site / 'search/index.html').as_uri()}?q={quote('预决算')}")
            expect(page.locator("[data-search-hit]").first).to_be_visible()
    finally:
        context.close()
