"""Files → output/: staged beside it, then moved in under a journal, so that a build happens whole or not at all.

Only what the manifest in output/ lists is ever removed or replaced; what others put there is left and told. A file of
ours that somebody has changed is copied to `.output.gksite/changed/` before it is replaced.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from gksite.documents.files import reason
from gksite.journal import NEXT, Journal, apply, write_journal
from gksite.manifest import NAME, NOBODY, Manifest, Portal, altered, in_the_way, manifest, standing
from gksite.model.outputs import File
from gksite.problems.problem import Code, Level, Location, Problems
from gksite.workshop import Workshop, check_access, discard, moves_for, stage

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


def write(files: Sequence[File], output: Path, problems: Problems, portal: Portal = NOBODY) -> Written | None:
    """Make output/ hold these files beside what others put there; None, with a problem, if it cannot."""
    workshop = Workshop(output)
    place = Location(output.name)
    journal = None
    try:
        change = _change(files, output, portal)
        for path in change.blocked:
            problems.add(IN_THE_WAY, Location(f"{output.name}/{path}"))
        if change.blocked:
            return None
        if portal.root:
            workshop.lock.write_text(portal.root, encoding="utf-8")
        if change.moved or change.removed:
            journal = _prepare(change, workshop)
    except OSError as error:
        discard(workshop)
        problems.add(CANNOT_WRITE, place, reason=reason(error), output=output.name)
        return None
    try:
        if journal is not None:
            apply(workshop, journal)
    except OSError as error:
        problems.add(UNFINISHED, place, reason=reason(error))
        return None
    _tell(change, workshop, problems)
    changed = sum(file.path not in (NAME, NEXT) for file in change.moved)
    return Written(changed, len(change.removed), len(files) - changed)


def _change(files: Sequence[File], output: Path, portal: Portal) -> _Change:
    """What there is to do, and what is in the way of it."""
    before = standing(output)
    wanted = {file.path for file in files}
    changed = [file for file in files if not _same(output / file.path, file.content)]
    changed.sort(key=_turn)
    paths = {file.path for file in changed}
    removed, foreign = before.stale(wanted), before.foreign(wanted, paths)
    by_hand = list(altered([*sorted(paths), *removed], output, before.manifest))
    moved = [*_lists(manifest(portal, files), removed, output), *changed]
    return _Change(moved, removed, foreign, in_the_way(foreign, wanted), by_hand)


def _lists(listed: Manifest, removed: Sequence[str], output: Path) -> Iterator[File]:
    """The list moves in first, with what will be removed: whatever happens then, all that is ours is known as ours."""
    whole = listed.file()
    if removed:
        yield replace(listed, files={**listed.files, **dict.fromkeys(removed, "")}).file()
        yield File(NEXT, whole.content)
    elif not _same(output / whole.path, whole.content):
        yield whole


def _turn(file: File) -> int:
    """When a file moves in: what pages refer to before the pages, the home page last."""
    if file.path == "index.html":
        return 2
    return int(file.path.endswith(".html"))


def _prepare(change: _Change, workshop: Workshop) -> Journal:
    """Everything up to the journal; nothing in output/ has changed so far."""
    stage(change.moved, workshop)
    for path, content in change.by_hand:
        _keep(workshop.folder / KEPT / path, content)
    moves = moves_for([file for file in change.moved if file.path != NEXT], workshop.output)
    check_access({(workshop.output / path).parent for path in (*moves, *change.removed)})
    return write_journal(workshop, moves, change.removed, change.moved)


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
