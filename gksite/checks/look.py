"""How the site looks to everybody: few hues, nothing that jumps over a page, light pages that can be printed."""

import colorsys
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from urllib.parse import unquote

from gksite.checks.hidden_links import expression
from gksite.checks.tree import CheckedTree, Element, Page, PageFacts, Path, path, resolve
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, Waivable
from gksite.text.styles import rules

TOO_HEAVY = Code(
    "GK373",
    "打开这一页要取 {kilobytes} KB，超过 {limit} KB；最大的是 {largest}",
    why="网速慢时 3 秒内打不开。",
    mend="图片缩小或压缩；一页里内容太多的，分成几页。允许的大小是 site.yaml 的 limits.page_kilobytes。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-09",),
)
TOO_MANY_HUES = Code(
    "GK374",
    "主题用了 {count} 种色调，超过 {limit} 种：{colours}",
    why="色调多了，页面杂乱，读者分不清哪里重要。",
    mend="在 templates/assets/tokens.css 里改用已有的色调；黑、白、灰不算。允许的数目是 site.yaml 的 limits.hues。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-08",),
)
OVERLAY = Code(
    "GK375",
    "页面一打开就有{what}",
    why="飘窗、弹窗和自动播放遮住内容，读屏软件的读者会被困住；政府网站不得有。",
    mend="删去它；要提醒读者的事，写在首页的正文里。",
    clause="《政府网站发展指引》（国办发〔2017〕47号），《互联网网站适老化通用设计规范》",
    waivable=Waivable.REASON,
    rows=("W-24", "A-05"),
)
NO_PRINT = Code(
    "GK376",
    "页面没有打印用的样式（@media print）",
    why="公开的内容常要打印出来用；没有打印样式，菜单和按钮也会印上，表格会断开。",
    mend="自己改过主题的，保留 templates/assets/print.css，并在页面里链接样式表。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-25",),
)
_OPEN = (
    (path("//dialog[@open]"), b"<dialog", "弹窗"),
    (path("//*[@aria-modal='true' and not(@hidden) and not(ancestor::*[@hidden])]"), b"aria-modal", "弹窗"),
    (path("//marquee"), b"<marquee", "滚动的文字"),
    (path("//*[(self::video or self::audio) and @autoplay]"), b"autoplay", "自动播放的声音或视频"),
    (path("//*[contains(translate(@style, ' ', ''), 'position:fixed')]"), b"fixed", "飘窗"),
    (path("//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']"), b"http-equiv", "自动跳转"),
)
"""What is open, moves, sounds or leads away as a page is loaded, and what the source then holds."""
_COLOUR = re.compile(
    r"#([0-9a-fA-F]{3,8})\b|rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)|hsla?\(\s*(\d+)(?:deg)?[,\s]+(\d+)%[,\s]+(\d+)%"
)
"""A colour as style sheets write it."""
_APART = 36
"""Degrees of the colour circle between two hues that a reader tells apart."""
_GREY = 0.12
"""Difference between the strongest and the weakest of red, green and blue below which a colour is grey."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What opens over a page, how much it fetches, and whether it can be printed."""
    for finding, sign, what in _OPEN:
        if page.find(finding, sign) and not (page.kind == "moved" and what == "自动跳转"):
            yield Problem(OVERLAY, page.place, what=Phrase(what))
    sheets = tuple(_sheets(page, tree))
    for finding in _fixed(sheets):
        if any(not _is_hidden(element) for element in page.find(finding)):
            yield Problem(OVERLAY, page.place, what=Phrase("飘窗"))
    if not _prints(sheets):
        yield Problem(NO_PRINT, page.place)


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or any("hidden" in above.attrib for above in element.iterancestors())


def _sheets(page: Page, tree: CheckedTree) -> list[str]:
    """The style sheets that a page links to."""
    found = []
    for link in page.tagged("link"):
        if "stylesheet" in link.get("rel", "").split():
            target = resolve(unquote(link.get("href", "")).removeprefix(tree.site.config.base_path), _root(page))
            found.append(tree.sheets.get(target, ""))
    return found


def _root(page: Page) -> str:
    """Where the links of a page begin: those of the page that is served at any depth, at the root."""
    return "index.html" if page.path == "404.html" else page.path


@lru_cache(maxsize=8)
def _fixed(sheets: tuple[str, ...]) -> tuple[Path, ...]:
    """What finds that which style sheets fix over the page."""
    found: dict[str, None] = {}
    for rule in chain.from_iterable(map(rules, sheets)):
        if rule.sets.get("position") == "fixed" and not rule.prints:
            found.update(dict.fromkeys(filter(None, map(expression, rule.selectors))))
    return tuple(path(f"//{step}") for step in found)


@lru_cache(maxsize=8)
def _prints(sheets: tuple[str, ...]) -> bool:
    return any(rule.prints for rule in chain.from_iterable(map(rules, sheets)))


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """Pages that are heavy, and style sheets of many colours."""
    limit = tree.site.config.limits.page_kilobytes
    for page in facts.values():
        sizes = _sizes(page, tree)
        kilobytes = sum(sizes.values()) // 1024
        if kilobytes > limit and not page.copied:
            largest = max(sizes, key=lambda name: sizes[name])
            yield Problem(TOO_HEAVY, page.place, kilobytes=kilobytes, limit=limit, largest=largest)
    for name in tree.sheets:
        yield from _check_hues(name, tree)


def _sizes(page: PageFacts, tree: CheckedTree) -> dict[str, int]:
    """The bytes of a page and of all that it fetches as it opens."""
    found = {page.path: len(tree.files[page.path].content)}
    for way in page.ways:
        if way.followed or way.target not in tree.files or way.target.endswith((".html", "assets/search.js")):
            continue
        found[way.target] = len(tree.files[way.target].content)
    return found


def _check_hues(name: str, tree: CheckedTree) -> Iterator[Problem]:
    """The mode of a theme that has most hues, where these are too many."""
    limit, most = tree.site.config.limits.hues, list[str]()
    for rule in rules(tree.sheets[name]):
        tokens = [value for key, value in rule.sets.items() if key.startswith("--")]
        most = max(most, hues(" ".join(tokens)), key=len)
    if len(most) > limit:
        place = Location(f"output/{name}")
        yield Problem(TOO_MANY_HUES, place, count=len(most), limit=limit, colours=", ".join(most))


def hues(css: str) -> list[str]:
    """A colour of each hue that a text names, greys, black and white left out."""
    found: dict[float, str] = {}
    for match in _COLOUR.finditer(css):
        red, green, blue = _rgb(match)
        if max(red, green, blue) - min(red, green, blue) < _GREY:
            continue
        hue = colorsys.rgb_to_hls(red, green, blue)[0] * 360
        if all(min(abs(hue - other), 360 - abs(hue - other)) >= _APART for other in found):
            found[hue] = match[0]
    return list(found.values())


def _rgb(match: re.Match[str]) -> tuple[float, float, float]:
    """Red, green and blue of a colour as written, each from 0 to 1."""
    written, *numbers = match.groups()
    if written is not None:
        digits = "".join(digit * 2 for digit in written) if len(written) < 6 else written
        return int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:6], 16) / 255
    if numbers[0] is not None:
        return int(numbers[0]) / 255, int(numbers[1]) / 255, int(numbers[2]) / 255
    hue, saturation, lightness = int(numbers[3]) / 360, int(numbers[4]) / 100, int(numbers[5]) / 100
    return colorsys.hls_to_rgb(hue, lightness, saturation)
