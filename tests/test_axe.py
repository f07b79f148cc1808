"""axe-core finds nothing wrong with any kind of page, at any width, in any way of reading, whatever is open."""

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import cycle, product
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from sampling import some
from serving import POLICY, serving
from test_markup import published, remarks
from tools import Finding, axe, nu, version

from gksite.theming.accessibility import theme_digest
from gksite.theming.theme import Theme, own_theme

THEME = own_theme()
RECORD = THEME / "accessibility.json"
"""What the statement page tells of these tests; `make statement` writes it."""
WIDTHS = (320, 768, 1280)
MODES: Mapping[str, Mapping[str, str]] = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "contrast": {"theme": "contrast"},
    "large": {"text": "large"},
}
"""What the browser remembers of a reader's choice, by the mode's name."""
MORE: Mapping[str, tuple[str, ...]] = {"contrast": ("color-contrast-enhanced",)}
"""Rules beyond AA for one mode: high contrast keeps the 7:1 of AAA."""


def as_loaded(page: Page) -> None:
    pass


def with_results(page: Page) -> None:
    expect(page.locator("[data-search-count]")).to_be_visible()


def with_cards(page: Page) -> None:
    expect(page.locator("[data-search-cards] a").first).to_be_visible()
    expect(page.locator("[data-search-chips] button").first).to_be_visible()


def with_filters(page: Page) -> None:
    with_results(page)
    page.locator("main details.filters").evaluate("details => { details.open = true; }")
    expect(page.get_by_label("种类")).to_be_visible()


def with_suggestions(page: Page) -> None:
    page.locator("input[name=q]:visible").first.press_sequentially("财政")
    expect(page.locator(".suggestions a:visible").first).to_be_visible()


def with_reading_modes(page: Page) -> None:
    page.locator("[data-reading] > summary").click()
    expect(page.locator("[data-reading] form")).to_be_visible()


