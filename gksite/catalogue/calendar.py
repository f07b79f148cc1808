"""What is due as a calendar: a day for each matter."""

from collections.abc import Iterable

from gksite.calendar_file import WholeDay, calendar_file, event_bytes
from gksite.catalogue.due import Duty
from gksite.catalogue.forms import responsible


def calendar(duties: Iterable[Duty], name: str, host: str) -> bytes:
    """The calendar; the same matter on the same day is the same event in every one."""
    return calendar_file("catalogue", name, [event_bytes(_event(duty, host)) for duty in duties])


def _event(duty: Duty, host: str) -> WholeDay:
    return WholeDay(
        uid=f"{duty.row.id}-{duty.due:%Y%m%d}@{host}",
        day=duty.due,
        stamp=duty.last,
        summary=f"{duty.row.name}：更新截止（{responsible(duty.row)}）",
        description=f"最近一次 {duty.last.isoformat()}；公开时限：{duty.row.time_limit or '未注明'}",
    )
