"""The pages of the column 政府信息公开 as built: all there, named and in order, each with what the 条例 asks of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from gksite.checks.tree import CheckedTree, Page, PageFacts, leads_away, path_of, resolve
from gksite.model import statute
from gksite.model.site import Site
from gksite.model.statute import Part
from gksite.problems.problem import Code, Location, Phrase, Problem

COLUMN_PAGE = Code(
    "GK679",
    "专栏页面“{title}”{reason}",
    why="专栏的名称、各部分和它们的次序是统一规定的；申请表和期限写错、缺漏，申请人就会被误导。",
    mend="这些由模板生成：改过 templates/ 的，把这一处改回来；没有改过的，是程序的问题，请附上这一行反馈。",
    clause="国办公开办函〔2019〕61号；《中华人民共和国政府信息公开条例》",
    rows=("G-01", "G-02", "G-08", "G-11", "G-12", "G-22", "G-23", "G-24", "G-25", "G-26", "G-27"),
)
_BY_PATH: Mapping[str, Part] = {f"{part.url}index.html": part for part in statute.ALL_PAGES}
"""The pages of the column by their files."""
_DAYS = "{n}个工作日"
"""How a term is written."""
_STATED: Mapping[Part, tuple[tuple[str, str], ...]] = {
    statute.GUIDE: statute.GUIDE_FIELDS[statute.GUIDE_TEXTS :],
    statute.APPLICATION: (
        *(("address", "办公地址"), ("hours", "办公时间"), ("telephone", "联系电话"), ("fax", "传真")),
        *(("post", "邮寄"), ("email", "电子邮件"), ("online", "网上提交")),
    ),
}
"""The facts of an office that its pages show: their keys and names."""
_WANTED: Mapping[Part, tuple[str, ...]] = {
    statute.GUIDE: tuple(name for _, name in statute.GUIDE_FIELDS),
    statute.STATUTORY: statute.CLASSES,
    statute.APPLICATION: (
        *(term.matter + _DAYS.format(n=term.days) for term in statute.TERMS),
        *statute.CONTENTS,
        *statute.REPLIES,
        statute.FEES,
    ),
    statute.FORM: (
        *("申请人的姓名或者名称、身份证明、联系方式", "名称、文号或者便于查询的其他特征性描述"),
        "形式要求，包括获取信息的方式、途径",
    ),
    **{part: (part.words,) for part in statute.SERVICES},
}
"""What the pages say in the words and numbers of the 条例."""


def check_all(tree: CheckedTree, facts: Mapping[str, PageFacts]) -> Iterator[Problem]:
    """A problem for each page of the column that is not there."""
    if tree.site.disclosure is None:
        return
    for path, part in _BY_PATH.items():
        if path not in facts:
            yield _problem(path, part, Phrase("没有生成"))


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What a page of the column lacks; the words are looked for on pages in Chinese alone."""
    part = _BY_PATH.get(page.path)
    if part is None or tree.site.disclosure is None or page.root is None:
        return
    main = page.root.find(".//main")
    if main is None:
        return
    for reason in (*_forms(main), *_order(page, main, part)):
        yield _problem(page.path, part, reason)
    if tree.site.config.lang == "zh":
        for reason in _words(main, part, tree.site):
            yield _problem(page.path, part, reason)


def _problem(path: str, part: Part, reason: Phrase) -> Problem:
    return Problem(COLUMN_PAGE, Location(f"output/{path}"), title=Phrase(part.title), reason=reason)


def _words(main: Any, part: Part, site: Site) -> Iterator[Phrase]:
    headings = [_text(heading) for heading in main.iter("h1")]
    if headings != [part.title]:
        yield Phrase("的标题应是“{word}”", word=Phrase(part.title))
    text = _text(main)
    for word in _WANTED.get(part, ()):
        if word not in text:
            yield Phrase("里没有“{word}”", word=word)
    for name, value in _values(part, site):
        if "".join(value.split()) not in text:
            yield Phrase("里没有{name}“{word}”", name=Phrase(name), word=value)
    name = _publisher(site)
    if part != statute.FORM and name not in _head(main):
        yield Phrase("的页首没有“{word}”", word=name)


def _values(part: Part, site: Site) -> Iterator[tuple[str, str]]:
    """What the office states of itself on a page, by its name."""
    stated = getattr(site.disclosure.record, part.key, None) if site.disclosure else None
    for key, name in _STATED.get(part, ()):
        value = getattr(stated, key, None)
        if value is not None:
            yield name, value


def _publisher(site: Site) -> str:
    """Whose column it is, where its guide names an agency."""
    column = site.disclosure
    if column is None or column.publisher is None:
        return ""
    record = site.agencies[column.publisher].record
    return record.full_name or record.name


def _head(main: Any) -> str:
    """The words above the tree."""
    head = main.find(".//div[@class='column-head']")
    return "" if head is None else _text(head)


def _text(element: Any) -> str:
    """The words of an element without blanks."""
    return "".join("".join(element.itertext()).split())


def _order(page: Page, main: Any, part: Part) -> Iterator[Phrase]:
    """Whether the tree leads to the parts in their order; the form to print has none."""
    if part == statute.FORM:
        return
    paths = []
    for nav in main.iter("nav"):
        paths += [resolve(path_of(link.get("href", "")), page.path) for link in nav.iter("a")]
    last, before = -1, part
    for wanted in statute.PARTS:
        path = f"{wanted.url}index.html"
        if path not in paths:
            yield Phrase("的目录里没有“{word}”", word=Phrase(wanted.title))
            continue
        if paths.index(path) < last:
            yield Phrase("的目录里“{word}”应排在“{before}”后面", word=Phrase(wanted.title), before=Phrase(before.title))
        last, before = max(last, paths.index(path)), wanted


def _forms(main: Any) -> Iterator[Phrase]:
    """Whether a form sends what somebody types, or sends it elsewhere."""
    for form in main.iter("form"):
        if form.get("method", "").lower() == "post" or leads_away(form.get("action", "")):
            yield Phrase("里有会把填写的内容发送出去的表单")
