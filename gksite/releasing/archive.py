"""A release as one file for a network that is cut off: the same bytes on every machine, and read in no others."""

import hashlib
import io
import struct
import tarfile
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import IO, cast

import deflate

from gksite.manifest import lies_below
from gksite.model.outputs import File
from gksite.releasing.listing import read_listing
from gksite.releasing.places import MANIFEST

_LEVEL = 6
_MODE = 0o644
_HEAD = bytes.fromhex("1f8b08100000000000ff")
"""How a gzip file begins that has a comment, and neither a time nor a system (RFC 1952)."""
_DIGEST = hashlib.sha256().digest_size * 2 + 1
"""Bytes of the comment, a digest in hexadecimal and its end."""
_CHECK = struct.Struct("<II")
"""What a gzip file ends with: the CRC-32 and the size of what comes out of it."""
_UNREADABLE = (tarfile.TarError, zlib.error, OSError, EOFError, ValueError, KeyError, RecursionError)
"""What reading anything else than an archive of a release raises."""


class BadArchive(ValueError):
    """A file that is not, byte for byte, an archive as a release writes it."""


class LargeArchive(Exception):
    """An archive that holds more than anybody reads."""


def archived(files: Iterable[File], day: date, release: int) -> bytes:
    """The files as a tar.gz, sorted by path, without users and machines, each with a time that is the release's own."""
    stream = io.BytesIO()
    _write(stream, {file.path: file.content for file in files}, day, release)
    whole = stream.getvalue()
    packed = bytes(deflate.deflate_compress(whole, _LEVEL))
    head, tail = _around(packed, whole)
    return b"".join((head, packed, tail))


def unpacked(data: bytes, most: int) -> dict[str, memoryview]:
    """The files of an archive by their paths. Raises LargeArchive where they have more bytes than `most`.

    Raises BadArchive where any byte is another than `archived` writes of these files, whatever another program makes
    of it: behind the end, between the files, of their owners and times, and in what is packed.
    """
    packed = memoryview(data)[len(_HEAD) + _DIGEST : -_CHECK.size]
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        whole = unpacking.decompress(packed, most + 1)
        if len(whole) > most:
            raise LargeArchive
        around = data[: len(_HEAD) + _DIGEST], data[-_CHECK.size :]
        if not unpacking.eof or unpacking.unused_data or around != _around(packed, whole):
            raise BadArchive
        return _files(whole)
    except _UNREADABLE as error:
        raise BadArchive from error


def _around(packed: bytes | memoryview, whole: bytes) -> tuple[bytes, bytes]:
    """What stands before and behind packed bytes in a gzip file.

    Its comment is their digest: where a byte of them is another, the same may come out of them, and packing once more
    tells nothing, as another version packs otherwise.
    """
    digest = hashlib.sha256(packed).hexdigest().encode("ascii")
    return _HEAD + digest + b"\0", _CHECK.pack(zlib.crc32(whole), len(whole) & 0xFFFFFFFF)


def _files(whole: bytes) -> dict[str, memoryview]:
    """The files of a tar, which is written once more to see that nothing else stands in it."""
    with tarfile.open(fileobj=io.BytesIO(whole), mode="r:") as archive:
        members = archive.getmembers()
    view = memoryview(whole)
    held = {member.name: view[member.offset_data : member.offset_data + member.size] for member in members}
    listing = read_listing(bytes(held[MANIFEST]))
    same = _Same(whole)
    _write(cast("IO[bytes]", same), held, listing.day, listing.release)
    if same.left or not all(map(lies_below, held)):
        raise BadArchive
    return held


def _write(stream: IO[bytes], files: Mapping[str, bytes | memoryview], day: date, release: int) -> None:
    """Write the files as a tar.

    Servers tell readers by time and size whether a file is another one: no two releases may have the same time.
    """
    moment = int(datetime.combine(day, time(), UTC).timestamp()) + release
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for path, content in sorted(files.items(), key=lambda file: file[0]):
            member = tarfile.TarInfo(path)
            member.size, member.mode, member.mtime = len(content), _MODE, moment
            archive.addfile(member, io.BytesIO(content))


class _Same:
    """A stream that takes nothing but what is known, so that no second copy of it is made."""

    def __init__(self, whole: bytes) -> None:
        self._whole, self._at = whole, 0

    @property
    def left(self) -> int:
        """Bytes that were not written."""
        return len(self._whole) - self._at

    def write(self, data: bytes) -> int:
        """Raises BadArchive for other bytes."""
        end = self._at + len(data)
        if self._whole[self._at : end] != data:
            raise BadArchive
        self._at = end
        return len(data)
