"""The list of a release: every file with its size and digest, and the signed statement that names the list."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3, Hash

from gksite.manifest import lies_below
from gksite.model.outputs import File
from gksite.problems.problem import escaped
from gksite.releasing.events import salt_for
from gksite.releasing.places import MANIFEST, is_listed

SCHEMA = "gksite/release/1"
ALGORITHM = "Ed25519"
_STATEMENT = re.compile(
    r"gksite release\n(?P<origin>\S+)\nrelease (?P<release>[1-9][0-9]{0,8})\nday (?P<day>\d{4}-\d\d-\d\d)\n"
    r"manifest sha256 (?P<manifest>[0-9a-f]{64})\nprevious sha256 (?P<previous>[0-9a-f]{64}|none)\n"
    r"files (?P<files>[0-9]{1,9})\nalgorithm Ed25519\n(?P<notes>(?:log/\S{1,40} sha256 [0-9a-f]{64}\n)*)"
)
"""The text that the key of a portal signs for each release."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
"""A digest as it is written."""


class BadListing(ValueError):
    """A manifest or a statement that no release writes."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a release: its size in bytes, its digests in hexadecimal; SM3 (GB/T 32905) where it was asked for."""

    path: str
    size: int
    sha256: str
    sm3: str | None = None


@dataclass(frozen=True)
class Listing:
    """All files of a release, sorted by path; the salt hides from its digest what the files are."""

    origin: str
    release: int
    day: date
    salt: str
    files: tuple[Listed, ...]

    @cached_property
    def encoded(self) -> bytes:
        """The manifest as a file, a line for each file of the site."""
        day = self.day.isoformat()
        head = {"schema": SCHEMA, "origin": self.origin, "release": self.release, "day": day, "salt": self.salt}
        lines = [json.dumps(_shown(file), ensure_ascii=False, separators=(",", ":")) for file in self.files]
        return (json.dumps(head, ensure_ascii=False)[:-1] + ', "files": [\n' + ",\n".join(lines) + "\n]}\n").encode()

    @cached_property
    def digest(self) -> str:
        """The root of the release: the SHA-256 of the manifest."""
        return hashlib.sha256(self.encoded).hexdigest()

    @property
    def sums(self) -> bytes:
        """The same list as `sha256sum -c` reads it at the root of the site, the manifest among the files."""
        return sums_of_files({**{file.path: file.sha256 for file in self.files}, MANIFEST: self.digest})


def sums_of_files(digests: Mapping[str, str]) -> bytes:
    """What `sha256sum -c` reads of files by their paths, each with its SHA-256."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def _shown(file: Listed) -> dict[str, str | int]:
    shown: dict[str, str | int] = {"path": file.path, "size": file.size, "sha256": file.sha256}
    if file.sm3 is not None:
        shown["sm3"] = file.sm3
    return shown


def listed(files: Iterable[File], *, sm3: bool) -> tuple[Listed, ...]:
    """The list of those files of a site that a release lists."""
    return tuple(_listed(file, sm3=sm3) for file in sorted(files, key=lambda file: file.path) if is_listed(file.path))


def _listed(file: File, *, sm3: bool) -> Listed:
    return Listed(
        file.path, len(file.content), hashlib.sha256(file.content).hexdigest(), sm3_of(file.content) if sm3 else None
    )


def list_of(seed: bytes, origin: str, release: int, day: date, files: tuple[Listed, ...]) -> Listing:
    """The list of a release with its salt, which is made of the private key."""
    plain = Listing(origin, release, day, "", files)
    return replace(plain, salt=salt_for(seed, "manifest", release, plain.digest).hex())


def sm3_of(data: bytes) -> str:
    """The SM3 digest of some bytes in hexadecimal."""
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize().hex()


def read_listing(data: bytes) -> Listing:
    """A manifest as it was written. Raises BadListing for any other text, one that only looks alike too."""
    try:
        held = json.loads(data)
        files = tuple(map(_read, held["files"]))
        listing = Listing(held["origin"], held["release"], date.fromisoformat(held["day"]), held["salt"], files)
        is_as_written = listing.encoded == data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadListing from error
    if not is_as_written or type(listing.release) is not int or len({file.path for file in files}) != len(files):
        raise BadListing
    return listing


def _read(held: dict[str, Any]) -> Listed:
    """A file of a list, whose path leads down from the site and can be written on a line. Raises ValueError."""
    file = Listed(**held)
    is_path = type(file.path) is str and lies_below(file.path) and escaped(file.path) == file.path
    is_file = is_path and type(file.size) is int and is_listed(file.path) and _DIGEST.fullmatch(file.sha256)
    if not is_file or (file.sm3 is not None and not _DIGEST.fullmatch(file.sm3)):
        raise ValueError(held)
    return file


@dataclass(frozen=True, slots=True)
class Statement:
    """What a key signs of a release; `previous` is the root of the one before, None of the first.

    `notes` are the checkpoints that are published with it, each with the SHA-256 of its file: the list, which is made
    before the log, cannot have them.
    """

    origin: str
    release: int
    day: date
    manifest: str
    previous: str | None
    files: int
    notes: Mapping[str, str]

    @property
    def text(self) -> str:
        """The text that is signed; it names its algorithm."""
        return (
            f"gksite release\n{self.origin}\nrelease {self.release}\nday {self.day.isoformat()}\n"
            f"manifest sha256 {self.manifest}\nprevious sha256 {self.previous or 'none'}\n"
            f"files {self.files}\nalgorithm {ALGORITHM}\n"
        ) + "".join(f"{path} sha256 {digest}\n" for path, digest in self.notes.items())


def read_statement(text: str) -> Statement:
    """A statement as it was signed. Raises BadListing for any other text."""
    match = _STATEMENT.fullmatch(text)
    if match is None:
        raise BadListing
    held: Mapping[str, str] = match.groupdict()
    try:
        day = date.fromisoformat(held["day"])
    except ValueError as error:
        raise BadListing from error
    previous = None if held["previous"] == "none" else held["previous"]
    files, notes = int(held["files"]), dict(line.split(" sha256 ") for line in held["notes"].splitlines())
    statement = Statement(held["origin"], int(held["release"]), day, held["manifest"], previous, files, notes)
    if statement.text != text:
        raise BadListing
    return statement
