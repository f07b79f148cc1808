"""Pieces of page data that several kinds of page share, made once per site."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gksite.exports import calendars, citations
from gksite.model.cards import card_of
from gksite.model.headings import heading
from gksite.model.listings import ColumnCard, EntryCard
from gksite.model.names import responsible
from gksite.model.outputs import (
    AgencyCard,
    AgencyLink,
    Download,
    JurisdictionView,
    KindGroup,
    Link,
    NoticeCard,
    SectionView,
    TaskGroup,
    TaskRow,
)
from gksite.model.records import Coverage
from gksite.model.site import (
    AgencyKey,
    Item,
    Jurisdiction,
    Mentioned,
    Notice,
    PortalColumn,
    Section,
    Site,
    Task,
    TaskKey,
)
from gksite.problems.translations import Translate
from gksite.progress.changes import Change, changes, of_agencies
from gksite.text.dates import shown_date, shown_moment
from gksite.text.names import fold_name
from gksite.theming.accessibility import UNTESTED, Accessibility

HOME = Link("首页", "")
NOTICES = Link("文件", "notices/")
TASKS = Link("任务", "tasks/")
DEADLINES = Link("时限", "deadlines/")
AGENCIES = Link("单位", "agencies/")
COLUMNS = Link("栏目", "columns/")
KIND_LABELS = {
    "department": "部门",
    "institution": "事业单位",
    "district": "区县、镇街和开发区",
    "enterprise": "企业",
    "group": "统称（一批单位）",
}
COVERAGE_LABELS: dict[Coverage, str] = {
    "departments": "部门",
    "districts": "区县",
    "towns": "镇街",
    "zones": "开发区",
    "units": "企业、事业单位",
}
"""What a group's name stands for, in words."""
FORMATS = {
    "json": "JSON",
    "jsonl": "JSONL",
    "jsonld": "JSON-LD",
    "csv": "CSV",
    "xlsx": "XLSX",
    "ics": "iCalendar",
    "xml": "XML",
}
"""What formats are called, by the endings of names."""


def entry_card(entry: Item | Notice) -> EntryCard:
    """An item or a notice as a line of a column."""
    record = entry.record
    return EntryCard(record.title, entry.url, shown_moment(record.appeared), record.number, record.status)


def _column_card(column: PortalColumn) -> ColumnCard:
    record = column.record
    times = [entry.record.appeared for entry in column.entries if entry.record.appeared]
    newest = shown_moment(max(times, default=None))
    return ColumnCard(record.name, column.url, record.description, len(column.entries), newest)


