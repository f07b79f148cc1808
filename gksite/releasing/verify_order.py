"""Whether the entries of a log can follow each other: their days, their releases, what befell an address."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from gksite.problems.problem import Code, Phrase
from gksite.releasing.events import GONE, LogEntry
from gksite.releasing.places import CHECKPOINT
from gksite.releasing.verify import Verified

DAMAGED = Code(
    "GK848",
    "日志不完整或自相矛盾：{how}",
    why="日志的每一条都算进检查点的根里，少一条、改一个字，根就对不上。",
    mend="从发布的归档或 content/log/ 恢复日志，并查明是谁改动的。",
)
BACKDATED = Code(
    "GK852",
    "日志第 {index} 条倒填日期：写着 {day}，而{before}",
    why="日志按发生的先后记，日期和发布的次数不会倒退。",
    mend="请发布单位说明；不要使用这一份。",
)
_FACTS = {
    "added": {"address", "hash"},
    "changed": {"address", "hash", "note"},
    "moved": {"address", "hash", "to", "since"},
    "withdrawn": {"address", "hash", "why", "since"},
    "release": {"files", "logged", "manifest", "note", "state"},
}
"""What an entry of each kind may state."""


def check_order(seen: Verified, entries: Sequence[LogEntry]) -> None:
    """Neither days nor numbers of releases go back, each release ends with its own entry, and each event can be.

    An address can only be added where nothing stands, and only changed where something does. The first fault is told.
    """
    day, release, last = date.min, 1, dict[str | None, LogEntry]()
    days = [entry.day for entry in entries if entry.event == "release"]
    for i, entry in enumerate(entries, 1):
        if entry.day < day:
            seen.add(BACKDATED, CHECKPOINT, index=i, day=entry.day, before=Phrase("前面已经到了 {day}", day=day))
            return
        if entry.release != release or days[release - 1 : release] != [entry.day]:
            how = "第 {index} 条写着第 {release} 次发布、{day}，与那一次发布的登记不符"
            seen.add(DAMAGED, CHECKPOINT, how=Phrase(how, index=i, release=entry.release, day=entry.day))
            return
        for fact in _wrong(entry, last.get(entry.address)):
            how = "第 {index} 条的 {fact} 不能是这样：前后的登记与它矛盾，或者发布时不写它"
            seen.add(DAMAGED, CHECKPOINT, how=Phrase(how, index=i, fact=fact))
            return
        release += entry.event == "release"
        day, last[entry.address] = entry.day, entry


def _wrong(entry: LogEntry, before: LogEntry | None) -> Iterator[str]:
    """The facts of an entry that no release writes after the entry before about the same address."""
    yield from sorted(entry.facts.keys() - _FACTS[entry.event])
    is_there = before is not None and before.event not in GONE
    if (entry.event == "added" and is_there) or (entry.event == "changed" and not is_there):
        yield "event"
    since = entry.facts.get("since")
    if since is not None and (before is None or since != before.facts.get("since", before.day.isoformat())):
        yield "since"


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a witness has signed: which log, and when, in seconds since 1970."""

    name: str
    size: int
    seconds: int


def check_witnessed(seen: Verified, entries: Iterable[tuple[int, LogEntry]], testimony: Testimony) -> None:
    """What came after a witness had seen the log bears no day before that; entries are given with their indexes.

    The day is that of universal time, which nobody east of Greenwich is behind.
    """
    name, day = testimony.name, datetime.fromtimestamp(testimony.seconds, UTC).date()
    for i, entry in entries:
        if i >= testimony.size and entry.day < day:
            before = Phrase("见证人 {name} 在 {day} 看到的日志里还没有它", name=name, day=day)
            seen.add(BACKDATED, CHECKPOINT, index=i + 1, day=entry.day, before=before)
            return
