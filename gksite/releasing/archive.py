"""A release as one file for a network that is cut off: the same bytes on every machine."""

import io
import tarfile
from collections.abc import Iterable

import deflate

from gksite.model.outputs import File

_LEVEL = 6
_MODE = 0o644


def archived(files: Iterable[File]) -> bytes:
    """The files as a tar.gz, sorted by path, without times, users and machines."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for file in sorted(files, key=lambda file: file.path):
            member = tarfile.TarInfo(file.path)
            member.size, member.mode = len(file.content), _MODE
            archive.addfile(member, io.BytesIO(file.content))
    return bytes(deflate.gzip_compress(whole.getvalue(), _LEVEL))
