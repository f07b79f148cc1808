"""A page fetches nothing from others, runs nothing that is not a file, and leads to no number of IPv4."""

import re
from collections.abc import Iterator, Mapping

from gksite.checks.scripts import asked_by_script
from gksite.checks.tree import CheckedTree, Element, Page, PageFacts, parsed, path
from gksite.model.outputs import File
from gksite.problems.problem import Code, Location, Phrase, Problem, Waivable
from gksite.text.hosts import host_of, is_insecure, is_ipv4, is_web, leaves_scheme_open
from gksite.text.styles import fetched

OTHER_HOST = Code(
    "GK360",
    "页面向别的网站取东西或送东西：{target}",
    why="打开页面就会把读者的行踪告诉那个网站；那里打不开、被篡改或者没有 IPv6，这一页就受影响。",
    mend="图片、样式、字体、脚本都放进本网站；统计、地图、分享按钮等外来的组件删去。",
    clause="《政府网站发展指引》（国办发〔2017〕47号），《关于加快推进互联网协议第六版（IPv6）规模部署和应用工作的通知》",
    waivable=Waivable.REASON,
    rows=("I-05", "S-04", "W-24", "A-05", "G-11"),
)
NOT_SECURE = Code(
    "GK361",
    "本网站的链接写成了 http://：{target}",
    why="http 的内容在路上能被看到和改动，浏览器会提示不安全。",
    mend="站内链接从根写起，例如 /notices/；要写完整网址的，写 https://。",
    waivable=Waivable.REASON,
    rows=("I-05",),
)
IPV4 = Code(
    "GK362",
    "链接里写的是 IPv4 地址：{target}",
    why="只有 IPv6 的读者打不开；地址换了，链接就断了，也看不出是哪个单位的网站。",
    mend="改成那个网站的域名；没有域名的，不要链接。",
    clause="《关于加快推进互联网协议第六版（IPv6）规模部署和应用工作的通知》",
    waivable=Waivable.REASON,
    rows=("I-05",),
)
OPEN_SCHEME = Code(
    "GK810",
    "本网站的链接没有写 https：{target}",
    why="“//”开头的链接跟着页面走：页面从 http 打开，它就是 http；换了域名，它还指着原来的主机。",
    mend="站内链接从根写起，例如 /notices/；要写完整网址的，写 https://。",
    waivable=Waivable.REASON,
    rows=("I-05",),
)
INLINE = Code(
    "GK363",
    "页面里有行内的{what}：{text}",
    why="网站的安全策略只准运行和使用文件里的脚本和样式，行内的既不起作用，也说明页面可能被人改过。",
    mend="自己改过主题的，把它移到 templates/assets/ 的文件里；不是自己写的，查清它从哪里来。",
    waivable=Waivable.REASON,
    rows=("S-05", "W-10"),
)
UNSAFE = Code(
    "GK364",
    "链接用了 {scheme}：{target}",
    why="javascript: 和 data: 的链接能在读者的浏览器里运行程序；file: 指的是编辑自己的电脑。",
    mend="改成网页的地址；要给读者文件的，把文件放进 content/files/。",
    waivable=Waivable.REASON,
    rows=("S-06",),
)
NO_NOOPENER = Code(
    "GK365",
    '在新窗口打开的链接没有 rel="noopener"：{target}',
    why="没有它，打开的网页能把原来的窗口换成别的网页。",
    mend='自己改过主题的，在链接上加 rel="noopener"，或者去掉 target。',
    waivable=Waivable.REASON,
    rows=("S-06",),
)
_LOADED = path("//@src | //@poster | //@data | //@background")
_SENT = path("//@ping | //form/@action | //@formaction")
_CHOSEN = path("//@srcset | //@imagesrcset")
_DRAWN = path("//*[not(self::a or self::area or self::link or self::base)]/@*[contains(name(), 'href')]")
_SENT_ON = path("//meta[@http-equiv]/@content")
_FRAMED = path("//@srcdoc")
_DEEPEST = 3
_MOST_FRAMES = 1_000
"""Pages within pages that are looked at: how deep, and how many of one page."""
_TARGET = re.compile(r"[\d.\s]*+[;,]\s*+(?>(?:url\s*+=\s*+)?)[\"']?+([^\"']++)", re.IGNORECASE)
"""Where a page sends its reader on to, behind the seconds."""
_BETWEEN = re.compile(r"[\s,]++")
"""What stands between the pictures of a `srcset` and their sizes."""
_FETCHED = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "mask-icon", "preload", "modulepreload", "prefetch", "preconnect"}
    | {"dns-prefetch", "prerender", "manifest"}
)
"""Relations of a `link` by which a browser asks its host for something."""
_HANDLERS = path("//@*[starts-with(name(), 'on')]")
_EVENTS = tuple(f"on{name}".encode() for name in ("load", "click", "error", "mouse", "key", "focus", "blur", "change"))
_EVENTS += tuple(
    f"on{name}".encode() for name in ("input", "submit", "pointer", "touch", "toggle", "scroll", "animation")
)
"""How the names of events begin, one of which the source has to hold."""
_STYLED = path("//@style")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u3000\ufeff]+")
"""What browsers leave out of an address before they read its scheme."""
_SCHEME = re.compile(r"(javascript|vbscript|data|file|blob):", re.IGNORECASE)
"""Schemes that run something, or mean a disk."""
_SAME_WINDOW = frozenset({"", "_self", "_parent", "_top"})
_DATA_TYPES = ("application/json", "application/ld+json", "speculationrules", "text/plain")
"""Types of a `script` that no browser runs."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What a page fetches, runs and leads to that it must not."""
    own = host_of(tree.site.config.url or "")
    for address in fetched_by(page):
        if is_web(address) and host_of(address) != own:
            yield Problem(OTHER_HOST, page.place, target=address)
        yield from _check_address(address, page, own)
    for link in page.tagged("a", "area"):
        yield from _check_address(link.get("href", ""), page, own)
        yield from _check_window(link, page)
    yield from _check_inline(page)


