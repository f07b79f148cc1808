"""WCAG 2.2 AA as people meet it: by keyboard alone, zoomed, spaced out, by a thumb, by ear; and every page's markup."""

import gzip
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect
from serving import POLICY, serving
from test_browser import KINDS
from test_theme import HERE, LARGE, VOICES

PAGES = KINDS | {"long notice": "notices/xiamen-2016/", "no search": "search/", "components": "components/"}
PAGES |= {"deadlines": "deadlines/"}
TINY = {PAGES[kind] for kind in ("components", "deadlines")}
"""Those of the tiny portal."""
NOTICE, TASK = PAGES["long notice"], PAGES["task"]
MODES = [("", 320), ("", 1280), (LARGE, 320), (LARGE, 1280)]
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def address(real_site: Path, components_site: Path) -> Iterator[Callable[[str], str]]:
    """Where a page is, under the policy of a strict server."""
    headers = {"Content-Security-Policy": POLICY}
    with serving(real_site, "/", headers) as real, serving(components_site, "/", headers) as components:
        yield lambda url: (components if url in TINY else real) + url


@pytest.fixture(scope="module")
def opened(address: Callable[[str], str], browser: Browser) -> Iterator[Opened]:
    """Open a page of the site; whoever has the same script shares a window."""
    windows: dict[str, Page] = {}

    def call(url: str, width: int = 1280, height: int = 640, script: str = "") -> Page:
        if script not in windows:
            context = browser.new_context(locale="zh-CN", bypass_csp=True)
            context.add_init_script(f"{TOOLS}{script}")
            windows[script] = context.new_page()
        page = windows[script]
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address(url))
        if "?q=" in url:
            expect(page.locator("[data-search-count]")).to_be_attached()
        return page

    yield call
    for page in windows.values():
        page.context.close()


TOOLS = """
const shown = (e) => e.getClientRects().length && e.checkVisibility({ visibilityProperty: true });
const away = (e, known = new Map()) => { // out of sight, for screen readers
  if (!e) return false;
  if (!known.has(e)) known.set(e, getComputedStyle(e).clipPath.startsWith('inset(50%') || away(e.parentElement, known));
  return known.get(e);
};
const named = (e) => e.outerHTML.replace(/\\s+/g, ' ').slice(0, 90);
const texts = function* () {
  const all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const known = new Map();
  while (all.nextNode()) {
    const node = all.currentNode;
    const around = node.parentElement;
    if (!node.data.trim() || around.closest('option, script, noscript')) continue;
    if (shown(around) && !away(around, known)) yield node;
  }
};
Object.assign(globalThis, { shown, away, named, texts });
"""
"""What the checks share: texts that are to be seen, and how an element is told."""


def unfolded(page: Page) -> Page:
    """Open what can be folded."""
    page.evaluate("document.querySelectorAll('main details:not(.qr)').forEach((each) => { each.open = true; })")
    return page


# ---- by keyboard alone (2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11)

WATCH = """() => {
  const within = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const wanted = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((e) => e.tabIndex >= 0 && !e.matches(':disabled, [type=radio]:not(:checked)') && shown(e));
  const walk = { wanted, met: [], faults: [] };
  walk.judge = (e) => {
    if (e.tabIndex < 0 && e !== document.body) return; // where the skip link leads
    walk.met.push(wanted.indexOf(e));
    if (e === document.body) return;
    const fault = (what) => walk.faults.push(`${what}: ${named(e)}`);
    const { outlineStyle, outlineWidth } = getComputedStyle(e);
    if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) fault('not seen');
    for (const { left, right, top, bottom, width, height } of e.getClientRects()) {
      const [dx, dy] = [Math.min(4, width / 4), Math.min(4, height / 4)];
      const points = [[(left + right) / 2, (top + bottom) / 2], [left + dx, top + dy], [right - dx, top + dy],
        [left + dx, bottom - dy], [right - dx, bottom - dy]];
      const seen = points.filter(([x, y]) => within(x, y));
      if (seen.length < (height < innerHeight ? 5 : 1)) fault('out of view');
      for (const [x, y] of seen) {
        const over = document.elementFromPoint(x, y);
        if (!over || !(e.contains(over) || over.contains(e))) fault(`covered by ${over && named(over)}`);
      }
    }
  };
  window.walk = walk;
  addEventListener('keydown', ({ key }) => key === 'Tab' && walk.judge(document.activeElement), true);
}"""
"""Judge whatever has the focus whenever it is about to go on."""


