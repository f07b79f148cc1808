"""On whose word a group holds whom: what a registry states of that, held against the notice that it names."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gksite.documents.shapes import Entry
from gksite.model.agency_facts import ScopeSource
from gksite.model.records import AgencyRecord, NoticeRecord, RegistryRecord, TaskRecord
from gksite.model.site import Agency, AgencyKey, Notice
from gksite.model.texts import walk_texts
from gksite.problems.problem import Code, Phrase, Problems, did_you_mean
from gksite.text.names import near

NO_WORD = Code(
    "GK259",
    "“{name}”的 {key} 站不住：{reason}",
    why="页面写明统称的范围是谁说的；说是通知写明的，那份通知里就要有这句话。",
    mend="照提示改正；原文没有写明的，由编辑负责：{by: 单位, on: 日期, reason: 理由}，或者删去。",
)
SOURCES = {"covers_source": "covers", "members_source": "members"}
"""Each key that says on whose word another stands."""


@dataclass(frozen=True, slots=True)
class Known:
    """The notices that are public, by id, and the ids of those that are not."""

    notices: Mapping[str, Notice]
    hidden: Collection[str]


def with_sources(
    agencies: Mapping[AgencyKey, Agency],
    registries: Sequence[Entry[RegistryRecord]],
    known: Known,
    problems: Problems,
) -> dict[AgencyKey, Agency]:
    """The same agencies, each group with the words on which it holds whom; what does not stand is noted.

    A notice that is not public is not named.
    """
    found = dict(agencies)
    for entry in registries:
        for i, record in enumerate(entry.record.agencies):
            key = AgencyKey(entry.record.jurisdiction, record.id)
            for name, source in _stated(record):
                reason = _why_not(record, name, source, known)
                if reason is not None:
                    place = entry.document.location(("agencies", i, name))
                    problems.add(NO_WORD, place, name=record.name, key=name, reason=reason)
                elif source.notice not in known.hidden:
                    found[key] = _with(found[key], name, source)
    return found


def _with(group: Agency, name: str, source: ScopeSource) -> Agency:
    if name == "covers_source":
        return replace(group, covers_source=source)
    return replace(group, members_source=source)


def _stated(record: AgencyRecord) -> Iterator[tuple[str, ScopeSource]]:
    for name in SOURCES:
        source = getattr(record, name)
        if source is not None:
            yield name, source


def _why_not(record: AgencyRecord, name: str, source: ScopeSource, known: Known) -> Phrase | None:
    """Why nothing stands on these words; None where something does, or where nobody may see."""
    if not getattr(record, SOURCES[name]):
        return Phrase("没有写 {key}，说明不了什么", key=SOURCES[name])
    if source.notice is None or source.notice in known.hidden:
        return None
    notice = known.notices.get(source.notice)
    if notice is None:
        hint = did_you_mean(near(source.notice, known.notices, most=1))
        return Phrase("没有编号为“{notice}”的通知{hint}", notice=source.notice, hint=hint)
    said: NoticeRecord | TaskRecord = notice.record
    if source.task is not None:
        tasks = {task.record.number: task.record for task in notice.tasks}
        if source.task not in tasks:
            return Phrase("通知 {notice} 没有第 {task} 项任务", notice=source.notice, task=source.task)
        said = tasks[source.task]
    wanted = _plain(source.text or "")
    if any(wanted in _plain(text) for key_path, text in walk_texts(said) if _of_the_notice(key_path)):
        return None
    return Phrase("通知里没有“{text}”这句话", text=source.text or "")


_OURS = frozenset(
    {"note", "review", "doubts", "differs", "omitted", "summary", "cleared", "corrections", "id", "file", "url"}
)
"""Keys of a notice in which editors speak, not the notice."""


def _of_the_notice(key_path: Sequence[str | int]) -> bool:
    return _OURS.isdisjoint(key_path)


def _plain(text: str) -> str:
    return "".join(text.split())
