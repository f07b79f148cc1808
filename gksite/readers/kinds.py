"""What kind of file this is: by its first bytes, then by its name."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath
from types import MappingProxyType

from gksite.problems.problem import Phrase
from gksite.readers.encodings import BYTE_ORDER_MARKS
from gksite.readers.limits import ENCRYPTED, NOTHING, UNKNOWN, Unreadable

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a file of Office before 2007."""
_HEAD = 4096
"""Bytes at the beginning of a file that tell a kind of text."""
_OLD_STREAMS = MappingProxyType({"WordDocument": "doc", "Workbook": "xls", "Book": "xls"})
"""The streams by which Office before 2007 keeps a document, and the kind that they tell."""
_OLD_SUFFIXES = MappingProxyType({".doc": "doc", ".wps": "doc", ".xls": "xls", ".et": "xls"})
"""The names that Office and WPS gave their files, and the kind that they tell."""
_OLD_XML = MappingProxyType(
    {b"urn:schemas-microsoft-com:office:spreadsheet": "xls", b"/office/word/2003/wordml": "doc"}
)
"""What Office 2003 names the XML that it writes into files called .xls and .doc."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
"""A tag that every web page has: 「<!DOCTYPE html>」, 「<body class=…」."""
_HTML_PART = re.compile(rb"\s*<(?:table|meta|style|div)[\s>]", re.IGNORECASE)
"""The tag that stands first where a server's program calls a bare HTML table .xls or .doc."""
_HTML_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
"""Names of web pages, which may begin with anything."""
_MHTML_SUFFIXES = (".mht", ".mhtml")
"""Names of pages that were saved as one file."""
_MHTML = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
"""The header of a page that was saved as one file."""
_BINARY_SUFFIXES = (".docx", ".docm", ".xlsx", ".xlsm", ".xlsb", ".pdf")
"""Names of files that are never text: one that has such a name and is text is broken."""
_ARCHIVE_ADVICE = "这是压缩包，请先解压，再导入里面的文件"
_IMAGE_ADVICE = "这是图片，请索取带文字的文件；只有图片时先识别，逐字校对后存为 .docx 或 .txt"
_MAIL_ADVICE = "这是邮件，请把正文或附件另存为文件再导入"
_FIXED_ADVICE = "请用 WPS 或版式阅读器打开，另存为带文字的 .pdf 或 .docx"
_OTHER_ADVICE = "请用 Word 或 WPS 打开，另存为 .docx、.xlsx 或带文字的 .pdf"
"""What an editor can do with a file of a kind that has no advice of its own."""
_ADVICE = MappingProxyType(
    {
        **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar"), _ARCHIVE_ADVICE),
        **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"), _IMAGE_ADVICE),
        **dict.fromkeys((".eml", ".msg"), _MAIL_ADVICE),
        **dict.fromkeys((".ofd", ".ceb", ".gd"), _FIXED_ADVICE),
    }
)
"""What an editor can do with a kind of file that no reader reads, by its name."""


def kind_of(data: bytes, name: str) -> str:
    """One of text, csv, html, mhtml, docx, xlsx, pdf, or an old format doc, xls, rtf, odt, ods. Raises Unreadable."""
    suffix = PurePath(name).suffix.lower()
    if not data.strip():
        raise Unreadable(NOTHING)
    if data[:1024].lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _kind_of_archive(data, suffix)
    if data.startswith(COMPOUND):
        return _kind_of_compound(data, suffix)
    if data[:5] == b"{\\rtf":
        return "rtf"
    if suffix in _MHTML_SUFFIXES or _MHTML.search(data[:_HEAD]):
        return "mhtml"
    return _kind_of_text(data, suffix)


def _kind_of_text(data: bytes, suffix: str) -> str:
    head = data[:_HEAD].replace(b"\0", b"")  # so that the ASCII of UTF-16 shows
    if suffix in _ADVICE:
        raise _unknown(suffix)
    for sign, kind in _OLD_XML.items():
        if sign in head:
            return kind
    if _is_html(head, suffix):
        return "html"
    is_binary = b"\0" in data[:_HEAD] and not data.startswith(tuple(BYTE_ORDER_MARKS))
    if is_binary or suffix in _BINARY_SUFFIXES:
        raise _unknown(suffix)
    return "csv" if suffix == ".csv" else "text"


def _is_html(head: bytes, suffix: str) -> bool:
    if suffix in _HTML_SUFFIXES or _HTML.search(head):
        return True
    return suffix in _OLD_SUFFIXES and _HTML_PART.match(head) is not None


def _kind_of_archive(data: bytes, suffix: str) -> str:
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


def _kind_of_compound(data: bytes, suffix: str) -> str:
    """The format of Office before 2007; the names of its streams stand in it in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(ENCRYPTED)
    if suffix in _ADVICE:
        raise _unknown(suffix)
    for stream, kind in _OLD_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return kind
    if suffix in _OLD_SUFFIXES:
        return _OLD_SUFFIXES[suffix]
    raise _unknown(suffix)


def _unknown(suffix: str) -> Unreadable:
    return Unreadable(UNKNOWN, kind=suffix or "?", advice=Phrase(_ADVICE.get(suffix, _OTHER_ADVICE)))
