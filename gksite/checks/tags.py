"""The tags of a government site: of the site on every page, of a column on lists, of an article on articles."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from gksite.checks.articles import Article, article_at
from gksite.checks.elements import classed, tags
from gksite.checks.tree import CheckedTree, Page, words
from gksite.model.settings import Config
from gksite.model.site import Site
from gksite.model.statute import ALL_PAGES
from gksite.problems.problem import Code, Location, Phrase, Problem
from gksite.text.dates import parse_moment

RULE = "《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》"
"""What these rest on."""
WRONG_TAG = Code(
    "GK622",
    "标签 {name} {reason}",
    why="检查按网页标签识别网站、栏目和信息；缺少或写错标签的页面不得分。",
    mend="标签由内容和 site.yaml 生成；改过模板的，恢复 base.html 里的这一行。",
    clause=RULE,
    rows=("W-01", "W-02", "W-03", "W-04", "D-11"),
)
NOT_SHOWN = Code(
    "GK623",
    "页面上{where}{reason}",
    why="没有注明发布时间的信息，检查时视为没有更新；信息栏的各项和有效性是检查时逐页看的。",
    mend="页面由内容生成；改过模板的，恢复显示它的一行（发布时间是 <time datetime>）。",
    clause=RULE,
    rows=("W-07", "W-22", "M-03", "M-04"),
)
_COLUMNS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
"""The tags that a column must have."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", re.ASCII)
"""2026-03-05 09:00."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What is missing or wrong among the tags of a page, and where its time of publication is not shown."""
    config = tree.site.config
    if config.identity is None:
        return
    yield from _site(page, config)
    if page.path in _column_pages(tree):
        yield from _column(page, config)
    article = article_at(page.path, tree.site)
    if article is not None:
        yield from _article(page, article)
    yield from _moments(page)
    yield from _rows(page, tree.site)


def _wrong(page: Page, name: str, reason: Phrase) -> Problem:
    return Problem(WRONG_TAG, Location(f"output/{page.path}"), name=name, reason=reason)


def _site(page: Page, config: Config) -> Iterator[Problem]:
    """SiteName, SiteDomain and SiteIDCode, as site.yaml has them."""
    yield from _equal(page, "SiteName", config.name)
    if config.url:
        yield from _equal(page, "SiteDomain", urlsplit(config.url).hostname or "")
    if config.identity:
        yield from _equal(page, "SiteIDCode", config.identity.site_code)


def _equal(page: Page, name: str, wanted: str | None) -> Iterator[Problem]:
    """A tag that stands there once and says what is wanted; where None is, anything but nothing."""
    found = tags(page, name)
    if not found:
        yield _wrong(page, name, Phrase("缺少"))
    elif len(found) > 1:
        yield _wrong(page, name, Phrase("写了 {count} 次", count=len(found)))
    elif not found[0]:
        yield _wrong(page, name, Phrase("是空的"))
    elif wanted is not None and found[0] != wanted:
        yield _wrong(page, name, Phrase("应是“{wanted}”，而不是“{found}”", wanted=wanted, found=found[0]))


def _column_pages(tree: CheckedTree) -> set[str]:
    """The home page, the lists that every portal has, and the columns that site.yaml declares."""
    found = {f"{folder}index.html" for folder in ("", "notices/", "tasks/", "agencies/", "data/", "columns/")}
    found |= {f"{place.url}index.html" for place in tree.site.jurisdictions.values()}
    if tree.site.disclosure is not None:
        found |= {f"{part.url}index.html" for part in ALL_PAGES}
    return found | {f"columns/{column.id}/index.html" for column in tree.site.config.columns}


def _column(page: Page, config: Config) -> Iterator[Problem]:
    wanted = dict.fromkeys(_COLUMNS, "")
    if page.path == "index.html" and config.lang == "zh":
        wanted["ColumnType"] = "首页"
    for column in config.columns:
        if page.path == f"columns/{column.id}/index.html":
            wanted |= {"ColumnName": column.name, "ColumnType": column.type}
    for name in _COLUMNS:
        yield from _equal(page, name, wanted[name] or None)


def _article(page: Page, article: Article) -> Iterator[Problem]:
    """ArticleTitle, PubDate and ContentSource as the record states them, and the time where readers see it."""
    yield from _equal(page, "ArticleTitle", article.title)
    if article.source is not None:
        yield from _equal(page, "ContentSource", article.source)
    for address in tags(page, "Url"):
        canonical = [e.get("href") for e in page.in_order("link") if e.get("rel") == "canonical"]
        if canonical and address not in canonical:
            yield _wrong(page, "Url", Phrase("应是“{wanted}”，而不是“{found}”", wanted=canonical[0], found=address))
    if article.published is None:
        for said in tags(page, "PubDate"):
            yield _wrong(page, "PubDate", Phrase("写着“{found}”，而内容没有写发布日期", found=said))
        return
    yield from _equal(page, "PubDate", article.published)
    if not any(_shows(main, article.published) for main in page.in_order("main")):
        yield _untimed(page, Phrase("正文"), article.published)


def _untimed(page: Page, where: Phrase, moment: str) -> Problem:
    reason = Phrase("没有显示发布时间 {moment}", moment=moment)
    return Problem(NOT_SHOWN, Location(f"output/{page.path}"), where=where, reason=reason)


def _moments(page: Page) -> Iterator[Problem]:
    """Whatever page has a PubDate has a real one in the one form that there is."""
    for said in tags(page, "PubDate"):
        if not _MOMENT.fullmatch(said) or not _is_real(said):
            yield _wrong(page, "PubDate", Phrase("应写成 2026-03-05 09:00 的样子，而不是“{found}”", found=said))


def _is_real(moment: str) -> bool:
    try:
        parse_moment(moment)
    except ValueError:
        return False
    return True


def _shows(element: Any, moment: str) -> bool:
    """Whether a moment stands below an element, for readers and for programs alike."""
    for time in element.iter("time"):
        if time.get("datetime", "").replace("T", " ")[:16] == moment and words(time) == moment:
            return True
    return False


def _rows(page: Page, site: Site) -> Iterator[Problem]:
    """Every row of a list of articles shows when its article was published; files to download are none."""
    if page.path.startswith("data/"):
        return
    for rows in (*classed(page, "ul", "cards"), *classed(page, "ul", "entries")):
        for row in rows.iterchildren("li"):
            article = _linked(row, page, site)
            if article is not None and article.published is not None and not _shows(row, article.published):
                where = Phrase("列表里的“{title}”", title=article.title or words(row))
                yield _untimed(page, where, article.published)


def _linked(row: Any, page: Page, site: Site) -> Article | None:
    """The article that a row of a list leads to."""
    for link in row.iter("a"):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), link.get("href", "")))
        found = article_at(f"{path.removesuffix('/index.html')}/index.html", site)
        if found is not None:
            return found
    return None
