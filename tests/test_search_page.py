"""The search page and the search boxes, as people with a mouse, a keyboard or a slow network use them."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from first_hit import QUERIES, first_hit
from playwright.sync_api import Browser, Page, Request, Route, ViewportSize, expect
from sampling import some
from serving import POLICY, serving
from windows import watched

Open = Callable[..., Page]
TEXT = "**/pagefind/text.js*"
STRICT = re.sub(r" worker-src 'self';| data:", "", POLICY)


@pytest.fixture(scope="module")
def site(real_site: Path) -> Iterator[str]:
    """The real site under a path and the strictest policy that search works with."""
    with serving(real_site, "/a/", {"Content-Security-Policy": STRICT}) as base:
        yield base


@pytest.fixture
def opened(site: str, browser: Browser) -> Iterator[Open]:
    """Open an address of the site; nothing may go wrong on it unless `faulty`, which also readies the page."""
    with ExitStack() as stack:

        def call(
            url: str = "",
            faulty: Callable[[Page], object] | None = None,
            base: str = site,
            width: int = 1280,
            script: bool = True,
        ) -> Page:
            viewport: ViewportSize = {"width": width, "height": 900}
            context = browser.new_context(viewport=viewport, locale="zh-CN", java_script_enabled=script)
            stack.callback(context.close)
            page = context.new_page() if faulty else stack.enter_context(watched(context, urlsplit(base).netloc))
            if faulty:
                faulty(page)
            page.goto(base + url)
            return page

        yield call


def results(query: str, **filters: object) -> str:
    """The address of a search."""
    return f"search/?q={quote(query)}" + "".join(f"&{name}={quote(str(value))}" for name, value in filters.items())


def count(page: Page) -> int:
    """The number of results that the page states, once it has them."""
    expect(page.locator("[data-search-count]")).to_be_attached()
    return int(page.locator("[data-search-count]").inner_text())


def state(page: Page) -> dict[str, str]:
    """What the address says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def options(page: Page, label: str) -> list[tuple[str, int]]:
    """The choices of a filter with their counts."""
    texts = page.get_by_label(label, exact=True).locator("option").all_inner_texts()
    return [(found[1], int(found[2])) for text in texts if (found := re.fullmatch(r"(.+)（(\d+)）", text))]


def choose(page: Page, label: str, nth: int = 1) -> tuple[str, int]:
    """Choose an option of a filter and wait for the count that it promises."""
    name, wanted = options(page, label)[nth - 1]
    page.get_by_label(label, exact=True).select_option(index=nth)
    expect(page.locator("[data-search-count]")).to_have_text(str(wanted))
    return name, wanted


# ---- results


def test_each_hit_says_what_it_is_and_marks_what_was_typed(opened: Open) -> None:
    page = opened(results("预算"))
    total = count(page)
    hits = page.locator("li[data-search-hit]")
    assert hits.count() == min(total, 20)
    for hit in hits.all():
        assert set(hit.locator("mark").all_inner_texts()) == {"预算"}
        assert re.match("(任务|通知|单位|主题|页面)( · |$)", hit.locator(".facts span").first.inner_text())
        assert (hit.locator("a").get_attribute("href") or "").startswith(page.url.split("search/")[0])
    expect(page.get_by_role("status").filter(has_text="找到")).to_contain_text(f"找到 {total} 条")
    expect(page).to_have_title(re.compile("^预算 - 搜索"))


def test_a_task_among_the_hits_names_its_place_year_and_agencies(opened: Open) -> None:
    page = opened(results("公开", kind="task"))
    count(page)
    for facts in page.locator("li[data-search-hit] .facts").all_inner_texts():
        assert re.match(r"任务 · \S+ · 20\d\d 年", facts)
        named = re.split("、", re.sub(".*?(?=牵头：|责任：)", "", facts, count=1, flags=re.DOTALL))
        assert len(named) <= 6 or "等" in facts  # names may hold a 、 of their own
    assert "牵头：" in page.locator("[data-search-results]").inner_text()


def test_many_agencies_are_shortened_to_some_and_a_number(opened: Open) -> None:
    page = opened(results("政务公开", kind="task"))
    count(page)
    seen = ""
    while "个单位" not in seen and page.get_by_role("link", name="下一页").count():
        page.get_by_role("link", name="下一页").click()
        expect(page.get_by_role("heading", name="搜索结果")).to_be_focused()
        seen = page.locator("[data-search-results]").inner_text()
    assert re.search(r"(牵头|责任)：\S+等 \d+ 个单位", seen)


