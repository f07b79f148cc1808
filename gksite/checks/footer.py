"""The foot of every page names who runs the site, with its identifiers, as site.yaml has them."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from gksite.checks.tree import CheckedTree, Page, path_of, words
from gksite.model.settings import Identity
from gksite.problems.problem import Code, Location, Phrase, Problem
from gksite.text.hosts import host_of
from gksite.text.identifiers import figures

NOT_STATED = Code(
    "GK624",
    "页脚{reason}",
    why="每一页的底部都要列明主办单位、联系方式、网站标识码、ICP备案号、公安备案、网站标识、找错入口和站点地图；"
    "缺一项，或与登记的不同，是检查通报里点名的问题。",
    mend="页脚由 site.yaml 的 identity 生成；改过模板的，恢复 components/footer 里的这一项。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    rows=("W-06", "W-12", "W-13", "W-14", "W-15", "W-16", "D-5", "D-9"),
)
NOT_TRUE = Code(
    "GK812",
    "页脚写着支持IPv6，没有通过的检测记录",
    why="没有测过、测了不通过或者过期的，写着“支持IPv6”就是不实的说法。",
    mend="自己改过主题的，删去这一句；上线以后运行 gksite probe --record，各项通过的，生成网站时会自动写上。",
    rows=("I-07",),
)
_CLAIM = re.compile(r"支持\s*+IPv6|\bsupports?\s++IPv6", re.IGNORECASE)
"""What a site says that nobody may say without a probe."""
_FAULTS, _ICP, _POLICE, _BADGES = "zfwzgl.www.gov.cn", "beian.miit.gov.cn", "beian.mps.gov.cn", "bszs.conac.cn"
"""The hosts of the registers that the foot leads to."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What the foot of a page does not state, by name."""
    identity = tree.site.config.identity
    feet = list(page.in_order("footer"))
    if tree.site.ipv6 is None and feet and _CLAIM.search(words(feet[-1])):
        yield Problem(NOT_TRUE, page.place)
    if identity is None or page.root is None:
        return
    place = Location(f"output/{page.path}")
    if not feet:
        yield Problem(NOT_STATED, place, reason=Phrase("整个没有"))
        return
    said, links = words(feet[-1]), list(feet[-1].iter("a"))
    for label in (*_unsaid(said, identity), *_unlinked(links, identity, page)):
        yield Problem(NOT_STATED, place, reason=Phrase("没有{label}，或与 site.yaml 里的不同", label=label))


def _unsaid(said: str, identity: Identity) -> Iterator[Phrase]:
    """The facts that the words of a foot lack."""
    facts = (
        (Phrase("主办单位"), identity.organizer),
        (Phrase("联系方式"), identity.contact),
        (Phrase("网站标识码"), identity.site_code),
    )
    for label, text in facts:
        if text not in said:
            yield label


def _unlinked(links: list[Any], identity: Identity, page: Page) -> Iterator[Phrase]:
    """The links that a foot lacks, or that lead elsewhere or are called otherwise."""
    if identity.icp is not None and not _leads(links, _ICP, "", identity.icp):
        yield Phrase("ICP备案号和它的链接")
    if identity.police is not None and not _leads(links, _POLICE, figures(identity.police), identity.police):
        yield Phrase("公安备案号和它的链接")
    if identity.badge is not None and not _leads(links, _BADGES, identity.badge.id, ""):
        yield Phrase("网站标识")
    if not _leads(links, _FAULTS, identity.site_code, ""):
        yield Phrase("“我为政府网站找错”")
    if not any(_path(link, page) == "sitemap" for link in links):
        yield Phrase("站点地图")


def _leads(links: list[Any], host: str, code: str, called: str) -> bool:
    """Whether a link with these words leads to a host, with a code in its address."""
    for link in links:
        address = link.get("href", "")
        named = _words(link)
        if host_of(address) == host and named and called in named and _has_code(address, code):
            return True
    return False


def _has_code(address: str, code: str) -> bool:
    return not code or address.rpartition("=")[2] == code


def _words(link: Any) -> str:
    """What a link is called, by its words and by its pictures."""
    named = words(link)
    for picture in link.iter("img"):
        named += picture.get("alt", "")
    return named


def _path(link: Any, page: Page) -> str:
    """The folder of the site that a link leads to; the page that is served at any depth states it from the root."""
    path = path_of(link.get("href", "")).removesuffix("index.html")
    if path.startswith("/"):
        return posixpath.basename(path.rstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
