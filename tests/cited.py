"""What a notice says otherwise than its source where it cites it, without the comparison of both as wholes."""

from collections.abc import Iterator, Sequence

from gksite.documents.yaml_reader import Document
from gksite.model.blocks import Reading
from gksite.model.records import NoticeFields
from gksite.problems.problem import Problem
from gksite.provenance.check import findings
from gksite.read import Records


def check(document: Document, record: NoticeFields, reading: Reading, lines: Sequence[str] = ()) -> Iterator[Problem]:
    """The problems of one notice."""
    for finding in findings(document, record, reading, lines):
        yield finding.problem


def check_records(records: Records) -> Iterator[Problem]:
    """Those of all notices whose sources were read."""
    for entry in records.notices:
        source = records.source_of(entry.record)
        if source is not None and source.reading is not None:
            yield from check(entry.document, entry.record, source.reading, source.lines or ())
