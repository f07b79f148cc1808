"""The files that a portal has in the place of ours: what each was made of, and whether ours has changed since."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gksite import __version__
from gksite.documents.files import digest_of, relative
from gksite.documents.shapes import read_entry
from gksite.model.positions import Record
from gksite.model.values import Digest, OneLine
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, Problems, Waivable, did_you_mean
from gksite.text.names import near
from gksite.theming.accessibility import RECORD
from gksite.theming.theme import ORIGINS, Theme, files_in

OLDER = Code(
    "GK407",
    "照 gksite {version} 的主题改的；主题的这个文件以后有改动，这里还没有跟上",
    why="自己的文件代替了主题的；主题以后改正的错误和增加的内容，这里都没有，也可能与别的文件配不上。",
    mend="与主题现在的文件对照，把改动抄过来，再运行 gksite theme --checked 文件名；不要自己的了，就删去它。",
    level=Level.WARNING,
    waivable=Waivable.REASON,
)
UNUSED = Code(
    "GK408",
    "主题里没有这个文件，也没有别的文件用到它{hint}",
    why="名称写错的文件代替不了主题的，改了也没有作用。",
    mend="按主题里的名称改正文件名；确实不用的，删去它。",
    level=Level.WARNING,
    waivable=Waivable.REASON,
)
UNKNOWN = Code(
    "GK409",
    "没有记下是照主题的哪一版改的，主题以后有改动时无法提醒",
    why="只有记下了版本，程序才知道主题的这个文件以后有没有改动。",
    mend="与主题现在的文件对照以后，运行 gksite theme --checked 文件名。",
    level=Level.NOTE,
)
_TEXTS = (".html", ".css", ".js")
"""Endings of the files that name others."""


class Origin(Record):
    """A file of a portal's, and the file of ours that it was made of or last compared with."""

    file: OneLine
    version: OneLine
    sha256: Digest


class OriginsRecord(Record):
    """templates/overlay.yaml, which `gksite theme` writes."""

    files: tuple[Origin, ...] = ()


class State(StrEnum):
    """How a file of a portal's stands to ours."""

    CURRENT = "与主题现在的文件对过"
    OLDER = "主题的这个文件以后有改动"
    UNKNOWN = "没有记下是照主题的哪一版改的"
    ADDED = "主题里没有，是自己增加的"
    UNUSED = "主题里没有，也没有文件用到它"


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A file of a portal's; the version of ours that it was made of, where that is recorded."""

    name: str
    state: State
    version: str = ""


def origins(theme: Theme, root: Path, problems: Problems) -> dict[str, Origin]:
    """What is recorded of a portal's files, by their names; a bad record is noted."""
    if theme.overlay is None or not (theme.overlay / ORIGINS).is_file():
        return {}
    entry = read_entry(OriginsRecord, theme.overlay / ORIGINS, root, problems, within=theme.overlay)
    return {origin.file: origin for origin in entry.record.files} if entry else {}


def overlaid(theme: Theme, root: Path, problems: Problems) -> tuple[Overlaid, ...]:
    """Every file of a portal's that counts as one of its theme, in the order of their names."""
    if theme.overlay is None:
        return ()
    recorded = origins(theme, root, problems)
    names = sorted(set(files_in(theme.overlay)) - {ORIGINS, RECORD})
    return tuple(_overlaid(name, theme, recorded.get(name)) for name in names)


def _overlaid(name: str, theme: Theme, origin: Origin | None) -> Overlaid:
    ours = theme.own / name
    if name.startswith("strings/") and ours.is_file():
        return Overlaid(name, State.ADDED)  # it adds its texts to ours, which hold where it says nothing
    if not ours.is_file():
        return Overlaid(name, State.ADDED if _is_used(name, theme) else State.UNUSED)
    if origin is None:
        is_same = ours.read_bytes() == theme.path(name).read_bytes()
        return Overlaid(name, State.CURRENT if is_same else State.UNKNOWN)
    if origin.sha256 == digest_of(ours):
        return Overlaid(name, State.CURRENT, origin.version)
    return Overlaid(name, State.OLDER, origin.version)


def _is_used(name: str, theme: Theme) -> bool:
    """Whether another file of a theme names this one, or it is the examples of a component."""
    folder, _, file = name.rpartition("/")
    if file == "examples.yaml":
        return theme.path(f"{folder}/template.html").is_file()
    said = name.removeprefix("assets/")
    return any(
        said in path.read_text(encoding="utf-8", errors="replace")
        for other, path in theme.files().items()
        if other != name and other.endswith(_TEXTS)
    )


def check_overlay(theme: Theme, root: Path, problems: Problems) -> Iterator[Problem]:
    """The portal's files that ours have left behind, that take no place, and of which nobody knows."""
    for file in overlaid(theme, root, problems):
        place = Location(relative(theme.path(file.name), root))
        match file.state:
            case State.OLDER:
                yield Problem(OLDER, place, version=file.version)
            case State.UNKNOWN:
                yield Problem(UNKNOWN, place)
            case State.UNUSED:
                yield Problem(UNUSED, place, hint=meant(file.name, theme))


def meant(name: str, theme: Theme) -> Phrase:
    """Which file of ours a name that is none may mean."""
    return did_you_mean(near(name, files_in(theme.own), most=1))


def with_origin(recorded: dict[str, Origin], name: str, theme: Theme) -> bytes:
    """The record with a file that is as new as ours is now."""
    now = Origin(file=name, version=__version__, sha256=digest_of(theme.own / name))
    lines = ["# gksite theme", "files:"]
    for origin in sorted((recorded | {name: now}).values(), key=lambda each: each.file):
        lines += [f"- file: {origin.file}", f'  version: "{origin.version}"', f'  sha256: "{origin.sha256}"']
    return "\n".join([*lines, ""]).encode()
