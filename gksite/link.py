"""Records → site: names resolved, sections numbered, every reverse index made once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from gksite.catalogue.linking import link_catalogue
from gksite.documents.markdown_limits import TOO_MUCH, excess
from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.link_disclosure import Linking, disclosure_texts, link_disclosure
from gksite.link_items import interpretations, link_items, portal_columns
from gksite.link_reports import link_reports
from gksite.model.ipv6 import supported_as_of
from gksite.model.ledger import LedgerRecord
from gksite.model.records import PUBLIC, Mention, NoticeRecord, SectionRecord, TaskRecord
from gksite.model.settings import Config
from gksite.model.site import (
    AgencyKey,
    Mentioned,
    Notice,
    Section,
    Site,
    SourceFile,
    Task,
    TaskKey,
    WrittenText,
)
from gksite.model.walk import KeyPath, walk_tasks
from gksite.problems.problem import Code, Level, Location, Problems, did_you_mean
from gksite.provenance.verified import days_verified
from gksite.read import Records
from gksite.registry.agencies import (
    DUPLICATE_ID,
    LOOP,
    UNKNOWN_JURISDICTION,
    Registry,
    jurisdictions,
    link_agencies,
    loop,
    resolver,
)
from gksite.registry.duties import duties
from gksite.reporting.form import WRITTEN
from gksite.text.names import near

DUPLICATE_NUMBER = Code(
    "GK207",
    "任务序号 {number} 在这份通知里已经用过",
    why="序号就是任务的网址。来源里序号重复或缺失时，number 按位置顺编，原来印的写进 label。",
    mend="改成没有用过的序号。",
)
OUTSIDE_SOURCE = Code(
    "GK208",
    "出处写到第 {last} 行，但来源文件只有 {length} 行",
    why="读者要能按行号在来源中找到原文。",
    mend="核对来源文件，改正 lines。",
)
UNKNOWN_NOTICE = Code(
    "GK209",
    "没有编号为“{name}”的通知{hint}",
    why="替代关系要指向一份已经公布的通知。",
    mend="改正编号；那份通知还没有录入时，先录入它。",
)
AFTER_TODAY = Code(
    "GK211",
    "{key} 是 {date}，晚于今天",
    why="日期晚于生成网站的这一天，多半是写错了年月。",
    mend="核对日期。",
    level=Level.WARNING,
)
NAMED_TWICE = Code(
    "GK213",
    "单位“{name}”在 {role} 里已经列过（{first}）",
    why="同一个单位在一项任务里只能牵头一次、负责一次，否则它的任务就数错了；用简称、别名再写一次也是同一个单位。",
    mend="删去其中一处。来源确实印了两次的，只录一次，在 source 里照录整格。",
)
EMPTY_SECTION = Code(
    "GK212",
    "部分“{title}”下面没有任务",
    why="读者点开目录会看到空白。",
    mend="补上任务；确实没有时删去这个标题。",
    level=Level.WARNING,
)


def link(config: Config, records: Records, today: date, problems: Problems) -> Site:
    """The site that records describe; what does not resolve is noted and left out."""
    registry = Registry(records.registries)
    agencies = link_agencies(records.registries, registry, problems)
    notices = _notices(records, registry, today, problems)
    if records.ledger is not None:
        _check_withdrawals(records.ledger, today, problems)
    ordered = {n.id: n for n in sorted(notices, key=_newest_first)}
    tasks: dict[TaskKey, Task] = {}
    for notice in ordered.values():
        tasks |= {task.key: task for task in notice.tasks}
    items = link_items(config, records, registry, ordered, problems)
    texts = tuple(_texts(records))
    _check_texts(texts, problems)
    places = jurisdictions(records.registries)
    written = records.column.hidden | {entry.record.id for entry in records.column.items}
    linking = Linking(registry, places, config, items, written)
    return Site(
        config=config,
        jurisdictions=places,
        agencies=agencies,
        notices=ordered,
        tasks=tasks,
        duties=duties(agencies, tasks.values()),
        pages=records.pages,
        texts=texts,
        attachments=records.attachments,
        reports=link_reports(records.column, items, registry, problems),
        items=items,
        columns=portal_columns(config, items, ordered),
        interpretations=interpretations(items.values()),
        disclosure=link_disclosure(records.column.disclosure, linking, problems),
        catalogue=link_catalogue(records),
        release_key=records.release_key,
        ipv6=supported_as_of(records.ipv6.record if records.ipv6 else None, config, today),
    )


def _texts(records: Records) -> Iterator[WrittenText]:
    """The Markdown of pages, whose heading is their first line, of public notices, items and the statutory column."""
    for page in records.pages:
        yield WrittenText(page.file, 2, page.markdown)
    for entry in records.notices:
        document = entry.document
        for key in ("preamble", "closing"):
            text = getattr(entry.record, key)
            if text:
                yield WrittenText(document.path, first_line(document, (key,)), text)
    for item in records.column.items:
        if item.record.body:
            yield WrittenText(item.document.path, first_line(item.document, ("body",)), item.record.body)
    disclosure = records.column.disclosure
    if disclosure is not None:
        for key_path, text in disclosure_texts(disclosure.record):
            yield WrittenText(disclosure.document.path, first_line(disclosure.document, key_path), text)
    for report in records.column.reports:
        for key in WRITTEN:
            text = getattr(report.record, key)
            if text and report.record.disclosure == PUBLIC:
                yield WrittenText(report.document.path, first_line(report.document, (key,)), text)


def _check_texts(texts: Iterable[WrittenText], problems: Problems) -> None:
    """Note the texts that cannot be shown in bounded time, and stop there: nothing may try to show them."""
    is_bounded = True
    for text in texts:
        found = excess(text.markdown)
        if found is not None:
            is_bounded = False
            problems.add(TOO_MUCH, Location(text.file, text.line + found[0]), what=found[1])
    if not is_bounded:
        problems.gate()


def first_line(document: Document, key_path: KeyPath) -> int:
    """The line on which a text begins: that of its key, or the next where it is written as a block."""
    line = document.location(key_path).line
    written = document.text.split("\n")[line - 1].rstrip()
    return line + 1 if _BLOCK.search(written) else line


_BLOCK = re.compile(r":\s*[|>][-+\d]*(?:\s+(?s:#.*))?$")
"""The key of a text that is written as a block below it."""


def _newest_first(notice: Notice) -> tuple[int, str]:
    return (-notice.day.toordinal(), notice.id)


def _notices(records: Records, registry: Registry, today: date, problems: Problems) -> list[Notice]:
    first: dict[str, Entry[NoticeRecord]] = {}
    notices = []
    known = {e.record.jurisdiction for e in records.registries}
    days = days_verified(records)
    for entry in records.notices:
        record, document = entry.record, entry.document
        if record.id in first:
            other = str(first[record.id].document.location(("id",)))
            problems.add(DUPLICATE_ID, document.location(("id",)), id=record.id, first=other)
            continue
        first[record.id] = entry
        if record.jurisdiction not in known:
            hint = did_you_mean(near(record.jurisdiction, known, most=1))
            problems.add(
                UNKNOWN_JURISDICTION, document.location(("jurisdiction",)), name=record.jurisdiction, hint=hint
            )
            continue
        _check_dates(entry, today, problems)
        linker = _NoticeLinker(entry, registry, records.source_of(record), problems)
        notices.append(linker.notice(days.get(record.id)))
    _check_succession(first, records.hidden, problems)
    return notices


def _check_dates(entry: Entry[NoticeRecord], today: date, problems: Problems) -> None:
    for key in ("issued", "printed"):
        day = getattr(entry.record, key)
        if day and day > today:
            problems.add(AFTER_TODAY, entry.document.location((key,)), key=key, date=day)


def _check_withdrawals(entry: Entry[LedgerRecord], today: date, problems: Problems) -> None:
    for i, fate in enumerate(entry.record.addresses):
        if fate.withdrawn and fate.withdrawn.on > today:
            place = entry.document.location(("addresses", i, "withdrawn", "on"))
            problems.add(AFTER_TODAY, place, key="withdrawn.on", date=fate.withdrawn.on)


def _check_succession(notices: Mapping[str, Entry[NoticeRecord]], hidden: frozenset[str], problems: Problems) -> None:
    """A successor is a notice; one that is not public is not shown, and stops nothing."""
    successors = {id: (e.record.superseded_by,) for id, e in notices.items() if e.record.superseded_by}
    for id, (successor,) in successors.items():
        place = notices[id].document.location(("superseded_by",))
        if successor in hidden:
            continue
        if successor not in notices:
            problems.add(UNKNOWN_NOTICE, place, name=successor, hint=did_you_mean(near(successor, notices, most=1)))
        elif way := loop(id, successors):
            problems.add(LOOP, place, relation="superseded_by", path=" → ".join(way))


class _NoticeLinker:
    """One pass over a notice's sections in reading order."""

    def __init__(
        self, entry: Entry[NoticeRecord], registry: Registry, source: SourceFile | None, problems: Problems
    ) -> None:
        self.entry, self.source, self.problems = entry, source, problems
        self.resolve = resolver(registry, entry.record.jurisdiction, entry.document, problems)
        self.numbers: set[int] = set()
        self.sections = 0

    def notice(self, verified: date | None) -> Notice:
        record = self.entry.record
        sections = tuple(self.section(s, ("sections", i), (), 1) for i, s in enumerate(record.sections))
        tasks = tuple(step.task for step in walk_tasks(sections))
        return Notice(record, _year(record), sections, tasks, self.source, verified)

    def section(self, record: SectionRecord, key_path: KeyPath, above: tuple[str, ...], depth: int) -> Section:
        self.sections += 1
        number, path = self.sections, (*above, record.title)
        tasks = [self.task(task, (*key_path, "tasks", i), path) for i, task in enumerate(record.tasks)]
        below = [
            self.section(inner, (*key_path, "sections", i), path, depth + 1) for i, inner in enumerate(record.sections)
        ]
        if not record.tasks and not below:
            self.problems.add(EMPTY_SECTION, self.entry.document.location((*key_path, "title")), title=record.title)
        return Section(number, record.title, depth, tuple(task for task in tasks if task), tuple(below))

    def task(self, record: TaskRecord, key_path: KeyPath, sections: tuple[str, ...]) -> Task | None:
        if record.number in self.numbers:
            place = self.entry.document.location((*key_path, "number"))
            self.problems.add(DUPLICATE_NUMBER, place, number=record.number)
            return None
        self.numbers.add(record.number)
        self.check_lines(record, key_path)
        return Task(
            TaskKey(self.entry.record.id, record.number),
            record,
            sections,
            self.mentioned(record.lead, (*key_path, "lead")),
            self.mentioned(record.support, (*key_path, "support")),
        )

    def check_lines(self, record: TaskRecord, key_path: KeyPath) -> None:
        if record.source is None or record.source.lines is None or self.source is None or self.source.lines is None:
            return
        last, length = record.source.lines[1], len(self.source.lines)
        if last > length:
            place = self.entry.document.location((*key_path, "source", "lines"))
            self.problems.add(OUTSIDE_SOURCE, place, last=last, length=length)

    def mentioned(self, cell: tuple[Mention, ...], key_path: KeyPath) -> tuple[Mentioned, ...]:
        """Those whom a cell names, each once; who stands in it a second time is noted with both places."""
        found: dict[AgencyKey, Mentioned] = {}
        places: dict[AgencyKey, KeyPath] = {}
        for i, mention in enumerate(cell):
            place = (*key_path, i)
            key = self.resolve(mention.name, place)
            if key is None:
                continue
            if key in found:
                location, first = map(self.entry.document.location, (place, places[key]))
                self.problems.add(NAMED_TWICE, location, name=mention.name, role=key_path[-1], first=str(first))
                continue
            found[key], places[key] = Mentioned(key, mention.as_ or mention.name), place
        return tuple(found.values())


def _year(record: NoticeRecord) -> int:
    """The year that a notice states, else that of its date; the record has one of the two."""
    if record.year is not None:
        return record.year
    return record.issued.year if record.issued else 0
