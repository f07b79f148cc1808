"""The folder where a build is prepared, for nobody else to see: in the portal, where no web server looks.

For `output/` it is `.gksite/output/`; where nothing can be moved from there into output/ it stands beside it, as
`.output.gksite/`. It holds `lock` (it names the portal that built last, and output/), `staging/` (new bytes) and
`journal` (what to remove and what to move in).
"""

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gksite.documents.files import content_of
from gksite.model.outputs import File
from gksite.problems.problem import Code

PLACE = ".gksite"
"""The folder of a portal that holds a workshop for each of its outputs."""
KEPT = "changed"
"""The folder of a workshop for files of ours as somebody has changed them."""
LAST = "last"
"""The folder of a workshop that holds what the site was built from."""
READINGS = "readings"
"""The folder of a workshop for what readers made of sources, for the next build."""
_FILE_MODE, _FOLDER_MODE, _READABLE = 0o644, 0o755, 0o444
"""What a web server that is another user needs, whatever the editor's umask."""
PRIVATE = 0o700
"""The mode of the folder in which a build is prepared: nobody serves what is not yet public."""
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.ENOTDIR})
"""What says that no workshop can be made in a portal, however often it is tried."""

CANNOT_WRITE = Code(
    "GK012",
    "无法写入：{reason}。{output} 保持原样",
    why="磁盘已满或没有写权限时，宁可不更新，也不发布一半。",
    mend="腾出磁盘空间，或检查文件夹的写权限，然后重新生成。",
)
UNFINISHED = Code(
    "GK013",
    "更新中途停下：{reason}。排除原因后再运行 make site（gksite build），就会继续完成",
    why="新页面已全部备好，正在移入时磁盘出错。",
    mend="腾出磁盘空间，或检查写权限，然后重新运行。",
)


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the builds of one output/ are prepared."""

    output: Path
    folder: Path

    @property
    def shown(self) -> str:
        """The folder as messages name it."""
        names = self.folder.parts[-2:] if self.folder.parent.name == PLACE else self.folder.parts[-1:]
        return "/".join(names)

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

    @property
    def is_unfinished(self) -> bool:
        """Whether a build has left something here."""
        return os.path.lexists(self.journal) or os.path.lexists(self.staging)


def lock_of(root: str, output: Path) -> bytes:
    """What the lock of a workshop says: who built last, and where."""
    return os.fsencode(root) + b"\0" + os.fsencode(output)


def told_by(workshop: Workshop) -> tuple[str, str]:
    """The portal that built last and its output/, each empty where the lock does not say."""
    root, _, output = (content_of(workshop.folder, workshop.lock.name) or b"").partition(b"\0")
    return os.fsdecode(root), os.fsdecode(output)


def in_portal(output: Path, root: Path) -> Workshop:
    """The workshop in a portal, for nobody to serve; one for each output/."""
    if output.parent == root:
        return Workshop(output, root / PLACE / output.name)
    digest = hashlib.sha256(str(output).encode(errors="surrogateescape")).hexdigest()[:8]
    return Workshop(output, root / PLACE / f"{output.name[:40]}-{digest}")


def beside(output: Path) -> Workshop:
    """The workshop beside output/, under a name that servers do not send."""
    return Workshop(output, output.parent / f".{output.name}{PLACE}")


def discard(workshop: Workshop) -> None:
    """Throw away what is staged, the journal first: it must never stand without the files that it moves."""
    for path in (workshop.journal, workshop.staging):
        clear(path)


def clear(path: Path) -> None:
    """Remove a file, a link or a whole folder; nothing where the disk refuses."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def open_workshop(output: Path, root: Path) -> tuple[Workshop, int]:
    """The workshop for output/, made for its owner alone, and its lock, opened. Raises OSError.

    It stands beside output/ only where the portal is on another disk or may not be written.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    if reaches(root, output):
        workshop = in_portal(output, root)
        try:
            return workshop, open_lock(workshop)
        except OSError as error:
            if error.errno not in _CLOSED:
                raise
    workshop = beside(output)
    return workshop, open_lock(workshop)


def reaches(folder: Path, output: Path) -> bool:
    """Whether a file can be renamed from a folder into output/, or to its place where there is none.

    One disk may be mounted twice. Linux tells two mounts apart before it looks at what is to be renamed, and nothing
    can ever be renamed to "."; so it can be asked without a file.
    """
    target = output if output.exists() else output.parent
    if folder.stat().st_dev != target.stat().st_dev:
        return False
    try:
        os.rename(f"{folder}/{PLACE}.probe", f"{target}/.")
    except OSError as error:
        return error.errno != errno.EXDEV
    return True


def open_lock(workshop: Workshop) -> int:
    """Make the folder, with no link in it that leads away, and open the lock in it. Raises OSError."""
    above = workshop.folder.parent
    if above.name == PLACE:
        _make_private(above)
        with suppress(FileExistsError), (above / ".gitignore").open("x") as stream:
            stream.write("*\n")
    _make_private(workshop.folder)
    _tidy(workshop)
    return os.open(workshop.lock, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o644)


def _make_private(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    folder.mkdir(mode=PRIVATE, exist_ok=True)
    if stat.S_IMODE(folder.stat().st_mode) != PRIVATE:
        with suppress(PermissionError):  # another user of the group made it
            folder.chmod(PRIVATE)


def _tidy(workshop: Workshop) -> None:
    """Remove links, and what is no file or no folder though its name is that of one; the journal is judged later."""
    for folder, _, _ in os.walk(workshop.folder / KEPT):
        for path in Path(folder).iterdir():
            if path.is_symlink():
                path.unlink()
    for path in workshop.folder.iterdir():
        if path in (workshop.journal, workshop.staging):
            continue
        wrong = path.name in _FILES and not path.is_file()
        if wrong or path.is_symlink() or (path.name in _FOLDERS and not path.is_dir()):
            clear(path)


_FILES = frozenset({"lock", "journal.draft", "redirects.txt", "search-report.json", "search-report.draft"})
"""What are files in a workshop, where they are anything."""
_FOLDERS = frozenset({KEPT, LAST, f"{LAST}.new", READINGS, "withdrawing"})
"""What are folders in it."""


def stage(files: Sequence[File], workshop: Workshop) -> None:
    """Write new files to the workshop, for everybody to read whatever the umask; one that replaces keeps its mode."""
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
