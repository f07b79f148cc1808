"""The updates of a task as written → as linked: their order, their evidence, and what each must say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from gksite.documents.shapes import Entry
from gksite.model.progress import DROPPED, LATE, UNKNOWN, Evidence, ShownEvidence, TaskUpdate, Update
from gksite.model.records import NoticeRecord
from gksite.model.site import Attachment, Task
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Location, Phrase, Problems, did_you_mean
from gksite.progress.timeliness import one_day, timeliness
from gksite.text.names import near
from gksite.withheld import published_path

NO_EVIDENCE = Code(
    "GK260",
    "{date} 的“{status}”没有证据",
    why="没有公开证据的进展，读者无从核对；只有“无公开证据”不用证据。",
    mend="在 evidence 里写上至少一项：标题（title）、日期（date）、原话（quote），网页写 url 和存档副本的 sha256，"
    "文件写它在 content/files/ 里的名字（file）。没有证据的，status 写“无公开证据”。",
)
NO_REASON = Code(
    "GK261",
    "{date} 的“不再推进”没有写原因",
    why="不再推进的任务，公众要知道为什么。",
    mend="写上 reason: 为什么不再推进。",
)
LATE_WITHOUT_WORD = Code(
    "GK262",
    "{date} 的“{status}”已过时限 {due}，没有写{lacking}",
    why="逾期的任务要说明原因和补救措施；是否逾期由时限算出，不用写。",
    mend="写上 reason: 为什么逾期，remedy: 怎样补救；时限录错了的，改正 deadlines。",
)
LATER_THAN_TODAY = Code(
    "GK263",
    "{what} {date} 晚于今天",
    why="还没有到的日子，不会已经有进展和证据。",
    mend="核对日期；写四位的年、两位的月、两位的日。",
)
BEFORE_NOTICE = Code(
    "GK264",
    "{date} 早于通知的日期 {issued}",
    why="任务还没有下达，不会已经有进展。",
    mend="核对日期，或核对通知的成文日期（issued）。",
)
OUT_OF_ORDER = Code(
    "GK265",
    "{date} 不晚于上面一条的 {before}",
    why="updates 是经过，从早到晚，一天一条；插到前面的一条会改写已经公布的经过。",
    mend="新的一条写在最下面，日期比上一条晚。要改正已经公布的一条，原来的留着，"
    "在最下面加一条，写上 corrects: 被改正的那一条的日期。",
)
NO_SUCH_UPDATE = Code(
    "GK266",
    "corrects 写着 {date}，上面没有这一天的一条{hint}",
    why="改正要指向上面已有的一条；每一条只能改正一次，再改时指向改正它的那一条。",
    mend="改成上面某一条的日期；不是改正的，删去 corrects。",
)
NO_FILE = Code(
    "GK267",
    "content/files/ 中没有证据文件 {file}{hint}",
    why="证据要能下载核对；只由不公开的内容用到的文件不会公布。",
    mend="把文件放进 content/files/，或改正这里的文件名；只写它在 content/files/ 里的名字，例如 yusuan-2026.pdf。",
)
OTHER_FILE = Code(
    "GK268",
    "证据文件 {file} 的 SHA-256 与这里写的不同；现在是 {actual}",
    why="SHA-256 证明存档的就是当时看到的那一份；文件改动过，就不再是证据。",
    mend="恢复原来的文件；这里写错的，改成现在的值。",
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What updates are held to: today, and the files that are published, by their addresses."""

    today: date
    files: Mapping[str, Attachment]


def with_updates(task: Task, entry: Entry[NoticeRecord], at: KeyPath, around: Surroundings, problems: Problems) -> Task:
    """A task with its updates linked; `at` leads to it in its notice. What breaks a rule is noted."""
    if not task.record.updates:
        return task
    linker = _Linker(task, entry, (*at, "updates"), around, problems)
    return replace(task, updates=linker.updates())