def walked(page: Page, key: str = "Tab") -> list[str]:
    """What goes wrong from the first stop to the last and out of the page."""
    page.evaluate(WATCH)
    count = page.evaluate("walk.wanted.length")
    for _ in range(count + 1):
        page.keyboard.press(key)
    met, faults = page.evaluate("[walk.met, walk.faults]")
    inside = range(count) if key == "Tab" else reversed(range(count))
    if met != [-1, *inside]:
        faults.append(f"stops, by their place on the page: {met}")
    if not page.evaluate("[document.body, walk.wanted[0], walk.wanted.at(-1)].includes(document.activeElement)"):
        faults.append("trapped")
    return faults


def pressed_until(page: Page, selector: str, most: int) -> list[str]:
    """Tab to something, judged at every stop on the way, and press Enter; what went wrong."""
    page.evaluate(WATCH)
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
    page.evaluate("walk.judge(document.activeElement)")
    faults = list(page.evaluate("walk.faults"))
    expect(page.locator(":focus").and_(page.locator(selector))).to_have_count(1)
    page.keyboard.press("Enter")
    return faults


@pytest.mark.parametrize(
    ("mode", "width"), [*MODES[1:3], *(pytest.param(*each, marks=pytest.mark.proof) for each in MODES[::3])]
)
def test_a_task_is_reached_from_the_home_page_by_keyboard_alone(opened: Opened, mode: str, width: int) -> None:
    page = opened("", width=width, script=mode)
    faults = pressed_until(page, ".doors a[href$='notices/']", 30)
    page.wait_for_url("**/notices/")
    faults += pressed_until(page, "a.skip", 1)
    faults += pressed_until(page, f"main a[href$='{NOTICE.split('/')[1]}/']", 12)
    page.wait_for_url(f"**/{NOTICE}")
    faults += pressed_until(page, "a.skip", 1)
    faults += pressed_until(page, "#t2 a[href$='tasks/2/']", 60)
    page.wait_for_url(f"**/{NOTICE}tasks/2/")
    assert page.locator("html").get_attribute("data-text") == ("large" if mode else None)
    assert faults == []


@pytest.mark.parametrize(
    ("mode", "width", "key"),
    [
        (LARGE, 320, "Tab"),
        *(pytest.param(*each, marks=pytest.mark.proof) for each in (("", 1280, "Tab"), (LARGE, 1280, "Shift+Tab"))),
    ],
)
def test_every_stop_of_a_notice_is_met_once_and_seen(opened: Opened, mode: str, width: int, key: str) -> None:
    page = unfolded(opened(NOTICE, width=width, script=mode))
    assert walked(page, key) == []
    links = page.evaluate("walk.wanted.map((e) => e.getAttribute('href')).filter((to) => /tasks.\\d+.$/.test(to))")
    assert set(links) >= {f"tasks/{n}/" for n in range(1, 67)}


@pytest.mark.parametrize(("mode", "width"), [("", 320), pytest.param(LARGE, 1280, marks=pytest.mark.proof)])
def test_open_panels_results_and_filters_are_no_trap(opened: Opened, mode: str, width: int) -> None:
    page = unfolded(opened(PAGES["search"], width=width, script=mode))
    page.locator("[data-reading]").evaluate("panel => { panel.open = true; }")
    assert walked(page) == []
    named = page.evaluate("walk.wanted.map((e) => e.name || e.dataset.readingReset)")
    assert {"theme", "motion", "", "kind", "agency"} <= set(named)
    assert page.evaluate("walk.wanted.filter((e) => e.closest('[data-search-hit]')).length") > 1


