"""Files → output/: staged beside it, then moved in under a journal, so that a build happens whole or not at all.

Only what the manifest in output/ lists is ever removed or replaced; what others put there is left and told. A file of
ours that somebody has changed is copied to `.output.gksite/changed/` before it is replaced.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from gksite.documents.files import reason
from gksite.journal import Workshop, apply, check_access, discard, moves_for, stage, write_journal
from gksite.manifest import NAME, NOBODY, Portal, altered, in_the_way, is_of_gksite, manifest, read_manifest, standing
from gksite.model.outputs import File
from gksite.problems.problem import Code, Level, Location, Problems, RequestError

SHOWN = 5
"""Names of many that a message shows."""
KEPT = "changed"
"""The folder for files of ours as somebody has changed them."""

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
IN_THE_WAY = Code(
    "GK310",
    "这里有一个不是 gksite 生成的文件，占了新页面的位置",
    why="别人放的文件，程序不删除，也不覆盖。",
    mend="把它移走；要随网站一起公布的，放进 content/files/。",
)
FOREIGN = Code(
    "GK311",
    "有 {count} 个文件不是 gksite 生成的，原样留下：{names}",
    why="程序只删除自己写过的文件。留下的文件，网站服务器照样会送出。",
    mend="不该公布的请移走；要随网站一起公布的，放进 content/files/。",
    level=Level.WARNING,
)
CHANGED_BY_HAND = Code(
    "GK312",
    "有 {count} 个页面或文件在生成以后被人改过，已照内容换回；改过的存在 {folder}：{names}",
    why="网站由 content/ 生成，直接改 output/ 里的文件，下一次生成就没有了。",
    mend="要改的请改 content/ 或 templates/；改过的那一份不要了，就删去。",
    level=Level.WARNING,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a build changed in output/."""

    changed: int
    removed: int
    kept: int


@dataclass(frozen=True, slots=True)
class _Change:
    """What a build changes in output/: files moved in, paths removed, and what of others it meets."""

    moved: list[File]
    removed: list[str]
    foreign: list[str]
    blocked: list[str]
    by_hand: list[tuple[str, bytes]]


def beside(output: Path) -> Path:
    """The folder beside output/ for what belongs to it but is not published."""
    return Workshop(output).folder


@contextmanager
def exclusive(output: Path) -> Iterator[None]:
    """Hold output/ for this process, having finished or undone what a killed one left.

    Raises RequestError where another command holds it, or where it holds something that gksite did not make.
    """
    workshop = Workshop(output)
    if output.exists() and not output.is_dir():
        raise RequestError("{output} 是一个文件，不是文件夹；请换一个输出位置，或移走它", output=output)
    settled = not workshop.journal.exists()  # a first build killed while moving in may lack its home page
    if settled and not is_of_gksite(output):
        raise RequestError("{output} 里有别的文件，不是 gksite 生成的；请换一个空文件夹，或先移走它们", output=output)
    try:
        workshop.folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(workshop.lock, os.O_CREAT | os.O_RDWR, 0o644)
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
    if Workshop(output).journal.exists() or Workshop(output).staging.exists():
        with exclusive(output):
            pass


def recover(output: Path) -> bool:
    """Finish the moves of a killed build, or throw away what it had staged; whether there was anything to finish."""
    workshop = Workshop(output)
    unfinished = workshop.journal.exists()
    if unfinished:
        apply(workshop)
    elif workshop.staging.exists():
        shutil.rmtree(workshop.staging)
    return unfinished


def refuse_other_portal(output: Path, portal: Portal) -> None:
    """Raises RequestError where output/ is another portal's: of another name, and built from another folder."""
    held, lock = read_manifest(output), Workshop(output).lock
    built_from = lock.read_text(encoding="utf-8", errors="replace") if lock.exists() else ""
    if held is not None and held.portal != portal.name and built_from != portal.root:
        raise RequestError(
            "{output} 里是另一个门户“{other}”的网站，不是“{name}”的；请换一个输出位置，或先移走它",
            output=output,
            other=held.portal,
            name=portal.name,
        )


def write(files: Sequence[File], output: Path, problems: Problems, portal: Portal = NOBODY) -> Written | None:
    """Make output/ hold these files beside what others put there; None, with a problem, if it cannot."""
    workshop = Workshop(output)
    place = Location(output.name)
    try:
        change = _change(files, output, portal)
        for path in change.blocked:
            problems.add(IN_THE_WAY, Location(f"{output.name}/{path}"))
        if change.blocked:
            return None
        if portal.root:
            workshop.lock.write_text(portal.root, encoding="utf-8")
        if change.moved or change.removed:
            _prepare(change, workshop)
    except OSError as error:
        discard(workshop)
        problems.add(CANNOT_WRITE, place, reason=reason(error), output=output.name)
        return None
    try:
        if change.moved or change.removed:
            apply(workshop)
    except OSError as error:
        problems.add(UNFINISHED, place, reason=reason(error))
        return None
    _tell(change, workshop, problems)
    changed = sum(file.path != NAME for file in change.moved)
    return Written(changed, len(change.removed), len(files) - changed)


def _change(files: Sequence[File], output: Path, portal: Portal) -> _Change:
    """What there is to do, and what is in the way of it."""
    before = standing(output)
    wanted = {file.path for file in files}
    changed = [file for file in files if not _same(output / file.path, file.content)]
    listed = manifest(portal, files).file()  # moved in first: whatever happens then, what comes in is known as ours
    moved = changed if _same(output / listed.path, listed.content) else [listed, *changed]
    paths = {file.path for file in changed}
    removed, foreign = before.stale(wanted), before.foreign(wanted, paths)
    by_hand = list(altered([*sorted(paths), *removed], output, before.manifest))
    return _Change(moved, removed, foreign, in_the_way(foreign, wanted), by_hand)


def _prepare(change: _Change, workshop: Workshop) -> None:
    """Everything up to the journal; nothing in output/ has changed so far."""
    stage(change.moved, workshop)
    for path, content in change.by_hand:
        _keep(workshop.folder / KEPT / path, content)
    moves = moves_for(change.moved, workshop.output)
    check_access({(workshop.output / path).parent for path in (*moves, *change.removed)})
    write_journal(workshop, moves, change.removed)


def _keep(path: Path, content: bytes) -> None:
    """A file as somebody has changed it, beside other such versions of it."""
    digest = hashlib.sha256(content).hexdigest()[:8]
    path = path.with_name(f"{path.stem}.{digest}{path.suffix}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _tell(change: _Change, workshop: Workshop, problems: Problems) -> None:
    """Say what of others has been met."""
    place = Location(workshop.output.name)
    if change.foreign:
        problems.add(FOREIGN, place, count=len(change.foreign), names=_some(change.foreign))
    if change.by_hand:
        paths = [path for path, _ in change.by_hand]
        folder = f"{workshop.folder.name}/{KEPT}/"
        problems.add(CHANGED_BY_HAND, place, count=len(paths), folder=folder, names=_some(paths))


def _some(paths: list[str]) -> str:
    """A few of many paths."""
    return "  ".join(paths[:SHOWN]) + ("  …" if len(paths) > SHOWN else "")


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


def _same(path: Path, content: bytes) -> bool:
    try:
        return not path.is_symlink() and path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