class _Linker:
    """One pass over the updates of a task, oldest first."""

    def __init__(
        self, task: Task, entry: Entry[NoticeRecord], at: KeyPath, around: Surroundings, problems: Problems
    ) -> None:
        self.records, self.entry, self.at, self.around = task.record.updates, entry, at, around
        self.due, self.problems = one_day(task.deadlines), problems
        self.found: list[TaskUpdate] = []

    def updates(self) -> tuple[TaskUpdate, ...]:
        for i, record in enumerate(self.records):
            self.check_day(record, i)
            day = self.corrected(record, i)
            evidence = tuple(self.evidence(record, i))
            update = TaskUpdate(record, day, evidence)
            update = replace(update, timeliness=timeliness(update, self.found, self.due))
            self.check_words(update, i)
            self.found.append(update)
        return tuple(self.found)

    def place(self, i: int, *steps: str | int) -> Location:
        return self.entry.document.location((*self.at, i, *steps))

    def check_day(self, record: Update, i: int) -> None:
        """Not after today, not before the notice, after the update above."""
        place, issued = self.place(i, "date"), _day(self.entry.record)
        if record.date > self.around.today:
            self.problems.add(LATER_THAN_TODAY, place, what="updates", date=record.date)
        if record.date < issued:
            self.problems.add(BEFORE_NOTICE, place, date=record.date, issued=issued)
        if i and record.date <= self.records[i - 1].date:
            self.problems.add(OUT_OF_ORDER, place, date=record.date, before=self.records[i - 1].date)

    def corrected(self, record: Update, i: int) -> date:
        """The day of which an update speaks; the one that it corrects is marked."""
        if record.corrects is None:
            return record.date
        for place, earlier in enumerate(self.found):
            if earlier.record.date == record.corrects and earlier.corrected is None:
                self.found[place] = replace(earlier, corrected=record.date)
                return earlier.day
        known = [u.record.date.isoformat() for u in self.found if u.corrected is None]
        hint = did_you_mean(near(record.corrects.isoformat(), known, most=1))
        self.problems.add(NO_SUCH_UPDATE, self.place(i, "corrects"), date=record.corrects, hint=hint)
        return record.date

    def check_words(self, update: TaskUpdate, i: int) -> None:
        """Evidence for every status but one; reasons of what was dropped or is late."""
        record, place = update.record, self.place(i, "status")
        if record.status != UNKNOWN and not record.evidence:
            self.problems.add(NO_EVIDENCE, place, date=record.date, status=record.status)
        if record.status == DROPPED and record.reason is None:
            self.problems.add(NO_REASON, place, date=record.date)
        lacking = _lacking(record)
        if update.timeliness == LATE and lacking is not None:
            self.problems.add(
                LATE_WITHOUT_WORD, place, date=record.date, status=record.status, due=self.due, lacking=lacking
            )

    def evidence(self, record: Update, i: int) -> Iterator[ShownEvidence]:
        for n, evidence in enumerate(record.evidence):
            if evidence.date > self.around.today:
                place = self.place(i, "evidence", n, "date")
                self.problems.add(LATER_THAN_TODAY, place, what="evidence", date=evidence.date)
            if evidence.file is None:
                yield ShownEvidence(evidence, evidence.sha256 or "")
            elif (file := self.file(evidence.file, i, n)) is not None:
                yield self.in_file(evidence, file, i, n)

    def file(self, name: str, i: int, n: int) -> Attachment | None:
        path = published_path(name)
        if path in self.around.files:
            return self.around.files[path]
        names = [known.removeprefix("files/") for known in self.around.files]
        hint = did_you_mean(near(name, names, most=1))
        self.problems.add(NO_FILE, self.place(i, "evidence", n, "file"), file=name, hint=hint)
        return None

    def in_file(self, evidence: Evidence, file: Attachment, i: int, n: int) -> ShownEvidence:
        actual = sha256(file.data).hexdigest()
        if evidence.sha256 not in (None, actual):
            place = self.place(i, "evidence", n, "sha256")
            self.problems.add(OTHER_FILE, place, file=evidence.file, actual=actual)
        return ShownEvidence(evidence, actual, file.path, len(file.data))


def _lacking(record: Update) -> Phrase | None:
    """What a late update does not say, in words."""
    if record.reason is None and record.remedy is None:
        return Phrase("原因（reason）和补救措施（remedy）")
    if record.reason is None:
        return Phrase("原因（reason）")
    if record.remedy is None:
        return Phrase("补救措施（remedy）")
    return None


def _day(record: NoticeRecord) -> date:
    """The first day on which a notice may have been there."""
    published = record.appeared.date() if record.appeared else None
    return record.issued or record.printed or published or date(record.year or 1, 1, 1)
