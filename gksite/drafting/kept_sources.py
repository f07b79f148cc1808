"""Sources as kept in content/sources/: found by what they hold, whatever their name."""

import hashlib
import os
from pathlib import Path

from gksite.documents.files import LARGEST_SOURCE, is_inside, read_bytes
from gksite.problems.problem import Problems


def find_source(folder: Path, sha256: str) -> Path | None:
    """The file of a folder that has this SHA-256, or None; none of a folder that is a link to elsewhere."""
    if not folder.is_dir() or not is_inside(folder, folder.parent, Problems()):
        return None
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = Path(entry.path)
        if not entry.name.startswith(".") and _digest(path, folder) == sha256:
            return path
    return None


def named_source(folder: Path, name: str, sha256: str) -> Path | None:
    """The file of this name in a folder, if it has this SHA-256."""
    path = folder / name
    return path if _digest(path, folder) == sha256 else None


def _digest(path: Path, folder: Path) -> str | None:
    """The digest of a file that really lies in a folder; None where none does that could be a source."""
    data = read_bytes(path, folder, Problems(), within=folder, limit=LARGEST_SOURCE)
    return None if data is None else hashlib.sha256(data).hexdigest()
