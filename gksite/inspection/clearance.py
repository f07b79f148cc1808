"""Nothing is published that nobody has examined: notices, items and their attachments, pages and other files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.inspection.inspected import Inspected
from gksite.model.clearances import ClearancesRecord, FileClearance
from gksite.model.items import ItemRecord
from gksite.model.records import Clearance, NoticeRecord
from gksite.model.reports import ReportRecord
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, Waivable, did_you_mean
from gksite.text.clearing import says_no
from gksite.text.names import near
from gksite.withheld import published_path

_CLAUSE = "《中华人民共和国政府信息公开条例》第十七条，《中华人民共和国保守国家秘密法实施条例》（2024年修订）第四十二条"
"""Where the law asks for an examination before publication."""

NOT_CLEARED = Code(
    "GK750",
    "{what}没有公开前审查的记录",
    why="公开以前要逐件审查，先审查、后公开；附件也要审查。记录只留在内容里，不在网站上显示。",
    mend="审查以后写上 cleared: {by: 审查人, on: 日期, result: 结论}；说明页和附件用 gksite clear 写进 "
    "content/clearances.yaml。早年的文件已经查不到的，在 content/waivers.yaml 里写明理由，archive: true。",
    clause=_CLAUSE,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-16",),
)
CLEARED_LATE = Code(
    "GK751",
    "审查日期 {on} 晚于{than}",
    why="必须先审查、后公开；还没有到的日期更不可能已经审查过。",
    mend="核对两个日期，改正写错的一个。确实是公开以后才审查的，照实写并豁免这一条，写明理由。",
    clause=_CLAUSE,
    waivable=Waivable.REASON,
    rows=("G-16",),
)
REFUSED = Code(
    "GK752",
    "审查的结论是“{result}”，而{what}是公开的",
    why="审查不同意公开的，不能出现在网站上。",
    mend="把 disclosure 改为“不予公开”或写上 draft: true；说明页和附件移出 content/。"
    "后来同意了的，改写审查的日期和结论。",
    clause=_CLAUSE,
    rows=("G-16",),
)
CHANGED_SINCE = Code(
    "GK753",
    "{file} 在审查以后改动过，审查的记录不再适用",
    why="审查的是当时的内容；改动以后的内容没有人审查过。",
    mend="重新审查，再运行 gksite clear，写上这个文件、--by 和 --result。",
    clause=_CLAUSE,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-16",),
)
NO_SUCH_FILE = Code(
    "GK754",
    "没有可以在这里记录审查的文件 {file}{hint}",
    why="记在不存在的文件名下，真正公开的文件就没有审查记录。",
    mend="写 content/ 里的路径，例如 pages/about.md、files/budget-2026.xlsx；"
    "通知和信息的审查写在它们自己的 cleared 里。",
    rows=("G-16",),
)
_NOT_READ = "files/root/"
"""Where files lie that ministries, search engines and browsers ask for; nobody reads them."""


@dataclass(frozen=True, slots=True)
class _Examination:
    """Who examined what: its place, what it is called, and the day on which it was or will be published."""

    clearance: Clearance
    document: Document
    key_path: KeyPath
    what: Phrase
    published: date | None = None


def check(inspected: Inspected) -> Iterator[Problem]:
    """What nobody has examined, or not in time, or what was refused; what waits for its time of publication too."""
    files = dict(_examined_files(inspected))
    column = inspected.records.column
    cleared = _by_file(column.clearances)
    if column.clearances is not None:
        yield from _clearances(column.clearances, files, inspected.today)
    yield from _guide(inspected)
    own = set[str]()
    for notice in inspected.records.notices:
        yield from _record(notice, Phrase("这份通知"), inspected.today)
    for item in column.items:
        yield from _record(item, Phrase("这条信息"), inspected.today)
        yield from _attachments(item, cleared, inspected.today)
        own.update(f"content/{published_path(attachment.file)}" for attachment in item.record.attachments)
    for report in column.reports:
        yield from _record(report, Phrase("这份年度报告"), inspected.today)
    for file in files:
        if file not in cleared and f"content/{file}" not in own and not file.startswith(_NOT_READ):
            yield Problem(NOT_CLEARED, Location(f"content/{file}"), what=Phrase("{file} ", file=file))


def _guide(inspected: Inspected) -> Iterator[Problem]:
    """What is wrong with the examination of the guide, where it states one beside that of its file."""
    entry = inspected.records.column.disclosure
    guide = entry.record.guide if entry else None
    if entry is None or guide is None or guide.cleared is None:
        return
    examination = _Examination(guide.cleared, entry.document, ("guide", "cleared"), Phrase("公开指南"))
    yield from _faults(examination, inspected.today)


def _examined_files(inspected: Inspected) -> Iterator[tuple[str, str]]:
    """Each file that has no record of its own, by its place below content/, with its SHA-256."""
    yield from inspected.records.column.examined.items()
    for attachment in inspected.records.attachments:
        yield attachment.file.removeprefix("content/"), sha256(attachment.data).hexdigest()


def _by_file(entry: Entry[ClearancesRecord] | None) -> Mapping[str, FileClearance]:
    return {clearance.file: clearance for clearance in entry.record.clearances} if entry else {}


def _clearances(entry: Entry[ClearancesRecord], files: Mapping[str, str], today: date) -> Iterator[Problem]:
    """What is wrong with the records of files."""
    for i, clearance in enumerate(entry.record.clearances):
        place = entry.document.location(("clearances", i, "file"))
        if clearance.file not in files:
            yield Problem(NO_SUCH_FILE, place, file=clearance.file, hint=_meant(clearance.file, files))
            continue
        if clearance.sha256 != files[clearance.file]:
            yield Problem(CHANGED_SINCE, Location(f"content/{clearance.file}"), file=clearance.file)
        yield from _faults(_Examination(clearance, entry.document, ("clearances", i), Phrase("这个文件")), today)


def _meant(file: str, files: Mapping[str, str]) -> Phrase:
    """The file that is meant by another name."""
    short = file.replace("\\", "/").lstrip("./").removeprefix("content/")
    if short in files:
        return did_you_mean([short])
    return did_you_mean(near(short, files, most=1))


def _record(
    entry: Entry[NoticeRecord] | Entry[ItemRecord] | Entry[ReportRecord], what: Phrase, today: date
) -> Iterator[Problem]:
    """What is wrong with the examination of a notice, an item or an annual report."""
    record, document = entry.record, entry.document
    if record.cleared is None:
        yield Problem(NOT_CLEARED, document.location(()), what=what)
        return
    day = record.appeared.date() if record.appeared else None
    yield from _faults(_Examination(record.cleared, document, ("cleared",), what, day), today)


def _attachments(entry: Entry[ItemRecord], cleared: Mapping[str, FileClearance], today: date) -> Iterator[Problem]:
    """What is wrong with the examinations of an item's attachments, which may stand among those of files."""
    document, record = entry.document, entry.record
    day = record.appeared.date() if record.appeared else None
    for i, attachment in enumerate(record.attachments):
        key_path = ("attachments", i)
        if attachment.cleared is not None:
            path = (*key_path, "cleared")
            yield from _faults(_Examination(attachment.cleared, document, path, Phrase("这个附件"), day), today)
        elif published_path(attachment.file) not in cleared:
            what = Phrase("附件“{title}”", title=attachment.title)
            yield Problem(NOT_CLEARED, document.location(key_path), what=what)


def _faults(examination: _Examination, today: date) -> Iterator[Problem]:
    """Why an examination lets nothing be published: it came too late, or it said no."""
    clearance, document, key_path = examination.clearance, examination.document, examination.key_path
    if clearance.on > today:
        place = document.location((*key_path, "on"))
        yield Problem(CLEARED_LATE, place, on=clearance.on, than=Phrase("今天"))
    elif examination.published is not None and clearance.on > examination.published:
        place = document.location((*key_path, "on"))
        than = Phrase("发布日期 {day}", day=examination.published)
        yield Problem(CLEARED_LATE, place, on=clearance.on, than=than)
    if says_no(clearance.result):
        place = document.location((*key_path, "result"))
        yield Problem(REFUSED, place, result=clearance.result, what=examination.what)