def test_hits_that_ignore_punctuation_are_announced_as_such(opened: Open) -> None:
    page = opened(results("市直各委办局"))
    assert count(page) > 0
    expect(page.locator("[data-search-status]")).to_contain_text("没有完全相同的文字，以下是忽略标点后的结果")
    page.goto(page.url.split("?")[0] + "?q=" + quote("市直各委、办、局"))
    assert count(page) > 0
    expect(page.locator("[data-search-status]")).not_to_contain_text("忽略标点")


def test_where_nothing_is_found_there_is_advice_and_the_catalogue(opened: Open) -> None:
    page = opened(results("火星移民"))
    expect(page.locator("[data-search-status]")).to_contain_text("没有找到“火星移民”")
    expect(page.locator("[data-search-count]")).to_have_text("0")
    advice = page.locator("[data-search-advice]")
    for text in ("短一些的词", "错别字", "用空格分开多个词"):
        expect(advice).to_contain_text(text)
    assert page.locator("[data-search-hit]").count() == 0
    expect(page.get_by_label("种类")).to_be_hidden()
    advice.get_by_role("link", name="浏览全部任务").click()
    page.wait_for_url("**/tasks/")


def test_where_nothing_is_found_the_nearest_are_offered_and_never_called_results(opened: Open) -> None:
    page = opened(results("泉州 低保"))
    expect(page.locator("[data-search-status]")).to_contain_text("没有找到“泉州 低保”")
    near = page.locator("[data-search-near]")
    expect(near.get_by_role("heading")).to_have_text("没有完全一致的结果，下面是最接近的")
    expect(near.get_by_role("listitem").first).to_contain_text("城乡低保")
    assert page.locator("[data-search-hit]").count() == count(page) == 0
    expect(page.locator("[data-search-advice]")).to_be_hidden()
    page.get_by_role("link", name="“低保”有").click()
    expect(page.locator("[data-search-hit]").first).to_contain_text("低保")
    expect(near).to_be_hidden()


def test_what_is_narrowed_has_no_nearest(opened: Open) -> None:
    page = opened(results("社保") + "&kind=notice")
    expect(page.locator("[data-search-status]")).to_contain_text("按现在的筛选，没有找到")
    expect(page.locator("[data-search-near]")).to_be_hidden()
    page.get_by_role("link", name="清除筛选").last.click()
    expect(page.locator("[data-search-near-hit]").first).to_be_visible()


def test_nothing_is_asked_for_an_empty_query(opened: Open) -> None:
    page = opened("search/?q=%20")
    expect(page.locator("[data-search-status]")).to_have_text("")
    expect(page.get_by_role("heading", name="搜索结果")).to_be_hidden()


# ---- what a query names


def chips(page: Page) -> list[str]:
    """What is recognised, as a screen reader says it."""
    expect(page.locator("[data-search-count]")).to_be_attached()
    return [text.replace("\xa0", " ") for text in page.locator("[data-search-chips] button").all_text_contents()]


def test_an_agency_that_is_named_is_a_card_that_leads_to_its_page(opened: Open) -> None:
    page = opened(results("厦门市财政局"))
    card = page.get_by_role("list", name="直接打开").get_by_role("link")
    expect(card).to_have_text("厦门市财政局 单位，牵头 8 项任务")
    card.click()
    page.wait_for_url("**/agencies/xiamen/caizhengju/")


def test_a_chip_takes_its_words_out_of_the_query_and_asks_again(opened: Open) -> None:
    page = opened(results("泉州 低保"), width=360)
    assert chips(page) == ["地区：泉州市，去掉“泉州” ×"]
    chip = page.get_by_role("button", name=re.compile("去掉“泉州”"))
    box = chip.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    chip.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{results('低保')}")
    expect(page.locator("[data-search-count]")).to_have_text("2")
    expect(page.locator("[data-search-chips]")).to_be_hidden()
    expect(page.get_by_role("heading", name="搜索结果")).to_be_focused()
    page.go_back()
    assert chips(page) == ["地区：泉州市，去掉“泉州” ×"]


def test_cards_are_no_results(opened: Open) -> None:
    page = opened(results("第26项 泉州"))
    assert count(page) == 0
    expect(page.locator("[data-search-cards] a")).to_have_count(2)
    assert page.locator("[data-search-hit]").count() == 0


