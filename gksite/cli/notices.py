"""One notice of the portal, read for a command that is about it alone."""

from pathlib import Path

from gksite.model.records import NoticeRecord
from gksite.problems import Problems
from gksite.shapes import Entry, read_entry


def notice_at(path: Path, root: Path, problems: Problems) -> Entry[NoticeRecord]:
    """The notice in a file, whether it is public or not. Raises Stop where it is broken."""
    entry = read_entry(NoticeRecord, path, root, problems, within=path.parent)
    problems.gate()
    assert entry is not None  # noqa: S101  the gate has stopped a bad one
    return entry
