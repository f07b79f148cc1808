"""One notice of the portal, read for a command that is about it alone."""

from pathlib import Path

from gksite.documents.shapes import Entry, read_notice
from gksite.model.records import NoticeFields
from gksite.problems.problem import Problems


def notice_at(path: Path, root: Path, problems: Problems) -> Entry[NoticeFields]:
    """The notice in a file, whether it is public, closed or a draft. Raises Stop where it is broken."""
    return problems.settled(read_notice(path, root, problems, within=path.parent))
