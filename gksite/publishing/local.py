"""Publishing into a folder of this machine."""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gksite.documents.files import content_of, digest_of, is_free, names_below
from gksite.problems.problem import RequestError
from gksite.publishing.place import Progress
from gksite.publishing.released import Release, read_list, shown
from gksite.publishing.shelf import (
    FLOOR,
    FOLDER,
    GOING,
    LINK,
    LOCK,
    NEXT_FLOOR,
    NEXT_LINK,
    PARTIAL,
    Entry,
    Floor,
    Shelf,
    shelf,
)
from gksite.releasing.places import MANIFEST
from gksite.tlog.notes import LARGEST_NOTE

_NO_LOCKS = frozenset({errno.EBADF, errno.ENOLCK, errno.EINVAL, errno.ENOTSUP})
"""What a disk says that has no locks, as some in the network."""
_NO_SECOND_NAME = frozenset({errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS})
"""What a disk says that gives a file no second name, or not one more."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What a disk says that takes no more."""
_FOLDER, _FILE = 0o755, 0o644
"""Whoever serves the site may read it, whatever the umask."""


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """A folder of this machine, held by whoever has it from `held`."""

    folder: Path

    @property
    def releases(self) -> Path:
        """Where the releases stand."""
        return self.folder / FOLDER

    def look(self) -> Shelf:
        """What stands there."""
        link = self.folder / LINK
        if not link.is_symlink() and link.exists():
            raise RequestError("{link} 不是链接，没有改动；请先移走它", link=link)
        leads_to = os.readlink(link) if link.is_symlink() else None
        floor = content_of(self.releases, FLOOR)
        return shelf(self._entries(), leads_to, None if floor is None else floor.decode("ascii", "replace"))

    def _entries(self) -> Iterator[Entry]:
        with os.scandir(self.releases) as found:
            for entry in found:
                is_folder = entry.is_dir(follow_symlinks=False)
                content = content_of(Path(entry.path), MANIFEST) if is_folder else None
                mark = "" if content is None else hashlib.sha256(content).hexdigest()[:12]
                yield Entry(entry.name, is_folder, mark)

    def paper(self, folder: str, path: str) -> bytes | None:
        """What a note in a folder holds, or as much as shows that it is too large; None where there is none."""
        base = self.folder / folder
        file = base / path
        if not is_free(base, path) or file.is_symlink() or not file.is_file():
            return None
        with file.open("rb") as stream:
            return stream.read(LARGEST_NOTE + 1)

    def clear(self, rests: tuple[str, ...]) -> None:
        """Remove folders that a publish has left half made."""
        for rest in rests:
            shutil.rmtree(self.releases / rest)

    def fill(self, release: Release, name: str, base: str | None, progress: Progress) -> int:
        """Make the folder of a release: whole, checked and on the disk, or not there. How many files were copied."""
        progress("正在复制")
        partial = self.releases / PARTIAL.format(name=name)
        if partial.is_symlink():
            partial.unlink()
        _folder(partial)
        _sweep(partial, release)
        for above in sorted({folder for path in release.files for folder in PurePosixPath(path).parents}):
            _folder(partial / above)
        before = None if base is None else self.releases / base
        copied = 0
        for path in release.files:
            with _told_of(partial / path):
                copied += _bring(release, path, partial, before)
        progress("正在核对复制的文件")
        faults = _faults(release, partial)
        if faults:
            shutil.rmtree(partial)
            raise RequestError("复制以后有文件不符（{files}），没有公布；请再试一次", files=shown(faults))
        os.sync()
        partial.rename(self.releases / name)
        _sync(self.releases)
        return copied

    def faults(self, release: Release, name: str) -> list[str]:
        """Which files of a release that stands there are not as in this one."""
        return _faults(release, self.releases / name)

    def damage(self, name: str) -> list[str]:
        """Which files of a release that stands there are not as its own list says."""
        folder = self.releases / name
        _, listed = read_list(content_of(folder, MANIFEST) or b"")
        return sorted(path for path, digest in listed.items() if not _holds(folder, path, digest))

    def point(self, name: str) -> None:
        """Let the link `current` lead to a release, from one moment to the next."""
        new = self.folder / NEXT_LINK
        with suppress(FileNotFoundError):
            new.unlink()
        with _told_of(new):
            new.symlink_to(f"{FOLDER}/{name}")
            new.replace(self.folder / LINK)
        _sync(self.folder)

    def bar(self, floor: Floor) -> None:
        """Keep a floor, so that nobody goes back to a release below it."""
        new = self.folder / NEXT_FLOOR
        with suppress(FileNotFoundError):
            new.unlink()
        with _told_of(new), new.open("x", encoding="ascii") as stream:
            stream.write(f"{floor.text}\n")
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(self.releases / FLOOR)
        _sync(self.releases)

    def remove(self, name: str) -> None:
        """Remove a release: under another name first, so that none ever stands there in part."""
        going = self.releases / GOING.format(name=name)
        (self.releases / name).rename(going)
        shutil.rmtree(going)


