"""One notice of the portal, read for a command that is about it alone."""

from pathlib import Path

from gksite.model.records import NoticeRecord
from gksite.problems import Problems
from gksite.read import Entry
from gksite.shapes import shape
from gksite.source import parse, read_text


def notice_at(path: Path, root: Path, problems: Problems) -> Entry[NoticeRecord]:
    """The notice in a file, whether it is public or not. Raises Stop where it is broken."""
    document = read_text(path, root, problems, within=path.parent)
    data = parse(document, problems) if document else None
    record = shape(NoticeRecord, data, document, problems) if document and data is not None else None
    problems.gate()
    assert document is not None  # noqa: S101  the gate has stopped a bad one
    assert record is not None  # noqa: S101
    return Entry(document, record)
