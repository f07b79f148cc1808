"""Records → site: names resolved, sections numbered, every reverse index made once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from gksite.agencies import Registry, names
from gksite.model.records import Config, Mention, NoticeRecord, RegistryRecord, SectionRecord, TaskRecord
from gksite.model.site import (
    Agency,
    AgencyKey,
    Duties,
    Jurisdiction,
    Mentioned,
    Notice,
    Section,
    Site,
    SourceFile,
    Task,
    TaskKey,
)
from gksite.problems import Level, Problems, define, did_you_mean
from gksite.read import Entry, Records
from gksite.source import Document, Loc
from gksite.text.dates import chinese_date
from gksite.text.names import fold, near

UNKNOWN_AGENCY = define(
    "GK201",
    "单位“{name}”不在 {registry} 中{hint}",
    why="名称必须与单位登记表一致，任务才能归到同一个单位名下；程序不猜测。",
    mend="改正名称；确是新单位时，先在登记表中加上它；是简称时，写成 {name: 全称, as: 简称}，或登记为别名。",
)
UNKNOWN_JURISDICTION = define(
    "GK202",
    "没有地区“{name}”的登记表 content/agencies/{name}.yaml{hint}",
    why="通知属于一个地区，其中的单位在该地区的登记表里查找。",
    mend="改正地区编号，或新建该地区的登记表。",
)
DUPLICATE_ID = define(
    "GK203",
    "编号“{id}”已在 {first} 使用",
    why="编号就是网址，一个网址只能有一个页面。",
    mend="改成别的编号；若是重复录入，删去其中一处。",
)
DUPLICATE_NAME = define(
    "GK204",
    "“{name}”已是单位“{other}”的名称或别名",
    why="一个名称只能指一个单位，否则无法判断任务归谁。",
    mend="删去重复的名称；确是两个单位时，写全称加以区别。",
)
DUPLICATE_NUMBER = define(
    "GK207",
    "任务序号 {number} 在这份通知里已经用过",
    why="序号就是任务的网址。来源里序号重复或缺失时，number 按位置顺编，原来印的写进 label。",
    mend="改成没有用过的序号。",
)
OUTSIDE_SOURCE = define(
    "GK208",
    "出处写到第 {last} 行，但来源文件只有 {length} 行",
    why="读者要能按行号在来源中找到原文。",
    mend="核对来源文件，改正 lines。",
)
UNKNOWN_NOTICE = define(
    "GK209",
    "没有编号为“{name}”的通知{hint}",
    why="替代关系要指向一份已经公布的通知。",
    mend="改正编号；那份通知还没有录入时，先录入它。",
)
LOOP = define(
    "GK210",
    "{relation}绕了一圈：{path}",
    why="上级、成员、继任或替代关系绕成一圈，就无法计算归属。",
    mend="去掉其中一处关系。",
)
AFTER_TODAY = define(
    "GK211",
    "{key} 是 {date}，晚于今天",
    why="日期晚于生成网站的这一天，多半是写错了年月。",
    mend="核对日期。",
    level=Level.WARNING,
)
EMPTY_SECTION = define(
    "GK212",
    "部分“{title}”下面没有任务",
    why="读者点开目录会看到空白。",
    mend="补上任务；确实没有时删去这个标题。",
    level=Level.WARNING,
)


def link(config: Config, records: Records, today: date, problems: Problems) -> Site:
    """The site that records describe; what does not resolve is noted and left out."""
    registry = Registry(records.registries)
    agencies = _agencies(records.registries, registry, problems)
    notices = _notices(records, registry, today, problems)
    ordered = {n.id: n for n in sorted(notices, key=_newest_first)}
    tasks = {t.key: t for n in ordered.values() for t in n.tasks}
    return Site(
        config=config,
        jurisdictions=_jurisdictions(records.registries),
        agencies=agencies,
        notices=ordered,
        tasks=tasks,
        duties=_duties(agencies, tasks.values()),
        pages=records.pages,
    )


def _newest_first(notice: Notice) -> tuple[int, str]:
    record = notice.record
    day = record.issued or (record.published and record.published.date()) or record.printed or date(notice.year, 1, 1)
    return (-day.toordinal(), notice.id)


def _jurisdictions(registries: Iterable[Entry[RegistryRecord]]) -> dict[str, Jurisdiction]:
    return {
        r.jurisdiction: Jurisdiction(
            r.jurisdiction, r.name, r.parent, tuple(AgencyKey(r.jurisdiction, a.id) for a in r.agencies)
        )
        for r in sorted((e.record for e in registries), key=lambda r: r.jurisdiction)
    }


def _agencies(
    registries: Iterable[Entry[RegistryRecord]], registry: Registry, problems: Problems
) -> dict[AgencyKey, Agency]:
    found: dict[AgencyKey, Agency] = {}
    places: dict[str, Document] = {}
    for entry in registries:
        record, document = entry.record, entry.document
        if record.jurisdiction in places:
            first = str(places[record.jurisdiction].place(("jurisdiction",)))
            problems.add(DUPLICATE_ID, document.place(("jurisdiction",)), id=record.jurisdiction, first=first)
        places.setdefault(record.jurisdiction, document)
        _check_names(entry, problems)
        for i, agency in enumerate(record.agencies):
            key = AgencyKey(record.jurisdiction, agency.id)
            if key in found:
                at = next(n for n, a in enumerate(record.agencies) if a.id == agency.id)
                first = str(document.place(("agencies", at, "id")))
                problems.add(DUPLICATE_ID, document.place(("agencies", i, "id")), id=agency.id, first=first)
                continue
            resolve = _resolver(registry, record.jurisdiction, document, problems)
            members = [resolve(m, ("agencies", i, "members", j)) for j, m in enumerate(agency.members)]
            successor = resolve(agency.succeeded_by, ("agencies", i, "succeeded_by")) if agency.succeeded_by else None
            found[key] = Agency(key, agency, tuple(m for m in members if m), successor)
    _check_registry_loops(places, found, registries, problems)
    return found


def _check_names(entry: Entry[RegistryRecord], problems: Problems) -> None:
    used: dict[str, str] = {}
    for i, agency in enumerate(entry.record.agencies):
        own: set[str] = set()
        for name in names(agency):
            if fold(name) in used:
                place = entry.document.place(("agencies", i))
                problems.add(DUPLICATE_NAME, place, name=name, other=used[fold(name)])
            own.add(fold(name))
        used |= dict.fromkeys(own, agency.name)


Resolve = Callable[[str, Loc], AgencyKey | None]


def _resolver(registry: Registry, jurisdiction: str, document: Document, problems: Problems) -> Resolve:
    """A function that resolves names of one document and notes those it cannot."""

    def resolve(name: str, loc: Loc) -> AgencyKey | None:
        key = registry.resolve(jurisdiction, name)
        if key is None:
            hint = did_you_mean(registry.near(jurisdiction, name))
            file = f"content/agencies/{jurisdiction}.yaml"
            problems.add(UNKNOWN_AGENCY, document.place(loc), name=name, registry=file, hint=hint)
        return key

    return resolve


def _loop(start: str, follow: Callable[[str], Iterable[str]]) -> list[str] | None:
    """The way from a name back to itself, if there is one."""
    stack, seen = [(start, [start])], set()
    while stack:
        at, way = stack.pop()
        for following in follow(at):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                stack.append((following, [*way, following]))
    return None


def _check_registry_loops(
    places: Mapping[str, Document],
    agencies: Mapping[AgencyKey, Agency],
    registries: Iterable[Entry[RegistryRecord]],
    problems: Problems,
) -> None:
    parents = {e.record.jurisdiction: e.record.parent for e in registries}
    for entry in registries:
        id, parent = entry.record.jurisdiction, entry.record.parent
        if parent is not None and parent not in parents:
            hint = did_you_mean(near(parent, parents, most=1))
            problems.add(UNKNOWN_JURISDICTION, entry.document.place(("parent",)), name=parent, hint=hint)
        elif way := _loop(id, lambda at: [p] if (p := parents.get(at)) else []):
            problems.add(LOOP, entry.document.place(("parent",)), relation="parent", path=" → ".join(way))
    shown = {f"{k.jurisdiction}/{k.id}": a for k, a in agencies.items()}
    for name, agency in shown.items():
        document, index = places[agency.key.jurisdiction], _index(agency, registries)
        for key, follow in (
            ("members", lambda at: [f"{m.jurisdiction}/{m.id}" for m in shown[at].members]),
            ("succeeded_by", lambda at: [f"{s.jurisdiction}/{s.id}"] if (s := shown[at].succeeded_by) else []),
        ):
            if way := _loop(name, follow):
                problems.add(LOOP, document.place(("agencies", index, key)), relation=key, path=" → ".join(way))


def _index(agency: Agency, registries: Iterable[Entry[RegistryRecord]]) -> int:
    record = next(e.record for e in registries if e.record.jurisdiction == agency.key.jurisdiction)
    return record.agencies.index(agency.record)


def _notices(records: Records, registry: Registry, today: date, problems: Problems) -> list[Notice]:
    first: dict[str, Entry[NoticeRecord]] = {}
    notices = []
    known = {e.record.jurisdiction for e in records.registries}
    for entry in records.notices:
        record, document = entry.record, entry.document
        if record.id in first:
            other = str(first[record.id].document.place(("id",)))
            problems.add(DUPLICATE_ID, document.place(("id",)), id=record.id, first=other)
            continue
        first[record.id] = entry
        if record.jurisdiction not in known:
            hint = did_you_mean(near(record.jurisdiction, known, most=1))
            problems.add(UNKNOWN_JURISDICTION, document.place(("jurisdiction",)), name=record.jurisdiction, hint=hint)
            continue
        source = records.sources.get(record.source.file) if record.source else None
        _check_dates(entry, today, problems)
        notices.append(_Reading(entry, registry, source, problems).notice())
    _check_succession(first, problems)
    return notices


def _check_dates(entry: Entry[NoticeRecord], today: date, problems: Problems) -> None:
    for key in ("issued", "printed"):
        day = getattr(entry.record, key)
        if day and day > today:
            problems.add(AFTER_TODAY, entry.document.place((key,)), key=key, date=chinese_date(day))


def _check_succession(notices: Mapping[str, Entry[NoticeRecord]], problems: Problems) -> None:
    successors = {id: e.record.superseded_by for id, e in notices.items() if e.record.superseded_by}
    for id, successor in successors.items():
        place = notices[id].document.place(("superseded_by",))
        if successor not in notices:
            problems.add(UNKNOWN_NOTICE, place, name=successor, hint=did_you_mean(near(successor, notices, most=1)))
        elif way := _loop(id, lambda at: [s] if (s := successors.get(at)) else []):
            problems.add(LOOP, place, relation="superseded_by", path=" → ".join(way))


class _Reading:
    """One pass over a notice's sections in reading order."""

    def __init__(
        self, entry: Entry[NoticeRecord], registry: Registry, source: SourceFile | None, problems: Problems
    ) -> None:
        self.entry, self.source, self.problems = entry, source, problems
        self.resolve = _resolver(registry, entry.record.jurisdiction, entry.document, problems)
        self.numbers: set[int] = set()
        self.sections = 0

    def notice(self) -> Notice:
        record = self.entry.record
        sections = tuple(self.section(s, ("sections", i), (), 1) for i, s in enumerate(record.sections))
        year = record.year or (record.issued.year if record.issued else 0)
        return Notice(record, year, sections, tuple(t for s in sections for t in walk(s)), self.source)

    def section(self, record: SectionRecord, loc: Loc, above: tuple[str, ...], depth: int) -> Section:
        self.sections += 1
        number, path = self.sections, (*above, record.title)
        tasks = tuple(self.task(t, (*loc, "tasks", i), path) for i, t in enumerate(record.tasks))
        below = tuple(self.section(s, (*loc, "sections", i), path, depth + 1) for i, s in enumerate(record.sections))
        if not tasks and not below:
            self.problems.add(EMPTY_SECTION, self.entry.document.place((*loc, "title")), title=record.title)
        return Section(number, record.title, depth, tasks, below)

    def task(self, record: TaskRecord, loc: Loc, sections: tuple[str, ...]) -> Task:
        if record.number in self.numbers:
            place = self.entry.document.place((*loc, "number"))
            self.problems.add(DUPLICATE_NUMBER, place, number=record.number)
        self.numbers.add(record.number)
        self.check_lines(record, loc)
        return Task(
            TaskKey(self.entry.record.id, record.number),
            record,
            sections,
            self.mentioned(record.lead, (*loc, "lead")),
            self.mentioned(record.support, (*loc, "support")),
        )

    def check_lines(self, record: TaskRecord, loc: Loc) -> None:
        if record.source is None or record.source.lines is None or self.source is None or self.source.lines is None:
            return
        last, length = record.source.lines[1], len(self.source.lines)
        if last > length:
            place = self.entry.document.place((*loc, "source", "lines"))
            self.problems.add(OUTSIDE_SOURCE, place, last=last, length=length)

    def mentioned(self, cell: tuple[Mention, ...], loc: Loc) -> tuple[Mentioned, ...]:
        found = ((self.resolve(m.name, (*loc, i)), m.as_ or m.name) for i, m in enumerate(cell))
        return tuple(Mentioned(key, written) for key, written in found if key)


