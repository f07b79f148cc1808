"""法定主动公开内容: the fifteen classes of 第二十条, each with its content or with the reason why there is none."""

from collections.abc import Iterator
from datetime import date, timedelta

from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.inspection.inspected import Inspected
from gksite.model.disclosure import DisclosureRecord, LocalContent, StatutoryContent, Withheld
from gksite.model.records import CLOSED
from gksite.model.site import Site
from gksite.model.statute import CLASSES, ORDINALS
from gksite.model.statutory import ClassContent, Disclosure
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, Waivable
from gksite.text.contacts import is_stated

NO_CLASS = Code(
    "GK669",
    "法定主动公开内容里没有{name}",
    why="第二十条的十五项都要有交代：有内容的列出来，本机关没有这项职责的写明理由；漏掉一项，读者和检查的人都会以为没有公开。",
    mend="在 statutory 里加上这一项：items、columns、links 或 text 写它的内容；不适用的写 not_applicable: 理由。"
    "条目里的 art20 只让它显示在这一项下，不代替这里的交代。",
    clause="《中华人民共和国政府信息公开条例》第二十条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-06",),
)
EMPTY_CLASS = Code(
    "GK670",
    "{name}没有内容，也没有写不适用的理由",
    why="空白的栏目会被检查点名；没有内容而不写理由，等于没有公开。",
    mend="用 items、columns、links 或 text 写它的内容；不适用的写 not_applicable: 理由。"
    "列出的条目和栏目里要确有已经公开的信息。",
    clause="《中华人民共和国政府信息公开条例》第二十条、第二十一条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-06",),
)
CLASS_TWICE = Code(
    "GK671",
    "{name}已经在 {first} 列过",
    why="一项列两次，后一次的内容不会出现在页面上。",
    mend="把两处合成一处。",
    clause="《中华人民共和国政府信息公开条例》第二十条",
    rows=("G-06",),
)
CONTRADICTION = Code(
    "GK672",
    "{name}既有内容（{what}），又写了不适用（not_applicable）",
    why="既说没有、又列出内容，读者不知道该信哪一个。",
    mend="有内容的，删去 not_applicable；确实不适用的，删去内容（条目里的 art20 也要改）。",
    clause="《中华人民共和国政府信息公开条例》第二十条、第二十一条",
    rows=("G-06",),
)
REVIEW_DUE = Code(
    "GK676",
    "不予公开的信息上次评估审查是 {reviewed}，{reason}",
    why="对不予公开的信息要定期评估审查，情势变化可以公开的应当公开。",
    mend="重新评估审查，把 reviewed 改成审查的那一天；可以公开的，从 withheld 移到 items/ 里公开。",
    clause="《中华人民共和国政府信息公开条例》第十八条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-17",),
)
NOT_WITHHELD = Code(
    "GK677",
    "withheld 里的公开属性写的是“{disclosure}”，应是“依申请公开”或者“不予公开”",
    why="withheld 列的是没有主动公开的信息，它们不会出现在网站上；主动公开的放在这里就公开不了。",
    mend="改正 disclosure；应当主动公开的，从 withheld 移到 items/ 里公开。",
    clause="《中华人民共和国政府信息公开条例》第十三条至第十八条",
    rows=("G-17",),
)
REVIEW_DAYS = 366
"""A year, after which what is withheld is reviewed again."""


def check(inspected: Inspected) -> Iterator[Problem]:
    """The findings on the classes, on what 第二十一条 adds, and on what is withheld."""
    entry, column = inspected.records.column.disclosure, inspected.site.disclosure
    if entry is None or column is None:
        return
    yield from _doubled(entry)
    if has_statutory(column):
        for content in column.classes:
            yield from _class(content, entry, inspected.site)
    for i, part in enumerate(entry.record.local):
        name = Phrase("“{title}”", title=part.title)
        yield from _content(part, column.local[i], ("local", i), name, entry.document, inspected.site)
    for i, withheld in enumerate(entry.record.withheld):
        yield from _withheld(withheld, i, entry.document, inspected.today)


def has_statutory(column: Disclosure) -> bool:
    """Whether any class is listed; else the whole part is missing."""
    return any(content.record for content in column.classes)


def _doubled(entry: Entry[DisclosureRecord]) -> Iterator[Problem]:
    first: dict[int, Location] = {}
    for i, content in enumerate(entry.record.statutory):
        place = entry.document.location(("statutory", i, "class"))
        if content.class_ in first:
            yield Problem(CLASS_TWICE, place, name=_name(content.class_), first=str(first[content.class_]))
        first.setdefault(content.class_, place)


def _class(content: ClassContent, entry: Entry[DisclosureRecord], site: Site) -> Iterator[Problem]:
    name = _name(content.number)
    if content.record is not None:
        i = entry.record.statutory.index(content.record)
        yield from _content(content.record, content.items, ("statutory", i), name, entry.document, site)
    else:
        yield Problem(NO_CLASS, entry.document.location(("statutory",), key=True), name=name)


def _content(
    part: StatutoryContent | LocalContent,
    items: tuple[str, ...],
    key_path: KeyPath,
    name: Phrase,
    document: Document,
    site: Site,
) -> Iterator[Problem]:
    """Whether a class has content or a reason for having none, and not both.

    What items say of themselves contradicts a reason, but does not stand for what the office lists.
    """
    held = tuple(_held(part, items, site))
    stated = tuple(_held(part, tuple(id for id in items if id in part.items), site))
    if held and part.not_applicable:
        place = document.location((*key_path, "not_applicable"))
        yield Problem(CONTRADICTION, place, name=name, what=", ".join(held))
    elif not stated and not is_stated(part.not_applicable):
        yield Problem(EMPTY_CLASS, document.location(key_path), name=name)


def _held(part: StatutoryContent | LocalContent, items: tuple[str, ...], site: Site) -> Iterator[str]:
    """The keys by which a class has content that readers can see."""
    if items:
        yield "items"
    for id in part.columns:
        if id in site.columns and site.columns[id].entries:
            yield "columns"
            break
    if isinstance(part, StatutoryContent) and part.links:
        yield "links"
    if is_stated(part.text):
        yield "text"


def _name(number: int) -> Phrase:
    """A class as people cite it."""
    ordinal, words = Phrase(ORDINALS[number - 1]), Phrase(CLASSES[number - 1])
    return Phrase("第（{ordinal}）项“{words}”", ordinal=ordinal, words=words)


def _withheld(withheld: Withheld, i: int, document: Document, today: date) -> Iterator[Problem]:
    """Whether what is not public was reviewed within a year; it is named nowhere."""
    if withheld.disclosure not in CLOSED:
        place = document.location(("withheld", i, "disclosure"))
        yield Problem(NOT_WITHHELD, place, disclosure=withheld.disclosure)
    reason = None
    if withheld.reviewed > today:
        reason = Phrase("晚于今天")
    elif withheld.reviewed + timedelta(days=REVIEW_DAYS) < today:
        reason = Phrase("已经超过一年")
    if reason is not None:
        place = document.location(("withheld", i, "reviewed"))
        yield Problem(REVIEW_DUE, place, reviewed=withheld.reviewed, reason=reason)