@dataclass(frozen=True)
class Views:
    """The shared pieces by key; every page that shows a task shows the same row."""

    site: Site
    sizes: Mapping[str, int]
    """Bytes of each exported file by path."""
    tr: Translate
    """The site's language."""
    accessibility: Accessibility = UNTESTED
    """What the theme's accessibility tests have found."""
    programs: Mapping[str, str] = field(default_factory=dict)
    """The programs by which readers verify, by name; none where there is no key for it."""

    @cached_property
    def rows(self) -> dict[TaskKey, TaskRow]:
        """Each task as a row."""
        return {key: self._row(task) for key, task in self.site.tasks.items()}

    @cached_property
    def task_citations(self) -> dict[TaskKey, str]:
        """How each task is cited, without an address."""
        found = {}
        for notice in self.site.notices.values():
            for number, text in citations.of_tasks(notice, self.citing).items():
                found[TaskKey(notice.id, number)] = text
        return found

    @property
    def citing(self) -> citations.Language:
        """How pages word a citation."""
        return citations.Language(self.tr, shown_date(self.site.config.lang))

    @cached_property
    def cards(self) -> dict[str, NoticeCard]:
        """Each notice as a card, newest first."""
        return {id: self._card(notice) for id, notice in self.site.notices.items()}

    @cached_property
    def sections(self) -> dict[str, tuple[SectionView, ...]]:
        """Each notice's sections."""
        return {notice.id: tuple(map(self._section, notice.sections)) for notice in self.site.notices.values()}

    @cached_property
    def agency_cards(self) -> dict[AgencyKey, AgencyCard]:
        """Each agency as a card."""
        duties = self.site.duties
        return {
            key: AgencyCard(a.record.name, key.url, len(duties[key].lead), len(duties[key].support))
            for key, a in self.site.agencies.items()
        }

    @cached_property
    def jurisdictions(self) -> tuple[JurisdictionView, ...]:
        """Each jurisdiction with its agencies by kind."""
        return tuple(map(self._jurisdiction, self.site.jurisdictions.values()))

    @cached_property
    def columns(self) -> tuple[ColumnCard, ...]:
        """Each column as a card, in the order of site.yaml."""
        return tuple(map(_column_card, self.site.columns.values()))

    @cached_property
    def titles(self) -> dict[str, Link]:
        """A link to each item and notice by its address."""
        entries: list[Item | Notice] = [*self.site.items.values(), *self.site.notices.values()]
        return {entry.url: Link(entry.record.title, entry.url) for entry in entries}

    def links(self, addresses: Iterable[str]) -> tuple[Link, ...]:
        """Links to items and notices by their titles; one that was left out for its faults is not among them."""
        return tuple(self.titles[address] for address in addresses if address in self.titles)

    def groups(self, keys: Iterable[TaskKey]) -> tuple[TaskGroup, ...]:
        """Tasks of several notices, grouped by notice, newest first."""
        by_notice: dict[str, list[TaskKey]] = {}
        for key in keys:
            by_notice.setdefault(key.notice, []).append(key)
        groups = []
        for id, card in self.cards.items():
            if id in by_notice:
                groups.append(TaskGroup(card, tuple(self.rows[key] for key in sorted(by_notice[id]))))
        return tuple(groups)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """All that changed, newest first."""
        return changes(self.site)

    @cached_property
    def changes_of_agencies(self) -> dict[AgencyKey, tuple[Change, ...]]:
        """What changed for each agency, newest first."""
        return of_agencies(self.site)

    @property
    def responsible(self) -> str:
        """Who answers for what the portal itself says."""
        return responsible(self.site.config)

    def feed(self, path: str) -> str | None:
        """The address of a feed that is made."""
        if path not in self.sizes:
            return None
        return path

    def downloads(self, *paths: str) -> tuple[Download, ...]:
        """Those of some files that the portal makes, each as a download under its own name."""
        found = []
        for path in paths:
            if path in self.sizes:
                name = path.rpartition("/")[2]
                found.append(Download(name, path, FORMATS.get(name.rpartition(".")[2], ""), self.sizes[path]))
        return tuple(found)

    def calendar(self, folder: str) -> Download | None:
        """The calendar that belongs to the page of an address, where there is one."""
        path = calendars.path(folder)
        if path not in self.sizes:
            return None
        return Download(path.rpartition("/")[2], path, "iCalendar", self.sizes[path])

    def card(self, url: str) -> str | None:
        """The address of the card of a task or an agency, by that of its page; None where none are made."""
        return card_of(url) if "cards" in self.site.config.exports else None

    def place_and_year(self, notice: str) -> str:
        """The place and the year of a notice in words."""
        card = self.cards[notice]
        return self.tr("{place} {year} 年").format(place=card.jurisdiction.text, year=card.year)

    @cached_property
    def short_names(self) -> dict[str, str]:
        """What each notice is called where there is little room: its place and year, with its number if need be."""
        names = {id: self.place_and_year(id) for id in self.site.notices}
        often = Counter(names.values())
        for id, name in names.items():
            if often[name] > 1:
                card = self.cards[id]
                names[id] = self.tr("{name}（{place}）").format(name=name, place=card.number or card.title)
        return names

    def agency_link(self, key: AgencyKey) -> Link:
        """A link to an agency by its name."""
        return Link(self.site.agencies[key].record.name, key.url)

    def _kinds(self, keys: tuple[AgencyKey, ...]) -> tuple[KindGroup, ...]:
        groups = []
        for kind, label in KIND_LABELS.items():
            found = tuple(self.agency_cards[key] for key in keys if self.site.agencies[key].record.kind == kind)
            if found:
                groups.append(KindGroup(kind, label, found))
        return tuple(groups)

    def _jurisdiction(self, jurisdiction: Jurisdiction) -> JurisdictionView:
        url, agencies = jurisdiction.url, jurisdiction.agencies
        notices = tuple(card for card in self.cards.values() if card.jurisdiction.url == url)
        kinds = self._kinds(agencies)
        return JurisdictionView(jurisdiction.id, jurisdiction.name, url, len(agencies), kinds, notices)

    def _mention(self, mentioned: Mentioned) -> AgencyLink:
        key = mentioned.agency
        name = self.site.agencies[key].record.name
        same = fold_name(mentioned.as_written) == fold_name(name)
        as_written = None if same else mentioned.as_written
        return AgencyLink(name, key.url, as_written, key.written)

    def _row(self, task: Task) -> TaskRow:
        record = task.record
        requirement = record.requirement.split("\n") if record.requirement else []
        return TaskRow(
            number=record.number,
            label=record.label,
            title=record.title,
            heading=heading(task),
            requirement=tuple(requirement),
            lead=tuple(self._mention(m) for m in task.lead),
            support=tuple(self._mention(m) for m in task.support),
            remark=record.remark,
            inherited=tuple(record.inherited),
            note=record.note,
            anchor=f"t{record.number}",
            url=task.key.url,
            sections=task.sections,
            deadlines=task.deadlines,
            summary=record.summary,
        )

    def _card(self, notice: Notice) -> NoticeCard:
        record, place = notice.record, self.site.jurisdictions[notice.record.jurisdiction]
        return NoticeCard(
            id=notice.id,
            title=record.title,
            url=notice.url,
            jurisdiction=Link(place.name, place.url),
            year=notice.year,
            number=record.number,
            issuer=record.issuer,
            issued=record.issued,
            status=record.status,
            count=len(notice.tasks),
            published=shown_moment(record.appeared),
            printed=record.printed,
        )

    def _section(self, section: Section) -> SectionView:
        below = tuple(self._section(s) for s in section.sections)
        tasks = tuple(self.rows[t.key] for t in section.tasks)
        count = len(tasks) + sum(s.count for s in below)
        return SectionView(f"s{section.number}", section.title, section.depth, count, tasks, below)
