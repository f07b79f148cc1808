"""Sources as kept in content/sources/: found by what they hold, whatever their name."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from gksite.files import LARGEST_SOURCE


def kept(folder: Path, sha256: str) -> Path | None:
    """The file of a folder that has this SHA-256, or None."""
    return next((path for path in _files(folder) if _digest(path) == sha256), None)


def beside(folder: Path, name: str, sha256: str) -> Path | None:
    """The file of this name in a folder, if it has this SHA-256."""
    path = folder / name
    return path if path.is_file() and _digest(path) == sha256 else None


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        yield from (Path(entry.path) for entry in entries if entry.is_file() and not entry.name.startswith("."))


def _digest(path: Path) -> str | None:
    if path.stat().st_size > LARGEST_SOURCE:
        return None
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
