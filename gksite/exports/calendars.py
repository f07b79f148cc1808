"""deadlines.ics: the dated time limits as calendars, of the portal, of each notice, and of each agency that is named.

What has no day is in none: no day is made up.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from gksite.calendar_file import WholeDay, calendar_file, event_bytes
from gksite.model.open_files import CALENDAR
from gksite.model.outputs import Output
from gksite.model.site import AgencyKey, Site
from gksite.model.time_limits import KINDS, TimeLimit, time_limits
from gksite.problems.problem import Phrase

ALL = "deadlines/"
"""The folder of the calendar of all."""


def path(folder: str) -> str:
    """Where the calendar stands that belongs to a page: of all, of a notice, of an agency."""
    return f"{folder}{CALENDAR}"


def exports(site: Site) -> Iterator[Output]:
    """A calendar for all, for each notice and for each agency that leads or supports; none without a day in it."""
    events = list(_events(site))
    if events:
        name = f"{site.config.name}：时限"
        yield _file(ALL, name, (event for _, event in events), Phrase("全部时限的日历"))
    of_notices: dict[str, list[bytes]] = {}
    of_agencies: dict[AgencyKey, list[bytes]] = {}
    for limit, event in events:
        of_notices.setdefault(limit.notice.id, []).append(event)
        for key in limit.agencies:
            of_agencies.setdefault(key, []).append(event)
    for id, held in of_notices.items():
        notice = site.notices[id]
        yield _file(notice.url, f"{notice.record.title}：时限", held, Phrase("通知 {id} 的时限日历", id=id))
    for key in sorted(of_agencies):
        place = site.jurisdictions[key.jurisdiction].name
        name = f"{site.agencies[key].record.name}（{place}）：时限"
        origin = Phrase("单位 {id} 的时限日历", id=key.written)
        yield _file(key.url, name, of_agencies[key], origin)


def _events(site: Site) -> Iterator[tuple[TimeLimit, bytes]]:
    """Each limit that has a day, as it stands in every calendar."""
    for notice in site.notices.values():
        for limit in time_limits(notice):
            if limit.deadline.date is not None:
                yield limit, event_bytes(_event(limit, limit.deadline.date, site))


def _file(folder: str, name: str, events: Iterable[bytes], origin: Phrase) -> Output:
    return Output(path(folder), content=calendar_file("deadlines", name, events), origin=origin)


def uid(limit: TimeLimit) -> str:
    """What tells a limit from all others, by its notice, its task and its own words: the same in every build.

    Neither its day nor anything of other tasks is in it, so that a corrected day is the same event, moved.
    """
    words = hashlib.sha256(f"{limit.deadline.text}\n{limit.nth}".encode()).hexdigest()[:16]
    number = "letter" if limit.task is None else limit.task.key.number
    return f"{limit.notice.id}-{number}-{words}@gksite"


def _event(limit: TimeLimit, day: date, site: Site) -> WholeDay:
    place, base = site.jurisdictions[limit.notice.record.jurisdiction].name, site.config.base
    return WholeDay(
        uid=uid(limit),
        day=day,
        stamp=limit.notice.day,
        summary=f"截止：{limit.name.rstrip('。')}（{place}）",
        description="\n".join(_lines(limit, site)),
        url=f"{base}{limit.url}" if base else None,
    )


def _lines(limit: TimeLimit, site: Site) -> Iterator[str]:
    """The words of a limit, how they were read, who leads, and where it stands."""
    deadline, record = limit.deadline, limit.notice.record
    yield f"时限原文：{deadline.text}"
    yield f"类别：{KINDS[deadline.kind]}"
    if deadline.basis:
        yield f"依据：{deadline.basis}"
    if limit.lead:
        yield f"牵头：{'、'.join(site.agencies[mentioned.agency].record.name for mentioned in limit.lead)}"
    yield f"出处：{record.title}{_item(limit)}"
    if record.status and record.status != "有效":
        yield f"有效性：{record.status}"


def _item(limit: TimeLimit) -> str:
    if limit.task is None:
        return ""
    return f"，第 {limit.task.record.label or limit.task.key.number} 项"
