"""What is due as a calendar (RFC 5545): a day for each matter; the only door to `icalendar`."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from gksite.catalogue.due import Duty
from gksite.catalogue.forms import responsible

_DAY = timedelta(days=1)


def calendar(duties: Iterable[Duty], name: str, host: str) -> bytes:
    """The calendar; the same matter on the same day is the same event in every one."""
    made = Calendar()
    made.add("prodid", "-//gksite//catalogue//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    for duty in duties:
        made.add_component(_event(duty, host))
    return bytes(made.to_ical())


def _event(duty: Duty, host: str) -> Event:
    event = Event()
    event.add("uid", f"{duty.row.id}-{duty.due:%Y%m%d}@{host}")
    event.add("dtstamp", datetime.combine(duty.last, time(), UTC))
    event.add("dtstart", duty.due)
    event.add("dtend", duty.due + _DAY)
    event.add("summary", f"{duty.row.name}：更新截止（{responsible(duty.row)}）")
    event.add("description", f"最近一次 {duty.last.isoformat()}；公开时限：{duty.row.time_limit or '未注明'}")
    event.add("transp", "TRANSPARENT")
    return event