def test_reading_aloud_covers_no_focus(opened: Opened) -> None:
    page = opened(TASK, width=320, script=LARGE + VOICES)
    page.evaluate(f"arrive([{HERE}])")
    page.locator(".elder-bar [data-speak]").click()
    page.evaluate("document.activeElement.blur()")
    page.locator("a.skip").focus()
    page.evaluate("document.activeElement.blur()")
    assert [fault for fault in walked(page) if not fault.startswith("stops")] == []
    assert page.evaluate("walk.met.length") > 20
    assert page.locator("[data-speak-stop]").is_visible()


# ---- 400 % (1.4.10) and text spacing (1.4.12)

CUT = """() => {
  const faults = [];
  const frames = new Map(); // of the elements that cut what does not fit
  const frame = (e) => {
    const { overflowX, overflowY, display } = getComputedStyle(e);
    const cuts = display !== 'inline' && !e.ownerSVGElement && (overflowX !== 'visible' || overflowY !== 'visible');
    const box = e.getBoundingClientRect();
    return cuts && { box, across: overflowX !== 'visible', down: /hidden|clip/.test(overflowY) };
  };
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`${document.documentElement.scrollWidth} px wide`);
  for (const node of texts()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
    const around = node.parentElement;
    const beside = boxes.some((box) => box.left < -1 || box.right > innerWidth + 1);
    if (beside) faults.push(`beside the page: ${named(around)}`);
    for (let at = around; at !== document.body; at = at.parentElement) {
      if (!frames.has(at)) frames.set(at, frame(at));
      if (!frames.get(at)) continue;
      const { across, down, box: around } = frames.get(at);
      const past = (box) => (across && (box.left < around.left - 1 || box.right > around.right + 1))
        || (down && (box.top < around.top - 2 || box.bottom > around.bottom + 2));
      if (boxes.some(past)) faults.push(`cut: ${named(at)}`);
    }
  }
  for (const box of document.querySelectorAll('button, .badge, summary')) {
    if (shown(box) && box.scrollWidth > box.clientWidth + 1) faults.push(`too narrow: ${named(box)}`);
  }
  for (const svg of document.querySelectorAll('main svg')) {
    const labels = [...svg.querySelectorAll('text')].map((text) => [text, text.getBoundingClientRect()]);
    labels.forEach(([text, a], i) => {
      const hit = ([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
      if (labels.slice(i + 1).some(hit)) faults.push(`on another: ${named(text)}`);
    });
  }
  return [...new Set(faults)];
}"""
"""Text that does not stay within the page, the frames that cut it, or its place in a picture."""
SEEN = """() => [...texts()].filter((node) => !node.parentElement.closest('.side')).map((node) => node.data).concat(
  [...document.querySelectorAll('[data-label]')].filter((e) => shown(e) && !away(e))
    .flatMap((e) => ((/"([^"]*)"/.exec(getComputedStyle(e, '::before').content) || [])[1] || '').split('：')),
).map((text) => text.replace(/\\s+/g, ' ').trim()).filter(Boolean)"""
"""All texts that are to be seen, labels of cells included; one that names two heads counts for both.

What stands beside a table is not counted: its words stand again in the headings of the table's parts.
"""
SPARED = {
    *("序号", "工作任务", "主题", "单位", "名称", "列", "键", "事项", "信息内容", "申请人情况", "种类"),
    *("—", "0", "搜索"),
    "显示设置",  # a picture says it where there is little room
    *("单位", "缩小范围", "没有", "地区", "原文未列", "责任单位（含协办、配合）"),
}
"""Not needed in cards, which say what title and number are and leave out empty cells; nor beside a search page."""
ALL_SHOWN = re.compile(r"显示 (\d+) 项，共 \1 项")
"""That all rows are shown is said where there is room; and a number says more where it has no column."""
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""


