"""The folder beside output/ where a build is prepared, for nobody else to see.

It is called `.output.gksite/` and holds `lock` (in it the folder of the portal that built last), `staging/` (new bytes)
and `journal` (what to remove and what to move in).
"""

import errno
import os
import shutil
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gksite.model.outputs import File

_FILE_MODE, _FOLDER_MODE, _READABLE = 0o644, 0o755, 0o444
"""What a web server that is another user needs, whatever the editor's umask."""
PRIVATE = 0o700
"""The mode of the folder in which a build is prepared: nobody serves what is not yet public."""


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
    for path in (workshop.journal, workshop.staging):
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


def open_workshop(workshop: Workshop) -> int:
    """Make the folder, for its owner alone, and open the lock in it. Raises OSError."""
    if workshop.folder.is_symlink():
        workshop.folder.unlink()
    workshop.folder.mkdir(parents=True, exist_ok=True)
    with suppress(PermissionError):  # another user of the group made it
        workshop.folder.chmod(PRIVATE)
    if workshop.lock.is_dir():
        shutil.rmtree(workshop.lock)
    return os.open(workshop.lock, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o644)


def stage(files: Sequence[File], workshop: Workshop) -> None:
    """Write new files beside output/, for everybody to read whatever the umask; one that replaces keeps its mode."""
    discard(workshop)
    made: set[Path] = set()
    for file in files:
        path = workshop.staging / file.path
        _make_folder(path.parent, workshop.folder, made)
        path.write_bytes(file.content)
        path.chmod(_mode_of(workshop.output / file.path))


def _make_folder(folder: Path, above: Path, made: set[Path]) -> None:
    """Make a folder and those above it, up to one that stands."""
    if folder == above or folder in made:
        return
    _make_folder(folder.parent, above, made)
    folder.mkdir(exist_ok=True)
    folder.chmod(_FOLDER_MODE)
    made.add(folder)


def _mode_of(path: Path) -> int:
    """The mode of the file that stands there, readable at least; that of a new file where none does."""
    if path.is_file() and not path.is_symlink():
        return stat.S_IMODE(path.stat().st_mode) | _READABLE
    return _FILE_MODE


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
