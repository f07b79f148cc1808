"""The columns that a portal has to have; among statutory content stands no news, and nothing without a class."""

from collections.abc import Iterator

from gksite.documents.shapes import Entry
from gksite.inspection.columns import has_kind
from gksite.inspection.inspected import Inspected
from gksite.model.disclosure import DisclosureRecord
from gksite.model.items import ItemRecord
from gksite.problems.problem import Code, Level, Problem, Waivable
from gksite.text.column_types import freshness

NO_KIND = Code(
    "GK662",
    "没有“{type}”类的栏目",
    why="检查“发布解读”时，逐项看概况信息、机构职能、负责人信息、工作动态、政策文件、政策解读有没有、是否更新。",
    mend="在 site.yaml 的 columns 里加上这类栏目；已有而 type 写成别的，改正 type；由上级网站统一设置的，豁免这一条。",
    clause="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）扣分指标“发布解读”",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("D-4",),
)
NEWS = Code(
    "GK663",
    "法定主动公开内容里列了“{name}”，它是工作动态类的栏目",
    why="政府信息公开专栏专门公开法定内容，不放工作动态和新闻。",
    mend="从 statutory 里去掉这个栏目；其中确属法定公开的内容，移到别的栏目再列出。",
    clause="《国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("G-05",),
)
NO_CLASS = Code(
    "GK664",
    "没有写属于第二十条的哪一类（art20）",
    why="政府信息公开专栏专门公开法定内容，每条都归入条例第二十条的一类，读者按类查找。",
    mend="写上 art20: [1] 到 [15] 里的一类或几类，例如行政处罚写 art20: [6]。工作动态类栏目里的新闻不用写。",
    clause="《国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("G-05", "G-06"),
)
WANTED = ("概况信息", "机构职能", "负责人信息", "工作动态", "政策文件", "政策解读")
"""The kinds of column that inspectors look for."""


def check(inspected: Inspected) -> Iterator[Problem]:
    """Kinds of column that are missing; and of a portal with the statutory column, news and items without a class."""
    if not inspected.site.columns:
        return
    settings = inspected.settings
    if settings.record.identity is not None:
        for kind in WANTED:
            if not has_kind(inspected, kind):
                yield Problem(NO_KIND, settings.document.location(("columns",), key=True), type=kind)
    disclosure = inspected.records.column.disclosure
    if disclosure is None:
        return
    yield from _news(disclosure, inspected)
    for entry in inspected.records.column.items:
        if not entry.record.art20 and not _is_news(entry.record, inspected):
            yield Problem(NO_CLASS, entry.document.location(("art20",)))


def _is_news(record: ItemRecord, inspected: Inspected) -> bool:
    column = inspected.site.columns.get(record.column)
    return column is not None and freshness(column.record.type) == "news"


def _news(entry: Entry[DisclosureRecord], inspected: Inspected) -> Iterator[Problem]:
    columns = inspected.site.columns
    for i, content in enumerate(entry.record.statutory):
        for j, id in enumerate(content.columns):
            if id in columns and freshness(columns[id].record.type) == "news":
                place = entry.document.location(("statutory", i, "columns", j))
                yield Problem(NEWS, place, name=columns[id].record.name)
