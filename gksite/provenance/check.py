"""Every transcribed text stands in its source where it is cited; blanks and line breaks aside, to the character."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gksite.documents.yaml_reader import Document
from gksite.model.blocks import Reading, Spot
from gksite.model.draft import ROLES, Role
from gksite.model.positions import TaskSource
from gksite.model.records import NoticeFields, SectionFields, TaskRecord
from gksite.model.walk import KeyPath, TaskStep, walk_sections, walk_tasks
from gksite.problems.problem import Code, Level, Phrase, Problem
from gksite.provenance.claims import (
    FIELDS,
    NAME_NOT_IN_PLACE,
    NOT_IN_PLACE,
    NOT_IN_SOURCE,
    Claim,
    Finding,
    as_printed,
    differences,
    without_markdown,
)
from gksite.provenance.passages import GAP, Passage, furniture, passages
from gksite.provenance.units import Unit, cited, cited_numbers, reading_units, spot_in_words
from gksite.provenance.wording import LEADING, date_forms, states_agencies
from gksite.text.breaks import bare
from gksite.text.references import number_brackets

NOT_STATED = Code(
    "GK223",
    "{field}“{value}”没有印在来源里",
    why="来源没有印的发文机关和日期，是录入的人从别处知道的，读者无法核对。",
    mend="核对是否写错；确有依据时在 note 里说明依据。",
    level=Level.WARNING,
)
NO_SUCH_PLACE = Code(
    "GK224",
    "来源里没有所写的位置",
    why="读者要能按出处在来源中找到原文。",
    mend="核对来源，改正 source：文字文件写 lines，docx、xlsx、网页写 table 和 rows，PDF 写 pages 和 rows，"
    "表格以外的段落写 paragraphs。",
)
NO_PLACE = Code(
    "GK225",
    "任务没有写出处，未能与来源核对",
    why="没有出处，读者和程序都不能核对原文。",
    mend="写上 source，例如 source: {lines: [35, 36]}。",
    level=Level.WARNING,
)


def findings(
    document: Document, record: NoticeFields, reading: Reading, lines: Sequence[str] = ()
) -> Iterator[Finding]:
    """A problem for each text of a notice that its source, as read, does not hold where it is cited.

    `lines` are those of a source that is text.
    """
    judge = _Judge(document, record, reading_units(reading, lines))
    yield from judge.facts(reading.facts)
    yield from judge.headings()
    yield from judge.tasks()


@dataclass(frozen=True, slots=True)
class _Judge:
    """A notice, held against the units of its source."""

    document: Document
    record: NoticeFields
    units: tuple[Unit, ...]

    @property
    def furniture(self) -> frozenset[str]:
        return furniture(self.units)

    def found(self, code: Code, key_path: KeyPath, **values: object) -> Finding:
        return Finding(key_path, Problem(code, self.document.location(key_path), **values))

    def facts(self, labelled: Sequence[tuple[str, str]]) -> Iterator[Finding]:
        """The header, which may stand in a page's metadata too."""
        boxed = tuple(Unit(Spot(), (GAP, value), (Spot(), Spot())) for _, value in labelled)
        (whole, *_) = passages(self.units + boxed, self.furniture)
        plain = replace(whole, text=number_brackets(whole.text))
        for claim in _header_claims(self.record):
            passage = plain if claim.field == "number" else whole
            if claim.span_in(passage) is None:
                yield from differences(self.document, claim, passage, NOT_IN_SOURCE)
        for key in _unstated(self.record, whole.text):
            field, value = Phrase(FIELDS[key]), str(getattr(self.record, key))
            yield self.found(NOT_STATED, (key,), field=field, value=value)

    def headings(self) -> Iterator[Finding]:
        """A heading stands between the task before it and the end of its own first task."""
        firsts = _first_tasks(self.record)
        starts = sorted(self.cited_range(step.task.source)[0] for step in walk_tasks(self.record.sections))
        left_out = self.furniture
        for step in walk_sections(self.record.sections):
            title = step.section.title
            if title is None or title in (self.record.title, self.record.table_title):
                continue
            first = firsts.get(step.key_path)
            start, end = self.cited_range(first.source if first else None)
            earlier = bisect_left(starts, start)
            before = starts[earlier - 1] if earlier else 0
            claim = Claim("heading", (*step.key_path, "title"), bare(title))
            read = tuple(passages(self.units[before:end], left_out))
            if all(claim.span_in(passage) is None for passage in read):
                yield from differences(self.document, claim, read[0], NOT_IN_PLACE)

    def cited_range(self, source: TaskSource | None) -> tuple[int, int]:
        """Indexes of the first unit that a task cites and of the one behind its last; of all where it cites none."""
        if source and (held := list(cited_numbers(self.units, source))):
            return held[0], held[-1] + 1
        return 0, len(self.units)

    def tasks(self) -> Iterator[Finding]:
        """Each task's texts and agencies, where it cites them."""
        left_out = self.furniture
        donors: dict[Role, tuple[Unit, ...]] = {}
        for step in walk_tasks(self.record.sections):
            source: TaskSource | None = step.task.source
            if source is None:
                yield self.found(NO_PLACE, step.key_path)
                continue
            units = cited(self.units, source)
            if not units:
                yield self.found(NO_SUCH_PLACE, (*step.key_path, "source"))
                continue
            yield from self.task(step, source, units, left_out)
            for role in ROLES:
                if role not in step.task.inherited:
                    donors[role] = units
                elif role in donors:
                    read = (*passages(donors[role], left_out), *passages(units, left_out))
                    yield from self.inherited(step, role, donors[role], [passage.text for passage in read])

    def task(
        self,
        step: TaskStep[SectionFields, TaskRecord],
        source: TaskSource,
        units: tuple[Unit, ...],
        left_out: frozenset[str],
    ) -> Iterator[Finding]:
        """One task, read in the way that leaves the fewest of its claims unproved."""
        claims = tuple(_task_claims(step.task, source, step.key_path))
        attempts = [_missing(claims, passage) for passage in passages(units, left_out)]
        missing, rest = min(attempts, key=lambda attempt: len(attempt[0]))
        for claim in missing:
            if not _stands_elsewhere(claim, step.task, source):
                yield from differences(self.document, claim, rest, NOT_IN_PLACE)
        for role in ROLES:
            cell = getattr(source, role)
            if cell and role not in step.task.inherited:
                yield from self.names(step, role, [bare(cell)], units[0].spot)

    def inherited(
        self, step: TaskStep[SectionFields, TaskRecord], role: Role, donor: tuple[Unit, ...], read: Sequence[str]
    ) -> Iterator[Finding]:
        """A merged cell names what the row names that it continues, or what is said once above, where that is cited."""
        yield from self.names(step, role, read, donor[0].spot)

    def names(
        self, step: TaskStep[SectionFields, TaskRecord], role: Role, texts: Sequence[str], spot: Spot
    ) -> Iterator[Finding]:
        """The agencies of a role that stand in none of some texts."""
        for i, mention in enumerate(getattr(step.task, role)):
            name = as_printed(mention)
            if not any(bare(name) in text for text in texts):
                yield self.found(NAME_NOT_IN_PLACE, (*step.key_path, role, i), name=name, where=spot_in_words(spot))


