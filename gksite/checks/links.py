"""Every link inside the site leads to a file that exists, and to an anchor that exists in it."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from gksite.checks.tree import CheckedTree, PageFacts, Way, resolve
from gksite.problems.problem import Code, Location, Problem, Waivable
from gksite.text.styles import fetched

BROKEN_LINK = Code(
    "GK305",
    "链接“{target}”没有对应的页面或文件",
    why="读者点开会看到“找不到页面”；断链也是政府网站检查的扣分项。",
    mend="内容里的链接请改成已有的地址；模板里的链接请用 href(…) 生成。",
    rows=("W-18", "D-6"),
)
BROKEN_ANCHOR = Code(
    "GK306",
    "链接“{target}”指向的位置在那个页面上不存在",
    why="读者点开后停在页首，找不到所指的内容。",
    mend="改正 # 后面的部分。",
    rows=("W-18",),
)
NO_ADDRESS = Code(
    "GK309",
    "有一个空链接（“{target}”），点开哪里也不去",
    why="读者点了没有反应；检查时空链接按错链计。",
    mend="写上要去的地址；没有地址的，去掉链接，只留文字。",
    waivable=Waivable.REASON,
    rows=("W-18", "D-6"),
)
_NOWHERE = frozenset({"", "#", "###"})
"""Addresses of links that lead nowhere."""
RELEASED = ("release/", "log/")
"""Where a release writes beside the site, of a portal that has a key for it."""
_LISTS = (".xml", ".webmanifest", ".ics", ".rss", ".atom")
"""Files that tell programs where pages of the site are."""
_END = r"[^\s<>\"'\\]*"


def check(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """A problem for each link without a target: of pages, of style sheets, of feeds and lists of pages."""
    for page in facts.values():
        for way in page.ways:
            yield from _check(way, page, tree, facts)
    copied = {file.path for file in tree.site.attachments}
    for path in tree.sheets:
        yield from _check_sheet(path, tree)
    for path in tree.files:
        if path.endswith(_LISTS) and path not in copied:
            yield from _check_list(path, tree)


def _check(way: Way, page: PageFacts, tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    target, fragment = way.target, way.fragment
    if way.followed and way.written.strip() in _NOWHERE:
        yield Problem(NO_ADDRESS, page.place, target=way.written.strip())
    if not target:
        target, fragment = _own(way.written, tree), urlsplit(way.written).fragment
    if not target:
        return
    if target not in tree.files and not (tree.site.release_key and target.startswith(RELEASED)):
        yield Problem(BROKEN_LINK, page.place, target=way.written)
    elif fragment and target in facts and fragment not in facts[target].anchors:
        yield Problem(BROKEN_ANCHOR, page.place, target=way.written)


def _own(address: str, tree: CheckedTree) -> str:
    """The file that a whole address of this site means; empty for one of another site."""
    base = tree.site.config.base
    if not base or not address.startswith(base):
        return ""
    return resolve(unquote(urlsplit(address[len(base) :]).path), "index.html")


def _check_sheet(path: str, tree: CheckedTree) -> Iterator[Problem]:
    for address in fetched(tree.sheets[path]):
        if ":" in address or address.startswith(("//", "#")):
            continue
        if resolve(unquote(address.partition("#")[0].partition("?")[0]), path) not in tree.files:
            yield Problem(BROKEN_LINK, Location(f"output/{path}"), target=address)


def _check_list(path: str, tree: CheckedTree) -> Iterator[Problem]:
    """What a feed or a list of pages says of this site."""
    base = tree.site.config.base
    if not base:
        return
    text = tree.text(path).replace("\r\n ", "")  # lines of a calendar are folded anywhere
    for address in dict.fromkeys(re.findall(re.escape(base) + _END, text)):
        if _own(address.replace("&amp;", "&"), tree) not in tree.files:
            yield Problem(BROKEN_LINK, Location(f"output/{path}"), target=address)
