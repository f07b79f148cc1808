"""No reader of files: it tries in the place of one what a reader must not do, and says what it was let."""

import errno
import os
import resource
import socket

from gksite.model.blocks import Paragraph, Spot
from gksite.readers.content import Content, Progress

KIND = "probe"
"""The kind by which it is asked; no file is of it."""
FORBIDDEN, OPEN = "forbidden", "open"
"""What it says of files and of the network."""


def read(data: bytes, progress: Progress) -> Content:
    """What can be done with a folder that is not the program's, and with the network; the bounds that are set."""
    progress(1, 1)
    processor, _ = resource.getrlimit(resource.RLIMIT_CPU)
    memory, _ = resource.getrlimit(resource.RLIMIT_DATA)
    facts = (
        ("files", _files(data.decode("utf-8", "surrogateescape"))),
        ("network", _network()),
        ("seconds", str(processor)),
        ("memory", str(memory)),
    )
    return Content((Paragraph(KIND, Spot(lines=(1, 1))),), facts)


def _files(folder: str) -> str:
    try:
        os.listdir(folder)
    except PermissionError:
        return FORBIDDEN
    return OPEN


def _network() -> str:
    """Forbidden where no connection can even be tried."""
    try:
        with socket.socket() as made:
            made.settimeout(1)
            made.connect(("127.0.0.1", 9))
    except OSError as error:
        return FORBIDDEN if error.errno in (errno.EACCES, errno.EPERM) else OPEN
    return OPEN