def with_frames(page: Page, depth: int = 0) -> Iterator[Page]:
    """A page, and the pages that it holds in `srcdoc`, three deep at most."""
    yield page
    if depth == _DEEPEST:
        return
    for attribute in page.find(_FRAMED, b"srcdoc")[:_MOST_FRAMES]:
        if html := str(attribute).strip():
            yield from with_frames(parsed(File(page.path, html.encode("utf-8", "replace"))), depth + 1)


def fetched_by(page: Page) -> Iterator[str]:
    """Every address that a page asks for, sends to or sends its reader on to without being told."""
    yield from loaded_by(page)
    for script in scripts_of(page):
        yield from asked_by_script(script)
    for each in with_frames(page):
        yield from map(str, each.find(_SENT))
        yield from (base.get("href", "") for base in each.tagged("base"))  # sends every link elsewhere
        for attribute in each.find(_SENT_ON, b"http-equiv"):
            if found := _TARGET.match(str(attribute)):
                yield found[1]


def loaded_by(page: Page) -> Iterator[str]:
    """Every address that the markup of a page asks for while it is shown."""
    for each in with_frames(page):
        yield from _loaded_by_one(each)


def _loaded_by_one(page: Page) -> Iterator[str]:
    yield from map(str, page.find(_LOADED))
    for attribute in page.find(_CHOSEN, b"srcset"):
        yield from filter(None, _BETWEEN.split(str(attribute)))
    yield from map(str, page.find(_DRAWN, b"<svg", b"xlink"))
    for link in page.tagged("link"):
        if _FETCHED.intersection(link.get("rel", "").lower().split()):
            yield link.get("href", "")
    for css in (*(style.text or "" for style in page.tagged("style")), *map(str, page.find(_STYLED, b"style"))):
        yield from fetched(css)


def scripts_of(page: Page) -> Iterator[str]:
    """The scripts in a page: those that run as they stand there, and what runs at an event."""
    for each in with_frames(page):
        for script in _inline(each):
            yield script.text or ""
        yield from map(str, each.find(_HANDLERS, *_EVENTS))


def _inline(page: Page) -> Iterator[Element]:
    """The elements of scripts that are no files and that a browser runs."""
    for script in page.tagged("script"):
        if "src" not in script.attrib and script.get("type", "").lower() not in _DATA_TYPES:
            yield script


def fault_of(address: str, own: str) -> Code | None:
    """Why a reader without IPv4 or behind https fails at an address, `own` being the host of the site; else None."""
    host = host_of(address) if is_web(address) else ""
    if is_ipv4(host):
        return IPV4
    if not host or host != own:
        return None
    if is_insecure(address):
        return NOT_SECURE
    return OPEN_SCHEME if leaves_scheme_open(address) else None


def _check_address(address: str, page: Page, own: str) -> Iterator[Problem]:
    fault = fault_of(address, own)
    if fault is not None:
        yield Problem(fault, page.place, target=address)
    scheme = _SCHEME.match(_BLANKS.sub("", address))
    if scheme:
        yield Problem(UNSAFE, page.place, scheme=scheme[0].lower(), target=address)


def _check_window(link: Element, page: Page) -> Iterator[Problem]:
    window = link.get("target", "").strip().lower()
    kept = {"noopener", "noreferrer"}.intersection(link.get("rel", "").lower().split())
    if window not in _SAME_WINDOW and not kept:
        yield Problem(NO_NOOPENER, page.place, target=link.get("href", ""))


def _check_inline(page: Page) -> Iterator[Problem]:
    for script in _inline(page):
        yield Problem(INLINE, page.place, what=Phrase("脚本"), text=(script.text or "").strip()[:40])
    for style in page.tagged("style"):
        yield Problem(INLINE, page.place, what=Phrase("样式"), text=(style.text or "").strip()[:40])
    for attribute in page.find(_STYLED, b"style"):
        yield Problem(INLINE, page.place, what=Phrase("样式"), text=str(attribute)[:40])
    for attribute in page.find(_HANDLERS, *_EVENTS):
        name = getattr(attribute, "attrname", "")
        yield Problem(INLINE, page.place, what=Phrase("事件"), text=f'{name}="{attribute}"'[:40])


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """What style sheets fetch from others."""
    own = host_of(tree.site.config.url or "")
    for name, sheet in tree.sheets.items():
        for address in fetched(sheet):
            place = Location(f"output/{name}")
            if is_web(address) and host_of(address) != own:
                yield Problem(OTHER_HOST, place, target=address)
            elif address.lower().startswith("data:"):
                yield Problem(UNSAFE, place, scheme="data:", target=address[:40])