def _first_tasks(record: NoticeFields) -> dict[KeyPath, TaskRecord]:
    """The first task of each section, its own or of a section below it, by the section's place in the YAML."""
    found: dict[KeyPath, TaskRecord] = {}
    for step in walk_tasks(record.sections):
        section = step.under.key_path
        while section:
            found.setdefault(section, step.task)
            section = section[:-2]
    return found


def _task_claims(task: TaskRecord, source: TaskSource, key_path: KeyPath) -> Iterator[Claim]:
    for field in ("title", "requirement"):
        if text := getattr(task, field):
            yield Claim(field, (*key_path, field), bare(text))
    for role in ROLES:
        cell, names = getattr(source, role), getattr(task, role)
        if cell:
            for line in cell.split("\n"):
                yield Claim(role, (*key_path, "source", role), bare(line))
        elif names and role not in task.inherited:
            yield Claim(role, (*key_path, role), "、".join(bare(as_printed(m)) for m in names), names)


def _missing(claims: tuple[Claim, ...], passage: Passage) -> tuple[list[Claim], Passage]:
    """The claims that a passage does not hold, each character used once, and what is left of it."""
    missing = []
    for claim in sorted(claims, key=lambda claim: -len(claim.text)):
        span = claim.span_in(passage)
        if span is None:
            missing.append(claim)
        else:
            passage = passage.without(*span)
    return missing, passage


def _stands_elsewhere(claim: Claim, task: TaskRecord, source: TaskSource) -> bool:
    """Whether agencies stand in the cell of the other role, or in the requirement, which states them too."""
    if claim.names:
        cell = bare(_shared_cell(source, claim.field))
        if all(bare(as_printed(mention)) in cell for mention in claim.names):
            return True
    return claim.field in ROLES and states_agencies(claim.text, task.requirement or "")


def _shared_cell(source: TaskSource, role: str) -> str:
    """The cell of the other role, where it states this role too."""
    if role == "support":
        return source.lead or ""
    if source.support and LEADING.search(source.support):
        return source.support
    return ""


def _unstated(record: NoticeFields, text: str) -> Iterator[str]:
    """The dates and the issuer that a source does not print."""
    for key in ("issued", "printed"):
        day = getattr(record, key)
        if day and not date_forms(day).search(text):
            yield key
    if record.issuer and not all(bare(office) in text for office in record.issuer.split("、")):
        yield "issuer"


def _header_claims(record: NoticeFields) -> Iterator[Claim]:
    """The header's texts, one claim per paragraph, line or copy."""
    if record.number:
        yield Claim("number", ("number",), number_brackets(bare(record.number)))
    for field in ("title", "addressees", "table_title"):
        if text := getattr(record, field):
            yield Claim(field, (field,), bare(text))
    for paragraph in (record.preamble or "").split("\n\n"):
        yield Claim("preamble", ("preamble",), bare(without_markdown(paragraph)))
    for line in (record.closing or "").split("\n"):
        yield Claim("closing", ("closing",), bare(line))
    for i, copy in enumerate(record.cc):
        yield Claim("cc", ("cc", i), bare(copy))
