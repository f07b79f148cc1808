"""What editors write: the shapes of content/ and site.yaml, checked and frozen.

The field names are the public contract of the content files.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Strict, Tag, model_validator

from gksite.model.agency_facts import ScopeSource, Succession
from gksite.model.facts import CitedDocument, Deadline
from gksite.model.positions import Record, TaskSource
from gksite.model.progress import Update
from gksite.model.signatures import Difference, DoubtRecord, Omission, ReasonedSignature
from gksite.model.values import (
    Count,
    Day,
    Digest,
    FileName,
    Id,
    Moment,
    OneLine,
    Pinyin,
    Text,
    WebAddress,
    Year,
    fault,
    latest,
    none_to_empty,
)

PUBLIC = "主动公开"
"""The one value of `disclosure` that is ever published (政府信息公开条例 第十三条)."""
CLOSED = ("依申请公开", "不予公开")
"""The other values that it may have, with which a notice is left out everywhere."""

DocumentType = Literal[
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"
]
"""党政机关公文处理工作条例 第八条"""
Kind = Literal["department", "institution", "district", "enterprise", "group"]
Coverage = Literal["departments", "districts", "towns", "zones", "units"]
"""What a group's name stands for: 部门, 区县, 镇街, 开发区, 事业单位和企业."""


class Mention(Record):
    """An agency in a task's cell: its name, and the words printed where they differ."""

    name: OneLine
    as_: Annotated[OneLine | None, Field(alias="as")] = None


def _mention(value: Any) -> Any:
    """A name alone as the record that it is short for."""
    return {"name": value} if isinstance(value, str) else value


Mentions = Annotated[tuple[Annotated[Mention, BeforeValidator(_mention)], ...], BeforeValidator(none_to_empty)]
Lines = Annotated[tuple[OneLine, ...], BeforeValidator(none_to_empty)]


Doubts = Annotated[tuple[DoubtRecord, ...], BeforeValidator(none_to_empty)]
Differences = Annotated[tuple[Difference, ...], BeforeValidator(none_to_empty)]


class TaskRecord(Record):
    """One task of a notice."""

    number: Count
    label: OneLine | None = None
    title: OneLine | None = None
    summary: OneLine | None = None
    requirement: Text | None = None
    lead: Mentions = ()
    support: Mentions = ()
    remark: Text | None = None
    inherited: Annotated[tuple[Literal["lead", "support"], ...], BeforeValidator(none_to_empty)] = ()
    note: Text | None = None
    review: Text | None = None
    deadlines: Annotated[tuple[Deadline, ...], BeforeValidator(none_to_empty)] = ()
    documents: Annotated[tuple[CitedDocument, ...], BeforeValidator(none_to_empty)] = ()
    topics: Annotated[tuple[Id, ...], BeforeValidator(none_to_empty)] = ()
    updates: Annotated[tuple[Update, ...], BeforeValidator(none_to_empty)] = ()
    source: TaskSource | None = None
    doubts: Doubts = ()
    differs: Differences = ()

    @model_validator(mode="after")
    def _says_something(self) -> "TaskRecord":
        if self.title is None and self.requirement is None:
            raise fault("says_nothing")
        for role in self.inherited:
            if not getattr(self, role):
                raise fault("inherited", role=role)
        return self


class SectionFields(Record):
    """What a section may say; a draft of a table without any title has none for it either."""

    title: OneLine | None = None
    tasks: Annotated[tuple[TaskRecord, ...], BeforeValidator(none_to_empty)] = ()
    sections: Annotated[tuple["SectionFields", ...], BeforeValidator(none_to_empty)] = ()


class SectionRecord(SectionFields):
    """A heading with the tasks directly under it, then its sub-sections."""

    title: OneLine
    sections: Annotated[tuple["SectionRecord", ...], BeforeValidator(none_to_empty)] = ()


class NamedFile(Record):
    """A file in content/sources/, and its SHA-256."""

    file: FileName
    sha256: Digest


class NoticeSource(NamedFile):
    """The file that a notice was transcribed from, and the cleaned copy that is published in its place, if any."""

    published: NamedFile | None = None


class NoSource(ReasonedSignature):
    """That no file of a notice was ever received, and who answers for that."""

    none: Literal[True]


SOURCE_TAGS = _FILE, _NONE = "source:file", "source:none"
"""Which of two shapes a `source` has; these stand in the key paths of its faults, and are no keys."""


