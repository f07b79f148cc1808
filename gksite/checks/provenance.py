"""Every transcribed text stands in its source where it is cited; blanks and line breaks aside, to the character."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gksite.checks.passages import (
    BRACKETS,
    GAP,
    LEADING,
    Line,
    Passage,
    cited,
    cited_indexes,
    forms,
    furniture,
    is_stated,
    passages,
    reading_lines,
    spoken,
    text_lines,
)
from gksite.checks.transcription import FIELDS, NAME_NOT_IN_PLACE, NOT_IN_PLACE, NOT_IN_SOURCE, Part, amiss, printed
from gksite.model.blocks import Spot
from gksite.model.records import NoticeRecord, SectionRecord, TaskRecord, TaskSource
from gksite.model.site import SourceFile
from gksite.problems import Level, Phrase, Problem, define
from gksite.source import Document, Loc
from gksite.text.breaks import bare

NOT_STATED = define(
    "GK223",
    "{field}“{value}”没有印在来源里",
    why="来源没有印的发文机关和日期，是录入的人从别处知道的，读者无法核对。",
    mend="核对是否写错；确有依据时在 review 里说明依据。",
    level=Level.WARNING,
)
NO_SUCH_PLACE = define(
    "GK224",
    "来源里没有所写的位置",
    why="读者要能按出处在来源中找到原文。",
    mend="核对来源，改正 source：文字文件写 lines，docx、xlsx、网页写 table 和 rows，PDF 写 pages 和 rows，"
    "表格以外的段落写 paragraphs。",
)
NO_PLACE = define(
    "GK225",
    "任务没有写出处，未能与来源核对",
    why="没有出处，读者和程序都不能核对原文。",
    mend="写上 source，例如 source: {lines: [35, 36]}。",
    level=Level.WARNING,
)
ROLES = ("lead", "support")
_MARKDOWN = re.compile(r"\*\*|__|`|\[([^\]]*)\]\([^)]*\)")


def check(document: Document, record: NoticeRecord, source: SourceFile) -> Iterator[Problem]:
    """A problem for each text of a notice that its source does not hold where it is cited."""
    if source.lines is not None:
        yield from compare(document, record, text_lines(source.lines))
    elif source.reading is not None:
        yield from compare(document, record, reading_lines(source.reading), source.reading.facts)


def compare(
    document: Document, record: NoticeRecord, lines: tuple[Line, ...], facts: Sequence[tuple[str, str]] = ()
) -> Iterator[Problem]:
    """What a notice says otherwise than the lines of its source; its header may stand in a page's metadata too."""
    between = furniture(lines)
    boxed = tuple(Line(Spot(), (GAP, value)) for _, value in facts)
    (whole, *_) = passages(lines + boxed, between)
    yield from _check_facts(document, record, whole)
    yield from _check_headings(document, record, lines, between)
    donors: dict[str, tuple[Line, ...]] = {}
    for loc, task in _tasks(record.sections, ("sections",)):
        if task.source is None:
            yield Problem(NO_PLACE, document.place(loc))
            continue
        place = cited(lines, task.source)
        if not place:
            yield Problem(NO_SUCH_PLACE, document.place((*loc, "source")))
            continue
        yield from _check_task(document, task, task.source, loc, place, between)
        for role in ROLES:
            if role not in task.inherited:
                donors[role] = place
            elif role in donors:
                readings = [passage.text for cited in (donors[role], place) for passage in passages(cited, between)]
                yield from _check_inherited(document, task, role, loc, donors[role], readings)


def _check_headings(
    document: Document, record: NoticeRecord, lines: tuple[Line, ...], between: frozenset[str]
) -> Iterator[Problem]:
    """A heading stands between the task before it and the end of its own first task."""
    spots = {id(task): _span(lines, task.source) for _, task in _tasks(record.sections, ("sections",))}
    starts = sorted(start for start, _ in spots.values())
    for loc, section in _sections(record.sections, ("sections",)):
        first = next((task for _, task in _tasks((section,), ())), None)
        start, end = spots[id(first)] if first else (0, len(lines))
        earlier = bisect_left(starts, start)
        before = starts[earlier - 1] if earlier else 0
        part = Part("heading", (*loc, "title"), bare(section.title))
        readings = tuple(passages(lines[before:end], between))
        is_table_title = section.title in (record.title, record.table_title)
        if not is_table_title and not any(part.found(passage) for passage in readings):
            yield from amiss(document, part, readings[0], NOT_IN_PLACE)


def _sections(sections: tuple[SectionRecord, ...], loc: Loc) -> Iterator[tuple[Loc, SectionRecord]]:
    for i, section in enumerate(sections):
        yield (*loc, i), section
        yield from _sections(section.sections, (*loc, i, "sections"))


def _span(lines: tuple[Line, ...], source: TaskSource | None) -> tuple[int, int]:
    """Indexes of the first line that a task cites and of the line behind its last; everything where it cites none."""
    held = cited_indexes(lines, source) if source else []
    return (held[0], held[-1] + 1) if held else (0, len(lines))


