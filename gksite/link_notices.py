"""Notices of content/ as linked: numbers and agencies resolved, sections numbered, what follows from their texts."""

from collections.abc import Mapping
from datetime import date

from gksite.documents.shapes import Entry
from gksite.link_documents import documents_of_letter, documents_of_task
from gksite.model.records import Mention, NoticeRecord, SectionRecord, TaskRecord
from gksite.model.site import (
    AgencyKey,
    Mentioned,
    Notice,
    Section,
    SourceFile,
    Task,
    TaskKey,
)
from gksite.model.walk import KeyPath, walk_tasks
from gksite.problems.problem import Code, Level, Problems, did_you_mean
from gksite.progress.linking import Surroundings, with_updates
from gksite.provenance.verified import days_verified
from gksite.read import Records
from gksite.registry.agencies import DUPLICATE_ID, LOOP, UNKNOWN_JURISDICTION, Registry, loop, resolver
from gksite.text.names import near
from gksite.time_limits import of_letter, of_task, open_year

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
NAMED_TWICE = Code(
    "GK213",
    "单位“{name}”在 {role} 里已经列过（{first}）",
    why="同一个单位在一项任务里只能牵头一次、负责一次，否则它的任务就数错了；用简称、别名再写一次也是同一个单位。",
    mend="删去其中一处。来源确实印了两次的，只录一次，在 source 里照录整格。",
)
AFTER_TODAY = Code(
    "GK211",
    "{key} 是 {date}，晚于今天",
    why="日期晚于生成网站的这一天，多半是写错了年月。",
    mend="核对日期。",
    level=Level.WARNING,
)
EMPTY_SECTION = Code(
    "GK212",
    "部分“{title}”下面没有任务",
    why="读者点开目录会看到空白。",
    mend="补上任务；确实没有时删去这个标题。",
    level=Level.WARNING,
)


def link_notices(records: Records, registry: Registry, today: date, problems: Problems) -> list[Notice]:
    """The public notices as linked; what does not resolve is noted and left out."""
    first: dict[str, Entry[NoticeRecord]] = {}
    notices = []
    known = {e.record.jurisdiction for e in records.registries}
    days = days_verified(records)
    around = Surroundings(today, {file.path: file for file in records.attachments})
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
        linker = _NoticeLinker(entry, registry, records.source_of(record), around, problems)
        notices.append(linker.notice(days.get(record.id)))
    _check_succession(first, records.hidden, problems)
    return notices


def _check_dates(entry: Entry[NoticeRecord], today: date, problems: Problems) -> None:
    for key in ("issued", "printed"):
        day = getattr(entry.record, key)
        if day and day > today:
            problems.add(AFTER_TODAY, entry.document.location((key,)), key=key, date=day)


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
        self,
        entry: Entry[NoticeRecord],
        registry: Registry,
        source: SourceFile | None,
        around: Surroundings,
        problems: Problems,
    ) -> None:
        self.entry, self.source, self.around, self.problems = entry, source, around, problems
        self.resolve = resolver(registry, entry.record.jurisdiction, entry.document, problems)
        self.open_year = open_year(entry.record)
        self.numbers: set[int] = set()
        self.sections = 0

    def notice(self, verified: date | None) -> Notice:
        record = self.entry.record
        sections = tuple(self.section(s, ("sections", i), (), 1) for i, s in enumerate(record.sections))
        tasks = tuple(step.task for step in walk_tasks(sections))
        deadlines, documents = of_letter(record), documents_of_letter(record)
        return Notice(record, _year(record), sections, tasks, self.source, verified, deadlines, documents)

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
        task = Task(
            TaskKey(self.entry.record.id, record.number),
            record,
            sections,
            self.mentioned(record.lead, (*key_path, "lead")),
            self.mentioned(record.support, (*key_path, "support")),
            of_task(record, self.open_year, self.entry.record.issued),
            documents_of_task(record, self.entry.record.number),
        )
        return with_updates(task, self.entry, key_path, self.around, self.problems)

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
