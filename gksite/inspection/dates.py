"""Dates of notices and items: stated, in order, published in time, printed as official documents print them."""

from collections.abc import Collection, Iterator
from datetime import date

from gksite.documents.shapes import Entry
from gksite.inspection.entries import Published, is_document, place, published
from gksite.inspection.inspected import Inspected
from gksite.link import first_line
from gksite.link_notices import AFTER_TODAY
from gksite.model.items import ItemRecord
from gksite.model.settings import Config
from gksite.problems.problem import Code, Level, Location, Problem, Waivable
from gksite.text.dates import chinese_date, is_chinese_date, is_date, printed_date, working_days

NOT_PUBLISHED = Code(
    "GK625",
    "没有写发布日期（published）；页面上显示“未注明”",
    why="没有注明发布时间的信息，检查时视为没有更新；程序不会替您编造时间。",
    mend="写上 published: 这条信息在网站上公开的日期和时间，例如 2026-03-05 09:00。"
    "早年发布、已经查不到的，在 content/waivers.yaml 里写明理由，archive: true。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-07", "V-7", "M-01"),
)
NOT_ISSUED = Code(
    "GK626",
    "没有写成文日期（issued）；页面的信息栏里显示“未注明”",
    why="成文日期（生成日期）是政府信息必有的要素，也是计算公开时限的起点。",
    mend="写上 issued: 文件落款的日期，例如 2026-03-02。来源确实没有的，在 content/waivers.yaml 里写明理由。",
    clause="《中华人民共和国政府信息公开条例》第十二条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("M-01",),
)
BEFORE_ISSUED = Code(
    "GK634",
    "发布日期 {published} 早于成文日期 {issued}",
    why="文件不可能在成文之前公布；伪造发稿日期是单项否决的问题。",
    mend="核对两个日期，改正写错的一个。",
    clause="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
    waivable=Waivable.REASON,
    rows=("M-05", "V-1"),
)
LATE = Code(
    "GK636",
    "成文 {count} 个工作日后才发布，超过 {most} 个工作日",
    why="主动公开的政府信息，应当自形成或者变更之日起 20 个工作日内公开；另有规定的除外。",
    mend="核对日期；节假日和调休的上班日写在 site.yaml 的 holidays、workdays 里，另有规定期限的不用改。",
    clause="《中华人民共和国政府信息公开条例》第二十六条",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("G-07",),
)
OTHER_FORM = Code(
    "GK647",
    "正文里的成文日期写作“{line}”；应写成 {mended}",
    why="公文的成文日期用阿拉伯数字，年份写全，月、日不编虚位（1 不写作 01）。",
    mend="照提示改写这一行。",
    clause="GB/T 9704—2012《党政机关公文格式》",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("M-09",),
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """What is missing or impossible among the dates of each notice and item."""
    for entry in published(inspected):
        if entry.record.appeared is None:
            yield Problem(NOT_PUBLISHED, entry.document.location(()))
        if entry.record.issued is None and is_document(entry.record):
            yield Problem(NOT_ISSUED, entry.document.location(()))
        yield from _order(entry, inspected.settings.record)
    for item in inspected.records.column.items:
        yield from _of_item(item, inspected.today)


def _order(entry: Published, settings: Config) -> Iterator[Problem]:
    """Published on the day of issue or later, within so many working days."""
    issued, moment = entry.record.issued, entry.record.appeared
    if issued is None or moment is None:
        return
    day = moment.date()
    if day < issued:
        yield Problem(BEFORE_ISSUED, place(entry, _said(entry)), published=day, issued=issued)
        return
    most = settings.limits.working_days
    count = _working_days(issued, day, settings.holidays, settings.workdays)
    if count > most:
        yield Problem(LATE, place(entry, _said(entry)), count=count, most=most)


def _said(entry: Published) -> str:
    """The key that states when something is published."""
    return "published" if entry.record.published else "publish_at"


def _working_days(first: date, last: date, holidays: Collection[date], workdays: Collection[date]) -> int:
    return working_days(first, last, frozenset(holidays), frozenset(workdays))


def _of_item(entry: Entry[ItemRecord], today: date) -> Iterator[Problem]:
    """An item is not of a later day, and prints the day of issue as official documents do."""
    issued = entry.record.issued
    if issued is not None and issued > today:
        yield Problem(AFTER_TODAY, entry.document.location(("issued",)), key="issued", date=issued)
    if entry.record.kind != "document":
        return
    document = entry.document
    for i, line in enumerate((entry.record.body or "").split("\n")):
        day = printed_date(line) if is_date(line) else None
        if day is not None and not is_chinese_date(line):
            place = Location(document.path, first_line(document, ("body",)) + i)
            yield Problem(OTHER_FORM, place, line=line.strip(), mended=chinese_date(day))
