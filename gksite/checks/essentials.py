"""What a portal has beside its content: a page for what is not found, entries on the home page, a yearly report."""

import re
from collections.abc import Iterator, Mapping

from gksite.checks.tree import CheckedTree, PageFacts
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, Waivable

NOT_FOUND_PAGE = Code(
    "GK377",
    "“找不到页面”的页面（404.html）{what}",
    why="点到失效的链接时，读者靠这一页回到首页，或者搜索要找的内容。",
    mend="自己改过主题的，照 templates/pages/404.html 改回。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    waivable=Waivable.REASON,
    rows=("W-27",),
)
HOME_LACKS = Code(
    "GK527",
    "首页没有通到{what}的链接",
    why="读者从首页就要能搜索，能找到“政府信息公开”。",
    mend="自己改过主题的，照 templates/pages/home.html 和 templates/components/header 改回。",
    clause="《中华人民共和国政府信息公开条例》第二十四条，《政府网站发展指引》（国办发〔2017〕47号）",
    waivable=Waivable.REASON,
    rows=("G-03", "W-23", "S-08"),
)
NO_SITE_REPORT = Code(
    "GK526",
    "没有找到 {year} 年的政府网站工作年度报表",
    why="政府网站的主办单位要在每年 1 月 31 日前公布上一年的年度报表。",
    mend="填好报表后作为条目或附件公布，标题写明“政府网站工作年度报表”和年份；"
    "改由上级网站统一公布的，写进 content/waivers.yaml。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-28",),
)
DISCLOSURE = "disclosure/index.html"
_REPORT = re.compile(r"网站.{0,12}(?:报表|年度(?:工作)?报告)|(?:报表|年度报告).{0,4}网站")
"""What the yearly report on the site itself is called."""


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """What the portal lacks."""
    yield from _check_not_found(tree, facts)
    home = facts.get("index.html")
    if home is not None:
        ways = {way.target for way in home.ways}
        if "search/index.html" in tree.files and "search/index.html" not in ways:
            yield Problem(HOME_LACKS, home.place, what=Phrase("搜索"))
        if DISCLOSURE in tree.files and DISCLOSURE not in ways:
            yield Problem(HOME_LACKS, home.place, what=Phrase("“政府信息公开”"))
    yield from _check_report(tree, facts)


def _check_not_found(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    page = facts.get("404.html")
    if page is None:
        yield Problem(NOT_FOUND_PAGE, Location("output/404.html"), what=Phrase("没有生成"))
        return
    ways = {way.target for way in page.ways}
    if "index.html" not in ways:
        yield Problem(NOT_FOUND_PAGE, page.place, what=Phrase("没有回首页的链接"))
    if "search/index.html" in tree.files and "search/index.html" not in ways:
        yield Problem(NOT_FOUND_PAGE, page.place, what=Phrase("没有搜索"))


def _check_report(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """The report on the site itself of last year, of a portal that publishes these; of others the parent site does."""
    year, published, declared = tree.today.year - 1, "", False
    for page in facts.values():
        published += "".join(text for text in (*page.headings, *page.reports) if _REPORT.search(text))
    for column in tree.site.config.columns:
        declared = declared or _REPORT.search(column.description or column.name) is not None
    if (published or declared) and tree.today.month > 1 and str(year) not in published:
        yield Problem(NO_SITE_REPORT, Location("output/index.html"), year=year)
