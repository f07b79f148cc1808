"""What editors write: the shapes of content/ and site.yaml, checked and frozen.

The field names are the public contract of the content files.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, model_validator

from gksite.model.values import (
    Count,
    Day,
    FileName,
    Id,
    Line,
    Moment,
    Range,
    Text,
    WebAddress,
    Year,
    fault,
    none_to_empty,
)
from gksite.text import deadlines

PUBLIC = "主动公开"
"""The one value of `disclosure` that is ever published (政府信息公开条例 第十三条)."""

DocumentType = Literal[
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"
]
"""党政机关公文处理工作条例 第八条"""
Kind = Literal["department", "institution", "district", "enterprise", "group"]


class Record(BaseModel):
    """A frozen shape that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mention(Record):
    """An agency in a task's cell: its name, and the words printed where they differ."""

    name: Line
    as_: Annotated[Line | None, Field(alias="as")] = None


def _mention(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Mentions = Annotated[tuple[Annotated[Mention, BeforeValidator(_mention)], ...], BeforeValidator(none_to_empty)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(none_to_empty)]


PLACES = (("lines",), ("table", "rows"), ("pages", "rows"), ("paragraphs",))
"""The forms of a place in a source by their keys: text; docx, xlsx and HTML; pdf; paragraphs outside every table."""


class TaskSource(Record):
    """Where a task stands in its source, and its agency cells as printed where they differ from the names."""

    lines: Range | None = None
    table: Count | None = None
    pages: Range | None = None
    rows: Range | None = None
    paragraphs: Range | None = None
    lead: Text | None = None
    support: Text | None = None

    @model_validator(mode="after")
    def _one_place(self) -> "TaskSource":
        if tuple(self.place) not in PLACES:
            raise fault("place")
        return self

    @property
    def place(self) -> dict[str, Any]:
        """The keys of its form with their values: a number, or the first and the last."""
        keys = ("lines", "table", "pages", "rows", "paragraphs")
        return {key: value for key in keys if (value := getattr(self, key)) is not None}


class Deadline(Record):
    """A time limit as its source states it."""

    text: Line
    kind: deadlines.Kind
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
    inherited: Annotated[tuple[Literal["lead", "support"], ...], BeforeValidator(none_to_empty)] = ()
    review: Text | None = None
    deadlines: Annotated[tuple[Deadline, ...], BeforeValidator(none_to_empty)] = ()
    documents: Annotated[tuple[CitedDocument, ...], BeforeValidator(none_to_empty)] = ()
    source: TaskSource | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "TaskRecord":
        if self.title is None and self.requirement is None:
            raise fault("says_nothing")
        for role in self.inherited:
            if not getattr(self, role):
                raise fault("inherited", role=role)
        return self


class SectionRecord(Record):
    """A heading with the tasks directly under it, then its sub-sections."""

    title: Line
    tasks: Annotated[tuple[TaskRecord, ...], BeforeValidator(none_to_empty)] = ()
    sections: Annotated[tuple["SectionRecord", ...], BeforeValidator(none_to_empty)] = ()


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
    corrections: Annotated[tuple[Correction, ...], BeforeValidator(none_to_empty)] = ()
    cleared: Clearance | None = None
    sections: Annotated[tuple[SectionRecord, ...], Field(min_length=1)]
    closing: Text | None = None
    cc: Lines = ()

    @model_validator(mode="after")
    def _dated(self) -> "NoticeRecord":
        if self.year is None and self.issued is None:
            raise fault("undated")
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
    agencies: Annotated[tuple[AgencyRecord, ...], BeforeValidator(none_to_empty)] = ()


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