@pytest.fixture(scope="module")
def each_kind(address: Callable[[str], str], browser: Browser) -> Iterator[Mapping[str, Page]]:
    """A page of every kind with all unfolded, each in a tab that the next test finds as it was, whatever its size."""
    context = browser.new_context(locale="zh-CN", bypass_csp=True)
    context.add_init_script(TOOLS)
    tabs = {kind: context.new_page() for kind in PAGES}
    for kind, url in PAGES.items():
        tabs[kind].goto(address(url))
        if "?q=" in url:
            expect(tabs[kind].locator("[data-search-count]")).to_be_attached()
        unfolded(tabs[kind])
    yield tabs
    context.close()


def lost(page: Page) -> list[str]:
    """What is to be seen at 1280 px and no longer at 400 %."""
    before = Counter(page.evaluate(SEEN))
    page.set_viewport_size({"width": 320, "height": 256})
    after = Counter(page.evaluate(SEEN))
    gone = (before - after).keys() - SPARED
    return sorted(text for text in gone if f"第 {text} 项" not in after and not ALL_SHOWN.fullmatch(text))


def test_at_400_percent_nothing_is_lost_cut_or_beside_the_page(each_kind: Mapping[str, Page]) -> None:
    found = {}
    for kind, page in each_kind.items():
        page.set_viewport_size({"width": 1280, "height": 640})
        found[kind] = [*(f"lost: {text}" for text in lost(page)), *page.evaluate(CUT)]
    assert {kind: faults for kind, faults in found.items() if faults} == {}


WIDTHS = pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.proof)])


@WIDTHS
def test_text_spacing_cuts_nothing(each_kind: Mapping[str, Page], width: int) -> None:
    found = {}
    for kind, page in each_kind.items():
        page.set_viewport_size({"width": width, "height": 640})
        style = page.add_style_tag(content=SPACING)
        found[kind] = page.evaluate(CUT)
        wide, size = page.locator("h1").first.evaluate(
            "e => ['letterSpacing', 'fontSize'].map((name) => parseFloat(getComputedStyle(e)[name]))"
        )
        assert round(wide / size, 2) == 0.12
        style.evaluate("e => e.remove()")
    assert {kind: faults for kind, faults in found.items() if faults} == {}


# ---- targets (2.5.8)

SMALL = """(within) => {
  const around = document.querySelector(within || 'body');
  const all = [...around.querySelectorAll('a[href], button, input, select, textarea, summary, label[for]')]
    .filter((e) => shown(e) && !away(e) && !e.matches(':disabled'))
    .map((e) => ({ e, does: e.control || e, boxes: [...e.getClientRects()], box: e.getBoundingClientRect() }));
  const fits = ({ boxes }) => boxes.some((box) => box.width >= 24 && box.height >= 24);
  const inSentence = ({ e }) => { // its height is that of a line of words which are no target
    if (getComputedStyle(e).display !== 'inline') return false;
    const block = e.parentElement.closest('p, li, td, th, dd, figcaption, caption, blockquote') || e.parentElement;
    const rest = block.cloneNode(true);
    rest.querySelectorAll('a, button, .hidden').forEach((each) => each.remove());
    return /[\\p{L}\\p{N}]/u.test(rest.textContent);
  };
  const middle = ({ box }) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const far = ([x, y], box) => Math.hypot(
    Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) >= 12;
  const small = all.filter((one) => !one.e.matches('label') && !fits(one) && !inSentence(one));
  const crowded = (one) => all.some((other) => other.does !== one.does && (
    other.boxes.some((box) => !far(middle(one), box))
    || (small.includes(other) && Math.hypot(...middle(one).map((at, i) => at - middle(other)[i])) < 24)));
  return small.filter(crowded).map(({ e, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${named(e)}`);
}"""
"""Targets below 24 × 24 px that are in no sentence and have no such room around them."""


