"""Every notice held against its source, read and understood afresh, in both directions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gksite.documents.shapes import Entry
from gksite.model.records import NoticeRecord
from gksite.model.site import SourceFile
from gksite.model.verified import SignedDifference
from gksite.model.walk import KeyPath, walk_tasks
from gksite.problems.problem import Code, Level, Phrase, Problem
from gksite.proof.comparison import fact_deviations, task_deviations
from gksite.proof.deviations import NOTICE, ONLY_HERE, Deviation, deviation_of, section_field
from gksite.proof.omissions import omission_problems
from gksite.proof.signatures import SECTIONS, Signatures
from gksite.proof.signed import signed_differences
from gksite.proof.understood import Understood, understood
from gksite.provenance.check import findings
from gksite.provenance.disclosure import source_markings
from gksite.provenance.units import Unit, cited_numbers, reading_units
from gksite.read import Records

NO_SOURCE = Code(
    "GK238",
    "通知没有写来源文件，无从核对；没有收到过文件的，写明 {entry}",
    why="读者要能核对公开的每一句话；没有来源的通知，要有人说明为什么没有，并对内容负责。",
    mend="把收到的原文件放进 content/sources/，写上 source: {file: 文件名, sha256: …}；确实没有文件的，照提示签名。",
)


_NONE = Phrase("source: {{none: true, reason: 理由, by: 姓名, on: 日期}}")
"""What to write where no file was ever received."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is said of the notices of some records, the ids of those of which nothing is, and what was signed for."""

    records: Records
    problems: tuple[Problem, ...]
    proved: frozenset[str]
    signed: tuple[SignedDifference, ...] = ()


def prove(records: Records) -> Proof:
    """Hold every notice whose source was read against it."""
    problems: list[Problem] = []
    proved: set[str] = set()
    for entry in records.notices:
        record = entry.record
        if record.source is None:
            problems.append(Problem(NO_SOURCE, entry.document.location(), entry=_NONE))
        source = records.source_of(record)
        if source is None or source.reading is None or source.draft is None:
            continue
        known = understood(source.reading, source.draft, record, records.registries)
        found = list(prove_notice(entry, source, known))
        problems += found
        if not found:
            proved.add(record.id)
    signed = signed_differences(records, problems)
    return Proof(records, tuple(problems), frozenset(proved), signed)


def prove_notice(entry: Entry[NoticeRecord], source: SourceFile, known: Understood | None) -> Iterator[Problem]:
    """What is wrong with one notice, given what its source says; `known` is None where import finds no task there."""
    if source.reading is None:
        return
    document, record = entry.document, entry.record
    signatures = Signatures(document, record)
    if signatures.is_for(NOTICE, "disclosure") and (known is None or source_markings(source)):
        signatures.cover(NOTICE, "disclosure")
    units = reading_units(source.reading, source.lines or ())
    deviations: list[Deviation] = []
    if known is not None:
        deviations += fact_deviations(document, record, known.notice)
        tasks = list(task_deviations(document, record, known))
        if tasks and signatures.cover(NOTICE, SECTIONS):
            known = None
        else:
            deviations += tasks
    claims = [deviation_of(found, record) for found in findings(document, record, source.reading, source.lines or ())]
    headings = frozenset[str]() if known is None else _headings_of_tasks(record)
    open_deviations = list(signatures.unsigned(_each_once(claims, deviations, headings)))
    for deviation in open_deviations:
        yield deviation.problem
    told = _told_places(open_deviations, record, units) if known is None else frozenset[int]()
    yield from omission_problems(document, record, units, known, told)
    yield from signatures.problems()


def _told_places(deviations: Sequence[Deviation], record: NoticeRecord, units: tuple[Unit, ...]) -> frozenset[int]:
    """The units of a source that a task cites of which something is told already: one fault, one message."""
    owners = {deviation.owner for deviation in deviations}
    told: set[int] = set()
    for step in walk_tasks(record.sections):
        if step.key_path in owners and step.task.source:
            told.update(cited_numbers(units, step.task.source))
    return frozenset(told)


def _headings_of_tasks(record: NoticeRecord) -> frozenset[str]:
    """The headings that are compared with those of the source, because tasks stand under them."""
    found: set[str] = set()
    for step in walk_tasks(record.sections):
        found.update(map(section_field, step.under.headings))
    return frozenset(found)


def _each_once(
    claims: Sequence[Deviation], deviations: Sequence[Deviation], headings: frozenset[str]
) -> Iterator[Deviation]:
    """What was found in both ways, each field told once: by the words that its place lacks, else by both sides.

    `headings` are the fields that only the comparison tells of.
    """
    added = {deviation.owner for deviation in deviations if deviation.problem.code is ONLY_HERE}
    compared = {(deviation.owner, deviation.field) for deviation in deviations}
    told: set[tuple[KeyPath, str]] = set()
    for claim in claims:
        if claim.owner in added or claim.field in headings:
            continue
        if claim.problem.code.level is Level.ERROR:
            told.add((claim.owner, claim.field))
        elif (claim.owner, claim.field) in compared:
            continue
        yield claim
    for deviation in deviations:
        if (deviation.owner, deviation.field) not in told:
            yield deviation
