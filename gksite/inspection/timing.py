"""Times that cannot both be true: a publication before the time set for it, a correction before what it corrects."""

from collections.abc import Iterator
from datetime import date

from gksite.documents.shapes import Entry
from gksite.inspection.inspected import Inspected
from gksite.model.items import ItemRecord
from gksite.model.records import NoticeRecord
from gksite.problems.problem import Code, Phrase, Problem, Waivable

OPENED_LATER = Code(
    "GK755",
    "发布日期（published）{published} 早于定时发布的时间（publish_at）{opens}",
    why="到了 publish_at 才公布，页面上却写更早的发布日期，就是伪造发稿日期。",
    mend="只写 publish_at 就够了：到时公布，页面上显示的发布日期就是它。已经公布过的，删去 publish_at。",
    clause="《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“安全、泄密事故等严重问题”",
    rows=("V-1",),
)
CORRECTION_DAY = Code(
    "GK756",
    "勘误的日期 {day} {reason}",
    why="读者凭勘误的日期知道自己看过的是改正以前还是以后的内容。",
    mend="写实际改正的那一天。",
    waivable=Waivable.REASON,
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """The times of each notice and item."""
    entries: list[Entry[NoticeRecord] | Entry[ItemRecord]] = [*inspected.records.notices]
    entries += inspected.records.column.items
    for entry in entries:
        yield from _opening(entry)
        yield from _corrections(entry, inspected.today)


def _opening(entry: Entry[NoticeRecord] | Entry[ItemRecord]) -> Iterator[Problem]:
    published, opens = entry.record.published, entry.record.publish_at
    if published is None or opens is None or published >= opens:
        return
    told = {"published": f"{published:%Y-%m-%d %H:%M}", "opens": f"{opens:%Y-%m-%d %H:%M}"}
    yield Problem(OPENED_LATER, entry.document.location(("published",)), **told)


def _corrections(entry: Entry[NoticeRecord] | Entry[ItemRecord], today: date) -> Iterator[Problem]:
    appeared = entry.record.appeared
    for i, correction in enumerate(entry.record.corrections):
        place = entry.document.location(("corrections", i, "date"))
        if correction.date > today:
            yield Problem(CORRECTION_DAY, place, day=correction.date, reason=Phrase("晚于今天"))
        elif appeared is not None and correction.date < appeared.date():
            reason = Phrase("早于发布日期 {published}", published=appeared.date())
            yield Problem(CORRECTION_DAY, place, day=correction.date, reason=reason)