@WIDTHS
def test_every_target_is_large_enough_for_a_thumb(each_kind: Mapping[str, Page], width: int) -> None:
    found = {}
    for kind, page in each_kind.items():
        page.set_viewport_size({"width": width, "height": 640})
        found[kind] = page.evaluate(SMALL)
    page.locator(".reading summary").first.click()
    found["reading"] = page.evaluate(SMALL, ".reading form")
    page.locator(".reading summary").first.click()
    assert {where: faults for where, faults in found.items() if faults} == {}


# ---- the checks find what they are for

STYLED = "<p style='{}'>这一行文字相当长，所以放不进很窄的框里</p>"
FAULTS: Mapping[str, tuple[Callable[[Page], list[str]], str, str]] = {
    "covered": (walked, "<div style='position: fixed; inset: 0'>盖住</div>", "covered by"),
    "unseen": (walked, "<style>:focus-visible { outline: none !important }</style>", "not seen"),
    "away": (walked, "<a href='#' style='position: fixed; left: -99px'>外</a>", "out of view"),
    "trap": (walked, "<button onkeydown='event.preventDefault()'>困住</button>", "trapped"),
    "order": (walked, "<button tabindex='1'>先</button>", "stops"),
    "wide": (lambda page: page.evaluate(CUT), STYLED.format("width: 2000px"), "px wide"),
    "cut": (lambda page: page.evaluate(CUT), STYLED.format("width: 5em; overflow: hidden; white-space: nowrap"), "cut"),
    "low": (lambda page: page.evaluate(CUT), STYLED.format("width: 5em; height: 2em; overflow: hidden"), "cut"),
    "lost": (lost, "<style>@media (max-width: 400px) { h1 { display: none } }</style>", ""),
    "small": (
        lambda page: page.evaluate(SMALL),
        "<style>p a { display: inline-block; width: 9px }</style><p><a href='#'>1</a> <a href='#'>2</a></p>",
        "9 ×",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(opened: Opened, name: str) -> None:
    check, fault, told = FAULTS[name]
    page = opened(PAGES["page"])
    page.evaluate("fault => document.querySelector('main').insertAdjacentHTML('beforeend', fault)", fault)
    found = check(page)
    assert found
    assert any(each.startswith(told) or told in each for each in found), found


def test_room_and_sentences_excuse_a_small_target(opened: Opened) -> None:
    page = opened(PAGES["page"])
    excused = (
        "<p style='padding: 40px'><a style='display: inline-block; width: 9px' href='#'>1</a></p>"
        "<p style='font-size: 12px'>见<a href='#'>一</a>和<a href='#'>二</a></p>"
    )
    page.evaluate("text => document.querySelector('main').insertAdjacentHTML('beforeend', text)", excused)
    assert page.evaluate(SMALL) == []


# ---- status messages (4.1.3)


def announced(page: Page, selector: str, act: Callable[[Page], object]) -> list[str]:
    """What a screen reader would miss when something is done: the place has to be there before its words change."""
    place = page.locator(selector).element_handle(timeout=2000)
    before = place.text_content()
    page.evaluate("window.had = document.activeElement")
    act(page)
    page.wait_for_function("([e, before]) => e.textContent !== before", arg=[place, before], timeout=5000)
    judged = {
        "no status": "place.closest('[role=status]') === place",
        "not read": "place.isConnected && place.checkVisibility({ visibilityProperty: true })",
        "says nothing": "place.textContent.trim() !== ''",
        "moves the focus": "document.activeElement === window.had",
    }
    return [fault for fault, test in judged.items() if not page.evaluate(f"place => {test}", place)]


def copied_the_old_way(page: Page) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.keyboard.press("Enter")


def spoken(page: Page) -> None:
    page.evaluate("() => { while (said.at(-1)) next(); }")


COPY, COPIED = "[data-copy-page]", ".toolbar [data-copy-status]"
CITE, CITED = "[data-cite] [data-copy]", "[data-cite] [data-copy-status]"
MESSAGES: Mapping[str, tuple[str, str, str, Callable[[Page], object]]] = {
    "results": (
        f"search/?q={quote('公开')}",
        "[name=kind]",
        "[data-search-status]",
        lambda page: page.locator("[name=kind]").select_option(index=1),
    ),
    "suggestions": (
        TASK,
        "header [name=q]",
        "header .search-form [role=status]",
        lambda page: page.keyboard.type("财政"),
    ),
    "narrowed": (NOTICE, "form.narrow [name=text]", "[data-narrow-count]", lambda page: page.keyboard.type("预算")),
    "copied": (TASK, COPY, COPIED, lambda page: page.keyboard.press("Enter")),
    "copied the old way": (TASK, COPY, COPIED, copied_the_old_way),
    "cited": (
        TASK,
        "[data-cite] [data-copy]",
        "[data-cite] [data-copy-status]",
        lambda page: page.keyboard.press("Enter"),
    ),
    "cited the old way": (TASK, CITE, CITED, copied_the_old_way),
    "read": (TASK, COPY, "[data-speak-status]", spoken),
}


@pytest.fixture
def ready(opened: Opened) -> Callable[[str], Page]:
    """A page just before something is done that gives a message."""

    def call(name: str) -> Page:
        url, focus, _, _ = MESSAGES[name]
        page = opened(url, script=VOICES)
        if name == "read":
            page.evaluate(f"arrive([{HERE}])")
            page.locator(".toolbar [data-speak]").click()
        page.locator(focus).focus()
        return page

    return call


@pytest.mark.parametrize("name", MESSAGES)
def test_what_happens_is_said_where_a_screen_reader_listens(ready: Callable[[str], Page], name: str) -> None:
    _, _, place, act = MESSAGES[name]
    assert announced(ready(name), place, act) == []


def test_a_search_is_announced_from_its_start(opened: Opened, real_site: Path) -> None:
    place = html.parse(real_site / "search/index.html").find(".//*[@data-search-status]")
    assert place.get("role") == "status"
    assert place.text_content() == ""
    expect(opened(PAGES["search"]).locator("p[role=status][data-search-status]")).to_contain_text("找到")


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("place.removeAttribute('role')", "no status"),
        ("place.style.visibility = 'hidden'", "not read"),
    ],
)
def test_a_message_that_is_not_heard_is_found(ready: Callable[[str], Page], fault: str, told: str) -> None:
    _, _, place, act = MESSAGES["copied"]
    page = ready("copied")
    page.locator(place).evaluate(f"place => {{ {fault} }}")
    assert announced(page, place, act) == [told]


