"""Files → output/: staged in the workshop, then moved in under a journal, so that a build happens whole or not at all.

Only what the manifest in output/ lists is ever removed or replaced; what others put there is left and told. A file of
ours that somebody has changed is copied to `changed/` in the workshop before it is replaced.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gksite.documents.files import content_of, reason, replace_file
from gksite.former import INDEXES, ages, spoiled, takes_back
from gksite.journal import NEXT, Journal, apply, write_journal
from gksite.manifest import (
    NAME,
    NOBODY,
    Manifest,
    Portal,
    Standing,
    altered,
    in_the_way,
    manifest,
    standing,
)
from gksite.model.outputs import File
from gksite.problems.problem import Code, Level, Location, Problems
from gksite.workshop import (
    CANNOT_WRITE,
    KEPT,
    UNFINISHED,
    Workshop,
    check_access,
    discard,
    lock_of,
    moves_for,
    stage,
    told_by,
)

SHOWN = 5
"""Names of many that a message shows."""

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


def write(
    files: Sequence[File], workshop: Workshop, problems: Problems, portal: Portal = NOBODY, *, former: bool = True
) -> Written | None:
    """Make output/ hold these files beside what others put there; None, with a problem, if it cannot.

    `former`: files of the builds before stay for a while whose names change with their content.
    """
    output = workshop.output
    place = Location(output.name)
    journal = None
    try:
        change = _change(files, output, portal, former=former)
        for path in change.blocked:
            problems.add(IN_THE_WAY, Location(f"{output.name}/{path}"))
        if change.blocked:
            return None
        if portal.root and told_by(workshop) != (portal.root, str(output)):
            workshop.lock.write_bytes(lock_of(portal.root, output))
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


def _change(files: Sequence[File], output: Path, portal: Portal, *, former: bool) -> _Change:
    """What there is to do, and what is in the way of it."""
    before, listed = standing(output), manifest(portal, files)
    changed = [file for file in files if content_of(output, file.path) != file.content]
    changed.sort(key=_turn)
    paths = {file.path for file in changed}
    if former and before.manifest is not None:
        listed, before = _with_former(listed, before, changed, output)
    removed, foreign = before.stale(listed.files), before.foreign(listed.files, paths)
    by_hand = list(altered([*sorted(paths), *removed], output, before.manifest))
    moved = [*_lists(listed, removed, output), *changed]
    return _Change(moved, removed, foreign, in_the_way(foreign, listed.files), by_hand)


def _with_former(
    listed: Manifest, before: Standing, changed: Sequence[File], output: Path
) -> tuple[Manifest, Standing]:
    """The list with what stays of the builds before, and what stands without those that somebody has changed."""
    held = before.manifest or listed
    others = set(spoiled(held, listed.files, output))
    stale = before.stale(listed.files)
    private = takes_back(stale, {file.path: file.content for file in changed}, output)
    staying = ages(held, listed.files)
    gone = (staying.keys() - set(before.present)) | others | set(in_the_way(staying, listed.files))
    for path in list(staying):
        if path in gone or (private and path.startswith(INDEXES)):
            del staying[path]
    files = {**listed.files, **{path: held.files[path] for path in staying}}
    ours = {path: digest for path, digest in held.files.items() if path not in others}
    return replace(listed, files=files, former=staying), replace(before, manifest=replace(held, files=ours))


def _lists(listed: Manifest, removed: Sequence[str], output: Path) -> Iterator[File]:
    """The list moves in first, with what will be removed: whatever happens then, all that is ours is known as ours."""
    whole = listed.file()
    if removed:
        yield replace(listed, files={**listed.files, **dict.fromkeys(removed, "")}).file()
        yield File(NEXT, whole.content)
    elif content_of(output, whole.path) != whole.content:
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
        folder = f"{workshop.shown}/{KEPT}/"
        problems.add(CHANGED_BY_HAND, place, count=len(paths), folder=folder, names=_some(paths))


def _some(paths: list[str]) -> str:
    """A few of many paths."""
    return "  ".join(paths[:SHOWN]) + ("  …" if len(paths) > SHOWN else "")


def save(path: Path, content: bytes, problems: Problems) -> bool:
    """Put one file in place, whole or not at all; False, with a problem noted, where the disk refuses."""
    try:
        replace_file(path, content)
    except OSError as error:
        problems.add(CANNOT_WRITE, Location(path.as_posix()), reason=reason(error), output=path.name)
        return False
    return True
