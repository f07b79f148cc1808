"""Every link inside the site leads to a file that exists, and to an anchor that exists in it."""

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from gksite.checks.tree import CheckedTree, PageFacts
from gksite.problems.problem import Code, Location, Problem

BROKEN_LINK = Code(
    "GK305",
    "链接“{target}”没有对应的页面或文件",
    why="读者点开会看到“找不到页面”；断链也是政府网站检查的扣分项。",
    mend="内容里的链接请改成已有的地址；模板里的链接请用 href(…) 生成。",
)
BROKEN_ANCHOR = Code(
    "GK306",
    "链接“{target}”指向的位置在那个页面上不存在",
    why="读者点开后停在页首，找不到所指的内容。",
    mend="改正 # 后面的部分。",
)


def check(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """A problem for each link without a target; the page served at any depth (404.html) is read from the root."""
    for path, page in facts.items():
        for link in page.links:
            yield from _check(link, path, tree, facts)


def _check(link: str, path: str, tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or path == "404.html":
        return
    target = resolve(unquote(parts.path), path)
    place = Location(f"output/{path}")
    if target not in tree.files:
        yield Problem(BROKEN_LINK, place, target=link)
    elif parts.fragment and target in facts and unquote(parts.fragment) not in facts[target].anchors:
        yield Problem(BROKEN_ANCHOR, place, target=link)


def resolve(link: str, path: str) -> str:
    """The file that a server would send for a link on a page; beyond the root stays beyond it."""
    if not link:
        return path
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    if link.endswith(("/", "/.", "/..")) or link in (".", ".."):
        return posixpath.normpath(posixpath.join(target, "index.html"))
    return target
