"""Every link inside the site leads to a file that exists, and to an anchor that exists in it."""

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from lxml import etree

from gksite.model.outputs import File
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
_ATTRIBUTES = ("href", "src", "action", "data-module", "data-root")


def check(files: Mapping[str, File]) -> Iterator[Problem]:
    """A problem for each link without a target; the page served at any depth (404.html) is read from the root."""
    pages = {path: _parsed(file.content) for path, file in files.items() if path.endswith(".html")}
    anchors = {path: ids for path, (_, ids) in pages.items()}
    for path, (links, _) in pages.items():
        for link in links:
            yield from _check(link, path, files, anchors)


def _parsed(content: bytes) -> tuple[list[str], set[str]]:
    """The links and the ids of a page, which may be blank."""
    page = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    links: list[str] = []
    ids: set[str] = set()
    for element in () if page is None else page.iter(etree.Element):
        links += [element.attrib[name] for name in _ATTRIBUTES if name in element.attrib]
        if "id" in element.attrib:
            ids.add(element.attrib["id"])
    return links, ids


def _check(link: str, path: str, files: Mapping[str, File], anchors: Mapping[str, set[str]]) -> Iterator[Problem]:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or path == "404.html":
        return
    target = _resolve(unquote(parts.path), path)
    place = Location(f"output/{path}")
    if target not in files:
        yield Problem(BROKEN_LINK, place, target=link)
    elif parts.fragment and target in anchors and unquote(parts.fragment) not in anchors[target]:
        yield Problem(BROKEN_ANCHOR, place, target=link)


def _resolve(link: str, path: str) -> str:
    """The file that a server would send for a link on a page; beyond the root stays beyond it."""
    if not link:
        return path
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
    if link.endswith(("/", "/.", "/..")) or link in (".", ".."):
        return posixpath.normpath(posixpath.join(target, "index.html"))
    return target
