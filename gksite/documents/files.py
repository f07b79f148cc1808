"""Files of the portal as bytes: regular files inside their folder, of a size that makes sense."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from gksite.problems.problem import Code, Location, Phrase, Problems

LARGEST = 5 * 1024 * 1024
"""Bytes of one content file; the longest real notice has 60 kB."""
LARGEST_SOURCE = 20 * 1024 * 1024
"""Bytes of a notice as received; a scan has a few MB."""

UNREADABLE = Code(
    "GK001",
    "无法读取此文件：{reason}",
    why="文件不存在、没有权限，或磁盘出错，内容就不能进入网站。",
    mend="检查文件是否存在、是否有读取权限；从别处复制来的文件请重新复制一次。",
)
OUTSIDE = Code(
    "GK002",
    "此路径指向允许的文件夹之外，不予读取",
    why="内容只能来自门户自己的 content/ 文件夹，以免把服务器上的其他文件发布出去。",
    mend="把文件本身放进 content/，不要用指向别处的链接，路径中不要写“..”。",
)
TOO_LARGE = Code(
    "GK003",
    "文件有 {size} MB，超过 {limit} MB 的上限",
    why="一份通知的文字通常不到 0.1 MB；这么大的文件多半是放错了，或内含图片、附件。",
    mend="确认是否放错文件；内容确实很多时，请拆成几份通知。",
)


def relative(path: Path, root: Path) -> str:
    """A path as messages show it: relative to the portal, with forward slashes."""
    if path.is_relative_to(root):
        path = path.relative_to(root)
    return path.as_posix()


def read_bytes(path: Path, root: Path, problems: Problems, *, within: Path, limit: int = LARGEST) -> bytes | None:
    """The bytes of a regular file that really lies in `within`; None with a problem noted otherwise."""
    place = Location(relative(path, root))
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(within.resolve()):
            problems.add(OUTSIDE, place)
            return None
        if not stat.S_ISREG(real.stat().st_mode):  # a device may act on being opened
            _refused(real, place, problems)
            return None
        with open(os.open(real, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                _refused(real, place, problems)
                return None
            data = stream.read(limit + 1)
    except (OSError, RuntimeError) as error:
        problems.add(UNREADABLE, place, reason=reason(error))
        return None
    if len(data) > limit:
        problems.add(TOO_LARGE, place, size=round(status.st_size / 1048576, 1), limit=limit // 1048576)
        return None
    return data


def is_free(folder: Path, path: str) -> bool:
    """Whether no link leads away between a folder and what a path in it names; the folder itself may be reached so."""
    above = [parent for parent in PurePosixPath(path).parents if parent.name]
    return not any((folder / parent).is_symlink() for parent in above)


def content_of(folder: Path, path: str) -> bytes | None:
    """What a file in a folder holds; None where none stands there, or a link or something else leads to it.

    Raises OSError where the disk refuses.
    """
    file = folder / path
    if not is_free(folder, path) or file.is_symlink() or not file.is_file():
        return None
    return file.read_bytes()


def names_below(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every file, link or other thing below a folder that is no folder, with what the system says of it.

    Raises OSError where a folder cannot be looked at.
    """
    for above, names, files in os.walk(folder, onerror=_raise):
        here = Path(above)
        links = [name for name in names if (here / name).is_symlink()]
        for name in (*files, *links):
            path = here / name
            yield path.relative_to(folder).as_posix(), path.lstat()


def _raise(error: OSError) -> None:
    raise error


def replace_file(path: Path, content: bytes) -> None:
    """Put one file in place, whole or not at all. Raises OSError where the disk refuses."""
    draft = path.with_name(f".{path.name}.gksite")
    try:
        draft.unlink(missing_ok=True)
        with draft.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _refused(path: Path, place: Location, problems: Problems) -> None:
    """Note what stands in the place of a file: a folder, a pipe, a socket, a device."""
    kind = Phrase("这是文件夹") if path.is_dir() else Phrase("不是普通文件")
    problems.add(UNREADABLE, place, reason=kind)


def is_inside(folder: Path, root: Path, problems: Problems) -> bool:
    """Whether a folder of the portal really lies in it; noted where a link leads out."""
    try:
        inside = folder.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return True  # a loop, which whoever opens it tells
    if not inside:
        problems.add(OUTSIDE, Location(relative(folder, root)))
    return inside


def check_folder(folder: Path, root: Path, problems: Problems, limit: int) -> None:
    """Note what stands anywhere in a folder and cannot be read as a file in it of at most `limit` bytes."""
    if not is_inside(folder, root, problems):
        return
    for above, names, files in os.walk(folder, onerror=lambda error: _note(error, root, problems)):
        here = Path(above)
        links = [name for name in names if (here / name).is_symlink()]
        for name in sorted((*files, *links)):
            _check_file(here / name, folder, root, problems, limit)


def _note(error: OSError, root: Path, problems: Problems) -> None:
    problems.add(UNREADABLE, Location(relative(Path(str(error.filename)), root)), reason=reason(error))


def _check_file(path: Path, within: Path, root: Path, problems: Problems, limit: int) -> None:
    place = Location(relative(path, root))
    try:
        real = path.resolve(strict=True)
        status = real.stat()
    except (OSError, RuntimeError) as error:
        problems.add(UNREADABLE, place, reason=reason(error))
        return
    if not real.is_relative_to(within.resolve()):
        problems.add(OUTSIDE, place)
    elif stat.S_ISREG(status.st_mode) and status.st_size > limit:
        problems.add(TOO_LARGE, place, size=round(status.st_size / 1048576, 1), limit=limit // 1048576)
    elif not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        _refused(real, place, problems)


_ERRORS = {
    errno.ENOENT: "文件不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在磁盘只读",
    errno.ELOOP: "链接指向自己，形成循环",
    errno.EISDIR: "这是文件夹",
    errno.EEXIST: "这里是一个文件，不是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "超出单个文件的大小限制",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多，超出系统的限制（ulimit -n）",
    errno.ENFILE: "打开的文件太多，超出系统的限制（ulimit -n）",
    errno.ENOMEM: "内存不够",
    errno.ENAMETOOLONG: "文件名过长",
}


def reason(error: OSError | RuntimeError) -> Phrase:
    """A system error in plain words."""
    if isinstance(error, RuntimeError):  # pathlib before 3.13 reports a loop of links so
        return Phrase(_ERRORS[errno.ELOOP])
    if error.errno in _ERRORS:
        return Phrase(_ERRORS[error.errno])
    return Phrase("{detail}", detail=error.strerror or str(error))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
