"""content/items/<id>.yaml: what a portal publishes beside notices of tasks."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Strict

from gksite.model.positions import Record
from gksite.model.records import Clearance, Correction, DocumentType, Lines
from gksite.model.values import Day, Id, Moment, OneLine, Text, WebAddress, none_to_empty

ItemKind = Literal["document", "interpretation", "announcement", "clarification", "institution", "proposal", "answer"]
"""政策文件, 政策解读, 公告公示, 澄清 (条例第六条), 政府信息公开制度, 建议公开的采纳情况 (第四十四条), 留言答复."""
Status = Literal["有效", "已修改", "失效", "废止"]
StatutoryClass = Annotated[int, Strict(), Field(ge=1, le=15)]
"""Which of the fifteen of 政府信息公开条例 第二十条."""
Ids = Annotated[tuple[Id, ...], BeforeValidator(none_to_empty)]


class ItemAttachment(Record):
    """A file of content/files/ that belongs to an item: what readers see it called, and who examined it."""

    file: OneLine
    title: OneLine
    cleared: Clearance | None = None


class ItemRecord(Record):
    """content/items/<id>.yaml"""

    id: Id
    kind: ItemKind
    column: Id
    jurisdiction: Id
    title: OneLine
    disclosure: OneLine
    draft: Annotated[bool, Strict()] = False
    issuer: OneLine | None = None
    number: OneLine | None = None
    issued: Day | None = None
    published: Moment | None = None
    publish_at: Moment | None = None
    content_source: OneLine | None = None
    author: OneLine | None = None
    status: Status | None = None
    superseded_by: Id | None = None
    repealed: Day | None = None
    subject: OneLine | None = None
    index_code: OneLine | None = None
    document_type: DocumentType | None = None
    summary: Text | None = None
    keywords: Lines = ()
    art20: Annotated[tuple[StatutoryClass, ...], BeforeValidator(none_to_empty)] = ()
    interprets: Ids = ()
    url: WebAddress | None = None
    attachments: Annotated[tuple[ItemAttachment, ...], BeforeValidator(none_to_empty)] = ()
    cleared: Clearance | None = None
    corrections: Annotated[tuple[Correction, ...], BeforeValidator(none_to_empty)] = ()
    note: Text | None = None
    body: Text | None = None

    @property
    def day(self) -> date | None:
        """The day that puts items in order: published, else issued."""
        return self.published.date() if self.published else self.issued
