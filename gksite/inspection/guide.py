"""政府信息公开指南: its nine fields, what the registry says of them, and its age (条例 第十二条)."""

from collections.abc import Iterator
from datetime import date, timedelta

from gksite.documents.shapes import Entry
from gksite.inspection.contact import differing
from gksite.inspection.inspected import Inspected
from gksite.model.disclosure import DisclosureRecord, Guide
from gksite.model.statute import GUIDE_FIELDS
from gksite.problems.problem import Code, Level, Phrase, Problem, Waivable
from gksite.text.contacts import is_stated, says_no_fax

GUIDE_LACKS = Code(
    "GK666",
    "政府信息公开指南没有写明“{name}”（guide 的 {key}）",
    why="指南要有分类、编排体系、获取方式，以及工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式；"
    "缺一项，读者就不知道找谁、怎样找。",
    mend="在 content/disclosure.yaml 的 guide 下补上这一项。确实没有传真的，写“无”；“待补充”“XX”不算写明。",
    clause="《中华人民共和国政府信息公开条例》第十二条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-08",),
)
GUIDE_OLD = Code(
    "GK668",
    "指南的更新日期是 {updated}，{reason}",
    why="指南要及时更新；机构调整、电话变动以后没有更新的指南会误导读者。",
    mend="逐项核对指南，改正变动的内容，再把 updated 改成核对的那一天。",
    clause="《中华人民共和国政府信息公开条例》第十二条",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("G-10",),
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """The findings on the guide, where there is one."""
    entry, column = inspected.records.column.disclosure, inspected.site.disclosure
    if entry is None or column is None or entry.record.guide is None:
        return
    guide = entry.record.guide
    yield from _lacking(guide, entry)
    yield from differing(guide, column.publisher, inspected.site, entry.document, ("guide",), "internet")
    reason = _age(guide, entry.record.jurisdiction, inspected)
    if reason is not None:
        place = entry.document.location(("guide", "updated"))
        yield Problem(GUIDE_OLD, place, updated=guide.updated, reason=reason)


def _lacking(guide: Guide, entry: Entry[DisclosureRecord]) -> Iterator[Problem]:
    for key, name in GUIDE_FIELDS:
        text = getattr(guide, key)
        if is_stated(text) or (key == "fax" and text and says_no_fax(text)):
            continue
        yield Problem(GUIDE_LACKS, entry.document.location(("guide", key)), name=Phrase(name), key=key)


def _age(guide: Guide, jurisdiction: str, inspected: Inspected) -> Phrase | None:
    """Why a guide has to be looked through again."""
    days = inspected.site.config.limits.guide_days
    if guide.updated > inspected.today:
        return Phrase("晚于今天")
    if guide.updated + timedelta(days=days) < inspected.today:
        return Phrase("已经超过 {days} 天", days=days)
    changed = _last_change(jurisdiction, inspected)
    if changed is not None and guide.updated < changed[0]:
        return Phrase("早于{agency}的变动（{day}）", agency=changed[1], day=changed[0])
    return None


def _last_change(jurisdiction: str, inspected: Inspected) -> tuple[date, str] | None:
    """The newest change of an agency of a jurisdiction up to today, as the registry states it, and whose it was."""
    found = []
    for key, agency in inspected.site.agencies.items():
        changed = agency.record.changed
        if key.jurisdiction == jurisdiction and changed is not None and changed <= inspected.today:
            found.append((changed, agency.record.name))
    return max(found, default=None)