@pytest.mark.parametrize(
    ("query", "card", "url"),
    [
        ("国办发〔2018〕23号", "国办发〔2018〕23号 文件", "/documents/guobanfa-2018-23/"),
        ("国办发〔2016〕55号", "国发〔2016〕55号 没有您输入的文号", "/documents/guofa-2016-55/"),
        ("2018年8月底前", "2018 年 8 月 到期的时限 1 项", "/deadlines/#m-2018-08"),
        ("第26项 泉州", "规范和完善办理指南 任务，泉州市", "/notices/quanzhou-2018/tasks/26/"),
        ("谁管政府公报", "市政府公报室 泉州市，牵头相近的任务", "/notices/quanzhou-2018/tasks/36/"),
    ],
)
def test_what_is_named_leads_to_its_page(opened: Open, query: str, card: str, url: str) -> None:
    page = opened(results(query))
    found = page.locator("[data-search-cards] a").filter(has_text=card)
    expect(found).to_be_visible()
    assert url in str(found.get_attribute("href"))


# ---- filters


def test_filters_state_counts_that_hold_and_combine(opened: Open) -> None:
    page = opened(results("公开"))
    total = count(page)
    for label in ("种类", "地区", "年份", "单位", "任务类别"):
        listed = options(page, label)
        assert listed, label
        assert all(0 < n <= total for _, n in listed)
        assert [n for _, n in listed] == sorted((n for _, n in listed), reverse=True)
    _, by_kind = choose(page, "种类")
    _, by_place = choose(page, "地区", 2)
    assert by_place <= by_kind <= total
    choose(page, "任务类别")
    _, left = choose(page, "单位")
    assert set(state(page)) == {"q", "kind", "jurisdiction", "section", "agency"}
    assert 0 < left <= by_place
    expect(page.get_by_text("筛选（已选 4 项）")).to_be_visible()


def test_the_role_narrows_to_what_an_agency_leads(opened: Open) -> None:
    page = opened(results("公开", agency="kaiping/ge-zhen-jie"))
    either = count(page)
    by_role = {}
    for role, label in (("lead", "牵头"), ("support", "责任")):
        page.get_by_label("单位的角色").select_option(label=label)
        page.wait_for_url(re.compile(f"role={role}"))
        expect(page.locator("[data-search-count]")).not_to_have_text(str(either))
        by_role[role] = count(page)
    assert 0 < by_role["lead"] < either
    assert 0 < by_role["support"] < either


def test_agencies_of_several_places_are_told_apart(opened: Open) -> None:
    page = opened(results("公开"))
    count(page)
    assert all("（" in name for name, _ in options(page, "单位"))
    choose(page, "地区")
    assert not all("（" in name for name, _ in options(page, "单位"))


def test_a_choice_is_announced_and_the_focus_stays(opened: Open) -> None:
    page = opened(results("公开"))
    count(page)
    page.get_by_label("种类").focus()
    name, n = choose(page, "种类")
    assert name
    expect(page.get_by_label("种类")).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="找到")).to_contain_text(f"找到 {n} 条")


def test_the_state_survives_reload_back_and_forward(opened: Open) -> None:
    page = opened(results("公开"))
    total = count(page)
    _, by_kind = choose(page, "种类")
    place, both = choose(page, "地区", 2)
    page.reload()
    expect(page.locator("[data-search-count]")).to_have_text(str(both))
    expect(page.get_by_label("地区").locator("option:checked")).to_have_text(f"{place}（{both}）")
    page.go_back()
    expect(page.locator("[data-search-count]")).to_have_text(str(by_kind))
    expect(page.get_by_label("地区")).to_have_value("")
    page.go_back()
    expect(page.locator("[data-search-count]")).to_have_text(str(total))
    page.go_forward()
    expect(page.locator("[data-search-count]")).to_have_text(str(by_kind))


def test_filters_that_leave_nothing_can_be_cleared(opened: Open) -> None:
    page = opened(results("开平市", jurisdiction="xiamen", kind="agency"))
    expect(page.locator("[data-search-status]")).to_contain_text("按现在的筛选，没有找到“开平市”")
    expect(page.get_by_label("地区").locator("option:checked")).to_have_text("厦门市（0）")
    page.locator("[data-search-status]").get_by_role("link", name="清除筛选").click()
    expect(page.locator("[data-search-count]")).not_to_have_text("0")
    assert state(page) == {"q": "开平市"}