def _source_tag(value: Any) -> str:
    states_none = isinstance(value, NoSource) or (isinstance(value, dict) and "none" in value)
    return _NONE if states_none else _FILE


SourceStatement = Annotated[
    Annotated[NoticeSource, Tag(_FILE)] | Annotated[NoSource, Tag(_NONE)], Discriminator(_source_tag)
]
"""The file that a notice was transcribed from, or that there is none."""


class Correction(Record):
    """A dated correction of what was published (勘误)."""

    date: Day
    text: Text


class Clearance(Record):
    """Who examined the notice before publication, when, and with what result (信息公开审查)."""

    by: OneLine
    on: Day
    result: OneLine


class NoticeFields(Record):
    """What a notice may say; a draft may lack what a published notice must have."""

    id: Id | None = None
    jurisdiction: Id | None = None
    draft: Annotated[bool, Strict()] = False
    title: OneLine | None = None
    number: OneLine | None = None
    issuer: OneLine | None = None
    year: Year | None = None
    issued: Day | None = None
    printed: Day | None = None
    published: Moment | None = None
    publish_at: Moment | None = None
    disclosure: OneLine | None = None
    status: Literal["有效", "已修改", "失效", "废止"] | None = None
    superseded_by: Id | None = None
    repealed: Day | None = None
    subject: OneLine | None = None
    index_code: OneLine | None = None
    document_type: DocumentType | None = None
    summary: Text | None = None
    keywords: Lines = ()
    url: WebAddress | None = None
    source: SourceStatement | None = None
    addressees: Text | None = None
    preamble: Text | None = None
    table_title: OneLine | None = None
    note: Text | None = None
    review: Text | None = None
    doubts: Doubts = ()
    differs: Differences = ()
    omitted: Annotated[tuple[Omission, ...], BeforeValidator(none_to_empty)] = ()
    corrections: Annotated[tuple[Correction, ...], BeforeValidator(none_to_empty)] = ()
    cleared: Clearance | None = None
    sections: tuple[SectionFields, ...] = ()
    closing: Text | None = None
    cc: Lines = ()

    @property
    def appeared(self) -> datetime | None:
        """The time of publication that readers see: as stated, else the one that was set for it (定时发布)."""
        return self.published or self.publish_at

    @property
    def opens(self) -> datetime | None:
        """From when on it may be shown; None where it may at once."""
        return latest(self.published, self.publish_at)

    @property
    def received(self) -> NoticeSource | None:
        """The file that the notice was transcribed from."""
        return self.source if isinstance(self.source, NoticeSource) else None


class NoticeRecord(NoticeFields):
    """content/notices/<id>.yaml"""

    id: Id
    jurisdiction: Id
    title: OneLine
    disclosure: OneLine
    sections: Annotated[tuple[SectionRecord, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _dated(self) -> "NoticeRecord":
        if self.year is None and self.issued is None:
            raise fault("undated")
        return self


class Contact(Record):
    """Where and when an agency can be reached (政府信息公开条例 第十二条)."""

    address: OneLine | None = None
    hours: OneLine | None = None
    telephone: OneLine | None = None
    fax: OneLine | None = None
    email: OneLine | None = None
    website: WebAddress | None = None


class AgencyRecord(Record):
    """One agency of a jurisdiction; `signed` by whoever answers for a name of it that does not look like one.

    `changed` is the day of its last change: its name, its duties, where and when it can be reached.
    """

    id: Id
    name: OneLine
    full_name: OneLine | None = None
    aliases: Lines = ()
    pinyin: Pinyin | None = None
    kind: Kind = "department"
    covers: Annotated[tuple[Coverage, ...], BeforeValidator(none_to_empty)] = ()
    covers_source: ScopeSource | None = None
    members: Lines = ()
    members_source: ScopeSource | None = None
    succeeded_by: Annotated[Succession | None, BeforeValidator(_mention)] = None
    contact: Contact | None = None
    changed: Day | None = None
    signed: ReasonedSignature | None = None


class RegistryRecord(Record):
    """content/agencies/<jurisdiction>.yaml"""

    jurisdiction: Id
    name: OneLine
    parent: Id | None = None
    agencies: Annotated[tuple[AgencyRecord, ...], BeforeValidator(none_to_empty)] = ()
