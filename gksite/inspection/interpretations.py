"""A policy document and its interpretations lead to each other."""

from collections.abc import Iterator

from gksite.documents.shapes import Entry
from gksite.inspection.columns import has_kind
from gksite.inspection.inspected import Inspected
from gksite.model.items import ItemRecord
from gksite.problems.problem import Code, Level, Problem, Waivable
from gksite.text.column_types import is_type

NO_INTERPRETATION = Code(
    "GK660",
    "这份政策文件没有解读指向它",
    why="政策文件和解读要互相链接，检查时两个方向都抽查。",
    mend="在解读那一条里写上 interprets: [这份文件的编号]；两边的页面就互相链接。"
    "不需要解读的文件，豁免这一条并写明理由。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）解读回应",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("D-12",),
)
NO_DOCUMENT = Code(
    "GK661",
    "这条解读没有写它解读的是哪一份文件",
    why="解读和政策文件要互相链接，读者才能对照原文；检查时两个方向都抽查。",
    mend="写上 interprets: [文件的编号]；文件在别的网站上时，写 interprets_outside: [{title: 标题, url: 网址}]。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）解读回应",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("D-12",),
)
_NO_POLICY = frozenset({"公告", "公报", "通告", "通报", "报告", "请示", "批复", "议案", "函", "纪要"})
"""Kinds of documents that make no policy of their own, so that nobody has to interpret them."""
_OVER = ("失效", "废止")
"""What is no longer in force needs no interpretation any more."""


def check(inspected: Inspected) -> Iterator[Problem]:
    """Links between documents and interpretations that are missing."""
    if not inspected.site.columns:
        return
    for entry in inspected.records.column.items:
        yield from _of_interpretation(entry)
    if has_kind(inspected, "政策解读"):
        yield from _of_documents(inspected)


def _of_interpretation(entry: Entry[ItemRecord]) -> Iterator[Problem]:
    record = entry.record
    if record.kind == "interpretation" and not record.interprets and not record.interprets_outside:
        yield Problem(NO_DOCUMENT, entry.document.location(()))


def _of_documents(inspected: Inspected) -> Iterator[Problem]:
    """Policy documents that no interpretation names, one that waits for its time counted too."""
    named, columns = set[str](), inspected.site.columns
    for entry in inspected.records.column.items:
        named.update(entry.record.interprets)
    for entry in inspected.records.column.items:
        record = entry.record
        column = columns.get(record.column)
        if record.kind != "document" or record.id in named or not _makes_policy(record):
            continue
        if column is None or not is_type(column.record.type, "政策文件"):
            continue
        yield Problem(NO_INTERPRETATION, entry.document.location(()))


def _makes_policy(record: ItemRecord) -> bool:
    return record.document_type not in _NO_POLICY and record.status not in _OVER and record.url is None
