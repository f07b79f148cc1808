"""No link hides from the reader (暗链): by style, size, colour, place, or a text that shows nothing."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from gksite.checks.tree import CheckedTree, Element, Page, Path, path, words
from gksite.problems.problem import Code, Phrase, Problem, Waivable
from gksite.text.hosts import is_web
from gksite.text.styles import rules

HIDDEN = Code(
    "GK366",
    "有一个隐藏的链接（暗链）：{target}，{reason}",
    why="看不见的链接多半是被人植入的暗链，通向赌博、色情网站；检查政府网站时，有一个就要通报。",
    mend="不是自己写的，立即查清怎样进来的：主题、正文、来源文件里搜索这个网址，删去它，并检查发布用的电脑和账号。"
    "确实要给读屏软件单独准备的链接，写成看得见的。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    waivable=Waivable.REASON,
    rows=("W-18",),
)
_UNSEEN = re.compile(
    r"display:none|visibility:hidden|visibility:collapse|opacity:0(?:\.0+)?(?![.\d])|opacity:0?\.0\d"
    r"|font-size:(?:0(?![.\d])|0?\.\d|[0-3](?:\.\d+)?px)|text-indent:-\d{3,}|(?:left|top|right|bottom):-\d{3,}"
    r"|margin(?:-left|-top)?:-\d{3,}|clip:rect\(0|clip:rect\(1px|clip-path:inset\((?:50|100)%"
    r"|color:transparent|color:#fff(?:fff)?(?![0-9a-f])|color:white|color:rgba?\(255,255,255"
    r"|(?:^|;)(?:max-)?height:[01](?:px)?(?![.\d%a-z])|transform:scale\(0|z-index:-\d"
)
"""What inline styles of hidden links say, blanks left out."""
_HIDING = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "opacity": re.compile(r"0(?:\.0\d*)?|\.0\d*"),
    "font-size": re.compile(r"0[a-z%]*|[0-3](?:\.\d+)?px"),
    "text-indent": re.compile(r"-\d{3}.*"),
    "left": re.compile(r"-\d{3}.*"),
    "top": re.compile(r"-\d{3}.*"),
    "clip": re.compile(r"rect\(\s*[01].*"),
    "clip-path": re.compile(r"inset\((?:50|100)%.*"),
    "color": re.compile(r"transparent"),
}
"""What a rule of a style sheet sets that hides."""
_COMPOUND = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)")
"""A tag with classes and ids, without conditions."""
_LINKS = "descendant-or-self::a[@href]"
_STYLED = path("//*[@style]")
_CLOSED = path("//*[@hidden and not(@data-narrow)]//a[@href] | //a[@hidden and @href]")
_BELOW = path(_LINKS)
_OTHER_WAYS = (
    (path(f"//*[@aria-hidden='true']/{_LINKS}"), b"aria-hidden", "读屏软件读不到"),
    (path(f"//*[@width='0' or @width='1'][not(self::img)]/{_LINKS}"), b"width=", "大小是 0"),
    (path(f"//*[@height='0' or @height='1'][not(self::img)]/{_LINKS}"), b"height=", "大小是 0"),
    (path(f"//marquee/{_LINKS}"), b"<marquee", "放在滚动条里"),
    (path(f"//font[contains('#FFFFFF#ffffffwhite#fff', @color)]/{_LINKS}"), b"<font", "颜色是白的"),
)
"""Ways of hiding that need no style, what the source then holds, and what to say."""
_OWN_SCRIPT = re.compile(r"\bdata-(?:search|narrow|read)")
"""Attributes of those parts that a script of the theme shows when they are needed."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """The links of a page that nobody sees, each once."""
    told: dict[Element, str] = {}
    for link, reason in _hidden(page, tree):
        told.setdefault(link, reason)
    for link, reason in told.items():
        yield Problem(HIDDEN, page.place, target=link.get("href", ""), reason=Phrase(reason))


def _hidden(page: Page, tree: CheckedTree) -> Iterator[tuple[Element, str]]:
    for element in page.find(_STYLED, b"style"):
        if _UNSEEN.search("".join(element.attrib["style"].lower().split())):
            yield from ((link, "用样式藏起来") for link in _BELOW(element))
    for finding, sign in _hiding(tree):
        yield from ((link, "用样式表藏起来") for link in page.find(finding, sign) if not _is_skip(link, page))
    for link in page.find(_CLOSED, b"hidden"):
        if not _is_shown_later(link):
            yield link, "写了 hidden"
    for finding, sign, reason in _OTHER_WAYS:
        yield from ((link, reason) for link in page.find(finding, sign))
    for link in page.tagged("a"):
        if is_web(link.get("href", "")) and not any(sign.isalnum() for sign in words(link)) and not _has_picture(link):
            yield link, "没有文字"


def _has_picture(link: Element) -> bool:
    return link.find(".//img") is not None or link.find(".//svg") is not None or bool(link.get("aria-label"))


def _is_skip(link: Element, page: Page) -> bool:
    """Whether a link is the one that leads to the text, which shows itself to the keyboard."""
    target = page.ids.get(link.get("href", "").removeprefix("#"))
    return link.get("href", "").startswith("#") and target is not None and target.tag == "main"


def _is_shown_later(link: Element) -> bool:
    """Whether what hides a link inside the site is a part that a script of the theme shows."""
    if is_web(link.get("href", "")):
        return False
    for element in (link, *link.iterancestors()):
        if "hidden" in element.attrib:
            return any(_OWN_SCRIPT.match(str(name)) for name in element.attrib)
    return False


def _hiding(tree: CheckedTree) -> tuple[tuple[Path, bytes], ...]:
    """What finds the links that the style sheets of a site hide."""
    return _paths(tuple(tree.sheets.values()))


@lru_cache(maxsize=4)
def _paths(texts: tuple[str, ...]) -> tuple[tuple[Path, bytes], ...]:
    found: dict[str, bytes] = {}
    for rule in chain.from_iterable(map(rules, texts)):
        if rule.prints or rule.around or not _hides(rule.sets):
            continue
        for selector in rule.selectors:
            if step := expression(selector):
                found[step] = re.split(r"[ .#]", selector)[-1].lower().encode()
    return tuple((path(f"//{step}/{_LINKS}"), sign) for step, sign in found.items())


def _hides(sets: Mapping[str, str]) -> bool:
    return any(name in sets and hiding.fullmatch(sets[name].lower()) for name, hiding in _HIDING.items())


def expression(selector: str) -> str:
    """The XPath of a selector of plain parts, one inside the other; empty where it has conditions."""
    steps = []
    for compound in selector.split():
        found = _COMPOUND.fullmatch(compound)
        if found is None:
            return ""
        conditions = []
        for sign, name in re.findall(r"([.#])([\w-]+)", found[2]):
            if sign == "#":
                conditions.append(f"[@id='{name}']")
            else:
                conditions.append(f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
        steps.append(f"{found[1] or '*'}{''.join(conditions)}")
    return "//".join(steps)
