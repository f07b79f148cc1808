"""Sources as kept in content/sources/: found by what they hold, whatever their name."""

import hashlib
import os
from pathlib import Path

from gksite.documents.files import LARGEST_SOURCE


def find_source(folder: Path, sha256: str) -> Path | None:
    """The file of a folder that has this SHA-256, or None."""
    if not folder.is_dir():
        return None
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        path = Path(entry.path)
        if entry.is_file() and not entry.name.startswith(".") and _digest(path) == sha256:
            return path
    return None


def named_source(folder: Path, name: str, sha256: str) -> Path | None:
    """The file of this name in a folder, if it has this SHA-256."""
    path = folder / name
    return path if path.is_file() and _digest(path) == sha256 else None


def _digest(path: Path) -> str | None:
    if path.stat().st_size > LARGEST_SOURCE:
        return None
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
