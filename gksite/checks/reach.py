"""Every page is reached from the home page, by few clicks, at an address that can be read and typed."""

import re
from collections.abc import Iterator, Mapping

from gksite.checks.structure import GONE
from gksite.checks.tree import CheckedTree, PageFacts, Way
from gksite.problems.problem import Code, Level, Phrase, Problem, Waivable

TOO_DEEP = Code(
    "GK370",
    "从首页要点 {clicks} 次才能到这一页，超过 {limit} 次；这样的页面共有 {count} 个",
    why="读者多点一次，就少一些人看到。",
    mend="在首页、栏目或上级页面加上链接；允许的次数是 site.yaml 的 limits.click_depth。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-26",),
)
NO_WAY = Code(
    "GK371",
    "没有任何链接从首页通到这一页；这样的页面共有 {count} 个",
    why="没有链接通到的页面，读者找不到，搜索引擎也不收。",
    mend="自己改过主题的，在导航、列表或站点地图里加上链接；不要公开的，不要生成。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    waivable=Waivable.REASON,
    rows=("W-26", "W-18"),
)
BAD_ADDRESS = Code(
    "GK372",
    "网址 {address} {reason}",
    why="网址要能读、能抄、能念给别人听；大小写和参数不同，会被当作不同的页面。",
    mend="文件名和编号用小写英文字母、数字和连字符，尽量短；长度的限制是 site.yaml 的 limits.address_characters。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-19",),
)
_PLAIN = re.compile(r"[a-z0-9/._~-]*")
"""What a page's address is made of."""
_APART = ("404", "components", *GONE)
"""Kinds of page that nothing leads to."""


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """Pages too far away or out of reach, and addresses that are hard to read."""
    yield from _check_depth(tree, facts)
    yield from _check_addresses(tree, facts)


def clicks(facts: Mapping[str, PageFacts]) -> dict[str, int]:
    """How many clicks each page is away from the home page."""
    found = {"index.html": 0}
    waiting = ["index.html"]
    for path in waiting:
        if path not in facts:
            continue
        for way in facts[path].ways:
            if way.followed and way.target in facts and way.target not in found:
                found[way.target] = found[path] + 1
                waiting.append(way.target)
    return found


def _check_depth(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    away, limit = clicks(facts), tree.site.config.limits.click_depth
    deep, lost = [], []
    for path, page in facts.items():
        if page.copied or page.kind in _APART:
            continue
        if path not in away:
            lost.append(page)
        elif away[path] > limit:
            deep.append(page)
    if lost:
        yield Problem(NO_WAY, lost[0].place, count=len(lost))
    if deep:
        most = max(deep, key=lambda page: away[page.path])
        yield Problem(TOO_DEEP, most.place, clicks=away[most.path], limit=limit, count=len(deep))


def _check_addresses(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    limit = tree.site.config.limits.address_characters
    for path, page in facts.items():
        address = "/" + path.removesuffix("index.html")
        if len(tree.site.config.url or "") + len(path) > limit:
            yield Problem(BAD_ADDRESS, page.place, address=address, reason=Phrase("超过 {limit} 个字符", limit=limit))
        elif not _PLAIN.fullmatch(address) and not page.copied:
            yield Problem(BAD_ADDRESS, page.place, address=address, reason=Phrase("里有大写字母、中文或别的符号"))
        for way in page.ways:
            if way.followed and _has_query(way):
                yield Problem(BAD_ADDRESS, page.place, address=way.written, reason=Phrase("带有参数（?）"))


def _has_query(way: Way) -> bool:
    """Whether a link inside the site asks a question; only the search and the page for verifying take one."""
    return bool(way.target) and "?" in way.written and not way.target.startswith(("search/", "verify/"))
