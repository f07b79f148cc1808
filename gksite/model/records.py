"""What editors write: the shapes of content/ and site.yaml, checked and frozen.

The field names are the public contract of the content files.
"""

import unicodedata
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from gksite.text.dates import parse_date, parse_moment
from gksite.text.names import is_id

PUBLIC = "主动公开"
"""The one value of `disclosure` that is ever published (政府信息公开条例 第十三条)."""

DocumentType = Literal[
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"
]
"""党政机关公文处理工作条例 第八条"""
Kind = Literal["department", "institution", "district", "enterprise", "group"]

_HIDDEN = {0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
"""Separators and direction controls that make text read otherwise than it stands; 0xFFFE and 0xFFFF are category Cn."""


FAULTS = {
    "hidden": "含有不可见的控制字符 U+{number}",
    "blank": "不能为空",
    "lines": "应写在一行",
    "id": "只能用小写英文字母、数字和单个连字符，例如 quanzhou-2018",
    "file_name": "只写文件名，不写路径",
    "date": "“{value}”不是有效日期，应写成 2018-06-12",
    "moment": "“{value}”不是有效的日期和时间，应写成 2018-06-13 09:00",
    "range": "起始数不能大于结束数",
    "web_address": "网址应以 https:// 或 http:// 开头，其中没有空格和引号",
    "place": "出处应写 lines，或 table 和 rows，或 pages 和 rows",
    "says_nothing": "的 title 和 requirement 至少写一项",
    "inherited": "写了 {role} 是合并单元格，但这项任务没有 {role}",
    "undated": "没有成文日期（issued）时，必须写年份（year）",
}
"""What the shapes below refuse, by kind; `{…}` are the values of the case."""


def _fault(kind: str, **values: str) -> PydanticCustomError:
    return PydanticCustomError(kind, FAULTS[kind], values)


def _clean(text: str) -> str:
    for character in text:
        category = unicodedata.category(character)
        bad = (category in ("Cc", "Cs") and character not in "\n\t") or ord(character) in _HIDDEN
        if bad or ord(character) & 0xFFFE == 0xFFFE:
            raise _fault("hidden", number=f"{ord(character):04X}")
    if not text.strip():
        raise _fault("blank")
    return text.strip()


def _one_line(text: str) -> str:
    if "\n" in text:
        raise _fault("lines")
    return text


def _id(text: str) -> str:
    if not is_id(text):
        raise _fault("id")
    return text


def _file_name(text: str) -> str:
    if "/" in text or "\\" in text or text.startswith("."):
        raise _fault("file_name")
    return text


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        raise _fault("date", value=str(value))
    try:
        return parse_date(value)
    except ValueError:
        raise _fault("date", value=value) from None


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        raise _fault("moment", value=str(value))
    try:
        return parse_moment(value)
    except ValueError:
        raise _fault("moment", value=value) from None


def _range(value: tuple[int, int]) -> tuple[int, int]:
    if value[0] > value[1]:
        raise _fault("range")
    return value


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(c in text for c in " \"'<>\\"):
        raise _fault("web_address")
    return text


def _none_to_empty(value: Any) -> Any:
    return () if value is None else value


Text = Annotated[str, Strict(), AfterValidator(_clean)]
Line = Annotated[Text, AfterValidator(_one_line)]
Id = Annotated[Line, AfterValidator(_id)]
FileName = Annotated[Line, AfterValidator(_file_name)]
WebAddress = Annotated[Line, AfterValidator(_web_address)]
Day = Annotated[date, BeforeValidator(_date)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Count = Annotated[int, Strict(), Field(ge=1, le=1_000_000)]
Year = Annotated[int, Strict(), Field(ge=1949, le=2100)]
Range = Annotated[tuple[Count, Count], AfterValidator(_range)]


class Record(BaseModel):
    """A frozen shape that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mention(Record):
    """An agency in a task's cell: its name, and the words printed where they differ."""

    name: Line
    as_: Annotated[Line | None, Field(alias="as")] = None


def _mention(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Mentions = Annotated[tuple[Annotated[Mention, BeforeValidator(_mention)], ...], BeforeValidator(_none_to_empty)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_none_to_empty)]


class TaskSource(Record):
    """Where a task stands in its source, and its agency cells as printed where they differ from the names."""

    lines: Range | None = None
    table: Count | None = None
    pages: Range | None = None
    rows: Range | None = None
    lead: Text | None = None
    support: Text | None = None

    @model_validator(mode="after")
    def _one_place(self) -> "TaskSource":
        given = tuple(k for k in ("lines", "table", "pages", "rows") if getattr(self, k) is not None)
        if given not in (("lines",), ("table", "rows"), ("pages", "rows")):
            raise _fault("place")
        return self


class Deadline(Record):
    """A time limit as its source states it."""

    text: Line
    kind: Literal["fixed", "derived", "recurring", "relative", "continuing"]
    date: Day | None = None
    basis: Text | None = None


class CitedDocument(Record):
    """An official document that a text cites."""

    number: Line | None = None
    title: Line | None = None
    text: Line


class TaskRecord(Record):
    """One task of a notice."""

    number: Count
    label: Line | None = None
    title: Line | None = None
    requirement: Text | None = None
    lead: Mentions = ()
    support: Mentions = ()
    remark: Text | None = None
    inherited: Annotated[tuple[Literal["lead", "support"], ...], BeforeValidator(_none_to_empty)] = ()
    review: Text | None = None
    deadlines: Annotated[tuple[Deadline, ...], BeforeValidator(_none_to_empty)] = ()
    documents: Annotated[tuple[CitedDocument, ...], BeforeValidator(_none_to_empty)] = ()
    source: TaskSource | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "TaskRecord":
        if self.title is None and self.requirement is None:
            raise _fault("says_nothing")
        for role in self.inherited:
            if not getattr(self, role):
                raise _fault("inherited", role=role)
        return self


class SectionRecord(Record):
    """A heading with the tasks directly under it, then its sub-sections."""

    title: Line
    tasks: Annotated[tuple[TaskRecord, ...], BeforeValidator(_none_to_empty)] = ()
    sections: Annotated[tuple["SectionRecord", ...], BeforeValidator(_none_to_empty)] = ()


class NoticeSource(Record):
    """The file that a notice was transcribed from, in content/sources/, and its SHA-256."""

    file: FileName
    sha256: Annotated[str, Strict(), Field(pattern=r"^[0-9a-f]{64}$")]


class Correction(Record):
    """A dated correction of what was published (勘误)."""

    date: Day
    text: Text


class Clearance(Record):
    """Who examined the notice before publication, when, and with what result (信息公开审查)."""

    by: Line
    on: Day
    result: Line


class NoticeRecord(Record):
    """content/notices/<id>.yaml"""

    id: Id
    jurisdiction: Id
    title: Line
    number: Line | None = None
    issuer: Line | None = None
    year: Year | None = None
    issued: Day | None = None
    printed: Day | None = None
    published: Moment | None = None
    disclosure: Line
    status: Literal["有效", "已修改", "失效", "废止"] | None = None
    superseded_by: Id | None = None
    subject: Line | None = None
    index_code: Line | None = None
    document_type: DocumentType | None = None
    summary: Text | None = None
    keywords: Lines = ()
    url: WebAddress | None = None
    source: NoticeSource | None = None
    addressees: Text | None = None
    preamble: Text | None = None
    table_title: Line | None = None
    review: Text | None = None
    corrections: Annotated[tuple[Correction, ...], BeforeValidator(_none_to_empty)] = ()
    cleared: Clearance | None = None
    sections: Annotated[tuple[SectionRecord, ...], Field(min_length=1)]
    closing: Text | None = None
    cc: Lines = ()

    @model_validator(mode="after")
    def _dated(self) -> "NoticeRecord":
        if self.year is None and self.issued is None:
            raise _fault("undated")
        return self


class AgencyRecord(Record):
    """One agency of a jurisdiction."""

    id: Id
    name: Line
    full_name: Line | None = None
    aliases: Lines = ()
    kind: Kind = "department"
    members: Lines = ()
    succeeded_by: Line | None = None


class RegistryRecord(Record):
    """content/agencies/<jurisdiction>.yaml"""

    jurisdiction: Id
    name: Line
    parent: Id | None = None
    agencies: Annotated[tuple[AgencyRecord, ...], BeforeValidator(_none_to_empty)] = ()


class Identity(Record):
    """Who runs the portal; while it is absent every page says that this is a sample."""

    organizer: Line
    site_code: Annotated[str, Strict(), Field(pattern=r"^(bm\d{8}|\d{10})$")]
    contact: Line


class Config(Record):
    """site.yaml"""

    name: Line
    description: Line | None = None
    url: WebAddress | None = None
    base_path: Annotated[str, Strict(), Field(pattern=r"^/(?:[A-Za-z0-9._~-]+/)*$")] = "/"
    lang: Literal["zh", "en"] = "zh"
    licence: Line | None = None
    identity: Identity | None = None
