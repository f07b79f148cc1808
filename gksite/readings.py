"""What readers made of files, kept for the next build, so that a source that has not changed is not read again.

Only a build may take a reading from here: `check` reads every source itself. A reading stands under the digest of what
it was made of (the file, its name, the program that reads), in a folder that nobody else may enter, under a seal that
holds for this folder alone: one that was copied here, received from somebody, changed or cut is read again, in silence.
"""

import hashlib
import json
import os
import stat
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from gksite.model.blocks import Reading
from gksite.problems.problem import Problems
from gksite.readers import read_data
from gksite.readers.apart import ReadingProcess
from gksite.readers.content import Content, from_plain, to_plain
from gksite.readers.limits import LONGEST_ANSWER
from gksite.readers.office import office_program

_PRIVATE = 0o700
"""The mode of the folder."""
_LIBRARIES = ("beautifulsoup4", "lxml", "pdfminer.six")
"""What readers read with, beside Python."""
_OPENING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
"""How anything here is opened: never through a link, never to wait."""


class Read(Protocol):
    """What makes a reading of a file's bytes and name in a process, as `gksite.readers.read_data` does."""

    def __call__(
        self,
        data: bytes,
        file: str,
        problems: Problems,
        /,
        *,
        process: ReadingProcess | None = None,
        has_copy: bool = False,
    ) -> Reading | None: ...


class Readings:
    """The readings in a folder, and which of them this build has used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def read(
        self,
        data: bytes,
        file: str,
        problems: Problems,
        /,
        *,
        process: ReadingProcess | None = None,
        has_copy: bool = False,
    ) -> Reading | None:
        """The reading of a file: the one that was kept, else a new one, which is kept."""
        key = _key(data, file, has_copy)
        self._used.add(key)
        kept = _find(self._folder, key)
        if kept is not None:
            digest = hashlib.sha256(data).hexdigest()
            return Reading(file, digest, kept.blocks, kept.facts, kept.remarks, kept.margins, kept.questions)
        reading = read_data(data, file, problems, process=process, has_copy=has_copy)
        if reading is not None:
            _keep(self._folder, key, reading)
        return reading

    def forget_others(self) -> None:
        """Remove those that this build has not used."""
        with suppress(OSError):
            for name in os.listdir(self._folder):
                if name not in self._used:
                    (self._folder / name).unlink()


def _key(data: bytes, file: str, has_copy: bool) -> str:
    """What tells a reading from any other: what is read, under which name, and by which program."""
    made_of = hashlib.sha256(f"{_program()}\0{file}\0{has_copy}\0".encode("utf-8", "surrogateescape"))
    made_of.update(data)
    return made_of.hexdigest()


@cache
def _program() -> str:
    """One digest of all that has a part in a reading: our code with its limits, libraries, Python, LibreOffice."""
    package = Path(__file__).parent
    whole = hashlib.sha256(sys.version.encode())
    for path in sorted(package.rglob("*.py")):
        whole.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    for name in _LIBRARIES:
        whole.update(f"{name} {_version(name)}\0".encode())
    office = office_program()
    if office is not None:
        status = os.stat(office)
        whole.update(f"{office} {status.st_size} {status.st_mtime_ns}\0".encode())
    return whole.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _find(folder: Path, key: str) -> Content | None:
    """The content that was kept under a key; None where there is none that can be trusted."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        opened = _open_private(folder)
        try:
            data = _private_bytes(os.open(key, _OPENING, dir_fd=opened))
            seal, _, body = data.partition(b"\n")
            if seal == _seal(os.fstat(opened), key, body):
                return from_plain(json.loads(body))
        finally:
            os.close(opened)
    return None


def _keep(folder: Path, key: str, reading: Reading) -> None:
    """Keep a reading, whole or not at all; nothing where the disk refuses."""
    told = (reading.blocks, reading.facts, reading.remarks, reading.margins, reading.questions)
    body = json.dumps(to_plain(Content(*told)), separators=(",", ":")).encode()
    draft = f"{key}.new"
    with suppress(OSError):
        folder.mkdir(_PRIVATE, exist_ok=True)
        opened = _open_private(folder)
        try:
            with suppress(FileNotFoundError):
                os.unlink(draft, dir_fd=opened)
            new = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=opened)
            with open(new, "wb") as stream:
                stream.write(_seal(os.fstat(opened), key, body) + b"\n" + body)
            os.rename(draft, key, src_dir_fd=opened, dst_dir_fd=opened)
        finally:
            os.close(opened)


def _open_private(folder: Path) -> int:
    """The folder, opened. Raises OSError where it is a link, somebody else's, or open to others."""
    opened = os.open(folder, _OPENING | os.O_DIRECTORY)
    status = os.fstat(opened)
    if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & ~_PRIVATE:
        os.close(opened)
        raise PermissionError
    return opened


def _private_bytes(descriptor: int) -> bytes:
    """What a file of ours holds. Raises OSError where it is no file, somebody else's, or has another name elsewhere."""
    with open(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        is_ours = status.st_uid == os.geteuid() and status.st_nlink == 1
        if not (stat.S_ISREG(status.st_mode) and is_ours) or status.st_size > LONGEST_ANSWER:
            raise PermissionError
        return stream.read()


def _seal(folder: os.stat_result, key: str, body: bytes) -> bytes:
    """What holds for this content under this key in this very folder, not in a copy of it."""
    place = f"{folder.st_dev}:{folder.st_ino}:{key}\n".encode()
    return hashlib.sha256(place + body).hexdigest().encode()
