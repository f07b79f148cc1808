"""What has a time of publication that has not come: checked as any other, shown nowhere."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from gksite.documents.shapes import Entry
from gksite.model.items import ItemRecord
from gksite.model.records import NoticeRecord
from gksite.model.reports import ReportRecord
from gksite.problems.problem import Code, Level, Problems
from gksite.read import Records
from gksite.withheld import without_withheld

WAITING = Code(
    "GK331",
    "尚未到公布日期（{published}），没有公布",
    why="发布日期（published）或定时发布（publish_at）的时间还没有到的，网站上任何地方都不出现，"
    "包括列表、单位页、搜索、数据、来源文件和附件。",
    mend="到时再生成一次网站。年月写错了的，改正 published 或 publish_at；应当马上公布的，删去这一行。",
    level=Level.WARNING,
)
NOTICES, ITEMS = "content/notices/", "content/items/"
"""Where notices stand, and items."""
T = TypeVar("T", NoticeRecord, ItemRecord, ReportRecord)


def without_waiting(records: Records, now: datetime, problems: Problems) -> Records:
    """The records that may be shown by now; each that has to wait is noted, and hidden as drafts are."""
    notices, waiting = _divided(records.notices, now, problems)
    items, later = _divided(records.column.items, now, problems)
    reports, unready = _divided(records.column.reports, now, problems)
    if not waiting and not later and not unready:
        return records
    hidden = frozenset(entry.record.id for entry in later)
    column = replace(records.column, items=items, reports=reports, hidden=records.column.hidden | hidden)
    return replace(
        records,
        notices=notices,
        hidden=records.hidden | {entry.record.id for entry in waiting},
        column=column,
        attachments=without_withheld(
            records.attachments,
            [*(entry.record for entry in later), *(entry.record for entry in waiting)],
            [*(entry.record for entry in items), *(entry.record for entry in notices)],
            [page.markdown for page in records.pages],
        ),
    )


def _divided(
    entries: Iterable[Entry[T]], now: datetime, problems: Problems
) -> tuple[tuple[Entry[T], ...], tuple[Entry[T], ...]]:
    """Those that may be shown, and those that have to wait, which are noted."""
    shown, waiting = [], []
    for entry in entries:
        opens = entry.record.opens
        if opens is None or opens <= now:
            shown.append(entry)
            continue
        key = "published" if entry.record.published == opens else "publish_at"
        problems.add(WAITING, entry.document.location((key,)), published=f"{opens:%Y-%m-%d %H:%M}")
        waiting.append(entry)
    return tuple(shown), tuple(waiting)


def count_waiting(problems: Problems, *, items: bool = False) -> int:
    """How many notices have been noted as waiting, or how many items."""
    found = {problem.location.file for problem in problems.found if problem.code is WAITING}
    folder = ITEMS if items else NOTICES
    return sum(file.startswith(folder) for file in found)
