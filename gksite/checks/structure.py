"""Every page has its parts: head, text and foot, the way home, a search box, a title of its own, headings in order."""

import re
from collections.abc import Iterator, Mapping

from gksite.checks.tree import CheckedTree, Element, Page, PageFacts, says_something, words
from gksite.problems.problem import Code, Level, Phrase, Problem, Waivable

DESIGN = "《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》"
ACCESS = "GB/T 37668—2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》"

LANDMARK = Code(
    "GK501",
    "页面的{part}（{tag}）有 {count} 个，应当正好有一个",
    why="页头、正文、页脚各有一个，读者和读屏软件才能在每一页用同样的办法找到内容。",
    mend="自己改过主题的，照 templates/base.html 改回；没有改过的，重新生成网站。",
    clause=DESIGN,
    waivable=Waivable.REASON,
    rows=("W-11", "A-08"),
)
NO_SITE_NAME = Code(
    "GK502",
    "页头没有网站名称“{name}”",
    why="从搜索引擎直接进来的读者，靠页头知道这是哪个单位的网站。",
    mend="自己改过主题的，照 templates/components/header 改回，名称取自 site.yaml 的 name。",
    clause=DESIGN,
    waivable=Waivable.REASON,
    rows=("W-11",),
)
NO_BREADCRUMB = Code(
    "GK503",
    "页面没有“当前位置”导航",
    why="读者要知道这一页在网站的什么地方，怎样回到上一级和首页。",
    mend="自己改过主题的，照 templates/base.html 改回，保留 breadcrumb。",
    clause=DESIGN,
    waivable=Waivable.REASON,
    rows=("W-23",),
)
WRONG_BREADCRUMB = Code(
    "GK504",
    "“当前位置”导航与网站的结构不符：{reason}",
    why="导航写的上级要与上级页面自己写的一致，从首页开始，逐级到这一页。",
    mend="自己改过主题或模板的，改正导航里的链接。",
    clause=DESIGN,
    waivable=Waivable.REASON,
    rows=("W-23",),
)
NO_SKIP_LINK = Code(
    "GK505",
    "页面的第一个链接不是“跳到正文”",
    why="用键盘和读屏软件的读者，不必在每一页先经过全部菜单。",
    mend="自己改过主题的，照 templates/base.html 改回：第一个链接指向 main 的 id。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
NO_TITLE = Code(
    "GK506",
    "页面标题（title）{reason}",
    why="标题是浏览器标签、收藏夹和搜索引擎里看到的名字。",
    mend="自己改过主题的，照 templates/base.html 改回：页面的名称，加上网站名称。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
SAME_TITLE = Code(
    "GK507",
    "页面标题“{title}”与 {other} 的相同",
    why="标题相同的页面，读者在标签、收藏夹和搜索结果里分不清。",
    mend="给其中一个改名；两个页面确是同一内容的，只留一个。",
    clause=ACCESS,
    level=Level.WARNING,  # an official title is as printed: two places may give theirs the same
    waivable=Waivable.REASON,
    rows=("A-08",),
)
ONE_HEADING = Code(
    "GK508",
    "一级标题（h1）有 {count} 个，应当正好有一个",
    why="一级标题说明这一页是什么，读屏软件从它读起。",
    mend="自己改过主题的，每种页面只留一个 h1，写明页面的名称。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
HEADING_ORDER = Code(
    "GK509",
    "标题“{text}”是 {level} 级，它的上一个标题是 {above} 级，中间跳过了",
    why="标题逐级向下，读屏软件才能列出正确的目录。",
    mend="正文里的标题逐级写：# 之后用 ##，不要直接用 ####；主题里的照样改正。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
EMPTY_HEADING = Code(
    "GK510",
    "有一个 {level} 级标题没有文字",
    why="读屏软件会读出一个没有名字的标题。",
    mend="写上标题，或者删去这个空的标题；正文里单独一行的 # 就会变成空标题。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08",),
)
VIEWPORT = Code(
    "GK511",
    "页面的 viewport {reason}",
    why="没有它，手机上字小得看不清；不准放大，视力不好的读者就看不了。",
    mend='写成 <meta name="viewport" content="width=device-width, initial-scale=1">。',
    clause=DESIGN,
    waivable=Waivable.REASON,
    rows=("W-25", "A-08"),
)
NO_SEARCH_BOX = Code(
    "GK512",
    "页面没有搜索框",
    why="读者在任何一页都能搜索全站，是政府网站检查的要求。",
    mend="自己改过主题的，照 templates/components/header 改回，保留 search_box。",
    clause=DESIGN,
    waivable=Waivable.REASON,
    rows=("W-23", "G-03"),
)
OTHER_MENU = Code(
    "GK528",
    "页面的菜单与首页的不同：没有“{name}”",
    why="每一页的菜单相同，读者才能在任何一页到搜索、单位和各个栏目。",
    mend="自己改过主题的，照 templates/components/header 改回，各页用同一个 navigation。",
    clause=ACCESS,
    waivable=Waivable.REASON,
    rows=("A-08", "W-23"),
)
_PARTS = (("header", "页头"), ("main", "正文"), ("footer", "页脚"))
"""What every page has once."""
_SECTIONS = ("article", "aside", "main", "nav", "section")
"""Parts of the text, which may have a head and a foot of their own."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SCALE = re.compile(r"maximum-scale\s*=\s*([0-9.]+)")
"""How far a reader may enlarge a page."""
_NO_WAY = frozenset({"home", "404", ""})
"""Kinds of page that stand below none."""
CARD = "card"
"""The kind of page that stands in a page of others, whose head, menu and foot are around it."""
GONE = frozenset({"moved", "withdrawn"})
"""Kinds of page that have no content of their own, and so no name either."""


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What a page lacks of its parts."""
    for tag, part in _PARTS:
        count = len(_landmarks(page, tag))
        if count != 1:
            yield Problem(LANDMARK, page.place, part=Phrase(part), tag=tag, count=count)
    yield from _check_head(page, tree)
    yield from _check_headings(page)
    if page.kind not in _NO_WAY and not page.crumbs:
        yield Problem(NO_BREADCRUMB, page.place)
    if not _skips(page):
        yield Problem(NO_SKIP_LINK, page.place)
    if "assets/search.js" in tree.files and not _has_search_box(page):
        yield Problem(NO_SEARCH_BOX, page.place)


def _landmarks(page: Page, tag: str) -> list[Element]:
    """The elements of a tag that are not hidden and belong to the page, not to a section of it."""
    found = []
    for element in page.tagged(tag):
        if "hidden" not in element.attrib and next(element.iterancestors(*_SECTIONS), None) is None:
            found.append(element)
    return found


def _check_head(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    name = " ".join(tree.site.config.name.split())
    if not any(name in words(header) for header in _landmarks(page, "header")):
        yield Problem(NO_SITE_NAME, page.place, name=name)
    if not page.title:
        yield Problem(NO_TITLE, page.place, reason=Phrase("没有写"))
    elif name not in page.title:
        yield Problem(NO_TITLE, page.place, reason=Phrase("里没有网站名称“{name}”", name=name))
    fault = _viewport_fault(page)
    if fault is not None:
        yield Problem(VIEWPORT, page.place, reason=fault)


def _viewport_fault(page: Page) -> Phrase | None:
    """What is wrong with how a page is fitted into a screen."""
    text = ""
    for element in page.tagged("meta"):
        if element.get("name") == "viewport":
            text = element.get("content", "").lower().replace(" ", "")
    if "width=device-width" not in text:
        return Phrase("没有写 width=device-width")
    scale = _SCALE.search(text)
    if "user-scalable=no" in text or "user-scalable=0" in text or (scale and float(scale[1].strip(".") or 0) < 2):
        return Phrase("不准读者放大页面")
    return None


def _check_headings(page: Page) -> Iterator[Problem]:
    headings = page.in_order(*_HEADINGS)
    firsts = [element for element in headings if element.tag == "h1"]
    if len(firsts) != 1:
        yield Problem(ONE_HEADING, page.place, count=len(firsts))
    above = 0
    for element in headings:
        level = int(str(element.tag)[1])
        if not says_something(element):
            yield Problem(EMPTY_HEADING, page.place, level=level)
        elif level > above + 1:
            yield Problem(HEADING_ORDER, page.place, text=words(element), level=level, above=above)
        above = level


def _skips(page: Page) -> bool:
    """Whether the first link of a page leads to its text."""
    for element in page.tagged("a"):
        target = page.ids.get(element.get("href", "").removeprefix("#"))
        return target is not None and target.tag == "main" and says_something(element)
    return False


def _has_search_box(page: Page) -> bool:
    """Whether a form asks the search page."""
    return any(_is_search(form, page) for form in page.tagged("form"))


def _is_search(form: Element, page: Page) -> bool:
    asked = any(field.get("name") == "q" for field in form.iter("input"))
    action = form.get("action", "").removesuffix("index.html")
    return asked and (action.endswith("search/") or page.path == "search/index.html")


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """Titles that two pages share, menus that differ, and breadcrumbs that do not agree with the pages they name."""
    titles: dict[str, list[PageFacts]] = {}
    menu = facts["index.html"].menu if "index.html" in facts else ()
    for page in facts.values():
        if page.copied:
            continue
        if page.title and page.kind not in GONE:
            titles.setdefault(page.title, []).append(page)
        for entry in () if page.kind == CARD else menu:
            if entry not in page.menu:
                yield Problem(OTHER_MENU, page.place, name=entry[1])
        if page.crumbs and page.kind not in GONE:
            yield from _check_crumbs(page, facts)
    for pages in titles.values():
        for i, page in enumerate(pages[: len(pages) * (len(pages) > 1)]):
            yield Problem(SAME_TITLE, page.place, title=page.title, other=pages[i - 1].place.file)


def _check_crumbs(page: PageFacts, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    *above, parent = page.crumbs
    named = facts[parent].headings if parent in facts else ()
    if page.crumbs[0] != "index.html":
        yield Problem(WRONG_BREADCRUMB, page.place, reason=Phrase("没有从首页开始"))
    elif parent == page.path:
        yield Problem(WRONG_BREADCRUMB, page.place, reason=Phrase("把自己写成了上一级"))
    elif parent != "index.html" and named and not _is_called(page.parent, " ".join(named)):
        reason = Phrase("“{name}”指向的页面是“{title}”", name=page.parent, title=" ".join(named))
        yield Problem(WRONG_BREADCRUMB, page.place, reason=reason)
    elif parent in facts and list(facts[parent].crumbs) != above:
        reason = Phrase("上一级 {parent} 不在它所写的位置", parent=f"output/{parent}")
        yield Problem(WRONG_BREADCRUMB, page.place, reason=reason)


def _is_called(name: str, heading: str) -> bool:
    """Whether a link of a breadcrumb names the page that it leads to."""
    said, called = "".join(name.split()), "".join(heading.split())
    return said in called or called in said
