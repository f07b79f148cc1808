"""What kind of file this is: by its first bytes, then by its name."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from gksite.readers.limits import ENCRYPTED, UNKNOWN, Unreadable

_OLD = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
_BY_SUFFIX = {".wps": "doc", ".et": "xls"}
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_HTML_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def kind_of(data: bytes, name: str) -> str:
    """One of text, html, docx, xlsx, pdf, or an old format doc, xls, rtf, odt, ods. Raises Unreadable."""
    suffix = PurePath(name).suffix.lower()
    if data[:1024].lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _archive(data, suffix)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _compound(data, suffix)
    if data[:5] == b"{\\rtf":
        return "rtf"
    if data[:13].lower() == b"mime-version:" or suffix in (".mht", ".mhtml"):
        raise Unreadable(UNKNOWN, kind=".mht")
    if suffix in _HTML_SUFFIXES or _HTML.search(data[:4096].replace(b"\0", b"")):
        return "html"
    if b"\0" in data[:4096] and not data.startswith(_MARKS):
        raise Unreadable(UNKNOWN, kind=suffix or "?")
    if suffix in (".docx", ".xlsx", ".pdf", ".doc", ".xls", ".wps", ".et", ".rtf", ".ofd"):
        raise Unreadable(UNKNOWN, kind=suffix)
    return "text"


def _archive(data: bytes, suffix: str) -> str:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        names = set()  # the reader meets the same and says so
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if b"mimetypeapplication/vnd.oasis.opendocument." in data[:200]:
        return "ods" if b"spreadsheet" in data[:200] else "odt"
    if suffix in (".docx", ".docm", ".xlsx", ".xlsm"):
        return suffix[1:4] + "x"
    raise Unreadable(UNKNOWN, kind=suffix or "zip")


def _compound(data: bytes, suffix: str) -> str:
    """The format of Office before 2007; the names of its streams stand in it in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(ENCRYPTED)
    for stream, kind in _OLD.items():
        if "".join(f"{c}\0" for c in stream).encode() in data:
            return kind
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    raise Unreadable(UNKNOWN, kind=suffix or "OLE")
