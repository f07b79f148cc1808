"""Notices whose time of publication has not come: checked as any other, shown nowhere."""

from dataclasses import replace
from datetime import datetime

from gksite.problems.problem import Code, Level, Problems
from gksite.read import Records

WAITING = Code(
    "GK331",
    "尚未到公布日期（{published}），没有公布",
    why="发布日期还没有到的通知，网站上任何地方都不出现，包括列表、单位页、搜索、数据和来源文件。",
    mend="到时再生成一次网站。年月写错了的，改正 published；应当马上公布的，删去这一行。",
    level=Level.WARNING,
)


def without_waiting(records: Records, now: datetime, problems: Problems) -> Records:
    """The records that may be shown by now; each notice that has to wait is noted, and hidden as drafts are."""
    shown, waiting = [], set[str]()
    for entry in records.notices:
        published = entry.record.published
        if published is None or published <= now:
            shown.append(entry)
            continue
        problems.add(WAITING, entry.document.location(("published",)), published=f"{published:%Y-%m-%d %H:%M}")
        waiting.add(entry.record.id)
    records = _without_waiting_reports(records, now, problems)
    if not waiting:
        return records
    return replace(records, notices=tuple(shown), hidden=records.hidden | waiting)


def _without_waiting_reports(records: Records, now: datetime, problems: Problems) -> Records:
    """The same for annual reports."""
    shown = []
    for entry in records.column.reports:
        published = entry.record.published
        if published is None or published <= now:
            shown.append(entry)
            continue
        problems.add(WAITING, entry.document.location(("published",)), published=f"{published:%Y-%m-%d %H:%M}")
    if len(shown) == len(records.column.reports):
        return records
    return replace(records, column=replace(records.column, reports=tuple(shown)))


def count_waiting(problems: Problems) -> int:
    """How many notices have been noted as waiting."""
    return len({problem.location.file for problem in problems.found if problem.code is WAITING})
