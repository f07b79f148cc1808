"""A draft → the notice as its YAML will say it: agencies looked up, time limits read, each doubt with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gksite.documents.shapes import Entry
from gksite.drafting.agencies import Directory, NameMatch, propose_agencies
from gksite.drafting.frames import without_frames
from gksite.drafting.jurisdictions import jurisdiction_of, notice_id
from gksite.drafting.named_once import each_once, repeat_doubts
from gksite.drafting.omissions import omissions, place_of
from gksite.drafting.years import limit_year, stated_year
from gksite.model.blocks import Reading, Spot
from gksite.model.draft import Agencies, Doubt, Draft, DraftSection, DraftTask
from gksite.model.facts import Deadline
from gksite.model.positions import Position, TaskSource
from gksite.model.records import (
    PUBLIC,
    AgencyRecord,
    Mention,
    NoticeFields,
    NoticeSource,
    RegistryRecord,
    SectionFields,
    TaskRecord,
)
from gksite.model.signatures import DoubtRecord
from gksite.problems.problem import Code, Phrase, did_you_mean
from gksite.provenance.units import reading_units
from gksite.registry.entries import is_no_name, why_no_name
from gksite.text.deadlines import limits
from gksite.text.hidden import without_hidden
from gksite.text.markings import meaning_of
from gksite.text.names import fold_name
from gksite.time_limits import Texts, beside_cell, doubt_of, record_of
from gksite.understanding.doubts import UNDISCLOSED
from gksite.understanding.letter_lines import PUBLISHED

NO_TASKS = Code(
    "GK050",
    "没有认出任何任务",
    why="任务要从表格里（表头有“工作任务”“工作要求”“牵头单位”等栏名）或“（责任单位：……）”这样的话里认出；一项也没有，多半是放错了文件。",
    mend="打开文件看一看；确是任务分解表时，把表格复制到 Word 或 Excel 里，补上表头，存成 .docx 或 .xlsx 再导入。",
)
_ASIDE = re.compile(r"\([^()]*\)")
"""A bracket inside a folded name, which may hold a 、 that divides nothing."""
_SIGNS = ("、", ",", ";", "")
"""What may stand between the names of a cell, as folded: a line break folds to nothing."""
_BREAK_IN_LATIN = re.compile(r"(?<=[\x21-\x7e])\s*\n\s*(?=[\x21-\x7e])")
"""A line break between two Latin words, which a blank replaces."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """A notice that still wants checking: what its record requires and its source does not state is absent.

    `jurisdiction_name` is the name of its place; `doubts` are those of the notice (None) and of its tasks by number;
    `unknown` are the names that no agency has.
    """

    notice: NoticeFields
    jurisdiction_name: str | None
    directory: Directory
    doubts: tuple[tuple[int | None, Doubt], ...]
    unknown: tuple[str, ...]
    unused: tuple[tuple[Spot, str], ...]
    remarks: tuple[Phrase, ...]

    @property
    def proposals(self) -> tuple[AgencyRecord, ...]:
        """The entries that would give the unknown names an agency; only who imports needs them, and their ids."""
        return propose_agencies(self.unknown, self.directory)


def transcribe(
    draft: Draft,
    reading: Reading,
    registries: Sequence[Entry[RegistryRecord]],
    jurisdiction: str | None = None,
    id: str | None = None,
) -> Transcript:
    """The notice that a draft describes, in words for a Chinese page; its jurisdiction and id where they are known."""
    found, name = jurisdiction_of(draft, registries, jurisdiction)
    return _Transcription(draft, reading, Directory(registries, found)).transcript(id, name)


class _Transcription:
    """One pass over a draft in reading order."""

    def __init__(self, draft: Draft, reading: Reading, directory: Directory) -> None:
        self.draft, self.reading, self.directory = draft, reading, directory
        self.year = stated_year(draft)
        self.doubts: list[tuple[int | None, Doubt]] = []
        self.unknown: dict[str, None] = {}

    def transcript(self, id: str | None, jurisdiction_name: str | None) -> Transcript:
        sections = tuple(self.section(section) for section in self.draft.sections)
        own = self.notice_doubts()
        return Transcript(
            self.notice(id, sections, own),
            jurisdiction_name,
            self.directory,
            (*((None, doubt) for doubt in own), *self.doubts),
            tuple(self.unknown),
            self.draft.unused,
            self.reading.remarks,
        )

    def notice(self, id: str | None, sections: tuple[SectionFields, ...], doubts: tuple[Doubt, ...]) -> NoticeFields:
        draft, jurisdiction = self.draft, self.directory.jurisdiction
        return NoticeFields(
            id=id or notice_id(jurisdiction, self.year),
            jurisdiction=jurisdiction or None,
            draft=True,
            title=one_line(draft.title) or one_line(draft.table_title),
            number=one_line(draft.number),
            issuer=one_line(draft.issuer),
            year=self.year,
            issued=draft.issued,
            printed=draft.printed,
            disclosure=self.disclosure(),
            subject=one_line(draft.subject),
            index_code=one_line(draft.index_code),
            source=NoticeSource(file=self.reading.file, sha256=self.reading.sha256),
            addressees=plain_text(draft.addressees),
            preamble=plain_text(draft.preamble),
            table_title=one_line(draft.table_title),
            doubts=_doubt_records(doubts, None),
            omitted=omissions(tuple(without_frames(self.draft.unused, reading_units(self.reading)))),
            sections=sections,
            closing=plain_text(draft.closing),
            cc=tuple(filter(None, map(one_line, draft.cc))),
        )

    def disclosure(self) -> str | None:
        """What the source prints, in the one form that the site knows for what is public."""
        printed = self.draft.disclosure
        if printed in PUBLISHED or meaning_of(printed or "") == "open":
            return PUBLIC
        return one_line(printed)

    def notice_doubts(self) -> tuple[Doubt, ...]:
        """What the draft doubts of the whole notice, and what it had to assume."""
        doubts = list(self.draft.doubts)
        if self.draft.disclosure is None and UNDISCLOSED not in doubts:
            doubts.append(UNDISCLOSED)
        if self.draft.disclosure in PUBLISHED:
            phrase = Phrase("公开属性一处，来源印的是“{words}”，录为主动公开", words=self.draft.disclosure)
            doubts.append(Doubt("fact", phrase))
        if self.unknown and self.directory.empty:
            doubts.append(Doubt("agency", Phrase("这个地区还没有单位登记表，单位名称都照来源录入")))
        return tuple(doubts)

    def section(self, section: DraftSection) -> SectionFields:
        """A section without a heading of its own takes the table's title, or the notice's."""
        titles = map(one_line, (section.title, self.draft.table_title, self.draft.title))
        tasks = tuple(self.task(task) for task in section.tasks)
        below = tuple(self.section(inner) for inner in section.sections)
        return SectionFields(title=next(filter(None, titles), None), tasks=tasks, sections=below)

    def task(self, task: DraftTask) -> TaskRecord:
        lead, lead_cell = self.role(task.lead, inherited="lead" in task.inherited)
        support, support_cell = self.role(task.support, inherited="support" in task.inherited)
        doubts = list(dict.fromkeys((*task.doubts, *self.agency_doubts(lead), *self.agency_doubts(support))))
        deadlines = tuple(self.deadlines(task, doubts))
        self.doubts += [(task.number, doubt) for doubt in doubts]
        named = {"lead": lead, "support": support}
        place = place_of(task.spot)
        return TaskRecord(
            number=task.number,
            label=one_line(task.label),
            title=one_line(task.title),
            requirement=plain_text(task.requirement),
            lead=tuple(map(_mention, each_once(lead))),
            support=tuple(map(_mention, each_once(support))),
            remark=plain_text(task.remark),
            inherited=tuple(role for role in task.inherited if named[role]),
            deadlines=deadlines,
            source=TaskSource(**place, lead=lead_cell, support=support_cell),
            doubts=_doubt_records(doubts, Position(**place)),
        )

    def role(self, agencies: Agencies, *, inherited: bool) -> tuple[tuple[NameMatch, ...], str | None]:
        """The agencies of a role, and the cell as printed where it says more than the name of each once."""
        names = list(filter(None, map(one_line, agencies.names)))
        found = self.directory.match_cell(names)
        if inherited or agencies.cell is None or not _says_more(agencies.cell, each_once(found)):
            return found, None
        return found, plain_text(agencies.cell)

    def agency_doubts(self, found: Sequence[NameMatch]) -> Iterator[Doubt]:
        """What is uncertain of one cell's names; a collective's words lent by its neighbour leave no doubt."""
        yield from repeat_doubts(found)
        unknown = [match for match in each_once(found) if match.agency is None]
        named = [match for match in unknown if not is_no_name(match.printed)]
        self.unknown |= {match.printed: None for match in named}
        for match in unknown:
            if reason := why_no_name(match.printed):
                phrase = "“{name}”不像单位的名称：{reason}"
                yield Doubt("agency", Phrase(phrase, name=match.printed, reason=reason))
        lent: dict[str, list[str]] = {}
        for match in found:
            if match.elided and not match.group:
                lent.setdefault(match.elided, []).append(match.printed)
        for words, names in lent.items():
            yield Doubt("agency", Phrase("“{names}”按省略“{words}”字理解", names=_whole(names), words=words))
        if self.directory.empty:
            return
        for match in named:
            phrase = "“{name}”不在单位登记表中，照来源录入{hint}"
            yield Doubt("agency", Phrase(phrase, name=match.printed, hint=did_you_mean(match.near)))

    def deadlines(self, task: DraftTask, doubts: list[Doubt]) -> tuple[Deadline, ...]:
        """The time limits of a task's cell for them; what their words leave open is added to the doubts.

        What stands beside them in its texts is added, for entries of a task are all that it has; without a cell there
        are none, and the texts are read when the site is built.
        """
        year, issued = limit_year(self.draft), self.draft.issued
        found = []
        for limit in limits(plain_text(task.deadline) or "", year, issued):
            doubt = doubt_of(limit)
            if doubt:
                doubts.append(doubt)
            found.append(record_of(limit))
        if not found:
            return ()
        texts: Texts = (
            ("title", one_line(task.title)),
            ("requirement", plain_text(task.requirement)),
            ("remark", plain_text(task.remark)),
        )
        return (*found, *beside_cell(found, texts, year, issued))


def _mention(match: NameMatch) -> Mention:
    """The agency's name, and the printed one where that differs by more than a bracket behind it."""
    if match.agency is None or fold_name(match.name) == fold_name(match.printed):
        return Mention(name=match.printed)
    if match.printed.startswith(match.name):
        return Mention(name=match.name)
    return Mention.model_validate({"name": match.name, "as": match.printed})