def _tasks(sections: tuple[SectionRecord, ...], loc: Loc) -> Iterator[tuple[Loc, TaskRecord]]:
    for i, section in enumerate(sections):
        yield from (((*loc, i, "tasks", j), task) for j, task in enumerate(section.tasks))
        yield from _tasks(section.sections, (*loc, i, "sections"))


def _check_task(
    document: Document, task: TaskRecord, source: TaskSource, loc: Loc, place: tuple[Line, ...], between: frozenset[str]
) -> Iterator[Problem]:
    parts = tuple(_parts(task, source, loc))
    attempts = [_missing(parts, passage) for passage in passages(place, between)]
    missing, rest = min(attempts, key=lambda attempt: len(attempt[0]))
    for part in missing:
        shared = part.names and _stands_in(part, _shared_cell(source, part.field))
        if not (shared or (part.field in ROLES and is_stated(part.text, task.requirement or ""))):
            yield from amiss(document, part, rest, NOT_IN_PLACE)
    for role in ROLES:
        cell = getattr(source, role)
        if cell and role not in task.inherited:
            yield from _check_names(document, task, role, loc, bare(cell), place)


def _shared_cell(source: TaskSource, role: str) -> str:
    """The cell of the other role, where it states this role too."""
    if role == "support":
        return source.lead or ""
    return source.support if source.support and LEADING.search(source.support) else ""


def _stands_in(part: Part, cell: str) -> bool:
    return all(bare(printed(mention)) in bare(cell) for mention in part.names)


def _parts(task: TaskRecord, source: TaskSource, loc: Loc) -> Iterator[Part]:
    for field in ("title", "requirement"):
        if text := getattr(task, field):
            yield Part(field, (*loc, field), bare(text))
    for role in ROLES:
        cell, names = getattr(source, role), getattr(task, role)
        if cell:
            yield from (Part(role, (*loc, "source", role), bare(line)) for line in cell.split("\n"))
        elif names and role not in task.inherited:
            yield Part(role, (*loc, role), "、".join(bare(printed(m)) for m in names), names)


def _missing(parts: tuple[Part, ...], passage: Passage) -> tuple[list[Part], Passage]:
    """The parts that a passage does not hold, each character used once, and what is left of it."""
    missing = []
    for part in sorted(parts, key=lambda part: -len(part.text)):
        if (span := part.found(passage)) is None:
            missing.append(part)
        else:
            passage = passage.without(*span)
    return missing, passage


def _check_names(
    document: Document, task: TaskRecord, role: str, loc: Loc, cell: str, place: tuple[Line, ...]
) -> Iterator[Problem]:
    for i, mention in enumerate(getattr(task, role)):
        if bare(printed(mention)) not in cell:
            where = spoken(place[0].spot)
            at = document.place((*loc, role, i))
            yield Problem(NAME_NOT_IN_PLACE, at, (("name", printed(mention)), ("where", where)))


def _check_inherited(
    document: Document,
    task: TaskRecord,
    role: str,
    loc: Loc,
    donor: tuple[Line, ...],
    readings: Sequence[str],
) -> Iterator[Problem]:
    """A merged cell names what the row names that it continues, or what is said once above, where that is cited too."""
    for i, mention in enumerate(getattr(task, role)):
        if not any(bare(printed(mention)) in text for text in readings):
            at = document.place((*loc, role, i))
            said = (("name", printed(mention)), ("where", spoken(donor[0].spot)))
            yield Problem(NAME_NOT_IN_PLACE, at, said)


def _check_facts(document: Document, record: NoticeRecord, whole: Passage) -> Iterator[Problem]:
    for part in _facts(record):
        passage = replace(whole, text=whole.text.translate(BRACKETS)) if part.field == "number" else whole
        if part.found(passage) is None:
            yield from amiss(document, part, passage, NOT_IN_SOURCE)
    days = ((key, getattr(record, key)) for key in ("issued", "printed"))
    absent = [key for key, day in days if day and not forms(day).search(whole.text)]
    if record.issuer and not all(bare(office) in whole.text for office in record.issuer.split("、")):
        absent.append("issuer")
    for key in absent:
        said = (("field", Phrase(FIELDS[key])), ("value", str(getattr(record, key))))
        yield Problem(NOT_STATED, document.place((key,)), said)


def _facts(record: NoticeRecord) -> Iterator[Part]:
    """The header's texts, one part per paragraph, line or copy."""
    for field in ("title", "number", "addressees", "table_title"):
        if text := getattr(record, field):
            yield Part(field, (field,), bare(text).translate(BRACKETS) if field == "number" else bare(text))
    for paragraph in (record.preamble or "").split("\n\n"):
        yield Part("preamble", ("preamble",), bare(_MARKDOWN.sub(r"\1", paragraph)))
    for line in (record.closing or "").split("\n"):
        yield Part("closing", ("closing",), bare(line))
    for i, copy in enumerate(record.cc):
        yield Part("cc", ("cc", i), bare(copy))