def walk(section: Section) -> Iterator[Task]:
    """The tasks of a section and everything below it, in reading order."""
    yield from section.tasks
    for below in section.sections:
        yield from walk(below)


def _duties(agencies: Mapping[AgencyKey, Agency], tasks: Iterable[Task]) -> dict[AgencyKey, Duties]:
    lead: dict[AgencyKey, dict[TaskKey, None]] = defaultdict(dict)
    support: dict[AgencyKey, dict[TaskKey, None]] = defaultdict(dict)
    for task in tasks:
        for mentioned in task.lead:
            lead[mentioned.agency][task.key] = None
        for mentioned in task.support:
            support[mentioned.agency][task.key] = None
    either = {key: {**lead[key], **support[key]} for key in agencies}
    groups = _groups_of(agencies)
    unstated: dict[str, list[AgencyKey]] = defaultdict(list)
    for key, agency in agencies.items():
        if agency.record.kind == "group" and not agency.members and either[key]:
            unstated[key.jurisdiction].append(key)
    order = {key: i for i, key in enumerate(t for d in either.values() for t in d)}
    result = {}
    for key, agency in agencies.items():
        own = either[key]
        through = tuple((g, tuple(either[g])) for g in groups[key] if either[g])
        named = {*own, *(t for _, ts in through for t in ts)}
        collectives = [] if agency.record.kind == "group" else unstated[key.jurisdiction]
        busiest = sorted(collectives, key=lambda g: -len(either[g]))
        rest = {t: None for g in busiest for t in either[g] if t not in named}
        result[key] = Duties(
            tuple(lead[key]), tuple(support[key]), through, tuple(sorted(rest, key=order.__getitem__)), tuple(busiest)
        )
    return result


def _groups_of(agencies: Mapping[AgencyKey, Agency]) -> dict[AgencyKey, list[AgencyKey]]:
    """The groups that state each agency as a member, directly or through a group within."""
    direct: dict[AgencyKey, list[AgencyKey]] = defaultdict(list)
    for key, agency in agencies.items():
        for member in agency.members:
            direct[member].append(key)
    result: dict[AgencyKey, list[AgencyKey]] = {}
    for key in agencies:
        found: dict[AgencyKey, None] = {}
        waiting = list(direct[key])
        while waiting:
            group = waiting.pop(0)
            if group not in found and group != key:
                found[group] = None
                waiting.extend(direct[group])
        result[key] = list(found)
    return result
