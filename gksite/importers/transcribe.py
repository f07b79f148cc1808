"""A draft → the notice as its YAML will say it: agencies looked up, time limits read, each doubt in its `review`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gksite.importers.agencies import Directory, Found, proposed
from gksite.importers.doubts import UNDISCLOSED
from gksite.importers.lines import PUBLISHED
from gksite.importers.places import jurisdiction_of, notice_id
from gksite.model.blocks import Reading, Spot
from gksite.model.draft import Agencies, Doubt, Draft, DraftSection, DraftTask
from gksite.model.records import (
    PLACES,
    PUBLIC,
    AgencyRecord,
    Deadline,
    Mention,
    NoticeRecord,
    NoticeSource,
    RegistryRecord,
    SectionRecord,
    TaskRecord,
    TaskSource,
)
from gksite.problems import Phrase, define, did_you_mean
from gksite.shapes import Entry
from gksite.text.deadlines import limits, year_in
from gksite.text.hidden import without_hidden
from gksite.text.names import fold

NO_TASKS = define(
    "GK050",
    "没有认出任何任务",
    why="任务要从表格里（表头有“工作任务”“工作要求”“牵头单位”等栏名）或“（责任单位：……）”这样的话里认出；一项也没有，多半是放错了文件。",
    mend="打开文件看一看；确是任务分解表时，把表格复制到 Word 或 Excel 里，补上表头，存成 .docx 或 .xlsx 再导入。",
)
_ASIDE = re.compile(r"\([^()]*\)")
_SIGNS = ("、", ",", ";", "")
"""What may stand between the names of a cell, as folded: a line break folds to nothing."""
_FINISHED = re.compile(r"[。！？.!?]$")


@dataclass(frozen=True, slots=True)
class Transcript:
    """A notice that still wants checking: what its record requires and its source does not state is empty.

    `place` is the name of its jurisdiction; `doubts` are those of the notice (None) and of its tasks by number;
    `unknown` are the names that no agency has, `proposals` the entries that would give them one.
    """

    notice: NoticeRecord
    place: str | None
    directory: Directory
    doubts: tuple[tuple[int | None, Doubt], ...]
    unknown: tuple[str, ...]
    proposals: tuple[AgencyRecord, ...]
    unused: tuple[tuple[Spot, str], ...]
    remarks: tuple[Phrase, ...]


def transcribe(
    draft: Draft,
    reading: Reading,
    registries: Sequence[Entry[RegistryRecord]],
    jurisdiction: str | None = None,
    id: str | None = None,
) -> Transcript:
    """The notice that a draft describes, in words for a Chinese page; its jurisdiction and id where they are known."""
    found, place = jurisdiction_of(draft, registries, jurisdiction)
    return _Transcription(draft, reading, Directory(registries, found)).transcript(id, place)


def stated_year(draft: Draft) -> int | None:
    """The year that a notice states: in its titles, else in its date or number."""
    days = (day.year for day in (draft.issued, draft.printed) if day)
    named = (year_in(text) for text in (draft.title, draft.table_title))
    return next((year for year in (*named, *days, year_in(draft.number)) if year), None)


class _Transcription:
    """One pass over a draft in reading order."""

    def __init__(self, draft: Draft, reading: Reading, directory: Directory) -> None:
        self.draft, self.reading, self.directory = draft, reading, directory
        self.year = stated_year(draft)
        self.doubts: list[tuple[int | None, Doubt]] = []
        self.unknown: dict[str, None] = {}

    def transcript(self, id: str | None, place: str | None) -> Transcript:
        draft = self.draft
        sections = tuple(self.section(section) for section in draft.sections)
        own = self.notice_doubts()
        self.doubts[:0] = [(None, doubt) for doubt in own]
        jurisdiction = self.directory.jurisdiction
        notice = NoticeRecord.model_construct(
            id=id or notice_id(jurisdiction, self.year) or "",
            jurisdiction=jurisdiction,
            title=_line(draft.title) or _line(draft.table_title) or "",
            number=_line(draft.number),
            issuer=_line(draft.issuer),
            year=self.year,
            issued=draft.issued,
            printed=draft.printed,
            disclosure=PUBLIC if draft.disclosure in (None, *PUBLISHED) else _line(draft.disclosure) or PUBLIC,
            subject=_line(draft.subject),
            index_code=_line(draft.index_code),
            source=NoticeSource.model_construct(file=self.reading.file, sha256=self.reading.sha256),
            addressees=_text(draft.addressees),
            preamble=_text(draft.preamble),
            table_title=_line(draft.table_title),
            review=_sentences(own),
            sections=sections,
            closing=_text(draft.closing),
            cc=tuple(line for name in draft.cc if (line := _line(name))),
        )
        unknown = tuple(self.unknown)
        return Transcript(
            notice,
            place,
            self.directory,
            tuple(self.doubts),
            unknown,
            proposed(unknown, self.directory),
            draft.unused,
            self.reading.remarks,
        )

    def notice_doubts(self) -> tuple[Doubt, ...]:
        """What the draft doubts of the whole notice, and what it had to assume."""
        doubts = list(self.draft.doubts)
        if self.draft.disclosure is None and UNDISCLOSED not in doubts:
            doubts.append(UNDISCLOSED)
        if self.draft.disclosure in PUBLISHED:
            said = (("words", self.draft.disclosure),)
            doubts.append(Doubt("fact", Phrase("公开属性一处，来源印的是“{words}”，录为主动公开", said)))
        if self.unknown and self.directory.empty:
            doubts.append(Doubt("agency", Phrase("这个地区还没有单位登记表，单位名称都照来源录入")))
        return tuple(doubts)

    def section(self, section: DraftSection) -> SectionRecord:
        title = _line(section.title) or _line(self.draft.table_title) or _line(self.draft.title) or ""
        tasks = tuple(self.task(task) for task in section.tasks)
        below = tuple(self.section(inner) for inner in section.sections)
        return SectionRecord.model_construct(title=title, tasks=tasks, sections=below)

    def task(self, task: DraftTask) -> TaskRecord:
        doubts = list(task.doubts)
        mentions = {}
        cells = {}
        for role in ("lead", "support"):
            agencies: Agencies = getattr(task, role)
            found = self.directory.cell([name for raw in agencies.names if (name := _line(raw))])
            mentions[role] = tuple(map(_mention, found))
            own = role not in task.inherited and _differs(agencies, found)
            cells[role] = _text(agencies.cell) if own else None
            doubts += self.agency_doubts(found)
        deadlines = tuple(self.deadlines(task.deadline, doubts))
        source = _source(task.spot, cells["lead"], cells["support"])
        self.doubts += [(task.number, doubt) for doubt in doubts]
        return TaskRecord.model_construct(
            number=task.number,
            label=_line(task.label),
            title=_line(task.title),
            requirement=_text(task.requirement),
            lead=mentions["lead"],
            support=mentions["support"],
            remark=_text(task.remark),
            inherited=tuple(role for role in task.inherited if mentions[role]),
            review=_sentences(doubts),
            deadlines=deadlines,
            source=source,
        )

    def agency_doubts(self, found: Sequence[Found]) -> Iterator[Doubt]:
        """What is uncertain of one cell's names; a collective's words lent by its neighbour leave no doubt."""
        unknown = [agency for agency in found if agency.agency is None]
        self.unknown |= {agency.printed: None for agency in unknown}
        lent: dict[str, list[str]] = {}
        for agency in found:
            if agency.elided and not agency.group:
                lent.setdefault(agency.elided, []).append(agency.printed)
        for words, names in lent.items():
            yield Doubt("agency", Phrase("“{names}”按省略“{words}”字理解", (("names", _raw(names)), ("words", words))))
        if self.directory.empty:
            return
        for agency in unknown:
            said = (("name", agency.printed), ("hint", did_you_mean(list(agency.near))))
            yield Doubt("agency", Phrase("“{name}”不在单位登记表中，照来源录入{hint}", said))

    def deadlines(self, cell: str | None, doubts: list[Doubt]) -> Iterator[Deadline]:
        """The time limits of a cell; what their words leave open is added to the doubts."""
        for limit in limits(cell or "", self.year):
            text = _line(limit.text) or limit.text
            if limit.kind is None:
                doubts.append(Doubt("fact", Phrase("完成时限“{text}”看不出是哪一类，没有录入", (("text", text),))))
                continue
            if limit.kind == "fixed" and limit.day is None:
                doubts.append(Doubt("fact", Phrase("完成时限“{text}”看不出是哪一天", (("text", text),))))
            lent = [limit.day.year] if limit.day and str(limit.day.year) not in limit.text else []
            basis = next((Phrase("年份取自通知（{year}年）", (("year", year),)).text(str) for year in lent), None)
            yield Deadline.model_construct(text=text, kind=limit.kind, date=limit.day, basis=basis)


def _source(spot: Spot, lead: str | None, support: str | None) -> TaskSource:
    """The place of a task in the form of its record that fits."""
    form = next(form for form in PLACES if all(getattr(spot, key) is not None for key in form))
    return TaskSource.model_construct(**{key: getattr(spot, key) for key in form}, lead=lead, support=support)


def _mention(found: Found) -> Mention:
    same = fold(found.name) == fold(found.printed) or found.printed.startswith(found.name)
    if found.agency is None or fold(found.name) == fold(found.printed):
        return Mention.model_construct(name=found.printed, as_=None)
    return Mention.model_construct(name=found.name, as_=None if same else found.printed)


def _differs(agencies: Agencies, found: Sequence[Found]) -> bool:
    """Whether a cell says more than its agencies' names, one after the other with one kind of sign between."""
    if agencies.cell is None:
        return False
    printed = [fold(mention.as_ or mention.name) for mention in map(_mention, found)]
    cell = fold(without_hidden(agencies.cell))
    plain = len(printed) == 1 or not any("、" in _ASIDE.sub("", name) for name in printed)
    return not (plain and any(sign.join(printed) == cell for sign in _SIGNS))


def _sentences(doubts: Sequence[Doubt]) -> str | None:
    """The doubts as a text of whole sentences, each once."""
    said = dict.fromkeys(doubt.reason.text(str).strip() for doubt in doubts)
    return "".join(text if _FINISHED.search(text) else text + "。" for text in said if text) or None


def _raw(names: Sequence[str]) -> Phrase:
    """Names in a phrase, never cut short."""
    return Phrase("、".join(names).replace("{", "{{").replace("}", "}}"))


def _text(text: str | None) -> str | None:
    """A text without invisible characters and blanks around its lines."""
    if text is None:
        return None
    lines = [line.rstrip() for line in without_hidden(text).replace("\t", " ").strip().split("\n")]
    return "\n".join(lines) or None


def _line(text: str | None) -> str | None:
    """A text on one line; line breaks between Chinese characters leave no blank."""
    whole = _text(text)
    return re.sub(r"(?<=[\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])", " ", whole).replace("\n", "") if whole else None
