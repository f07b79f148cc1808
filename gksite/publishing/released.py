"""What may be published: a release whose every file is as its own list says."""

import hashlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gksite.documents.files import content_of, digest_of, names_below
from gksite.problems.problem import Phrase, RequestError, Whole, escaped
from gksite.releasing.listing import BadListing, read_listing, sums_of_files
from gksite.releasing.places import LOG, MANIFEST, RELEASE, STATEMENT, SUMS

BESIDE = (RELEASE, LOG)
"""What the list leaves out, for it is made after the list: the release's own papers and the log."""
_NUMBERS = 10**9
"""Below it are the numbers that the name of a release can have."""
_SHOWN = 3
"""Files that a refusal names."""
_LONGEST = 200
"""Characters of a name that it shows."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release as it lies in a folder: its number, the SHA-256 of its list, and of each file."""

    folder: Path
    number: int
    digest: str
    files: Mapping[str, str]

    @property
    def is_signed(self) -> bool:
        """Whether it has any of what a key makes: the signed statement, or the log."""
        return STATEMENT in self.files or any(path.startswith(LOG) for path in self.files)

    @property
    def id(self) -> str:
        """The name of its folder where it is published: `0003-1a2b3c4d5e6f`."""
        return f"{self.number:04d}-{self.digest[:12]}"


def checked_release(output: Path) -> Release:
    """The release in a folder, every file held against the list. Raises RequestError where one is not as it should be.

    Files whose names begin with a dot are not looked at unless they are listed (`.well-known/`), and are no part of it.
    """
    content = content_of(output, MANIFEST)
    if content is None:
        raise RequestError("{folder} 还没有发布过（没有 {file}）；先运行 gksite release", folder=output, file=MANIFEST)
    number, listed = read_list(content)
    found = dict(_digests(output, listed))
    faults = [
        *_named("缺少 {files}", listed.keys() - found.keys()),
        *_named("与清单不符：{files}", (path for path in listed if found.get(path, listed[path]) != listed[path])),
        *_named("清单里没有 {files}", (path for path in found if path not in listed and not path.startswith(BESIDE))),
    ]
    if faults:
        raise RequestError(
            "{folder} 与发布清单不符，没有公布：{fault}；请重新运行 gksite release", folder=output, fault=faults[0]
        )
    digest = hashlib.sha256(content).hexdigest()
    if content_of(output, SUMS) != sums_of_files({**listed, MANIFEST: digest}):
        raise RequestError("{file} 与发布清单不符，没有公布；请重新运行 gksite release", file=SUMS)
    return Release(output, number, digest, dict(sorted(found.items())))


def read_list(content: bytes) -> tuple[int, dict[str, str]]:
    """The number of a release and the digests that it lists. Raises RequestError where the list makes no sense."""
    try:
        listing = read_listing(content)
        if not 0 < listing.release < _NUMBERS:
            raise BadListing
    except BadListing as error:
        raise RequestError("{file} 读不懂，没有公布；请重新运行 gksite release", file=MANIFEST) from error
    return listing.release, {file.path: file.sha256 for file in listing.files}


def sums_of(release: Release) -> str:
    """What `sha256sum -c` reads of all files of a release, its papers and the log among them."""
    return sums_of_files(release.files).decode()


def _digests(output: Path, listed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each file that stands in a folder with its digest; raises RequestError for a link or a device."""
    for path, status in names_below(output):
        if path not in listed and any(part.startswith(".") for part in path.split("/")):
            continue
        if not stat.S_ISREG(status.st_mode):
            raise RequestError("{file} 不是普通文件，没有公布", file=output / path)
        if path.startswith(BESIDE) and escaped(path) != path:
            raise RequestError("{file} 的名字里有控制字符，没有公布", file=output / path)
        yield path, digest_of(output / path)


def _named(message: str, paths: Iterator[str] | set[str]) -> Iterator[Phrase]:
    """A fault with the first files that have it; nothing where none has."""
    found = sorted(paths)
    if found:
        yield Phrase(message, files=shown(found))


def shown(paths: Sequence[str]) -> Phrase:
    """The first of some paths, and how many there are."""
    first = Whole("、".join(path[:_LONGEST] for path in paths[:_SHOWN]))
    if len(paths) > _SHOWN:
        return Phrase("{files} 等 {count} 个", files=first, count=len(paths))
    return Phrase("{files}", files=first)
