"""The table of tasks: one row a task. Its columns are a stable contract, used by every format and explained by each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from gksite.exports.notice_json import published
from gksite.model.site import Notice, Site

SEPARATOR = "；"
"""Between the values of a cell that may hold several; inside of a value it stands behind a backslash."""
Value = str | int | None
Row = Mapping[str, Value]
Type = Literal["string", "integer", "date", "datetime"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id, what it is called and means in words, the type of its values, what holds for them.

    `constraints` are those of Frictionless Table Schema; `width` is for a sheet, in letters.
    """

    id: str
    title: str
    meaning: str
    type: Type = "string"
    width: int = 14
    several: bool = False
    constraints: Mapping[str, Any] = field(default_factory=dict)


_NEEDED = {"required": True}
COLUMNS = (
    Column(
        "id",
        "任务编号",
        "通知编号和序号，例如 quanzhou-2018/3，全站唯一，不会改变",
        constraints=_NEEDED | {"unique": True},
    ),
    Column("notice_id", "通知编号", "任务所在的通知，也是它的网址", constraints=_NEEDED),
    Column("notice_title", "通知标题", "任务所在通知的标题", width=30, constraints=_NEEDED),
    Column("notice_number", "发文字号", "通知的发文字号"),
    Column("issuer", "发文机关", "通知的发文机关"),
    Column("jurisdiction_id", "地区编号", "通知所属地区的编号", constraints=_NEEDED),
    Column("jurisdiction", "地区", "通知所属的地区", width=10, constraints=_NEEDED),
    Column("year", "年度", "任务是哪一年的", "integer", 8, constraints=_NEEDED | {"minimum": 1949}),
    Column("issued", "成文日期", "通知的成文日期", "date", 12),
    Column("published", "发布时间", "通知发布的日期和时间", "datetime", 17),
    Column("status", "有效性", "有效、已修改、失效或废止；来源没有说的为空", width=10),
    Column(
        "number", "序号", "任务在通知里的序号，在一份通知里唯一", "integer", 8, constraints=_NEEDED | {"minimum": 1}
    ),
    Column("label", "印出的序号", "来源印出的序号，与序号不同时才有", width=10),
    Column("sections", "所属部分", "从上到下的各级标题，照来源印的", width=30, several=True),
    Column("title", "题目", "任务的题目；来源没有的为空", width=28),
    Column("summary", "编者概括", "编者的概括，不是原文；有题目的任务为空", width=20),
    Column("requirement", "工作要求", "任务的工作要求，可能有几行；来源没有的为空", width=60),
    Column("lead", "牵头单位", "牵头单位在登记表里的名称", width=20, several=True),
    Column("lead_ids", "牵头单位编号", "与牵头单位一一对应，写作 地区编号/单位编号", width=20, several=True),
    Column("lead_as_written", "牵头单位原文", "与牵头单位一一对应，通知里的写法", width=20, several=True),
    Column("support", "责任单位", "责任、协办、配合单位在登记表里的名称", width=30, several=True),
    Column("support_ids", "责任单位编号", "与责任单位一一对应，写作 地区编号/单位编号", width=20, several=True),
    Column("support_as_written", "责任单位原文", "与责任单位一一对应，通知里的写法", width=20, several=True),
    Column("remark", "备注", "来源里的备注", width=20),
    Column("deadlines", "时限", "什么时候完成，照来源的原话", width=20, several=True),
    Column("deadline_kinds", "时限类别", "与时限一一对应，用代码表示，见字段说明", several=True),
    Column("deadline_dates", "时限日期", "与时限一一对应，最后一天（年-月-日）；不能确定到日的为空", several=True),
    Column("documents", "引用的文件", "任务引用的文件，照来源的原话", width=24, several=True),
    Column("document_numbers", "引用文件的字号", "与引用的文件一一对应，没有字号的为空", width=20, several=True),
    Column("topics", "主题", "任务的主题的编号", several=True),
    Column("note", "说明", "读者应当知道的", width=20),
    Column("url", "网址", "任务的网页；本站没有填写网址时，从网站的根写起", width=30, constraints=_NEEDED),
    Column("source_file", "来源文件", "通知录入自哪个文件", width=20),
    Column("source_sha256", "来源文件的 SHA-256", "64 位十六进制数", constraints={"pattern": "[0-9a-f]{64}"}),
    Column("source_place", "来源位置", "任务在来源文件的哪里", width=18),
    Column("licence", "使用条款", "数据的使用条款；没有说明的为空"),
    Column("updated", "更新日期", "通知最近的日期：成文、印发、发布、勘误中最晚的一个；都没有的为空", "date", 12),
)
"""The columns in their order."""
ROLE = Column(
    "role", "角色", "这个单位在任务里的角色：lead 是牵头，support 是责任、协办或配合", width=10,
    constraints=_NEEDED | {"enum": ["lead", "support"]},
)  # fmt: skip
"""The first column of the table of an agency's tasks."""
OF_AN_AGENCY = (ROLE, *COLUMNS)


