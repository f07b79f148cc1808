"""One notice of the portal, read for a command that is about it alone."""

from pathlib import Path

from gksite.documents.shapes import Entry, read_entry
from gksite.model.records import NoticeRecord
from gksite.problems.problem import Problems


def notice_at(path: Path, root: Path, problems: Problems) -> Entry[NoticeRecord]:
    """The notice in a file, whether it is public or not. Raises Stop where it is broken."""
    return problems.settled(read_entry(NoticeRecord, path, root, problems, within=path.parent))
