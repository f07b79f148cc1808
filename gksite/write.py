"""Files → output/: staged beside it, then moved in under a journal, so that a build happens whole or not at all.

Beside output/ stands `.output.gksite/` with `lock`, `staging/` (new bytes) and `journal` (what to remove and what to
move in). Until the journal exists nothing in output/ has changed and staging is thrown away; once it exists the moves
are finished, by this command or by the next one.
"""

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from gksite.documents.files import reason
from gksite.model.outputs import File
from gksite.problems.problem import Code, Location, Problems, RequestError

GENERATOR = b'<meta name="generator" content="gksite'

CANNOT_WRITE = Code(
    "GK012",
    "无法写入：{reason}。{output} 保持原样",
    why="磁盘已满或没有写权限时，宁可不更新，也不发布一半。",
    mend="腾出磁盘空间，或检查文件夹的写权限，然后重新生成。",
)
UNFINISHED = Code(
    "GK013",
    "更新中途停下：{reason}。排除原因后再运行任何 gksite 命令，就会继续完成",
    why="新页面已全部备好，正在移入时磁盘出错。",
    mend="腾出磁盘空间，或检查写权限，然后重新运行。",
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a build changed in output/."""

    changed: int
    removed: int
    kept: int


@dataclass(frozen=True, slots=True)
class _Workshop:
    """The folder beside output/ where a build is prepared."""

    output: Path

    @property
    def folder(self) -> Path:
        return self.output.parent / f".{self.output.name}.gksite"

    @property
    def staging(self) -> Path:
        return self.folder / "staging"

    @property
    def journal(self) -> Path:
        return self.folder / "journal"


def beside(output: Path) -> Path:
    """The folder beside output/ for what belongs to it but is not published."""
    return _Workshop(output).folder


@contextmanager
def exclusive(output: Path) -> Iterator[None]:
    """Hold output/ for this process, having finished or undone what a killed one left.

    Raises RequestError where another command holds it, or where it holds something that gksite did not make.
    """
    workshop = _Workshop(output)
    if output.exists() and not output.is_dir():
        raise RequestError("{output} 是一个文件，不是文件夹；请换一个输出位置，或移走它", output=output)
    if not workshop.journal.exists():  # a first build killed while moving in may lack its home page
        _refuse_foreign(output)
    try:
        workshop.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(workshop.folder / "lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise RequestError("无法在 {folder} 中写入：{reason}", folder=output.parent, reason=reason(error)) from error
    if output.exists() and output.stat().st_dev != workshop.folder.stat().st_dev:
        os.close(descriptor)
        raise RequestError("{output} 与它的上级文件夹不在同一个磁盘上，无法整体更新；请换一个输出位置", output=output)
    with open(descriptor, "rb+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RequestError("另一个 gksite 命令正在更新 {output}，请等它结束", output=output) from error
        recover(output)
        yield


def settle(output: Path) -> None:
    """Finish or undo what a killed build left, if one did and no other command is at it."""
    if _Workshop(output).journal.exists() or _Workshop(output).staging.exists():
        with exclusive(output):
            pass


def recover(output: Path) -> bool:
    """Finish the moves of a killed build, or throw away what it had staged; whether there was anything to finish."""
    workshop = _Workshop(output)
    unfinished = workshop.journal.exists()
    if unfinished:
        _apply(workshop)
    elif workshop.staging.exists():
        shutil.rmtree(workshop.staging)
    return unfinished


def write(files: Sequence[File], output: Path, problems: Problems) -> Written | None:
    """Make output/ hold these files and no others (dot files at its top apart); None, with a problem, if it cannot."""
    workshop = _Workshop(output)
    place = Location(output.name)
    try:
        changed = [file for file in files if not _same(output / file.path, file.content)]
        removed = _stale(output, {file.path for file in files})
        if not changed and not removed:
            return Written(0, 0, len(files))
        _stage(changed, workshop)
        moves = _moves(changed, output)
        _check_access({(output / path).parent for path in (*moves, *removed)})
        _write_journal(workshop, moves, removed)
    except OSError as error:
        _discard(workshop)
        problems.add(CANNOT_WRITE, place, reason=reason(error), output=output.name)
        return None
    try:
        _apply(workshop)
    except OSError as error:
        problems.add(UNFINISHED, place, reason=reason(error))
        return None
    return Written(len(changed), len(removed), len(files) - len(changed))


def save(path: Path, content: bytes, problems: Problems) -> bool:
    """Put one file in place, whole or not at all; False, with a problem noted, where the disk refuses."""
    draft = path.with_name(f".{path.name}.gksite")
    try:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        problems.add(CANNOT_WRITE, Location(path.as_posix()), reason=reason(error), output=path.name)
        return False
    return True


def _discard(workshop: _Workshop) -> None:
    """Throw away what is staged, the journal first: it must never stand without the files that it moves."""
    with suppress(OSError):
        workshop.journal.unlink(missing_ok=True)
        shutil.rmtree(workshop.staging)


def _refuse_foreign(output: Path) -> None:
    """A tree that gksite built names it as its generator on the home page; anything else is somebody's own."""
    if not output.is_dir() or not any(not name.startswith(".") for name in os.listdir(output)):
        return
    home = output / "index.html"
    if not home.is_file() or GENERATOR not in home.read_bytes():
        raise RequestError("{output} 里有别的文件，不是 gksite 生成的；请换一个空文件夹，或先移走它们", output=output)


def _same(path: Path, content: bytes) -> bool:
    try:
        return not path.is_symlink() and path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False


def _stale(output: Path, wanted: set[str]) -> list[str]:
    """Everything in output/ that no file wants, deepest names included, dot files at the top apart."""
    found = []
    for folder, names, files in os.walk(output):
        here = Path(folder).relative_to(output)
        links = [n for n in names if (Path(folder) / n).is_symlink()]
        if here == Path():
            names[:] = [n for n in names if not n.startswith(".")]
            files = [f for f in files if not f.startswith(".")]
        names.sort()
        for name in (*files, *links):
            path = (here / name).as_posix()
            if path not in wanted or name in links:
                found.append(path)
    return sorted(found)


def _stage(files: Sequence[File], workshop: _Workshop) -> None:
    shutil.rmtree(workshop.staging, ignore_errors=True)
    workshop.staging.mkdir(parents=True)
    made: set[Path] = set()
    for file in files:
        path = workshop.staging / file.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(file.content)


def _moves(files: Sequence[File], output: Path) -> list[str]:
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


def _check_access(folders: set[Path]) -> None:
    for folder in sorted(folders):
        if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _write_journal(workshop: _Workshop, moves: list[str], removed: list[str]) -> None:
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


def _apply(workshop: _Workshop) -> None:
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
