"""Findings that somebody answers for: which waivers hold, and which hold nothing."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from gksite.documents.folders import WAIVERS
from gksite.documents.shapes import Entry, read_optional
from gksite.model.waivers import Waiver, WaiversRecord
from gksite.problems.problem import Code, Level, Problems, Waivable, Waived, did_you_mean
from gksite.text.names import near

UNKNOWN_CODE = Code(
    "GK600",
    "没有编号“{number}”{hint}",
    why="豁免要写明是哪一个问题，编号写错的豁免不起作用。",
    mend="照问题那一行上的编号改正。",
)
NOT_WAIVABLE = Code(
    "GK601",
    "{number} 不能豁免",
    why="这类问题会让网站出错或内容失真，只能改正。",
    mend="删去这一条，照 gksite explain 的说明改正问题。",
)
NO_BASIS = Code(
    "GK602",
    "豁免 {number} 还要写明 {key}",
    why="涉及个人信息和保密的内容，要有法律依据、影响评估，并且指明是哪一处，才能由人负责公开。",
    mend="补上 {key}：basis 写法律依据，assessment 写影响评估的结论，mark 写问题那一行括号里的记号。",
    clause="《中华人民共和国个人信息保护法》第十三条、第二十五条、第二十八条、第五十五条",
)
NO_EXPIRY = Code(
    "GK603",
    "豁免没有写到期日（expires）",
    why="没有期限的豁免会被忘记，问题就一直留着。",
    mend="写上 expires: 年-月-日；是收到的历史文件里的问题、再也改不了的，写 archive: true。",
)
NO_ARCHIVE = Code(
    "GK604",
    "{file} 不是历史文件，不能写 archive: true",
    why="只有收到的文件和已发布的条目可以作为历史文件不限期地豁免；网站自己的设置和专栏随时可以改正。",
    mend="删去 archive，写上 expires: 年-月-日。",
)
EXPIRED = Code(
    "GK605",
    "豁免已于 {expires} 到期，不再起作用",
    why="到期的豁免要重新考虑：问题是否已经可以改正，理由是否还成立。",
    mend="改正问题后删去这一条；确有必要继续的，由负责的人重新签署。",
    level=Level.WARNING,
)
NEEDLESS = Code(
    "GK606",
    "豁免的问题（{number}，{file}）没有出现",
    why="多余的豁免会在以后把真正的问题盖住。",
    mend="问题已经改正的，删去这一条；位置或记号写错的，照问题那一行改正。",
    level=Level.WARNING,
)
ARCHIVES = (
    "content/notices/",
    "content/sources/",
    "content/items/",
    "content/reports/",
    "content/files/",
    "output/notices/",
)
"""Where documents of former years stand, as they were received or published."""


def read_waivers(content: Path, problems: Problems) -> Entry[WaiversRecord] | None:
    """The waivers of a portal; None where it has none, or bad ones, which are noted."""
    return read_optional(WaiversRecord, content / WAIVERS, problems)


def in_force(entry: Entry[WaiversRecord] | None, known: Mapping[str, Code], today: date, problems: Problems) -> Waived:
    """What need not be mended today; waivers that cannot hold are noted."""
    found = set()
    for i, waiver in enumerate(entry.record.waivers if entry else ()):
        if entry and _holds(entry, i, waiver, known, today, problems):
            found.add((waiver.code, waiver.place, waiver.mark or ""))
    return frozenset(found)


def _holds(
    entry: Entry[WaiversRecord], i: int, waiver: Waiver, known: Mapping[str, Code], today: date, problems: Problems
) -> bool:
    """Whether a waiver is complete and not expired; what it lacks is noted."""
    document, code = entry.document, known.get(waiver.code)
    if code is None:
        hint = did_you_mean(near(waiver.code, known, most=1))
        problems.add(UNKNOWN_CODE, document.location(("waivers", i, "code")), number=waiver.code, hint=hint)
        return False
    if code.waivable is Waivable.NEVER:
        problems.add(NOT_WAIVABLE, document.location(("waivers", i, "code")), number=waiver.code)
        return False
    lacking = _lacking(waiver, code)
    if lacking is not None:
        problems.add(NO_BASIS, document.location(("waivers", i)), number=waiver.code, key=lacking)
        return False
    if waiver.archive and not waiver.place.startswith(ARCHIVES):
        problems.add(NO_ARCHIVE, document.location(("waivers", i, "archive")), file=waiver.place)
        return False
    if waiver.expires is None and not waiver.archive:
        problems.add(NO_EXPIRY, document.location(("waivers", i)))
        return False
    if waiver.expires is not None and waiver.expires < today:
        problems.add(EXPIRED, document.location(("waivers", i, "expires")), expires=waiver.expires)
        return False
    return True


def _lacking(waiver: Waiver, code: Code) -> str | None:
    """The first key without which a waiver of personal data or of secrets does not hold."""
    if code.waivable is not Waivable.BASIS:
        return None
    for key in ("mark", "basis", "assessment"):
        if getattr(waiver, key) is None:
            return key
    return None


def note_needless(entry: Entry[WaiversRecord] | None, problems: Problems) -> None:
    """Note the waivers in force that let nothing stand, once everything was looked at."""
    met = set()
    for problem in problems.waived():
        code, file = problem.code.id, problem.location.file
        met |= {(code, file, ""), (code, file, problem.mark)}
    for i, waiver in enumerate(entry.record.waivers if entry else ()):
        key = (waiver.code, waiver.place, waiver.mark or "")
        if entry and key in problems.waivers and key not in met:
            place = entry.document.location(("waivers", i))
            problems.add(NEEDLESS, place, number=waiver.code, file=waiver.place)
