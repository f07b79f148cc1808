"""A release as one file for a network that is cut off: the same bytes on every machine."""

import io
import tarfile
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

import deflate

from gksite.model.outputs import File

_LEVEL = 6
_MODE = 0o644


def archived(files: Iterable[File], day: date, release: int) -> bytes:
    """The files as a tar.gz, sorted by path, without users and machines, each with a time that is the release's own.

    Servers tell readers by time and size whether a file is another one: no two releases may have the same time.
    """
    moment = int(datetime.combine(day, time(), UTC).timestamp()) + release
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for file in sorted(files, key=lambda file: file.path):
            member = tarfile.TarInfo(file.path)
            member.size, member.mode, member.mtime = len(file.content), _MODE, moment
            archive.addfile(member, io.BytesIO(file.content))
    return bytes(deflate.gzip_compress(whole.getvalue(), _LEVEL))