def rows(notice: Notice, site: Site) -> list[Row]:
    """A row for each task of a notice, in reading order; what is absent is None."""
    form = published(notice, site)
    shared = _of_notice(form)
    return [_row(task, shared, site.config.base) for task in form["tasks"]]


def texts(row: Row, columns: Sequence[Column] = COLUMNS) -> list[str]:
    """The cells of a row as they are written in a file of text."""
    return [str(row[column.id] or "") for column in columns]


def joined(values: Iterable[str | None]) -> str | None:
    """Several values in one cell; None for none at all."""
    kept = [(value or "").replace("\\", "\\\\").replace(SEPARATOR, f"\\{SEPARATOR}") for value in values]
    return SEPARATOR.join(kept) or None


def place_in_words(source: Mapping[str, Any] | None) -> str | None:
    """Where a task stands in its source, from the published form of the place."""
    if source is None:
        return None
    parts = []
    if source.get("table"):
        parts.append(f"第{source['table']}个表格")
    for key, unit in (("pages", "页"), ("lines", "行"), ("rows", "行"), ("paragraphs", "段")):
        if source.get(key):
            first, last = source[key]
            parts.append(f"第{first}{unit}" if first == last else f"第{first}至{last}{unit}")
    return "".join(parts)


def _of_notice(form: Mapping[str, Any]) -> dict[str, Value]:
    """What is the same in each row of a notice."""
    source = form["source"] or {}
    return {
        "notice_id": form["id"],
        "notice_title": form["title"],
        "notice_number": form["number"],
        "issuer": form["issuer"],
        "jurisdiction_id": form["jurisdiction"]["id"],
        "jurisdiction": form["jurisdiction"]["name"],
        "year": form["year"],
        "issued": form["issued"],
        "published": form["published"],
        "status": form["status"],
        "source_file": source.get("file"),
        "source_sha256": source.get("sha256"),
        "licence": form["licence"],
        "updated": form["updated"],
    }


def _row(task: Mapping[str, Any], shared: Mapping[str, Value], base: str) -> Row:
    deadlines, documents = task["deadlines"], task["documents"]
    return {
        **shared,
        "id": task["id"],
        "number": task["number"],
        "label": task["label"],
        "sections": joined(task["sections"]),
        "title": task["title"],
        "summary": task["summary"],
        "requirement": task["requirement"],
        **_agencies("lead", task["lead"]),
        **_agencies("support", task["support"]),
        "remark": task["remark"],
        "deadlines": joined(deadline["text"] for deadline in deadlines),
        "deadline_kinds": joined(deadline["kind"] for deadline in deadlines),
        "deadline_dates": joined(deadline["date"] for deadline in deadlines),
        "documents": joined(document["text"] for document in documents),
        "document_numbers": joined(document["number"] for document in documents),
        "topics": joined(task["topics"]),
        "note": task["note"],
        "url": f"{base}{task['url']}",
        "source_place": place_in_words(task["source"]),
    }


def _agencies(role: str, named: Sequence[Mapping[str, str]]) -> dict[str, Value]:
    return {
        role: joined(agency["name"] for agency in named),
        f"{role}_ids": joined(f"{agency['jurisdiction']}/{agency['id']}" for agency in named),
        f"{role}_as_written": joined(agency["as_written"] for agency in named),
    }
