"""One notice of the portal, read for a command that is about it alone."""

from pathlib import Path

from gksite.documents.shapes import Entry, read_notice
from gksite.model.records import NoticeFields
from gksite.problems.problem import Problems, RequestError, did_you_mean
from gksite.text.names import is_id, near


def notice_at(path: Path, root: Path, problems: Problems) -> Entry[NoticeFields]:
    """The notice in a file, whether it is public, closed or a draft. Raises Stop where it is broken."""
    return problems.settled(read_notice(path, root, problems, within=path.parent))


def notice_of_id(root: Path, id: str, problems: Problems) -> Entry[NoticeFields]:
    """One notice, whether it is public or not yet. Raises Stop where it is broken, RequestError where there is none."""
    folder = root / "content/notices"
    path = folder / f"{id}.yaml"
    if not is_id(id) or not path.exists():
        hint = did_you_mean(near(id, [other.stem for other in folder.glob("*.yaml")], most=1))
        raise RequestError("没有编号为“{name}”的通知{hint}", name=id, hint=hint)
    return notice_at(path, root, problems)
