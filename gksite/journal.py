"""The journal under which a build moves in: verified before it is used, finished by the command that meets it.

Until it exists nothing in output/ has changed; once it exists the moves are finished, by this command or the next one.
"""

import errno
import hashlib
import json
import os
import shutil
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from gksite.documents.files import content_of, is_free
from gksite.manifest import NAME, in_the_way, lies_below
from gksite.model.outputs import File
from gksite.problems.problem import Phrase
from gksite.workshop import Workshop, clear

SCHEMA = "gksite/journal/1"
NEXT = f"{NAME}.next"
"""The list of output/ as staged that takes its place when all is done; until then it names what will be removed too."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What a build moves in and removes: paths below output/, and the digest of every file as it will be or was."""

    moves: list[str]
    files: Mapping[str, str]
    """The new files, with the SHA-256 of each."""
    removed: Mapping[str, str | None]
    """What is removed, as `_mark` tells it; None where nothing stands there."""
    listed: str | None
    """The list of output/ before, likewise."""

    def encoded(self) -> bytes:
        """The journal as it stands on the disk, with a digest of its own."""
        held = asdict(self)
        return json.dumps({"schema": SCHEMA, "journal": held, "sha256": _digest_of(held)}).encode()


class Unfit(Exception):
    """A journal that does not fit what stands on the disk; `reason` says why, as a part of a sentence."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__()
        self.reason = reason


DAMAGED = Phrase("已经损坏")
LED_OUTSIDE = Phrase("指向 output 以外")
NOT_STAGED = Phrase("与准备好的文件对不上")
OTHER_OUTPUT = Phrase("与现在的 output 对不上")


def write_journal(workshop: Workshop, moves: list[str], removed: list[str], files: Sequence[File]) -> Journal:
    """From here on the build will be finished."""
    os.sync()
    digests = {file.path: hashlib.sha256(file.content).hexdigest() for file in files}
    before = {path: _mark(workshop.output / path) for path in removed}
    journal = Journal(moves, digests, before, _mark(workshop.output / NAME))
    draft = workshop.journal.with_suffix(".draft")
    clear(draft)
    with draft.open("xb") as stream:
        stream.write(journal.encoded())
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(workshop.journal)
    _sync(workshop.folder)
    return journal


def read_journal(workshop: Workshop) -> Journal:
    """The journal of a workshop. Raises Unfit unless all that it names lies below, and is as it was or will be."""
    try:
        written = json.loads(content_of(workshop.folder, workshop.journal.name) or b"")
        held = written["journal"]
        if written["schema"] != SCHEMA or written["sha256"] != _digest_of(held):
            raise Unfit(DAMAGED)
        journal = Journal(**held)
        paths = (*journal.moves, *journal.files, *journal.removed)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Unfit(DAMAGED) from error
    if not all(path == "." or lies_below(path) for path in paths):
        raise Unfit(LED_OUTSIDE)
    _check_fit(journal, workshop)
    return journal


def _check_fit(journal: Journal, workshop: Workshop) -> None:
    """Raises Unfit where a file is neither staged nor moved in, or where something else stands to be removed."""
    if workshop.staging.is_symlink():
        raise Unfit(NOT_STAGED)
    for path, digest in journal.files.items():
        target = NAME if path == NEXT else path
        if not is_free(workshop.output, target):
            raise Unfit(OTHER_OUTPUT)
        staged = _mark(workshop.staging / path) if is_free(workshop.staging, path) else None
        if digest not in (staged, _mark(workshop.output / target)):
            raise Unfit(NOT_STAGED)
    for path in journal.moves:
        if (workshop.staging / path).exists() and not (workshop.output / path).parent.is_dir():
            raise Unfit(OTHER_OUTPUT)
    if _mark(workshop.output / NAME) not in (journal.listed, journal.files.get(NAME), journal.files.get(NEXT)):
        raise Unfit(OTHER_OUTPUT)
    for path, mark in journal.removed.items():
        if not is_free(workshop.output, path):
            raise Unfit(OTHER_OUTPUT)
        if path not in journal.files and _mark(workshop.output / path) not in (None, mark):
            raise Unfit(OTHER_OUTPUT)


def _mark(path: Path) -> str | None:
    """What tells one file or link from another: its SHA-256, or where it leads; None where there is neither."""
    if path.is_symlink():
        return f"-> {os.readlink(path)}"
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return None


def _digest_of(held: object) -> str:
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def apply(workshop: Workshop, journal: Journal) -> None:
    """Do what the journal says; each step may already have been done, and no signal comes between."""
    with _undisturbed():
        output, staging = workshop.output, workshop.staging
        early = in_the_way(journal.removed, journal.files)
        for path in early:
            if path not in journal.moves or (staging / path).exists():  # else what stands there has been moved in
                _remove(output / path)
        for path in journal.moves:
            if (staging / path).exists():
                _move(staging / path, output / path)
        for path in set(journal.removed) - set(early):
            _remove(output / path)
        _prune(output, list(journal.removed))
        if (staging / NEXT).exists():
            _move(staging / NEXT, output / NAME)
        workshop.journal.unlink()
        if staging.exists():
            shutil.rmtree(staging)


def _remove(path: Path) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        path.unlink()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Signals that end a program wait until what has begun is done."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""The signals that ask a program to end."""


def _prune(output: Path, removed: list[str]) -> None:
    """Remove the folders that deleted files have left empty."""
    folders: set[PurePosixPath] = set()
    for path in removed:
        folders |= set(PurePosixPath(path).parents)
    for folder in sorted(folders - {PurePosixPath()}, reverse=True):
        try:
            (output / folder).rmdir()
        except OSError as error:
            if error.errno not in _NOT_TO_GO:
                raise


_NOT_TO_GO = frozenset({errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR, errno.EBUSY})
"""What a disk says of a folder that is not empty, not there, or no folder."""


def _move(source: Path, target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        _clear_empty(target)
    os.replace(source, target)


def _clear_empty(folder: Path) -> None:
    """Remove a folder that holds nothing but empty folders, in the place where something new will stand."""
    for path, _, _ in os.walk(folder, topdown=False):
        Path(path).rmdir()