@contextmanager
def held(folder: Path, output: Path, *, new: bool) -> Iterator[LocalPlace]:
    """Hold a folder for one command; `new`: it may be made.

    Raises RequestError where it is not for releases, or somebody else holds it.
    """
    place = LocalPlace(folder.resolve())
    if place.folder.is_relative_to(output.resolve()) or output.resolve().is_relative_to(place.releases):
        raise RequestError("{folder} 与 output 重叠；请公布到别处", folder=folder)
    _check(folder, new=new)
    if new:
        _folder(place.folder)
        _folder(place.releases)
    descriptor = os.open(place.releases / LOCK, os.O_RDONLY | os.O_CREAT | os.O_NOFOLLOW, _FILE)
    try:
        _lock(descriptor, folder)
        yield place
    finally:
        os.close(descriptor)


def _check(folder: Path, *, new: bool) -> None:
    """Raises RequestError where a folder is none, or holds other things than releases."""
    if (os.path.lexists(folder) and not folder.is_dir()) or (folder / FOLDER).is_symlink():
        raise RequestError("{folder} 不是文件夹", folder=folder if not folder.is_dir() else folder / FOLDER)
    if (folder / FOLDER).is_dir():
        return
    if not new:
        raise RequestError("{folder} 里还没有公布过", folder=folder)
    if folder.is_dir() and any(folder.iterdir()):
        raise RequestError(
            "{folder} 里有别的东西，没有 releases/；请公布到一个空的或新的文件夹，让服务器送出其中的 current",
            folder=folder,
        )
    if not folder.parent.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=folder.parent)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise RequestError("另一个 gksite publish 正在公布到 {folder}，请等它结束", folder=folder) from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise


def _folder(path: Path) -> None:
    """Make a folder that everybody may read, where there is none."""
    if not path.is_dir():
        path.mkdir()
        path.chmod(_FOLDER)


def _sweep(partial: Path, release: Release) -> None:
    """Take out of a half-made release what does not belong there: it may have been begun with another log."""
    for path, _ in list(names_below(partial)):
        if path not in release.files:
            (partial / path).unlink()
    for above, _, _ in os.walk(partial, topdown=False):
        if above != str(partial):
            with suppress(OSError):  # it holds something
                os.rmdir(above)


def _bring(release: Release, path: str, partial: Path, base: Path | None) -> bool:
    """Bring one file into a half-made release; whether it had to be copied."""
    target, wanted = partial / path, release.files[path]
    if _holds(partial, path, wanted):
        target.chmod(_FILE)
        return False
    if os.path.lexists(target):
        target.unlink()  # never written into: it may be a second name of a published file
    if base is not None and _holds(base, path, wanted) and _second_name(base / path, target):
        return False
    shutil.copyfile(release.folder / path, target)
    target.chmod(_FILE)
    return True


@contextmanager
def _told_of(file: Path) -> Iterator[None]:
    """A full disk is told of the file that is written; the system names the one that is read, or none."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            error.filename = os.fspath(file)
        raise


def _second_name(file: Path, target: Path) -> bool:
    """Give a published file a second name, so that it costs no space; whether the disk does so."""
    try:
        target.hardlink_to(file)
    except OSError as error:
        if error.errno not in _NO_SECOND_NAME:
            raise
        return False
    target.chmod(_FILE)
    return True


def _holds(folder: Path, path: str, digest: str) -> bool:
    """Whether a file of that digest stands there, no link to one."""
    file = folder / path
    return file.is_file() and not file.is_symlink() and digest_of(file) == digest


def _faults(release: Release, folder: Path) -> list[str]:
    """Which files in a folder are missing, too many or not as in a release, sorted."""
    found = {path for path, _ in names_below(folder)}
    odd = found ^ release.files.keys()
    odd |= {path for path in release.files if path in found and not _holds(folder, path, release.files[path])}
    return sorted(odd)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
