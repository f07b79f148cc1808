"""content/items/<id>.yaml: what a portal publishes beside notices of tasks."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, Strict

from gksite.model.positions import Record
from gksite.model.records import Clearance, Correction, DocumentType, Lines
from gksite.model.values import Day, Id, Moment, OneLine, Text, WebAddress, latest, none_to_empty

ItemKind = Literal["document", "interpretation", "announcement", "clarification", "institution", "proposal", "answer"]
"""政策文件, 政策解读, 公告公示, 澄清 (条例第六条), 政府信息公开制度, 建议公开的采纳情况 (第四十四条), 留言答复."""
Status = Literal["有效", "已修改", "失效", "废止"]
StatutoryClass = Annotated[int, Strict(), Field(ge=1, le=15)]
"""Which of the fifteen of 政府信息公开条例 第二十条."""
Ids = Annotated[tuple[Id, ...], BeforeValidator(none_to_empty)]


class OutsideLink(Record):
    """A page on another site, such as the one of a system of registration."""

    title: OneLine
    url: WebAddress


class ItemAttachment(Record):
    """A file of content/files/ that belongs to an item: what readers see it called, and who examined it."""

    file: OneLine
    title: OneLine
    cleared: Clearance | None = None


class ItemFields(Record):
    """What an item may say; a draft may lack what a published item must have."""

    id: Id | None = None
    kind: ItemKind | None = None
    column: Id | None = None
    jurisdiction: Id | None = None
    title: OneLine | None = None
    disclosure: OneLine | None = None
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
    interprets_outside: Annotated[tuple[OutsideLink, ...], BeforeValidator(none_to_empty)] = ()
    """What an interpretation is of, where that stands on another site."""
    url: WebAddress | None = None
    """Where a reprint was taken from."""
    attachments: Annotated[tuple[ItemAttachment, ...], BeforeValidator(none_to_empty)] = ()
    cleared: Clearance | None = None
    corrections: Annotated[tuple[Correction, ...], BeforeValidator(none_to_empty)] = ()
    note: Text | None = None
    review: Text | None = None
    body: Text | None = None

    @property
    def appeared(self) -> datetime | None:
        """The time of publication that readers see: as stated, else the one that was set for it (定时发布)."""
        return self.published or self.publish_at

    @property
    def opens(self) -> datetime | None:
        """From when on it may be shown; None where it may at once."""
        return latest(self.published, self.publish_at)

    @property
    def day(self) -> date | None:
        """The day that puts items in order: published, else issued."""
        return self.appeared.date() if self.appeared else self.issued


class ItemRecord(ItemFields):
    """content/items/<id>.yaml"""

    id: Id
    kind: ItemKind
    column: Id
    jurisdiction: Id
    title: OneLine
    disclosure: OneLine
