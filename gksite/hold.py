"""Hold output/ for one command, having finished or undone what a killed one left there."""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gksite.documents.files import reason
from gksite.journal import OTHER_OUTPUT, Unfit, apply, read_journal
from gksite.manifest import Portal, is_of_gksite, read_manifest
from gksite.problems.problem import Code, Level, Location, Phrase, Problems, RequestError
from gksite.workshop import (
    CANNOT_WRITE,
    KEPT,
    LAST,
    PLACE,
    UNFINISHED,
    Workshop,
    beside,
    discard,
    in_portal,
    open_lock,
    open_workshop,
    reaches,
    told_by,
)

INTERRUPTED = Code(
    "GK320",
    "上一次更新中途停下，{done}",
    why="生成网站时断电、被结束或磁盘出错，新页面可能只移入了一部分；程序记着进度，也核对进度是否可信。",
    mend="不用做什么；说没有采用的，重新生成一次。",
    level=Level.WARNING,
)


MOVED = Code(
    "GK350",
    "准备更新用的文件夹 {old} 已移入 {new}",
    why="以前的版本把它放在网站旁边，那里可能由网站服务器送出；现在放在门户里。",
    mend="不用做什么。",
    level=Level.WARNING,
)
LASTING = (LAST, KEPT, "redirects.txt", "search-report.json")
"""What a workshop holds from one build to the next."""


@contextmanager
def exclusive(output: Path, root: Path, problems: Problems) -> Iterator[Workshop]:
    """Hold output/ for a command on a portal, having finished or undone what a killed one left, and said so.

    Raises RequestError where another command holds it, or where it holds something that gksite did not make; Stop where
    the disk refuses.
    """
    if output.exists() and not output.is_dir():
        raise RequestError("{output} 是一个文件，不是文件夹；请换一个输出位置，或移走它", output=output)
    if not any(os.path.lexists(place.journal) for place in _places(output, root)):
        _check_ours(output)  # a first build killed while moving in may lack its home page
    workshop, descriptor = _opened(output, root, problems)
    with open(descriptor, "rb+") as lock, _held(output):
        _lock(lock.fileno(), output)
        _settle(workshop, root, problems)
        _forget_gone(workshop)
        _check_ours(output)
        try:
            yield workshop
        except KeyboardInterrupt:
            recover(workshop)
            raise


def _places(output: Path, root: Path) -> tuple[Workshop, ...]:
    """Where a build of output/ may have been prepared, the preferred place first."""
    return in_portal(output, root), beside(output)


def _opened(output: Path, root: Path, problems: Problems) -> tuple[Workshop, int]:
    """The workshop and its lock. Raises RequestError where there can be none, Stop where the disk refuses."""
    try:
        workshop, descriptor = open_workshop(output, root)
    except OSError as error:
        if error.errno in _PASSING:
            problems.add(CANNOT_WRITE, Location(output.name), reason=reason(error), output=output.name)
            problems.gate()
        raise RequestError("无法在 {folder} 中写入：{reason}", folder=output.parent, reason=reason(error)) from error
    if not reaches(workshop.folder, output):
        os.close(descriptor)
        raise RequestError("{output} 与它的上级文件夹不在同一个磁盘上，无法整体更新；请换一个输出位置", output=output)
    return workshop, descriptor


_PASSING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EMFILE, errno.ENFILE})
"""What a disk or a machine says that could do what it is asked at another time."""


