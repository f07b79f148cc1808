"""Whether a file is plain text, in which nothing can be hidden, told by its first bytes."""

import re

from gksite.readers.kinds import COMPOUND

CLOSED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
"""How archives begin into which nobody here can look."""
_OTHERS = (COMPOUND, b"PK\x03\x04", b"PK\x05\x06", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG", b"RIFF", *CLOSED)
"""How all other files begin that are looked into."""
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+<(?:!--|!doctype\s+html|\?xml|[a-z])|[^\0]{0,4096}?<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE,
)
"""How a web page begins: with a tag, or with one of the whole page somewhere; a text that speaks of tags is none."""
_SAVED_PAGE = re.compile(rb"^content-type:\s{0,9}multipart/related", re.IGNORECASE | re.MULTILINE)
"""The header of a page that was saved as one file."""
_DRAWING = re.compile(rb"<svg[\s>]", re.IGNORECASE)
"""The tag of a drawing, which is looked at where attachments are read."""
_HEAD = 4096
"""Bytes at the beginning of a file that tell its format."""


def is_page(data: bytes) -> bool:
    """Whether a file is a web page; a drawing is none."""
    head = data[:_HEAD]
    return _PAGE.match(head) is not None and _DRAWING.search(head) is None


def is_saved_page(data: bytes) -> bool:
    """Whether a file is a page that was saved as one file."""
    return _SAVED_PAGE.search(data[:_HEAD]) is not None


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF, in front of which something may stand."""
    return b"%PDF-" in data[:1024]


def is_drawing(data: bytes) -> bool:
    """Whether a file is a drawing (SVG)."""
    return _DRAWING.search(data[:_HEAD]) is not None


def is_closed(data: bytes) -> bool:
    """Whether nobody here can look into a file: archives of other kinds, sound and video."""
    return data.startswith((*CLOSED, b"ID3", b"OggS")) or data[4:8] == b"ftyp"


def is_plain(data: bytes) -> bool:
    """Whether a file is of no format that could carry anything beside what it shows."""
    if data.startswith(_OTHERS) or is_closed(data) or is_drawing(data):
        return False
    return not (is_pdf(data) or is_page(data) or is_saved_page(data))
