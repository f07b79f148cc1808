"""The theme's tokens and weights, and its styles and scripts in a browser: modes, narrowing, reading aloud, print."""

import colorsys
import gzip
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import rjsmin
from playwright.sync_api import Page, expect
from portal import REPOSITORY

from gksite.problems.problem import Problems
from gksite.theming.assets import assets, search_assets
from gksite.theming.colours import contrast, parts_of
from gksite.theming.theme import Theme, own_theme
from gksite.theming.tokens import SHAPES, TEXTS, tokens_of

TOKENS = (own_theme() / "assets/tokens.css").read_text(encoding="utf-8")
NOTICE, TASK, AGENCY = "notices/xiamen-2016/", "notices/quanzhou-2018/tasks/1/", "agencies/quanzhou/caizhengju/"
Visit = Callable[..., Page]

# ---- tokens


def tokens(selector: str, media: str = "") -> dict[str, str]:
    """The tokens that one rule sets, in one media query or outside of any."""
    text = re.sub(r"/\*.*?\*/", "", TOKENS, flags=re.DOTALL)
    inside = re.search(rf"@media \({re.escape(media)}\) \{{(.*?)\n\}}", text, re.DOTALL) if media else None
    where = inside[1] if inside else re.sub(r"@media.*?\n\}", "", text, flags=re.DOTALL)
    rule = next(m[2] for m in re.finditer(r"([^{}]+)\{([^{}]*)\}", where) if m[1].strip() == selector)
    return dict(re.findall(r"--([\w-]+): ([^;]+);", rule))


LIGHT = tokens(":root")
DARK = LIGHT | tokens(':root[data-theme="dark"]')
CONTRAST = LIGHT | tokens(':root[data-theme="contrast"]')
MORE = tokens(":root:not([data-theme])", "prefers-contrast: more")
MODES = {
    "light": (LIGHT, 4.5),
    "dark": (DARK, 4.5),
    "contrast": (CONTRAST, 7.0),
    "light, more contrast": (LIGHT | MORE, 7.0),
    "dark, more contrast": (DARK | MORE, 7.0),
}


def colour(name: str, colours: dict[str, str]) -> str:
    """A token's colour."""
    value = colours[name]
    return colour(value[len("var(--") : -1], colours) if value.startswith("var(") else value