# ---- every page's markup


Documents = Mapping[str, html.HtmlElement]
LABELABLE = ("input", "select", "textarea", "button", "output", "meter", "progress")


def parsed(folder: Path) -> Documents:
    """Every page, by its path."""
    return {p.relative_to(folder).as_posix(): html.fromstring(p.read_bytes()) for p in sorted(folder.rglob("*.html"))}


@pytest.fixture(scope="module")
def documents(real_site: Path, components_site: Path) -> Documents:
    """Every page of the real site, and the components."""
    gallery = html.fromstring((components_site / "components/index.html").read_bytes())
    return {**parsed(real_site), "components/index.html": gallery}


def loose(page: html.HtmlElement) -> list[str]:
    """References to an id that is not there, and labels of what takes none."""
    by_id = {each.get("id"): each for each in page.iter() if each.get("id")}
    faults = []
    for name in ("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"):
        for each in page.xpath(f"//*[@{name}]"):
            faults += [f"{name}={id}" for id in each.get(name).split() if id not in by_id]
    labels = [label.get("for") for label in page.iter("label")]
    faults += [f"label for {id}" for id in labels if id in by_id and by_id[id].tag not in LABELABLE]
    return faults


def before_paint(page: html.HtmlElement) -> list[str]:
    """What a browser fetches before it paints anything, and whatever may shift or load by itself; where it is amiss."""
    scripts = [
        s.get("src")
        for s in page.iter("script")
        if not {"defer", "async"} & set(s.attrib) and s.get("type") != "module"
    ]
    styles = [link.get("href") for link in page.iter("link") if "stylesheet" in link.get("rel").split()]
    faults = [] if len(styles) == 1 else [f"style sheets: {styles}"]
    faults += [] if len(scripts) == 1 and page.head.find(f"script[@src='{scripts[0]}']") is not None else [f"{scripts}"]
    faults += [
        link.get("rel")
        for link in page.iter("link")
        if link.get("rel") not in ("icon", "stylesheet", "canonical", "search", "alternate")
    ]
    shown = [each for each in page.iter("img") if each.get("class") != "logo"]  # a portal may have one
    return faults + [each.tag for each in (*shown, *page.iter("iframe", "object", "embed", "video", "audio", "base"))]


