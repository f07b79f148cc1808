"""What the accessibility tests of a theme have found: templates/accessibility.json, written by a test run."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gksite.model.tested import Tested
from gksite.problems import Problems
from gksite.shapes import read_entry

RECORD = "accessibility.json"


@dataclass(frozen=True, slots=True)
class Testing:
    """A theme's test record, None where there is none; `fits` unless the theme has changed since."""

    record: Tested | None
    fits: bool


NONE = Testing(None, fits=False)


def read_testing(theme: Path, root: Path, problems: Problems) -> Testing:
    """The record in a theme, compared with the theme as it is; problems are noted where the record is bad."""
    path = theme / RECORD
    if not path.exists():
        return NONE
    entry = read_entry(Tested, path, root, problems, within=theme)
    return Testing(entry.record, fits=entry.record.theme == theme_digest(theme)) if entry else NONE


def theme_digest(theme: Path) -> str:
    """SHA-256 over the path and the bytes of every file of a theme but the record itself."""
    files = {p.relative_to(theme).as_posix(): p for p in theme.rglob("*") if p.is_file()}
    whole = hashlib.sha256()
    for name in sorted(files.keys() - {RECORD}):
        whole.update(f"{hashlib.sha256(files[name].read_bytes()).hexdigest()}  {name}\n".encode())
    return whole.hexdigest()