def with_sections(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach((details) => { details.open = true; })")


def narrowed(page: Page) -> None:
    tool = page.locator("[data-narrow]")
    expect(tool).to_be_visible()
    page.locator("[data-narrow] details").evaluate("folded => { folded.open = true; }")
    tool.locator("[name=text]").fill("公开")
    expect(tool.page.locator("[data-narrow-count]")).not_to_be_empty()


def with_a_verdict(page: Page) -> None:
    expect(page.locator("[data-verify-checks] li").first).to_be_visible()


@dataclass(frozen=True, slots=True)
class View:
    """A page as somebody has it before them; `over` is what lies over the rest of it."""

    kind: str
    path: str
    state: Callable[[Page], None] = as_loaded
    over: str = ""

    @property
    def name(self) -> str:
        """Which page, and what is open on it."""
        return f"{self.path or 'home'} {self.state.__name__}"


RESULTS = f"search/?q={quote('预决算')}"
VIEWS = (
    View("home", ""),
    View("home", "", with_reading_modes, "[data-reading] > form"),
    View("home", "", with_suggestions, ".suggestions:not([hidden])"),
    View("notices", "notices/"),
    View("notice", "notices/xiamen-2016/"),
    View("notice", "notices/kaiping-2018/", with_sections),
    View("notice", "notices/xiamen-2016/", narrowed),
    View("source", "notices/xiamen-2016/source/"),
    View("task", "notices/jichuan-2025/tasks/5/"),
    View("task", "notices/kaiping-2018/tasks/14/"),
    View("task", "notices/quanzhou-2018/tasks/3/"),
    View("tasks", "tasks/"),
    View("deadlines", "deadlines/"),
    View("agencies", "agencies/"),
    View("jurisdiction", "agencies/xiamen/"),
    View("agency", "agencies/quanzhou/caizhengju/"),
    View("topics", "topics/"),
    View("topic", "topics/public-welfare/"),
    View("comparisons", "compare/"),
    View("comparison", "compare/first-interpreter/"),
    View("search", "search/"),
    View("search", RESULTS, with_results),
    View("search", RESULTS, with_filters),
    View("search", f"search/?q={quote('火星移民')}"),
    View("search", f"search/?q={quote('泉州 低保')}", with_cards),
    View("sitemap", "sitemap/"),
    View("data", "data/"),
    View("schema", "data/schema/"),
    View("card", "notices/quanzhou-2018/tasks/3/card/"),
    View("card", "agencies/quanzhou/caizhengju/card/"),
    View("documents", "documents/"),
    View("document", "documents/guofa-2016-55/"),
    View("page", "about/"),
    View("accessibility", "accessibility/"),
    View("verify", "verify/"),
    View("verify", "verify/?page=/notices/ceshi-2018/", with_a_verdict),
    View("disclosure", "disclosure/"),
    View("disclosure-guide", "disclosure/guide/"),
    View("disclosure-list", "disclosure/proposals/"),
    View("disclosure-statutory", "disclosure/statutory/", with_sections),
    View("disclosure-catalogue", "disclosure/catalogue/"),
    View("disclosure-text", "disclosure/correcting/"),
    View("disclosure-places", "disclosure/places/"),
    View("application", "disclosure/application/"),
    View("application-form", "disclosure/application/form/"),
    View("columns", "columns/"),
    View("column", "columns/zcwj/"),
    View("item", "items/zhengwu-gongkai-banfa/"),
    View("catalogue", "disclosure/catalogue/"),
    View("reports", "disclosure/reports/"),
    View("report", "disclosure/reports/2025/"),
    View("progress", "progress/"),
    View("agency-progress", "progress/jichuan/caizhengju/"),
    View("moved", "notices/yijiu-2018/"),
    View("withdrawn", "notices/chexia-2018/"),
    View("404", "404.html"),
    View("components", "components/"),
)
KINDS = tuple(dict.fromkeys(view.kind for view in VIEWS if view.kind != "components"))
"""What a citizen can meet."""
OF_THE_TINY_PORTAL = ("components", "moved", "withdrawn", "verify", "deadlines")
OF_THE_COLUMN = ("disclosure", "application")
"""How the kinds begin that only a portal with the column 政府信息公开 has."""
OF_THE_TRACKED_PORTAL = ("progress", "agency-progress")
TRACKED = "notices/jichuan-"
"""How the addresses begin of tasks that have updates."""
OF_THE_COMPLETE_PORTAL = ("columns", "column", "item", "catalogue", "reports", "report")
Address = Callable[[View], str]


@dataclass(frozen=True, slots=True)
class Review:
    """What axe-core can not tell by itself, on which elements of which kinds of page, and what a person found."""

    rule: str
    kinds: tuple[str, ...]
    where: str
    reason: str
    state: Callable[[Page], None] | None = None

    def answers(self, view: View, finding: Finding) -> bool:
        """Whether this is what was asked."""
        here = view.kind in self.kinds and self.state in (None, view.state)
        return here and finding.rule == self.rule and self.where in finding.matches


REVIEWED = (
    Review(
        "th-has-data-cells",
        ("notice", "components"),
        "table",
        "The heading of a section's rows is a th with scope=rowgroup in a row of its own, as HTML has it; axe-core "
        "looks for cells in that row only.",
    ),
    Review(
        "color-contrast",
        ("notice", "document", "components"),
        ".chart text",
        "axe-core sees no ground through an svg; test_text_in_charts_looks_like_text shows what it is.",
    ),
    Review(
        "color-contrast",
        ("notice", "disclosure-statutory"),
        "nav.side *",
        "Links scrolled below the edge of the list of sections; the same links pass where they are in view.",
        with_sections,
    ),
    Review(
        "color-contrast",
        ("application-form", "components"),
        ".sheet th[rowspan]",
        "A head of three rows lies under the rows behind its first, which have no ground of their own; the heads "
        "beside it have the same colours and pass.",
    ),
    Review(
        "color-contrast",
        ("report", "components"),
        ".report-table th[rowspan]",
        "A head of two rows lies under the row behind its first, which has no ground of its own; the heads beside it "
        "have the same colours and pass.",
    ),
    Review(
        "color-contrast",
        ("home",),
        ".suggestions :is(a, .small)",
        "On a phone the words wrap or reach below the window; the same words pass where they do not.",
        with_suggestions,
    ),
    *(
        Review(
            "color-contrast",
            ("home",),
            ".panel > .small",
            "The examples of queries lie under what is open; they pass where nothing lies over them.",
            state,
        )
        for state in (with_suggestions, with_reading_modes)
    ),
)


@pytest.fixture(scope="module")
def sites(
    real_site: Path, components_site: Path, column_site: Path, complete_site: Path, tracked_site: Path
) -> Iterator[Address]:
    """The address of a view, under the policy of a strict server."""
    headers = {"Content-Security-Policy": POLICY}
    with ExitStack() as served:
        folders = (real_site, components_site, column_site, complete_site, tracked_site)
        real, components, column, complete, tracked = (
            served.enter_context(serving(each, "/", headers)) for each in folders
        )

        def address(view: View) -> str:
            if view.kind in OF_THE_TINY_PORTAL:
                return components + view.path
            if view.kind in OF_THE_TRACKED_PORTAL or view.path.startswith(TRACKED):
                return tracked + view.path
            if view.kind in OF_THE_COMPLETE_PORTAL:
                return complete + view.path
            return (column if view.kind.startswith(OF_THE_COLUMN) else real) + view.path

        yield address


@contextmanager
def opened(browser: Browser, mode: str) -> Iterator[Page]:
    """A window of somebody who chose a mode on an earlier visit."""
    context = browser.new_context(locale="zh-CN")
    context.add_init_script(f"localStorage.setItem('gksite-reading', {json.dumps(json.dumps(MODES[mode]))});")
    yield context.new_page()
    context.close()


def shown(page: Page, address: str, view: View, mode: str, width: int) -> None:
    """Bring a view up in the mode that the window is for; a card, which has no script, in the system's colours."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if mode == "dark" else "light")
    if view.kind == "moved":
        page.route("**/notices/ceshi-2018/", lambda route: route.abort("aborted"))
    page.goto(address)
    view.state(page)
    if view.kind == "card":
        return
    chosen = page.evaluate("({ ...document.documentElement.dataset })")
    assert MODES[mode].items() <= chosen.items(), f"{view.name} is not in the mode {mode}"


def judged(page: Page, view: View, mode: str) -> tuple[list[str], set[Review]]:
    """What is wrong with a view or has not been looked at, as one reads it, and the reviews that were needed."""
    verdict = axe(page, MORE.get(mode, ()), [review.where for review in REVIEWED], view.over)
    answers = {each: [r for r in REVIEWED if r.answers(view, each)] for each in verdict.incomplete}
    faults = [("violation", each) for each in verdict.violations]
    faults += [("needs review", each) for each, found in answers.items() if not found]
    said = [f"{view.name}: {what}: {each.rule}: {each.where}: {each.what}" for what, each in faults]
    return said, {review for found in answers.values() for review in found}


LAST = {view.kind: view for view in VIEWS}.values()
ONCE = [(view, mode, width) for view, mode, width in zip(LAST, cycle(MODES), cycle(WIDTHS), strict=False)]
"""The last view of every kind of page in one mode and at one width, in turns; a proof takes all of all."""


@pytest.mark.parametrize(
    ("view", "mode", "width"), some(ONCE, 8), ids=[f"{view.name} {mode} {width}" for view, mode, width in ONCE]
)
def test_every_kind_of_page_has_no_violation(
    browser: Browser, sites: Address, view: View, mode: str, width: int
) -> None:
    with opened(browser, mode) as page:
        shown(page, sites(view), view, mode, width)
        faults, _ = judged(page, view, mode)
        assert not faults, "\n".join(faults)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "view",
    [View("notice", "notices/xiamen-2016/"), View("document", "documents/guofa-2016-55/")],
    ids=["bars", "arrows"],
)
def test_text_in_charts_looks_like_text(browser: Browser, sites: Address, view: View, mode: str) -> None:
    """It has the colour of the text around it, on the same ground, which axe-core measures there."""
    with opened(browser, mode) as page:
        shown(page, sites(view), view, mode, 1280)
        fills, around, grounds = page.evaluate(
            """() => {
              const charts = [...document.querySelectorAll('.chart')];
              const parts = (selector) => charts.flatMap((chart) => [...chart.querySelectorAll(selector)]);
              const styles = (selector) => parts(selector).map((part) => getComputedStyle(part));
              const unique = (values) => [...new Set(values)];
              return [unique(styles('text').map((s) => s.fill)), unique(styles('figcaption').map((s) => s.color)),
                unique(styles('svg, svg *').map((s) => s.backgroundColor))];
            }"""
        )
        assert len(fills) == 1
        assert fills == around
        assert grounds == ["rgba(0, 0, 0, 0)"]


@pytest.mark.parametrize(
    "fault", ["<img src='data:,'>", "<h6>次序</h6>", "<a href='#'></a>", "<font color='#aaaaaa'>太浅</font>"]
)
def test_a_violation_is_found(browser: Browser, sites: Address, fault: str) -> None:
    view = View("page", "about/")
    with opened(browser, "light") as page:
        shown(page, sites(view), view, "light", 1280)
        page.evaluate("fault => document.querySelector('main').insertAdjacentHTML('beforeend', fault)", fault)
        faults, _ = judged(page, view, "light")
        assert len(faults) == 1, faults


def record() -> dict[str, Any]:
    """What the statement page tells of these tests."""
    found: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return found


def test_the_statement_is_about_the_theme_as_it_is() -> None:
    assert RECORD.is_file(), "还没有无障碍测试的记录；请运行 make statement"
    assert record()["theme"] == theme_digest(Theme(THEME)), "模板改过了，无障碍声明说的是旧的；请运行 make statement"


def test_the_statement_names_three_engines() -> None:
    assert [engine["name"] for engine in record()["engines"]] == ["Chromium", "Firefox", "WebKitGTK"]


@pytest.mark.proof
def test_the_statement_says_what_was_tested(browser: Browser, sites: Address, real_site: Path) -> None:
    """Every view in every mode and width, and every page's markup; `make statement` writes down what was found."""
    theme = theme_digest(Theme(THEME))
    faults: list[str] = []
    answered: set[Review] = set()
    reviewed: dict[str, set[str]] = defaultdict(set)
    runs = 0
    for mode in MODES:
        with opened(browser, mode) as page:
            for view, width in product(VIEWS, WIDTHS):
                shown(page, sites(view), view, mode, width)
                said, needed = judged(page, view, mode)
                faults += [f"{mode} {width} {fault}" for fault in said]
                answered |= needed
                for review in needed:
                    reviewed[review.rule].add(view.path)
                runs += 1
    markup = nu(published(real_site))
    faults += remarks(markup, real_site)
    assert not faults, "\n".join(faults)
    assert answered == set(REVIEWED), "a review that answers nothing"
    tested = {
        "standard": "WCAG 2.2 AA",
        "tools": [
            {"name": "axe-core", "version": version("axe-core")},
            {"name": "Nu Html Checker", "version": version("vnu-jar")},
            {"name": "Chromium", "version": browser.version.partition(".")[0]},
        ],
        "date": date.today().isoformat(),
        "pages": list(KINDS),
        "widths": list(WIDTHS),
        "modes": list(MODES),
        "runs": runs,
        "violations": 0,
        "markup_pages": sum(path.suffix == ".html" for path in markup),
        "engines": record().get("engines", []),
        "reviewed": [{"rule": rule, "pages": len(paths)} for rule, paths in sorted(reviewed.items())],
        "theme": theme,
    }
    assert theme_digest(Theme(THEME)) == theme, "the theme was edited meanwhile"
    if os.environ.get("GKSITE_STATEMENT") == "write":
        RECORD.write_text(json.dumps(tested, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    # The day and the browser are those of whoever ran it last
    theirs = {"date": tested["date"], "tools": [*record()["tools"][:2], tested["tools"][2]]}
    assert {**record(), **theirs} == tested