def clicks(pages: Documents, start: str = "index.html") -> dict[str, int]:
    """How many links have to be followed from the home page to each page, without JavaScript and unfolding nothing."""
    far, ring = {start: 0}, [start]
    for path in ring:
        plain = pages[path].xpath("//a[@href][not(ancestor-or-self::*[@hidden])][not(ancestor::details[not(@open)])]")
        for to in (urlsplit(urljoin(f"http://site/{path}", a.get("href"))) for a in plain):
            target = to.path[1:] + ("index.html" if to.path.endswith("/") else "")
            if to.netloc == "site" and target in pages and target not in far:
                far[target] = far[path] + 1
                ring.append(target)
    return far


def test_every_reference_to_an_id_leads_somewhere(documents: Documents) -> None:
    assert {path: faults for path, page in documents.items() if (faults := loose(page))} == {}


def test_three_files_are_enough_to_paint_any_page(documents: Documents) -> None:
    pages = {path: page for path, page in documents.items() if "/card/" not in path}  # which has no script
    assert {path: faults for path, page in pages.items() if (faults := before_paint(page))} == {}


def test_every_task_is_three_clicks_from_the_home_page(documents: Documents) -> None:
    far = clicks(documents)
    tasks = {path for path in documents if "/tasks/" in path and "/card/" not in path}
    assert len(tasks) == 245
    assert {path: far.get(path) for path in tasks if far.get(path, 9) > 3} == {}


def test_every_page_is_light_and_no_style_fetches_a_font(real_site: Path) -> None:
    sizes = {path: len(gzip.compress(path.read_bytes())) for path in real_site.rglob("*.html")}
    assert max(sizes.values()) <= 60_000, max(sizes, key=lambda path: sizes[path])
    styles = [path.read_text(encoding="utf-8") for path in real_site.rglob("*.css") if "pagefind" not in path.parts]
    assert styles
    assert not [text for text in styles if "@font-face" in text or "url(" in text]
    assert not [p for p in real_site.rglob("*") if p.suffix in (".woff", ".woff2", ".ttf", ".otf", ".eot")]


def test_faults_of_markup_are_found() -> None:
    head = "<head><script src=a.js></script><script src=b.js defer></script><link rel=stylesheet href=a.css></head>"
    bad = html.fromstring(
        "<html><head><script src=a.js></script><link rel=stylesheet href=a.css><link rel=stylesheet href=b.css>"
        "<link rel=preload href=c></head><body><script src=b.js></script><img src=d>"
        "<label for=p>x</label><label for=none>y</label><p id=p aria-describedby='p q'></p></body></html>"
    )
    assert loose(bad) == ["for=none", "aria-describedby=q", "label for p"]
    assert len(before_paint(bad)) == 4
    good = html.fromstring(f"<html>{head}<body><a href=a/>1</a><p hidden><a href=b/>2</a></p></body></html>")
    assert before_paint(good) == []
    folded = html.fromstring("<html><body><details><a href=../b/>2</a></details><a href=../c/>3</a></body></html>")
    pages = {"index.html": good, "a/index.html": folded, "b/index.html": good, "c/index.html": good}
    assert clicks(pages) == {"index.html": 0, "a/index.html": 1, "c/index.html": 2}
