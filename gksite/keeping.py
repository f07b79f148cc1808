"""What a site was built from, kept in its workshop: the ground on which one notice can be withdrawn at once."""

import json
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from gksite.documents.files import LARGEST_SOURCE, content_of, is_free, reason
from gksite.problems.problem import Code, Level, Location, Problems
from gksite.workshop import LAST, PRIVATE, Workshop, clear

PARTS = ("site.yaml", "content", "templates")
"""What of a portal goes into its site."""
SETTINGS = "built.json"
"""The file that says how the site was built, beside those parts."""

NOT_KEPT = Code(
    "GK351",
    "网站已经更新，但没有留下这次生成所用的内容：{reason}",
    why="单独撤下一份通知（gksite withdraw）时，要用上一次生成所用的内容。",
    mend="腾出磁盘空间，或检查写权限，再生成一次。",
    level=Level.WARNING,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """How the site was built that stands in output/, as of when, and which notices and items it shows."""

    notices: tuple[str, ...]
    items: tuple[str, ...]
    as_of: str
    offline: bool
    search: bool
    components: bool

    @property
    def now(self) -> datetime:
        """The moment as of which it was built."""
        return datetime.fromisoformat(self.as_of)


def keep(root: Path, workshop: Workshop, settings: Kept, problems: Problems) -> None:
    """Keep what the site was built from, for its user alone; where the disk refuses it is told."""
    new, last = workshop.folder / f"{LAST}.new", workshop.folder / LAST
    try:
        clear(new)
        new.mkdir(mode=PRIVATE)
        copy(root, new, last)
        (new / SETTINGS).write_text(json.dumps(asdict(settings)), encoding="utf-8")
        clear(last)
        new.rename(last)
    except OSError as error:
        clear(new)
        clear(last)
        problems.add(NOT_KEPT, Location(workshop.output.name), reason=reason(error))


def kept(workshop: Workshop) -> Kept | None:
    """What was kept; None where nothing was, or what cannot be read."""
    if any((workshop.folder / LAST / part).is_symlink() for part in PARTS):
        return None
    with suppress(OSError, ValueError, TypeError, KeyError):
        found = json.loads(content_of(workshop.folder, f"{LAST}/{SETTINGS}") or b"")
        settings = Kept(**{**found, "notices": tuple(found["notices"]), "items": tuple(found.get("items", ()))})
        datetime.fromisoformat(settings.as_of)
        return settings
    return None


def copy(root: Path, target: Path, same: Path | None = None) -> None:
    """Copy the parts of a portal; a file that stands unchanged in `same` is taken from there."""
    for name in _files(root):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if (root / name).is_symlink():
            os.symlink(os.readlink(root / name), target / name)
        elif same is not None and is_free(same, name) and _is_same(root / name, same / name):
            os.link(same / name, target / name)
        else:
            shutil.copy2(root / name, target / name)


def _files(root: Path) -> Iterator[str]:
    """The files and links of a portal's parts, and nothing that is neither or too large for a site."""
    for part in PARTS:
        if (root / part).is_file():
            yield part
        for folder, names, files in os.walk(root / part):
            here = Path(folder)
            links = [name for name in names if (here / name).is_symlink()]
            for name in (*files, *links):
                if (here / name).is_symlink() or _is_small_file(here / name):
                    yield (here / name).relative_to(root).as_posix()


def _is_small_file(path: Path) -> bool:
    status = path.stat()
    return stat.S_ISREG(status.st_mode) and status.st_size <= LARGEST_SOURCE


def _is_same(path: Path, other: Path) -> bool:
    """Whether a copy holds what its original holds."""
    if other.is_symlink() or not other.is_file() or path.stat().st_size != other.stat().st_size:
        return False
    return path.read_bytes() == other.read_bytes()
