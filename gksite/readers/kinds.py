"""What kind of file this is: by its first bytes, then by its name."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from types import MappingProxyType

from gksite.problems.problem import Phrase
from gksite.readers.limits import ENCRYPTED, NOTHING, UNKNOWN, Unreadable

_OLD = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls"}
_BY_SUFFIX = {".doc": "doc", ".wps": "doc", ".xls": "xls", ".et": "xls"}
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_TAGS = re.compile(rb"\s*<(?:table|meta|style|div)[\s>]", re.IGNORECASE)
_SAVED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HTML_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
_OLD_XML = ((b"urn:schemas-microsoft-com:office:spreadsheet", "xls"), (b"/office/word/2003/wordml", "doc"))
"""What Office 2003 names the XML that it writes into files called .xls and .doc."""
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_ARCHIVE = "这是压缩包，请先解压，再导入里面的文件"
_IMAGE = "这是图片，请索取带文字的文件；只有图片时先识别，逐字校对后存为 .docx 或 .txt"
_MAIL = "这是邮件，请把正文或附件另存为文件再导入"
_FIXED = "请用 WPS 或版式阅读器打开，另存为带文字的 .pdf 或 .docx"
_OTHER = "请用 Word 或 WPS 打开，另存为 .docx、.xlsx 或带文字的 .pdf"
_ADVICE = MappingProxyType(
    {
        **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar"), _ARCHIVE),
        **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"), _IMAGE),
        **dict.fromkeys((".eml", ".msg"), _MAIL),
        **dict.fromkeys((".ofd", ".ceb", ".gd"), _FIXED),
    }
)


def kind_of(data: bytes, name: str) -> str:
    """One of text, csv, html, mhtml, docx, xlsx, pdf, or an old format doc, xls, rtf, odt, ods. Raises Unreadable."""
    suffix = PurePath(name).suffix.lower()
    if not data.strip():
        raise Unreadable(NOTHING)
    if data[:1024].lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _archive(data, suffix)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _compound(data, suffix)
    if data[:5] == b"{\\rtf":
        return "rtf"
    if suffix in (".mht", ".mhtml") or _SAVED.search(data[:4096]):
        return "mhtml"
    return _text(data, suffix)


def _text(data: bytes, suffix: str) -> str:
    head = data[:4096].replace(b"\0", b"")
    if suffix in _ADVICE:
        raise _unknown(suffix)
    if old := next((kind for sign, kind in _OLD_XML if sign in head), None):
        return old
    if suffix in _HTML_SUFFIXES or _HTML.search(head) or (suffix in _BY_SUFFIX and _TAGS.match(head)):
        return "html"
    if b"\0" in data[:4096] and not data.startswith(_MARKS):
        raise _unknown(suffix)
    if suffix in (".docx", ".docm", ".xlsx", ".xlsm", ".xlsb", ".pdf"):
        raise _unknown(suffix)
    return "csv" if suffix == ".csv" else "text"


def _archive(data: bytes, suffix: str) -> str:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        names = set()  # the reader meets the same and says so
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names) and "xl/workbook.bin" not in names:
        return "xlsx"
    if b"mimetypeapplication/vnd.oasis.opendocument." in data[:200]:
        return "ods" if b"spreadsheet" in data[:200] else "odt"
    if suffix in (".docx", ".docm", ".xlsx", ".xlsm"):
        return suffix[1:4] + "x"
    raise _unknown(suffix or ".zip")


def _compound(data: bytes, suffix: str) -> str:
    """The format of Office before 2007; the names of its streams stand in it in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(ENCRYPTED)
    if suffix not in _ADVICE:
        for stream, kind in _OLD.items():
            if "".join(f"{c}\0" for c in stream).encode() in data:
                return kind
        if suffix in _BY_SUFFIX:
            return _BY_SUFFIX[suffix]
    raise _unknown(suffix)


def _unknown(suffix: str) -> Unreadable:
    return Unreadable(UNKNOWN, kind=suffix or "?", advice=Phrase(_ADVICE.get(suffix, _OTHER)))