def _says_more(cell: str, found: Sequence[NameMatch]) -> bool:
    """Whether a cell says more than its agencies' names, one after the other with one kind of sign between."""
    mentions = map(_mention, found)
    printed = [fold_name(mention.as_ or mention.name) for mention in mentions]
    if len(printed) > 1 and any("、" in _ASIDE.sub("", name) for name in printed):
        return True
    whole = fold_name(without_hidden(cell))
    return not any(sign.join(printed) == whole for sign in _SIGNS)


def _doubt_records(doubts: Sequence[Doubt], place: Position | None) -> tuple[DoubtRecord, ...]:
    """The doubts as an editor reads them, each once."""
    records: dict[DoubtRecord, None] = {}
    for doubt in doubts:
        text = plain_text(doubt.reason.text(str))
        if text:
            other = doubt.other.text(str) if doubt.other else None
            records[DoubtRecord(kind=doubt.kind, text=text, place=place, other=other)] = None
    return tuple(records)


def _whole(names: Sequence[str]) -> Phrase:
    """Names in a phrase, never cut short."""
    return Phrase("、".join(names).replace("{", "{{").replace("}", "}}"))


def plain_text(text: str | None) -> str | None:
    """A text without invisible characters and blanks around its lines."""
    if text is None:
        return None
    lines = [line.rstrip() for line in without_hidden(text).replace("\t", " ").strip().split("\n")]
    return "\n".join(lines) or None


def one_line(text: str | None) -> str | None:
    """A text on one line; line breaks between Chinese characters leave no blank."""
    whole = plain_text(text)
    return _BREAK_IN_LATIN.sub(" ", whole).replace("\n", "") if whole else None
