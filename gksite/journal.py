"""The folder beside output/ where a build is prepared, and the journal under which it moves in.

It is called `.output.gksite/` and holds `lock` (in it the folder of the portal that built last), `staging/` (new bytes)
and `journal` (what to remove and what to move in). Until the journal exists nothing in output/ has changed and staging
is thrown away; once it exists the moves are finished, by this command or by the next one.
"""

import errno
import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gksite.model.outputs import File


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder beside output/ where a build is prepared."""

    output: Path

    @property
    def folder(self) -> Path:
        """Beside output/, under a name that servers do not send."""
        return self.output.parent / f".{self.output.name}.gksite"

    @property
    def staging(self) -> Path:
        """New files, each where it will stand."""
        return self.folder / "staging"

    @property
    def journal(self) -> Path:
        """What is still to be done."""
        return self.folder / "journal"

    @property
    def lock(self) -> Path:
        """Held by the command at work; names the portal's folder."""
        return self.folder / "lock"


def discard(workshop: Workshop) -> None:
    """Throw away what is staged, the journal first: it must never stand without the files that it moves."""
    with suppress(OSError):
        workshop.journal.unlink(missing_ok=True)
        shutil.rmtree(workshop.staging)


def stage(files: Sequence[File], workshop: Workshop) -> None:
    """Write new files beside output/."""
    shutil.rmtree(workshop.staging, ignore_errors=True)
    workshop.staging.mkdir(parents=True)
    made: set[Path] = set()
    for file in files:
        path = workshop.staging / file.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(file.content)


def moves_for(files: Sequence[File], output: Path) -> list[str]:
    """What to move: whole folders where output/ has none, so that moving in needs no new space; else single files."""
    moves: dict[str, None] = {}
    known: dict[str, bool] = {}
    for file in files:
        parents = [str(p) for p in reversed(PurePosixPath(file.path).parents)]
        new = next((p for p in parents if not _is_folder(output, p, known)), file.path)
        moves[new] = None
    return list(moves)


def _is_folder(output: Path, path: str, known: dict[str, bool]) -> bool:
    if path not in known:
        known[path] = (output / path).is_dir() and not (output / path).is_symlink()
    return known[path]


def check_access(folders: set[Path]) -> None:
    """Raises PermissionError where files cannot be moved in or removed."""
    for folder in sorted(folders):
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def write_journal(workshop: Workshop, moves: list[str], removed: list[str]) -> None:
    """From here on the build will be finished."""
    os.sync()
    draft = workshop.journal.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as stream:
        json.dump({"remove": removed, "move": moves}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(workshop.journal)
    _sync(workshop.folder)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def apply(workshop: Workshop) -> None:
    """Do what the journal says; each step may already have been done."""
    journal = json.loads(workshop.journal.read_text(encoding="utf-8"))
    output, staging = workshop.output, workshop.staging
    moves = set(journal["move"])
    for path in journal["remove"]:
        if path in moves and not (staging / path).exists():
            continue  # what stands there now has already been moved in
        with suppress(FileNotFoundError, NotADirectoryError):
            (output / path).unlink()
    for path in journal["move"]:
        if (staging / path).exists():
            _move(staging / path, output / path)
    _prune(output, journal["remove"])
    workshop.journal.unlink()
    if staging.exists():
        shutil.rmtree(staging)


def _prune(output: Path, removed: list[str]) -> None:
    """Remove the folders that deleted files have left empty."""
    folders: set[PurePosixPath] = set()
    for path in removed:
        folders |= set(PurePosixPath(path).parents)
    for folder in sorted(folders - {PurePosixPath()}, reverse=True):
        with suppress(OSError):
            (output / folder).rmdir()


def _move(source: Path, target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        _clear_empty(target)
    os.replace(source, target)


def _clear_empty(folder: Path) -> None:
    """Remove a folder that holds nothing but empty folders, in the place where something new will stand."""
    for path, _, _ in os.walk(folder, topdown=False):
        Path(path).rmdir()