@contextmanager
def _held(output: Path) -> Iterator[None]:
    """Hold the folder itself too, where there is one: another portal's command has a workshop of its own."""
    if not output.is_dir():
        yield
        return
    descriptor = os.open(output, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(descriptor, output)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, output: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise RequestError("另一个 gksite 命令正在更新 {output}，请等它结束", output=output) from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a file that stands for one command. Raises RequestError where another command holds it, OSError."""
    with file.open("rb") as stream:
        try:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RequestError("另一个 gksite 命令正在用 {file}，请等它结束", file=file) from error
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        yield


_NO_LOCKS = frozenset({errno.EBADF, errno.ENOLCK, errno.EINVAL, errno.ENOTSUP})
"""What a disk says that has no locks, or none for folders, as some in the network."""


def _settle(workshop: Workshop, root: Path, problems: Problems) -> None:
    """Finish or undo what a killed build left, here or in the other place. Raises Stop where the disk refuses."""
    output = workshop.output
    for other in _places(output, root):
        if other != workshop and other.folder.is_dir() and not other.folder.is_symlink():
            _settle_other(other, workshop, problems)
    _recover(workshop, problems)


def _recover(workshop: Workshop, problems: Problems) -> None:
    """Finish or undo what a killed build left, and say so. Raises Stop where the disk refuses."""
    place = Location(workshop.output.name)
    try:
        done = recover(workshop)
    except OSError as error:
        problems.add(UNFINISHED, place, reason=reason(error))
        problems.gate()
        return
    if done is not None:
        problems.add(INTERRUPTED, place, done=done)


def _settle_other(other: Workshop, workshop: Workshop, problems: Problems) -> None:
    """Do so where a workshop stands in the other place, and empty it into this one if it could be served there."""
    try:
        descriptor = open_lock(other)
    except OSError:
        return  # somebody else's, or on a disk that can only be read: what does not fit any more is made anew
    with open(descriptor, "rb+") as lock:
        _lock(lock.fileno(), other.output)
        _recover(other, problems)
        if other == beside(other.output) and _empty_into(other, workshop):
            problems.add(MOVED, Location(other.output.name), old=other.shown, new=workshop.shown)


def _empty_into(other: Workshop, workshop: Workshop) -> bool:
    """Take over what another workshop holds from build to build, and remove it; whether it is gone."""
    with suppress(OSError):
        if not workshop.lock.stat().st_size:
            workshop.lock.write_bytes(other.lock.read_bytes())
        for name in LASTING:
            if os.path.lexists(other.folder / name) and not os.path.lexists(workshop.folder / name):
                os.rename(other.folder / name, workshop.folder / name)
        shutil.rmtree(other.folder / LAST, ignore_errors=True)
        for path in other.folder.iterdir():
            if path.is_file():
                path.unlink()
        other.folder.rmdir()
        return True
    return False


def _forget_gone(workshop: Workshop) -> None:
    """Remove the other workshops of a portal whose output/ is no more, but for one with something to finish or keep."""
    if workshop.folder.parent.name != PLACE:
        return
    for folder in workshop.folder.parent.iterdir():
        other = Workshop(Path(told_by(Workshop(Path(), folder))[1]), folder)
        is_lasting = other.is_unfinished or os.path.lexists(folder / KEPT)
        if is_lasting or other.output == Path() or os.path.lexists(other.output):
            continue
        with suppress(OSError), other.lock.open("rb") as lock:  # another command may be at its first build there
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder)


def _check_ours(output: Path) -> None:
    if not is_of_gksite(output):
        raise RequestError("{output} 里有别的文件，不是 gksite 生成的；请换一个空文件夹，或先移走它们", output=output)


def is_unfinished(output: Path, root: Path) -> bool:
    """Whether a build of output/ has left something to finish or to throw away."""
    return any(place.is_unfinished for place in _places(output, root))


def settle(output: Path, root: Path, problems: Problems) -> None:
    """Finish or undo what a killed build left, if one did and no other command is at it. Raises RequestError, Stop."""
    if is_unfinished(output, root):
        with exclusive(output, root, problems):
            pass


_NOT_USED = "留下的进度{reason}，没有采用；重新生成（make site）就会补全"


def recover(workshop: Workshop) -> Phrase | None:
    """Finish the moves of a killed build, or throw away what does not fit or has not begun; what was done, if anything.

    Raises OSError where the disk refuses.
    """
    if os.path.lexists(workshop.journal):
        try:
            apply(workshop, read_journal(workshop))
        except Unfit as unfit:
            discard(workshop)
            return Phrase(_NOT_USED, reason=unfit.reason)
        except OSError as error:
            if error.errno not in _OTHERWISE:
                raise
            discard(workshop)
            return Phrase(_NOT_USED, reason=OTHER_OUTPUT)
        return Phrase("已接着完成")
    if os.path.lexists(workshop.staging):
        discard(workshop)
        return Phrase("网站没有变，准备了一半的文件已清理")
    return None


_OTHERWISE = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENOENT, errno.EXDEV})
"""What a disk says of moves that it will never do: output/ is another one than it was."""


def refuse_other_portal(workshop: Workshop, portal: Portal) -> None:
    """Raises RequestError where output/ is another portal's: of another name, and built from another folder."""
    output = workshop.output
    held = read_manifest(output)
    built_from, _ = told_by(workshop)
    if held is not None and held.portal != portal.name and built_from != portal.root:
        raise RequestError(
            "{output} 里是另一个门户“{other}”的网站，不是“{name}”的；请换一个输出位置，或先移走它",
            output=output,
            other=held.portal,
            name=portal.name,
        )
