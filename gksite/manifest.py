"""What output/ holds of ours: the list of the files that a build wrote, and whose portal they are.

The list stands in output/ as `.gksite.json`. A web server may send it: it says no more than what is published anyway,
no folder of this machine and nothing of a notice that is not public.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from gksite.documents.files import content_of
from gksite.model.cards import is_card
from gksite.model.outputs import File
from gksite.model.site import Attachment

NAME = ".gksite.json"
SCHEMA = "gksite/output/1"
GENERATOR = b'<meta name="generator" content="gksite'
"""What every page of ours says of itself, also those of versions that kept no list."""


@dataclass(frozen=True, slots=True)
class Portal:
    """Whose files these are: the portal's name and its folder."""

    name: str = ""
    root: str = ""


NOBODY = Portal()
"""A tree that is no portal's."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that a build wrote, each with its SHA-256, and the name of their portal."""

    portal: str
    files: Mapping[str, str]
    former: Mapping[str, int] = field(default_factory=dict)
    """Those of them that only builds before wanted, and how many builds ago."""

    def file(self) -> File:
        """The list as a file of output/, the same bytes for the same files."""
        held: dict[str, object] = {"schema": SCHEMA, "portal": self.portal}
        if self.former:
            held["former"] = dict(sorted(self.former.items()))
        held["files"] = dict(sorted(self.files.items()))
        return File(NAME, (json.dumps(held, ensure_ascii=False, indent=0) + "\n").encode())


def manifest(portal: Portal, files: Iterable[File]) -> Manifest:
    """The list of some files."""
    return Manifest(portal.name, {file.path: hashlib.sha256(file.content).hexdigest() for file in files})


def read_manifest(output: Path) -> Manifest | None:
    """The list in output/; None where there is none, or one that cannot be trusted with what it names."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        held = json.loads(content_of(output, NAME) or b"")
        files = {str(path): str(digest) for path, digest in held["files"].items()}
        former = {path: int(age) for path, age in held.get("former", {}).items() if path in files}
        if held["schema"] == SCHEMA and all(map(lies_below, files)):
            return Manifest(str(held["portal"]), files, former)
    return None


def unpublished(files: Iterable[Attachment], output: Path | None) -> list[Attachment]:
    """The attachments that do not stand in a site of before as they are; without one, all."""
    held = read_manifest(output) if output else None
    known = held.files if held else {}
    return [file for file in files if known.get(file.path) != hashlib.sha256(file.data).hexdigest()]


def lies_below(path: str) -> bool:
    """Whether a path leads down from output/, nowhere else."""
    return bool(path) and "\\" not in path and not {"", ".", ".."} & set(path.split("/"))


@dataclass(frozen=True, slots=True)
class Standing:
    """The files and links that stand in output/, and its list of those that are ours.

    Of what begins with a dot at its top only security.txt counts.
    """

    present: tuple[str, ...]
    manifest: Manifest | None
    older: frozenset[str] = frozenset()
    """Where there is no list: the pages that name us as their generator."""

    def is_ours(self, path: str) -> bool:
        """Whether gksite wrote what stands there."""
        return path in (self.older if self.manifest is None else self.manifest.files)

    def stale(self, wanted: Collection[str]) -> list[str]:
        """Ours that nothing wants any more."""
        return [path for path in self.present if path not in wanted and self.is_ours(path)]

    def foreign(self, wanted: Collection[str], changed: Collection[str]) -> list[str]:
        """What is not ours, files apart that hold what would be written there.

        A tree of a version that kept no list held nothing of others: there what stands where a file is wanted is ours.
        A security.txt of the host's own is left alone like all that begins with a dot, unless one is to be written.
        """
        found = []
        for path in self.present:
            if self.is_ours(path) or (path in wanted and (self.manifest is None or path not in changed)):
                continue
            if path.startswith(f"{WELL_KNOWN}/") and path not in wanted:
                continue
            found.append(path)
        return found


def standing(output: Path) -> Standing:
    """What stands in output/. Raises OSError where it cannot be looked at."""
    present = tuple(sorted(_present(output)))
    held = read_manifest(output)
    if held is not None:
        return Standing(present, held)
    return Standing(present, None, frozenset(path for path in present if _is_page_of_ours(output, path)))


def is_of_gksite(output: Path) -> bool:
    """Whether gksite built what stands in output/, where anything does: by its list, else by its home page."""
    if not output.is_dir() or not any(not name.startswith(".") for name in os.listdir(output)):
        return True
    return read_manifest(output) is not None or _is_page_of_ours(output, "index.html")


def pages_in(output: Path) -> frozenset[str]:
    """The addresses of the pages of ours in output/, but of cards, which stand in pages of others, and come and go."""
    before = standing(output)
    pages = (path for path in before.present if path.endswith("/index.html") and before.is_ours(path))
    urls = (path.removesuffix("index.html") for path in pages)
    return frozenset(url for url in urls if not is_card(url))


def lasting(urls: Iterable[str]) -> frozenset[str]:
    """Those addresses of pages on notices, tasks, agencies and topics."""
    return frozenset(url for url in urls if url.startswith(_LASTING) and url not in _LASTING)


_LASTING = ("notices/", "agencies/", "topics/", "compare/")
"""Below these stand the pages whose addresses last."""


def in_the_way(foreign: Iterable[str], wanted: Collection[str]) -> list[str]:
    """Those that stand where a file or a folder of ours is wanted."""
    folders = {str(parent) for path in wanted for parent in PurePosixPath(path).parents}
    found = []
    for path in foreign:
        above = {str(parent) for parent in PurePosixPath(path).parents}
        if path in wanted or path in folders or not above.isdisjoint(wanted):
            found.append(path)
    return found


def altered(paths: Iterable[str], output: Path, held: Manifest | None) -> Iterator[tuple[str, bytes]]:
    """Those of our files that somebody has changed since they were written, with what they hold now."""
    if held is None:
        return
    for path in paths:
        content = content_of(output, path) if path in held.files else None
        if content is not None and hashlib.sha256(content).hexdigest() != held.files[path]:
            yield path, content


WELL_KNOWN, SECURITY = ".well-known", "security.txt"
"""The one folder with a dot in which a file of ours may stand (RFC 8615, RFC 9116); the rest of it is its server's."""


def _present(output: Path) -> Iterator[str]:
    """Every file and link by path; links are not followed."""
    for folder, names, files in os.walk(output):
        here = Path(folder).relative_to(output)
        if here == Path():
            names[:] = [n for n in names if not n.startswith(".") or n == WELL_KNOWN]
            files = [f for f in files if not f.startswith(".")]
        elif here == Path(WELL_KNOWN):
            names.clear()
            files = [f for f in files if f == SECURITY]
        links = [n for n in names if (Path(folder) / n).is_symlink()]
        for name in (*files, *links):
            yield (here / name).as_posix()


def _is_page_of_ours(output: Path, path: str) -> bool:
    return path.endswith(".html") and GENERATOR in (content_of(output, path) or b"")