def test_a_new_query_keeps_the_filters_and_starts_at_the_first_page(opened: Open) -> None:
    page = opened(results("公开", kind="task", page=3))
    before = count(page)
    page.locator("main input[name=q]").fill("预算")
    page.locator("main input[name=q]").press("Enter")
    expect(page.locator("[data-search-count]")).not_to_have_text(str(before))
    assert state(page) == {"q": "预算", "kind": "task"}
    expect(page.get_by_role("heading", name="搜索结果")).to_be_focused()


def test_filters_stay_folded_on_a_phone(opened: Open) -> None:
    page = opened(results("公开"), width=360)
    count(page)
    expect(page.get_by_label("种类")).to_be_hidden()
    page.locator("[data-search-summary]").click()
    expect(page.get_by_label("种类")).to_be_visible()
    choose(page, "种类")
    expect(page.get_by_label("种类")).to_be_visible()


# ---- pages of results


def test_pages_of_results_have_addresses_and_hold_every_hit_once(opened: Open) -> None:
    page = opened(results("公开", kind="task", jurisdiction="kaiping", around=1))
    total = count(page)
    assert total > 40
    nav, seen = page.get_by_role("navigation", name="结果分页"), []
    for number in range(1, -(-total // 20) + 1):
        expect(nav.locator("[aria-current=page]")).to_have_text(str(number))
        expect(page.locator("[data-search-status]")).to_contain_text(f"第 {number} 页")
        seen += page.locator("[data-search-hit] a").evaluate_all("links => links.map(a => a.href)")
        if nav.get_by_role("link", name="下一页").count():
            nav.get_by_role("link", name="下一页").click()
            expect(page.get_by_role("heading", name="搜索结果")).to_be_focused()
    assert len(set(seen)) == len(seen) == total
    page.go_back()
    expect(nav.locator("[aria-current=page]")).to_have_text(str(-(-total // 20) - 1))


def test_a_link_to_a_page_of_results_works_by_itself(opened: Open) -> None:
    page = opened(results("公开", kind="task"))
    count(page)
    link = page.get_by_role("navigation", name="结果分页").get_by_role("link", name="第 2 页")
    there = link.evaluate("a => a.href")
    link.click()
    expect(page.locator("[data-search-status]")).to_contain_text("第 2 页")
    first = page.locator("[data-search-hit] a").first.inner_text()
    page.goto("about:blank")
    page.goto(there)
    expect(page.locator("[data-search-hit] a").first).to_have_text(first)


def test_a_page_beyond_the_last_is_the_last(opened: Open) -> None:
    page = opened(results("公开", page=999, around=1))
    total = count(page)
    last = -(-total // 20)
    expect(page.locator("[aria-current=page]").filter(has_text=str(last))).to_be_visible()
    assert state(page)["page"] == str(last)


# ---- the boxes


@pytest.mark.parametrize("where", ["header", "main"])
def test_suggestions_are_reached_by_arrow_and_closed_by_escape(opened: Open, where: str) -> None:
    page = opened("about/" if where == "header" else "search/")
    box = page.locator(f"{where} input[name=q]")
    box.click()
    box.press_sequentially("财政局")
    links = page.locator(where).get_by_role("list", name="搜索建议").get_by_role("link")
    expect(links.first).to_be_visible()
    expect(box).to_be_focused()
    n = links.count()
    expect(page.locator(f"{where} form").get_by_role("status")).to_have_text(f"有 {n} 条建议")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(links.last).to_be_focused()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(box).to_be_focused()
    expect(box).to_have_value("财政局")


def test_a_suggestion_leads_to_its_page(opened: Open) -> None:
    page = opened("about/")
    page.locator("header input[name=q]").press_sequentially("财政")
    page.get_by_role("link", name="市财政局 单位 · 泉州市").wait_for()
    page.keyboard.press("Tab")
    expect(page.locator("header").get_by_role("button", name="搜索")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("header .suggestions a").first).to_be_focused()
    page.get_by_role("link", name="市财政局 单位 · 泉州市").press("Enter")
    page.wait_for_url("**/agencies/quanzhou/caizhengju/")


def test_a_document_number_is_suggested_in_any_brackets(opened: Open) -> None:
    page = opened("about/")
    page.locator("header input[name=q]").press_sequentially("[2018]26")
    expect(page.locator("header .suggestions a").first).to_contain_text("开府办〔2018〕26号 发文字号 · 开平市")


def test_suggestions_close_when_the_box_is_left(opened: Open) -> None:
    page = opened("about/")
    page.locator("header input[name=q]").press_sequentially("财政")
    expect(page.locator("header .suggestions")).to_be_visible()
    page.locator("h1").click()
    expect(page.locator("header .suggestions")).to_be_hidden()


def test_search_is_loaded_only_when_somebody_types(opened: Open) -> None:
    asked: list[Request] = []
    page = opened("about/", faulty=lambda page: page.on("request", lambda request: asked.append(request)))
    page.locator("header input[name=q]").focus()
    page.wait_for_timeout(300)
    assert not [r.url for r in asked if "search.js" in r.url or "pagefind" in r.url]
    page.locator("header input[name=q]").press_sequentially("财")
    expect(page.locator("header .suggestions")).to_be_visible()
    assert [r.url for r in asked if r.url.endswith("assets/search.js")]


def test_a_slash_leads_to_the_search_box(opened: Open) -> None:
    page = opened("about/")
    box = page.locator("header input[name=q]")
    page.keyboard.press("Control+/")
    expect(box).not_to_be_focused()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("a/b")
    expect(box).to_have_value("a/b")
    page.goto(page.url.replace("about/", results("公开")))
    count(page)
    page.get_by_label("种类").focus()
    page.keyboard.press("/")
    expect(page.get_by_label("种类")).to_be_focused()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("main input[name=q]")).to_be_focused()


# ---- when it does not work


def test_a_policy_without_wasm_is_named_at_once(opened: Open, indexed_site: Path) -> None:
    policy = STRICT.replace(" 'wasm-unsafe-eval'", "")
    with serving(indexed_site, "/", {"Content-Security-Policy": policy}) as base:
        page = opened(results("公开"), faulty=lambda _: None, base=base)
        status = page.locator("[data-search-status]")
        expect(status).to_contain_text("没有允许 WebAssembly（script-src 'wasm-unsafe-eval'）", timeout=5000)
        expect(page.get_by_role("button", name="重试")).to_have_count(0)
        status.get_by_role("link", name="浏览全部任务").click()
        page.wait_for_url("**/tasks/")


@pytest.fixture(scope="module")
def with_index(indexed_site: Path) -> Iterator[str]:
    """The same site with an index."""
    with serving(indexed_site, "/a/", {"Content-Security-Policy": STRICT}) as base:
        yield base


FAILING = (
    ("with_index", "**/*.pf_index*"),
    ("site", "**/assets/search.js*"),
    ("site", TEXT),
    ("with_index", "**/*.pf_fragment*"),
    ("with_index", "**/pagefind/start.bin*"),
    ("with_index", "**/pagefind/**"),
)


@pytest.mark.parametrize(("form", "what"), some(FAILING, 3))
def test_a_failed_load_says_so_and_another_try_works(
    opened: Open, request: pytest.FixtureRequest, form: str, what: str
) -> None:
    def ready(page: Page) -> None:
        page.route(what, lambda route: route.fulfill(status=500))

    page = opened(results("公开"), faulty=ready, base=request.getfixturevalue(form))
    status = page.locator("[data-search-status]")
    expect(status).to_contain_text("搜索没有成功")
    page.get_by_role("button", name="重试").click()
    expect(status).to_contain_text("搜索没有成功")
    assert page.locator("[data-search-hit]").count() == 0
    page.unroute(what)
    page.get_by_role("button", name="重试").click()
    expect(page.locator("[data-search-hit]")).to_have_count(20)
    expect(page.get_by_role("heading", name="搜索结果")).to_be_focused()


def test_a_slow_load_asks_for_patience(opened: Open) -> None:
    held: list[Route] = []
    page = opened(results("公开"), faulty=lambda page: page.route(TEXT, lambda route: held.append(route)))
    status = page.locator("[data-search-status]")
    expect(status).to_have_text("正在搜索…")
    expect(status).to_contain_text("正在载入搜索，请稍候", timeout=5000)
    for route in held:
        route.continue_()
    expect(page.locator("[data-search-hit]")).to_have_count(20)


def test_each_hit_is_drawn_as_soon_as_its_text_and_those_before_it_are_there(opened: Open, with_index: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        """Let the text of all hits through but of the third that is asked for."""
        asked.append(route)
        if len(asked) == 3:
            held.append(route)
        else:
            route.continue_()

    asked: list[Route] = []
    page = opened(results("公开"), faulty=lambda page: page.route("**/*.pf_fragment*", hold), base=with_index)
    expect(page.locator("[data-search-hit]")).to_have_count(2)
    assert count(page) > 20
    held[0].continue_()
    expect(page.locator("[data-search-hit]")).to_have_count(20)


@pytest.mark.parametrize("form", ["site", "with_index"])
def test_the_search_page_fetches_before_anybody_asks_and_not_again_for_the_first_query(
    opened: Open, request: pytest.FixtureRequest, form: str
) -> None:
    asked: list[str] = []

    def ready(page: Page) -> None:
        page.on("requestfinished", lambda request: asked.append(urlsplit(request.url).path))

    base, name = request.getfixturevalue(form), {"site": "text.js", "with_index": "start.bin"}[form]
    there = "(name) => performance.getEntriesByType('resource').some((entry) => entry.name.endsWith(name))"
    page = opened("search/", faulty=ready, base=base)
    page.wait_for_function(there, arg=name)
    assert asked.count(f"/a/pagefind/{name}") == 1
    asked.clear()
    assert count(opened(results("公开"), faulty=ready, base=base)) > 0
    assert asked.count(f"/a/pagefind/{name}") == 1


@pytest.mark.proof
@pytest.mark.parametrize("query", QUERIES)
def test_the_first_hit_needs_few_requests(browser: Browser, real_site: Path, query: str) -> None:
    """The page, its style, two scripts, the search and the text of the site; the time is printed, never judged."""
    found = first_hit(browser, real_site, query)
    print(f"\nfirst hit on a slow line, {query}: {found}")
    assert found.requests <= 7


def test_an_outdated_answer_never_shows(opened: Open) -> None:
    held: list[Route] = []
    is_open: list[bool] = []

    def hold(route: Route) -> None:
        """Let nothing through until the gate is open."""
        if is_open:
            route.continue_()
        else:
            held.append(route)

    page = opened(results("公开"), faulty=lambda page: page.route(TEXT, hold))
    expect(page.locator("[data-search-status]")).to_have_text("正在搜索…")
    page.locator("main input[name=q]").fill("火星移民")
    page.locator("main input[name=q]").press("Enter")
    page.wait_for_url(f"**/{results('火星移民')}")
    is_open.append(True)
    for route in held:
        route.continue_()
    expect(page.locator("[data-search-status]")).to_contain_text("没有找到“火星移民”")
    page.wait_for_timeout(500)
    assert page.locator("[data-search-hit]").count() == 0


def test_the_search_page_and_the_boxes_work_from_a_disk(offline_site: Path, browser: Browser) -> None:
    context = browser.new_context()
    try:
        with watched(context, "") as page:
            page.goto((offline_site / "about/index.html").as_uri())
            page.locator("header input[name=q]").press_sequentially("财政")
            expect(page.get_by_role("link", name="市财政局 单位 · 泉州市")).to_be_visible()
            page.locator("header input[name=q]").fill("公开")
            page.locator("header input[name=q]").press("Enter")
            page.wait_for_url("**/search/index.html?q=*")
            total = count(page)
            _, by_kind = choose(page, "种类")
            page.get_by_role("link", name="第 2 页").click()
            expect(page.locator("[data-search-status]")).to_contain_text("第 2 页")
            assert count(page) == by_kind
            page.go_back()
            page.go_back()
            expect(page.locator("[data-search-count]")).to_have_text(str(total))
            page.locator("[data-search-hit] a").first.click()
            page.wait_for_url(re.compile(r"/index\.html$"))
            expect(page.locator("h1")).to_be_visible()
    finally:
        context.close()


# ---- without JavaScript


def test_without_javascript_every_task_is_found_by_agency_section_and_year(opened: Open) -> None:
    page = opened(script=False)
    page.locator("main input[name=q]").fill("预算")
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(r"/search/\?q=[^&]*$"))
    expect(page.get_by_label("种类")).to_be_hidden()
    expect(page.locator("main").get_by_role("link", name=re.compile("^按单位"))).to_be_visible()
    expect(page.locator("main").get_by_role("link", name=re.compile("^全部任务"))).to_be_visible()
    page.locator("main").get_by_role("link", name="2016 年").click()
    page.wait_for_url("**/sitemap/#year-2016")
    expect(page.get_by_role("heading", name="2016 年", exact=True)).to_be_in_viewport()
    below = page.locator("#year-2016 ~ .tree a[href*='/tasks/']")
    assert below.count() == 66
    assert page.locator("main a[href*='/tasks/'][href*='/notices/']").count() == 245
