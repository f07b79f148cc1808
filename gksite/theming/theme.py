"""The theme: the one that comes with gksite, and a portal's own files that take the place of the same files of it."""

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gksite.documents.files import LARGEST_SOURCE, UNREADABLE, check_folder, reason, relative
from gksite.problems.problem import Location, Problems, RequestError

OURS = "gksite"
"""What stands before the name of a template of ours where a portal's own has taken its place."""

ORIGINS = "overlay.yaml"
"""The file of a portal's `templates/` that says of which versions of ours its files were made."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The theme that comes with gksite, and the portal's `templates/`, None where it has none.

    A file is named by its path in either folder. `tokens` is the style sheet of the portal's own colours and fonts.
    """

    own: Path
    overlay: Path | None = None
    tokens: bytes = b""

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where files are looked for, the portal's first."""
        return (self.own,) if self.overlay is None else (self.overlay, self.own)

    def folder(self, name: str) -> Path:
        """The folder that a file is taken from; ours for one that is in neither."""
        if self.overlay is not None and (self.overlay / name).is_file():
            return self.overlay
        return self.own

    def path(self, name: str) -> Path:
        """Where a file stands."""
        return self.folder(name) / name

    def files(self) -> Mapping[str, Path]:
        """Where every file stands, in the order of the names."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            found |= files_in(folder)
        return {name: found[name] for name in sorted(found)}


def files_in(folder: Path) -> dict[str, Path]:
    """Every file below a folder by its name."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def theme(root: Path, problems: Problems) -> Theme:
    """The theme of a portal; no file is copied, and its own are looked at before anything opens one of them.

    Raises Stop where some cannot be read.
    """
    ours, folder = own_theme(), root / "templates"
    if not folder.is_dir():
        return Theme(ours)
    check_folder(folder, root, problems, LARGEST_SOURCE)
    problems.gate()
    if folder.samefile(ours):
        return Theme(folder)
    found = Theme(ours, folder)
    _check_kinds(found, folder, root, problems)
    problems.gate()
    return found


def _check_kinds(theme: Theme, overlay: Path, root: Path, problems: Problems) -> None:
    """Note a folder of the portal where ours has a file, and the other way round: it would take no place of ours."""
    for path in sorted(overlay.rglob("*")):
        other = theme.own / path.relative_to(overlay)
        if other.exists() and other.is_dir() != path.is_dir():
            number = errno.EISDIR if path.is_dir() else errno.EEXIST
            told = reason(OSError(number, os.strerror(number)))
            problems.add(UNREADABLE, Location(relative(path, root)), reason=told)


def own_theme() -> Path:
    """The theme that comes with gksite: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent.parent
    for folder in (package / "templates", package.parent / "templates"):
        if folder.is_dir():
            return folder
    raise RequestError("没有找到模板文件夹 templates；请重新安装 gksite")