def faint(pairs: dict[str, tuple[str, ...]], colours: dict[str, str], least: float) -> dict[tuple[str, str], float]:
    """The pairs of tokens that contrast too little, with their ratios."""
    found = {
        (one, other): contrast(colour(one, colours), colour(other, colours))
        for one, others in pairs.items()
        for other in others
    }
    return {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("mode", MODES)
def test_text_contrasts_with_every_ground_it_stands_on(mode: str) -> None:
    colours, least = MODES[mode]
    assert faint(TEXTS, colours, least) == {}


@pytest.mark.parametrize("mode", MODES)
def test_edges_and_focus_contrast_with_what_is_beside_them(mode: str) -> None:
    colours, _ = MODES[mode]
    assert faint(SHAPES, colours, 3) == {}


def test_the_program_reads_the_tokens_as_they_are_here() -> None:
    assert tokens_of(TOKENS) == {"light": LIGHT, "dark": DARK}


def test_there_are_three_hues_at_most() -> None:
    colours = {v for v in (*LIGHT.values(), *DARK.values(), *CONTRAST.values()) if re.fullmatch(r"#[0-9a-f]{3,6}", v)}
    parts = [colorsys.rgb_to_hsv(*parts_of(colour)) for colour in colours]
    hues = sorted(360 * hue for hue, saturation, _ in parts if saturation > 0.15)
    groups = sum(hue - before > 30 for before, hue in zip([hues[-1] - 360, *hues], hues, strict=False))
    assert 2 <= groups <= 3


def test_dark_is_the_same_whether_chosen_or_the_systems() -> None:
    assert tokens(":root:not([data-theme])", "prefers-color-scheme: dark") == tokens(':root[data-theme="dark"]')


# ---- files and weights


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def test_styles_and_scripts_are_joined_in_order() -> None:
    addresses, outputs = assets(Theme(own_theme()), REPOSITORY, Problems(), search=True)
    assert set(addresses) == {"icon.svg", "mode.js", "pagefind.js", "search-page.js", "site.css", "site.js", "table.js"}
    css = next(o.content for o in outputs if o.path == addresses["site.css"]) or b""
    parts = [(own_theme() / "assets" / name).read_bytes() for name in ("tokens.css", "site.css", "print.css")]
    assert css == b"\n".join(parts)


def test_a_theme_may_have_one_style_sheet_only(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/site.css").write_text("p { margin: 0; }\n", encoding="utf-8")
    addresses, (output,) = assets(Theme(tmp_path), tmp_path, Problems(), search=False)
    assert set(addresses) == {"site.css"}
    assert output.content == b"p { margin: 0; }\n"


def test_scripts_are_sent_without_comments_and_the_same_everywhere() -> None:
    slow = rjsmin._make_jsmin(python_only=True)
    for path in (own_theme() / "assets").rglob("*.js"):
        source = path.read_bytes()
        assert slow(source) == rjsmin.jsmin(source)
        assert source.splitlines()[0].startswith(b"//")
        assert source.splitlines()[0] not in rjsmin.jsmin(source)


def test_the_search_script_of_a_disk_scans_and_says_where_it_is() -> None:
    addresses, outputs = search_assets(Theme(own_theme()), REPOSITORY, Problems(), scan=True)
    sent = {o.path: (o.content or b"").decode() for o in outputs}
    assert "text.js" in sent["assets/search.js"]
    assert "start.bin" not in sent["assets/search.js"]
    classic = sent[addresses["search-classic.js"]]
    assert "document.currentScript" in classic
    assert "import.meta" not in classic
    assert "export " not in classic


@pytest.mark.parametrize("scan", [False, True], ids=["index", "scan"])
def test_styles_and_scripts_are_light(scan: bool) -> None:
    addresses, outputs = assets(Theme(own_theme()), REPOSITORY, Problems(), search=True)
    searching, files = search_assets(Theme(own_theme()), REPOSITORY, Problems(), scan=scan)
    sent = {o.path: o.content or b"" for o in (*outputs, *files)}
    addresses = {**addresses, **searching}
    weights = {name: weight(sent[address]) for name, address in addresses.items() if name.endswith((".js", ".css"))}
    assert weights["site.css"] <= 20_000
    assert weights["mode.js"] <= 1_000
    of_all = weights["mode.js"] + weights["site.js"] + weights["search.js"]
    assert of_all + weights["table.js"] <= 20_000, weights  # the page of a notice
    assert of_all + weights["search-page.js"] <= 20_000, weights


# ---- in a browser


@pytest.fixture
def visit(at_root: str, visit: Visit) -> Visit:
    """Open a page of the site."""
    return lambda url="", **how: visit(at_root + url, **how)


def kept(chosen: str) -> str:
    """A script that remembers a choice before a page is opened."""
    return f"localStorage.getItem('gksite-reading') || localStorage.setItem('gksite-reading', '{chosen}');"


LARGE = kept('{"text":"large"}')


def test_a_choice_holds_at_once_and_on_the_next_page_until_taken_back(visit: Visit) -> None:
    page = visit(width=375)
    root, control = page.locator("html"), page.locator("[data-reading]")
    control.locator("summary").click()
    control.locator("label", has_text="高对比度").click()
    page.locator(".site-head [data-elder]").click()
    expect(root).to_have_attribute("data-theme", "contrast")
    expect(root).to_have_attribute("data-text", "large")
    expect(root).to_have_css("background-color", "rgb(0, 0, 0)")
    page.locator(".doors a").nth(1).click()
    expect(root).to_have_attribute("data-theme", "contrast")
    expect(root).to_have_css("font-size", "24px")
    page.locator(".elder-bar [data-elder]").click()
    expect(root).to_have_css("font-size", "16px")
    expect(page.locator(".site-head [data-elder]")).to_be_focused()
    control.locator("summary").click()
    expect(control.get_by_label("高对比度")).to_be_checked()
    control.locator("[data-reading-reset]").click()
    expect(root).not_to_have_attribute("data-theme", re.compile(""))
    expect(control.get_by_label("跟随系统")).to_be_checked()
    page.go_back()
    expect(root).not_to_have_attribute("data-theme", re.compile(""))
    expect(root).to_have_css("font-size", "16px")


def test_the_choice_is_there_before_anything_is_painted(visit: Visit) -> None:
    page = visit(script=kept('{"theme":"dark"}'))
    blocking = page.locator("head script:not([defer]):not([async]):not([type=module])")
    assert [urlsplit(str(src)).path for src in blocking.evaluate_all("all => all.map(s => s.src)")] == [
        page.evaluate(
            "performance.getEntriesByType('resource').map(r => new URL(r.name).pathname)"
            ".find(path => path.includes('mode.'))"
        )
    ]
    expect(page.locator("html")).to_have_css("background-color", "rgb(18, 23, 30)")


@pytest.mark.parametrize("stored", ["nonsense", "null", '{"theme":"","text":"","else":"x"}'])
def test_what_is_not_a_choice_changes_nothing(visit: Visit, stored: str) -> None:
    page = visit(script=kept(stored))
    assert page.evaluate("Object.keys(document.documentElement.dataset)") == []


@pytest.mark.parametrize(
    ("how", "ground"),
    [
        ({"color_scheme": "dark"}, "rgb(18, 23, 30)"),
        ({"color_scheme": "light"}, "rgb(255, 255, 255)"),
    ],
)
def test_without_javascript_the_page_follows_the_system(visit: Visit, how: dict[str, str], ground: str) -> None:
    page = visit(NOTICE, java_script_enabled=False, contrast="more", **how)
    expect(page.locator("html")).to_have_css("background-color", ground)
    muted = page.locator(".crumbs [aria-current]").evaluate("e => getComputedStyle(e).color")
    assert muted == page.locator("h1").evaluate("e => getComputedStyle(e).color")
    for tool in (".reading", ".table-tool", ".elder", ".toolbar button"):
        expect(page.locator(tool).first).not_to_be_visible()


@pytest.mark.parametrize(("motion", "script"), [("reduce", ""), ("no-preference", kept('{"motion":"reduce"}'))])
def test_nothing_moves_for_those_who_want_it_still(visit: Visit, motion: str, script: str) -> None:
    page = visit(script=script, reduced_motion=motion)
    page.locator(".reading summary").click()
    expect(page.locator(".reading form")).to_be_visible()
    expect(page.locator(".reading form")).to_have_css("animation-name", "none")


def test_forced_colours_keep_edges(visit: Visit) -> None:
    page = visit(forced_colors="active")
    button = page.locator("main button[type=submit]").first
    assert button.evaluate("e => getComputedStyle(e).borderTopWidth") == "2px"
    page = visit(NOTICE, forced_colors="active")
    edges = page.locator(".site-nav a").evaluate_all("all => all.map(e => getComputedStyle(e).borderBottomColor)")
    ground = page.locator("html").evaluate("e => getComputedStyle(e).backgroundColor")
    is_current = [edge != ground for edge in edges]
    assert is_current.count(True) == 1


SMALL = """(least) => [...document.querySelectorAll('body *')].filter((e) => {
    const { fontSize, lineHeight } = getComputedStyle(e);
    const size = parseFloat(fontSize);
    const tight = e.matches('p, li, td, dd') && parseFloat(lineHeight) < 1.5 * size - 0.1;
    const own = [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    return own && e.checkVisibility() && !e.closest('.hidden, option') && (size < least || tight);
  }).map((e) => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 20))"""
"""Elements with text of their own that is smaller than `least`, or with lines too close."""
LOW = """(least) => [...document.querySelectorAll('button, input, select, summary, .site-nav a, .reading label')]
  .filter((e) => {
    const { width, height } = e.getBoundingClientRect();
    const seen = width && e.checkVisibility({ visibilityProperty: true });
    return seen && !e.matches('[type=radio], [type=checkbox]') && height < least - 0.1;
  }).map((e) => e.outerHTML.slice(0, 60))"""
"""Main actions lower than `least`."""


@pytest.mark.parametrize(
    "url",
    [NOTICE, f"search/?q={quote('预决算')}", *(pytest.param(u, marks=pytest.mark.proof) for u in ("", TASK, AGENCY))],
)
def test_large_type_is_large_everywhere(visit: Visit, url: str) -> None:
    page = visit(url, width=320, script=LARGE)
    if url.startswith("search"):
        expect(page.locator("[data-search-count]")).to_be_visible()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SMALL, 24) == []
        assert page.evaluate(LOW, 60) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("url", ["", NOTICE, f"search/?q={quote('预决算')}"])
def test_main_actions_are_as_high_as_a_thumb(visit: Visit, url: str) -> None:
    page = visit(url, width=360)
    page.locator(".reading summary").click()
    assert page.evaluate(LOW, 44) == []


SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: 'layout-shift', buffered: true });"""


@pytest.mark.parametrize("url", ["", NOTICE, f"search/?q={quote('预决算')}"])
@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.proof)])
def test_nothing_shifts_while_a_page_loads(visit: Visit, url: str, width: int) -> None:
    page = visit(url, width=width, script=SHIFTS)
    if url.startswith("search"):
        expect(page.locator("[data-search-count]")).to_be_visible()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")
    assert page.evaluate("window.shifts") == []


def test_rows_are_cards_on_a_phone_and_still_a_table_to_assistive_technology(visit: Visit) -> None:
    found = []
    for width, script in ((320, False), (320, True), (1280, True)):
        page = visit(NOTICE, width=width, java_script_enabled=script)
        for part in page.locator("[data-part] > details:not([open]) > summary:visible").all()[::-1]:
            part.click()
        row = page.locator("tr.task").first
        expect(row).to_have_css("display", "block" if width == 320 else "table-row")
        label = row.locator("td[data-label]").first.evaluate("e => getComputedStyle(e, '::before').content")
        assert ("牵头单位" in label) == (width == 320)
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        roles = [node["role"]["value"] for node in tree if not node["ignored"]]
        found.append({role: roles.count(role) for role in ("table", "row", "rowheader", "columnheader", "cell")})
    assert found[0] == found[1]
    assert found[1] == found[2]
    assert found[0]["columnheader"] >= 5
    assert found[0]["cell"] >= 66 * 3


def test_the_sticky_header_never_covers_the_focus(visit: Visit) -> None:
    page = visit(NOTICE, height=500)
    page.locator("#t30 a").last.focus()
    for key in ["Shift+Tab"] * 25 + ["Tab"] * 25:
        page.keyboard.press(key)
        assert page.evaluate(
            """() => { const e = document.activeElement, box = e.getClientRects()[0]; // a name may break
            return e.contains(document.elementFromPoint(box.left + box.width / 2, box.top + 5))
              && e.contains(document.elementFromPoint(box.left + box.width / 2, box.bottom - 5)); }"""
        ), page.evaluate("document.activeElement.outerHTML")


# ---- the table, narrowed


def rows(page: Page) -> list[str]:
    """The numbers of the tasks that are shown."""
    return list(page.locator("tr.task:visible").evaluate_all("all => all.map((row) => row.id.slice(1))"))


def test_the_table_narrows_by_agency_role_section_and_text(visit: Visit, at_root: str) -> None:
    page = visit(NOTICE)
    count, form = page.locator("[data-narrow-count]"), page.locator("form.narrow")
    expect(count).to_have_text("显示 66 项，共 66 项")
    agency = "xiamen/fagaiwei"
    form.locator("select[name=agency]").select_option(agency)
    expect(count).not_to_have_text("显示 66 项，共 66 项")
    named = page.locator(f"tr.task[data-agencies*=':{agency} ']").count()
    assert 0 < len(rows(page)) == named < 66
    expect(page).to_have_url(f"{at_root}{NOTICE}?agency={agency}")
    form.locator("select[name=role]").select_option("lead")
    lead = page.locator(f"tr.task[data-agencies*='lead:{agency} ']").count()
    expect(count).to_have_text(f"显示 {lead} 项，共 66 项")
    assert 0 < len(rows(page)) == lead < named
    form.locator("button[type=reset]").click()
    expect(count).to_have_text("显示 66 项，共 66 项")
    expect(page).to_have_url(at_root + NOTICE)


def test_typed_text_is_folded_and_empty_groups_go(visit: Visit, at_root: str) -> None:
    page = visit(NOTICE)
    page.locator("form.narrow input[name=text]").fill("ｐ ｐｐ")
    expect(page.locator("[data-narrow-count]")).not_to_contain_text("显示 66 项")
    shown = page.locator("tr.task:visible")
    assert 0 < shown.count() < 66
    for text in shown.all_inner_texts():
        assert "ppp" in re.sub(r"\s", "", text).lower()
    groups = page.locator("tr.section:visible")
    for heading in groups.all():
        depth = int(str(heading.locator("xpath=..").get_attribute("data-depth")))
        after = heading.evaluate(
            """(row, depth) => {
              const groups = [...row.closest('table').tBodies];
              const later = groups.slice(groups.indexOf(row.parentElement) + 1);
              const end = later.findIndex((group) => group.dataset.depth <= depth);
              const within = [row.parentElement, ...later.slice(0, end < 0 ? undefined : end)];
              return within.some((group) => group.querySelector('.task:not([hidden])'));
            }""",
            depth,
        )
        assert after, heading.inner_text()
    assert groups.count() < page.locator("tr.section").count()
    expect(page).to_have_url(f"{at_root}{NOTICE}?text={quote('ｐ')}+{quote('ｐｐ')}")


def test_an_address_brings_the_narrowed_table_back(visit: Visit) -> None:
    page = visit(f"{NOTICE}?section=5&text={quote('公开')}&other=1#t12")
    expect(page.locator("form.narrow select[name=section]")).to_have_value("5")
    shown = rows(page)
    assert 0 < len(shown) <= 10
    assert page.locator("tr.task:visible:not([data-section='5'])").count() == 0
    page.locator("form.narrow input[name=text]").fill("没有这样的字")
    expect(page.locator("[data-narrow-count]")).to_contain_text("没有符合条件的任务")
    assert "other=1" in page.url
    assert page.url.endswith("#t12")
    assert page.locator("tr.section:visible").count() == 0


def test_a_link_to_a_hidden_part_brings_it_back(visit: Visit) -> None:
    page = visit(f"{NOTICE}?section=5")
    expect(page.locator("#s1")).not_to_be_visible()
    page.locator("details.toc a[href='#s1']").click()
    expect(page.locator("#s1")).to_be_in_viewport()
    expect(page.locator("[data-narrow-count]")).to_have_text("显示 66 项，共 66 项")


def test_an_address_that_names_nothing_here_narrows_nothing(visit: Visit) -> None:
    page = visit(f"{NOTICE}?agency=nowhere/nobody&section=99&role=boss")
    expect(page.locator("[data-narrow-count]")).to_have_text("显示 66 项，共 66 项")
    expect(page.locator("form.narrow select[name=agency]")).to_have_value("")


# ---- the key, the address, reading aloud


def test_the_slash_key_can_be_switched_off(visit: Visit) -> None:
    page = visit(TASK)
    box = page.locator("header input[name=q]")
    expect(box).to_have_attribute("aria-keyshortcuts", "/")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.locator(".reading summary").click()
    page.locator(".reading label", has_text="快捷键").click()
    page.keyboard.press("Escape")
    expect(page.locator(".reading summary")).to_be_focused()
    expect(page.locator(".reading form")).not_to_be_visible()
    page.keyboard.press("/")
    expect(box).not_to_be_focused()
    expect(box).not_to_have_attribute("aria-keyshortcuts", "/")


def test_the_panel_closes_before_it_covers_the_focus(visit: Visit) -> None:
    page = visit(TASK, width=360)
    page.locator(".reading summary").click()
    page.locator("[data-reading-reset]").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".reading form")).not_to_be_visible()
    page.locator(".reading summary").click()
    page.locator("footer").click(position={"x": 1, "y": 1})
    expect(page.locator(".reading form")).not_to_be_visible()


@pytest.mark.parametrize("allowed", [True, False])
def test_a_pages_address_can_be_copied(visit: Visit, allowed: bool) -> None:
    refuse = "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
    page = visit(TASK, script="" if allowed else refuse, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("history.replaceState(null, '', '?a=1#cite')")
    page.locator("[data-copy-page]").click()
    said = f"已复制：{page.url}（这里不是本站的正式网址 https://gksite.example/{TASK}）"
    expect(page.locator("[data-copy-status]").first).to_have_text(said)
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith(f"{TASK}?a=1#cite")


def test_the_copied_address_is_the_sites_own_with_what_is_chosen(visit: Visit) -> None:
    page = visit(f"{NOTICE}?section=5", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy-page]").evaluate("(button) => { button.dataset.address = location.origin + '/own/'; }")
    page.locator("[data-copy-page]").click()
    expect(page.locator("[data-copy-status]").first).to_contain_text("/own/?section=5")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/own/?section=5")


@pytest.mark.parametrize("allowed", [True, False])
def test_a_citation_is_copied_with_the_readers_day_of_access(visit: Visit, allowed: bool) -> None:
    fixed = "const now = new Date(2026, 2, 5); globalThis.Date = class { constructor() { return now; } };"
    refuse = "" if allowed else "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
    page = visit(TASK, script=fixed + refuse, permissions=["clipboard-read", "clipboard-write"])
    text = page.locator("[data-cite-text]")
    expect(text).to_contain_text("（访问日期：____年__月__日）")
    page.locator("[data-cite] [data-copy]").click()
    expect(page.locator("[data-cite] [data-copy-status]")).to_have_text("已复制，访问日期是今天")
    assert page.evaluate("navigator.clipboard.readText()") == text.text_content()
    assert f"{TASK}（访问日期：2026年3月5日）" in (text.text_content() or "")


def test_without_scripts_a_citation_leaves_the_day_of_access_to_be_filled_in(visit: Visit) -> None:
    page = visit(TASK, java_script_enabled=False)
    expect(page.locator("[data-cite-text]")).to_contain_text("（访问日期：____年__月__日）")
    expect(page.locator("[data-cite] button")).not_to_be_visible()


VOICES = """(() => {
  window.said = [];
  window.voices = [];
  const speech = new EventTarget();
  speech.getVoices = () => window.voices;
  speech.cancel = () => window.said.push(null);
  speech.speak = (utterance) => window.said.push(utterance);
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  window.arrive = (voices) => { window.voices = voices; speech.dispatchEvent(new Event('voiceschanged')); };
  window.next = () => window.said.at(-1).onend();
})();"""
AWAY, ENGLISH = "{lang:'zh-CN',localService:false}", "{lang:'en-US',localService:true}"
HERE = "{lang:'zh-CN',localService:true}"


@pytest.mark.parametrize("voices", ["", AWAY, ENGLISH, f"{AWAY},{ENGLISH}"])
def test_without_a_chinese_voice_of_this_device_the_page_says_how_to_get_one(visit: Visit, voices: str) -> None:
    page = visit(TASK, script=VOICES)
    page.evaluate(f"arrive([{voices}])")
    expect(page.locator("[data-speak-voiceless]")).not_to_be_visible()
    page.locator(".toolbar [data-speak]").click()
    expect(page.locator("[data-speak-voiceless]")).to_contain_text("下载中文语音")
    expect(page.locator("[data-speaking]")).not_to_be_visible()
    assert page.evaluate("said") == []


def test_a_page_is_read_aloud_by_paragraphs_and_stops_when_told(visit: Visit) -> None:
    page = visit(TASK, script=VOICES)
    page.evaluate(f"arrive([{ENGLISH},{AWAY},{{lang:'zh-HK',localService:true}},{HERE}])")
    page.locator(".toolbar [data-speak]").click()
    stop, status = page.locator("[data-speak-stop]"), page.locator("[data-speak-status]")
    expect(page.locator("[data-speak-pause]")).to_be_focused()
    expect(stop).to_be_in_viewport()
    expect(status).to_have_text("正在朗读")
    texts = []
    for _ in range(3):
        texts.append(page.evaluate("said.at(-1).text"))
        assert page.evaluate("[said.at(-1).voice.localService, said.at(-1).voice.lang]") == [True, "zh-CN"]
        assert page.locator(".spoken").count() == 1
        page.evaluate("next()")
    assert page.locator("h1").inner_text() in texts
    pause = page.locator("[data-speak-pause]")
    before = page.evaluate("said.at(-1).text")
    pause.click()
    expect(pause).to_have_text("继续")
    expect(status).to_have_text("已暂停朗读")
    assert page.evaluate("said.at(-1)") is None
    pause.click()
    assert page.evaluate("said.at(-1).text") == before
    page.locator("[data-speaking] select").select_option(label="慢")
    assert page.evaluate("[said.at(-1).text, said.at(-1).rate]") == [before, 0.7]
    page.mouse.wheel(0, 2000)
    expect(stop).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(stop).not_to_be_visible()
    expect(status).to_have_text("已停止朗读")
    assert page.evaluate("said.at(-1)") is None
    assert page.locator(".spoken").count() == 0


def test_all_of_the_text_is_read_and_nothing_that_only_works(visit: Visit) -> None:
    page = visit(NOTICE, script=VOICES)
    page.evaluate(f"arrive([{HERE}])")
    page.locator(".toolbar [data-speak]").click()
    page.evaluate("() => { while (said.at(-1)) next(); }")
    expect(page.locator("[data-speak-status]")).to_have_text("朗读完毕")
    text = "\n".join(page.evaluate("said.filter(Boolean).map((u) => u.text)"))
    for requirement in page.locator("td.requirement details > p").all_inner_texts():
        assert requirement in text
    assert "清除筛选" not in text


def test_reading_begins_at_the_top_of_the_screen_or_at_what_is_selected(visit: Visit) -> None:
    page = visit(NOTICE, script=VOICES)
    page.evaluate(f"arrive([{HERE}])")
    speak = "document.querySelector('.toolbar [data-speak]').click()"
    page.evaluate(f"() => {{ document.querySelector('#t12').scrollIntoView(); {speak}; }}")
    above, here = page.locator("#t11, #t12").all_inner_texts()
    assert page.evaluate("said.at(-1).text").strip() in above + here
    page.locator("[data-speak-stop]").click()
    page.evaluate(f"() => {{ getSelection().selectAllChildren(document.querySelector('#t30 .title')); {speak}; }}")
    assert page.evaluate("said.at(-1).text").strip() in page.locator("#t30 .title").inner_text()


# ---- print


@pytest.mark.parametrize("url", [TASK, AGENCY])
def test_a_task_and_an_agency_print_on_one_sheet(visit: Visit, url: str) -> None:
    pdf = visit(url, color_scheme="dark").pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert re.search(rb"/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]", pdf)


def test_a_notice_prints_as_a_table_without_what_is_to_be_pressed(visit: Visit) -> None:
    page = visit(NOTICE, width=360, script=kept('{"theme":"dark"}'))
    page.emulate_media(media="print")
    expect(page.locator("html")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1")).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator("tr.task").first).to_have_css("display", "table-row")
    expect(page.locator(".tasks thead").first).to_have_css("display", "table-header-group")
    expect(page.locator(".tasks thead th").first).to_have_css("position", "static")
    for gone in (".site-nav", ".search-form", ".reading", ".crumbs", ".side", ".table-tool", ".toolbar", ".neighbours"):
        expect(page.locator(gone).first).not_to_be_visible()
    expect(page.locator(".chart").first).not_to_be_visible()
    expect(page.locator("td.requirement p").last).to_be_visible()
    link = "e => getComputedStyle(e, '::after').content"
    assert page.locator(".tasks td a").first.evaluate(link) in ("none", "normal")


def test_a_narrowed_table_says_so_on_paper(visit: Visit) -> None:
    page = visit(f"{NOTICE}?section=5")
    page.emulate_media(media="print")
    expect(page.locator("[data-narrow-count]")).to_be_visible()
    expect(page.locator("form.narrow")).not_to_be_visible()


def test_addresses_of_other_sites_are_printed(visit: Visit) -> None:
    page = visit(TASK)
    page.locator("main p").first.evaluate(
        "p => p.append(Object.assign(document.createElement('a'), { href: 'https://www.gov.cn/', textContent: 'x' }))"
    )
    page.emulate_media(media="print")
    link = page.locator("main a[href^=http]").last
    assert "attr(href)" in (said := link.evaluate("e => getComputedStyle(e, '::after').content")) or "gov.cn" in said
