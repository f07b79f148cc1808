"""What link makes: everything resolved, links as ids and reverse indexes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from gksite.model.agencies import Agency as Agency
from gksite.model.catalogue import Catalogue
from gksite.model.comparisons import NONE_COMPARED, Comparisons
from gksite.model.documents import Document
from gksite.model.facts import CitedDocument, StatedDeadline
from gksite.model.items import ItemAttachment, ItemRecord
from gksite.model.keys import AgencyKey as AgencyKey
from gksite.model.keys import TaskKey as TaskKey
from gksite.model.progress import TaskUpdate
from gksite.model.records import NoticeRecord, TaskRecord
from gksite.model.release_key import ReleaseKey
from gksite.model.reports import ReportRecord
from gksite.model.settings import Column, Config
from gksite.model.sources import SourceFile as SourceFile
from gksite.model.statutory import Disclosure
from gksite.model.topics import Topic
from gksite.model.written import Attachment as Attachment
from gksite.model.written import ContentPage as ContentPage
from gksite.model.written import WrittenText as WrittenText


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An agency named in a task, with the words written there."""

    agency: AgencyKey
    as_written: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task with its place in the notice, its agencies resolved, and the facts that its requirement states.

    `deadlines` and `documents` are those of its record, else those that its texts state.
    """

    key: TaskKey
    record: TaskRecord
    sections: tuple[str, ...]
    lead: tuple[Mentioned, ...]
    support: tuple[Mentioned, ...]
    deadlines: tuple[StatedDeadline, ...] = ()
    documents: tuple[CitedDocument, ...] = ()
    updates: tuple[TaskUpdate, ...] = ()
    """What became of it, oldest first."""

    @property
    def agencies(self) -> set[AgencyKey]:
        """Those that it names in either role."""
        return {mentioned.agency for mentioned in (*self.lead, *self.support)}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its tasks and sub-sections; `number` counts the notice's sections from 1 in reading order."""

    number: int
    title: str
    depth: int
    tasks: tuple[Task, ...]
    sections: tuple["Section", ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """One published notice."""

    record: NoticeRecord
    year: int
    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    source: SourceFile | None
    verified: date | None = None
    """Since when every word of it is proved by its source, as both are now."""
    deadlines: tuple[StatedDeadline, ...] = ()
    """What its letter says by when, beside its tasks."""
    documents: tuple[CitedDocument, ...] = ()
    """The documents that its letter cites."""

    @property
    def id(self) -> str:
        """The permanent id."""
        return self.record.id

    @property
    def day(self) -> date:
        """The day that puts notices in order: issued, else published, else printed, else the year's first."""
        record = self.record
        published = record.appeared.date() if record.appeared else None
        return record.issued or published or record.printed or date(self.year, 1, 1)

    @property
    def age(self) -> float:
        """The time at which it appeared, else its day, as a number that grows with it."""
        return _seconds(self.record.appeared, self.day)

    @property
    def url(self) -> str:
        """The address of the notice's page."""
        return f"notices/{self.record.id}/"


def _seconds(moment: datetime | None, day: date | None) -> float:
    """A moment, else the beginning of a day, as a number that grows with time; 0 for neither."""
    at = moment or datetime.combine(day or date.min, time.min)
    return (at - datetime.min).total_seconds()


@dataclass(frozen=True, slots=True)
class ItemFile:
    """An attachment of an item: its record, its address and its size in bytes."""

    record: ItemAttachment
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Item:
    """One published item: its issuer where that is registered, the addresses of what it interprets and follows it."""

    record: ItemRecord
    issuer: AgencyKey | None
    files: tuple[ItemFile, ...]
    interprets: tuple[str, ...]
    successor: str | None

    @property
    def id(self) -> str:
        """The permanent id."""
        return self.record.id

    @property
    def url(self) -> str:
        """The address of the item's page."""
        return f"items/{self.record.id}/"

    @property
    def age(self) -> float:
        """The time at which it appeared, else its day, as a number that grows with it."""
        return _seconds(self.record.appeared, self.record.issued)


@dataclass(frozen=True, slots=True)
class PortalColumn:
    """A column with what stands in it, newest first."""

    record: Column
    entries: tuple[Item | Notice, ...]

    @property
    def url(self) -> str:
        """The address of the column's page."""
        return f"columns/{self.record.id}/"


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A place with its agencies in the registry's order."""

    id: str
    name: str
    parent: str | None
    agencies: tuple[AgencyKey, ...]

    @property
    def url(self) -> str:
        """The address of the jurisdiction's page."""
        return f"agencies/{self.id}/"


@dataclass(frozen=True, slots=True)
class Duties:
    """The tasks of one agency: those it leads, those it supports, and those of groups that state it as a member.

    `possible` holds other tasks of its jurisdiction's groups that could hold it by what they cover, whose members no
    source states, and `possible_groups` those groups; `unclear_groups` are those of which nobody stated what they
    cover, with tasks that name it nowhere else. They are never merged with the agency's own.
    """

    lead: tuple[TaskKey, ...] = ()
    support: tuple[TaskKey, ...] = ()
    through: tuple[tuple[AgencyKey, tuple[TaskKey, ...]], ...] = ()
    possible: tuple[TaskKey, ...] = ()
    possible_groups: tuple[AgencyKey, ...] = ()
    unclear_groups: tuple[AgencyKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Departed:
    """An address that was published and has no content any more: where it leads now, or since when and why it is empty.

    `new` where the ledger does not say so yet.
    """

    url: str
    to: str | None = None
    on: date | None = None
    why: str | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class CountedHere:
    """What the portal itself holds of an agency and a year: its 规范性文件, and all items that were disclosed."""

    made: int
    repealed: int
    in_force: int
    items: int


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """The annual report of a year, by its agency; with what the portal counted, where its editor says that it can."""

    record: ReportRecord
    agency: AgencyKey
    counted: CountedHere | None = None

    @property
    def url(self) -> str:
        """The address of the report's page."""
        return f"disclosure/reports/{self.record.year}/"


@dataclass(frozen=True, slots=True)
class Site:
    """The whole portal: notices newest first, agencies, tasks and duties by key."""

    config: Config
    jurisdictions: Mapping[str, Jurisdiction]
    agencies: Mapping[AgencyKey, Agency]
    notices: Mapping[str, Notice]
    tasks: Mapping[TaskKey, Task]
    duties: Mapping[AgencyKey, Duties]
    pages: tuple[ContentPage, ...]
    today: date
    """The day as of which it is made."""
    texts: tuple[WrittenText, ...] = ()
    """Every text in which editors may link or show pictures."""
    attachments: tuple[Attachment, ...] = ()
    departed: tuple[Departed, ...] = ()
    reports: tuple[AnnualReport, ...] = ()
    """The annual reports, newest first."""
    index_codes: Mapping[str, str | None] = field(default_factory=dict)
    """The index code of each item that has one, written or given out by the portal; None where it will give one."""
    items: Mapping[str, Item] = field(default_factory=dict)
    """What is published beside notices, newest first."""
    columns: Mapping[str, PortalColumn] = field(default_factory=dict)
    interpretations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The addresses of the interpretations of each document that has some, by its address."""
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The documents that notices cite, by number."""
    disclosure: Disclosure | None = None
    catalogue: Catalogue | None = None
    release_key: ReleaseKey | None = None
    """The key that readers verify pages with, where the portal makes releases."""
    ipv6: date | None = None
    """The day of the probe by which the site may say that it supports IPv6."""
    topics: Mapping[str, Topic] = field(default_factory=dict)
    """All topics in the order of their tree."""
    without_topic: tuple[TaskKey, ...] = ()
    comparisons: Comparisons = NONE_COMPARED
    """What is the same duty in several notices; none where site.yaml chooses no pages of them."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    """Words that mean the same in what citizens ask, beside those that the program knows."""

    @property
    def shown_documents(self) -> Mapping[str, Document]:
        """The cited documents that have pages."""
        return self.documents if "documents" in self.config.exports else {}

    @property
    def shown_topics(self) -> Mapping[str, Topic]:
        """The topics that have pages."""
        return self.topics if "topics" in self.config.exports else {}
