"""Links that leave the site for others than governments: the reader is told, the office looks them through."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape

from gksite.checks.tree import CheckedTree, Element, Page, PageFacts, words
from gksite.model.outputs import File
from gksite.model.settings import Config
from gksite.problems.problem import Code, Level, Location, Problem, Waivable
from gksite.text.hosts import host_of, is_outer

NOT_MARKED = Code(
    "GK367",
    "链接到别的网站，没有写明是外部链接：{target}",
    why="读者离开政府网站之前要知道；那里的内容不由本单位负责。",
    mend="正文里的链接会自动写上“外部链接”，自己改过主题的，用 external_link；"
    "确是本单位负责的网站，写进 site.yaml 的 allowed_hosts。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    waivable=Waivable.REASON,
    rows=("W-17",),
)
NOT_RECORDED = Code(
    "GK368",
    "外部网站 {host} 还没有登记；{count} 个页面链接到它",
    why="以前的稿件里链接的外部网站，域名到期后可能被人买去放赌博、色情内容；登记了哪天起链接，才能按时检查。",
    mend="打开看一遍，确是要链接的网站；再运行 gksite build --record，它就记进 content/ledger.yaml 的 outer_links。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-18", "V-1"),
)
LOOK_AGAIN = Code(
    "GK378",
    "外部网站 {host} 从 {since} 起没有再看过；{count} 个页面链接到它",
    why="一年以后，域名可能已经到期、被别人买去，链接到的内容可能已经变了。",
    mend="逐个打开看一遍；还要链接的，在这一条写上 looked: 看的日期；变了样的，删去链接。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-18", "V-1"),
)
YEAR = timedelta(days=366)
"""After which an outer host is looked through again."""
_SAID = ("外部链接", "external link")
"""What stands in or right behind a link that leaves the site."""
_HREF = re.compile(rb"<a\s[^>]*?\bhref=\"([^\"]*)\"")
"""The address of a link, in bytes of a page."""


@dataclass(frozen=True, slots=True)
class OuterHost:
    """A host that pages lead to: which, and since when as the ledger has it; `looked` when it was looked at last."""

    host: str
    pages: tuple[str, ...]
    since: date | None = None
    looked: date | None = None

    @property
    def last(self) -> date | None:
        """The day on which somebody knew what stands there."""
        return max(filter(None, (self.since, self.looked)), default=None)


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """The links of a page that leave the site and do not say so."""
    config = tree.site.config
    for link in page.tagged("a"):
        address = link.get("href", "")
        if is_outer(address, config.url, config.allowed_hosts) and not _says_so(link):
            yield Problem(NOT_MARKED, page.place, target=address)


def _says_so(link: Element) -> bool:
    """Whether the words of a link, or those right behind it, say that it leaves the site."""
    behind = link.getnext()
    said = words(link) + (link.tail or "")[:20]
    if behind is not None and not (link.tail or "").strip():
        said += words(behind)
    return any(mark in said.lower() for mark in _SAID)


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """The outer hosts that are not in the ledger, or that nobody has looked at for a year."""
    for outer in outer_hosts(tree, facts):
        if outer.last is None:
            place = Location(f"output/{outer.pages[0]}")
            yield Problem(NOT_RECORDED, place, host=outer.host, count=len(outer.pages))
        elif outer.last + YEAR <= tree.today:
            yield Problem(
                LOOK_AGAIN, _entry(tree, outer.host), host=outer.host, since=outer.last, count=len(outer.pages)
            )


def _entry(tree: CheckedTree, host: str) -> Location:
    """Where the ledger has a host."""
    if tree.ledger is not None:
        for i, entry in enumerate(tree.ledger.record.outer_links):
            if entry.host == host:
                return tree.ledger.document.location(("outer_links", i))
    return Location("content/ledger.yaml")


def outer_hosts(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> list[OuterHost]:
    """Every outer host with the pages that lead to it, by name."""
    config, found = tree.site.config, dict[str, dict[str, None]]()
    for page in facts.values():
        for way in page.ways:
            if way.followed and is_outer(way.written, config.url, config.allowed_hosts):
                found.setdefault(host_of(way.written), {})[page.path] = None
    recorded = {entry.host: entry for entry in tree.ledger.record.outer_links} if tree.ledger else {}
    hosts = []
    for host, pages in sorted(found.items()):
        entry = recorded.get(host)
        days = (entry.since, entry.looked) if entry else (None, None)
        hosts.append(OuterHost(host, tuple(pages), *days))
    return hosts


def linked_hosts(files: Iterable[File], config: Config) -> list[str]:
    """The outer hosts that finished pages lead to, by name."""
    found = set()
    for file in files:
        if not file.path.endswith(".html"):
            continue
        for written in _HREF.findall(file.content):
            address = unescape(written.decode("utf-8", "replace"))
            if is_outer(address, config.url, config.allowed_hosts):
                found.add(host_of(address))
    return sorted(found)
