"""The encoding of a web page, a text or a .csv: by its byte order mark, its bytes, and what a page says of itself."""

import re
from types import MappingProxyType

from gksite.readers.limits import ENCODING, Unreadable

BYTE_ORDER_MARKS = MappingProxyType({b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"})
"""The bytes with which a file tells that it is Unicode, and in which form."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
"""The encoding that a page states: 「gb2312」 of 「<meta charset="gb2312">」."""
_HEAD = 4096
"""Bytes at the beginning of a page in which it states its encoding."""
_DECLARED = MappingProxyType(
    {
        **dict.fromkeys((b"gb2312", b"gbk", b"gb18030", b"gb_2312-80", b"x-gbk"), "gb18030"),
        **dict.fromkeys((b"big5", b"big5-hkscs", b"x-x-big5"), "big5hkscs"),
    }
)
"""Names of encodings in pages, and the largest one that holds all characters of the one named."""
_SURE = 20
"""Bytes beyond ASCII that do not make UTF-8 by chance."""
_SAMPLE = 65536
"""Bytes at the beginning of a file in which those beyond ASCII are counted."""
_XML = re.compile(r"(?<!\s)\s*+<\?xml[^>]{0,200}\?>")
"""The declaration 「<?xml version="1.0" encoding="gbk"?>」, which is wrong as soon as the bytes are text."""


def decode(data: bytes) -> str:
    """The text of a file by its byte order mark, its bytes and its <meta charset>. Raises Unreadable."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _decode_as((encoding,), data[len(mark) :])
    return _decode_as(_likely_encodings(data), data)


def _likely_encodings(data: bytes) -> tuple[str, str]:
    """UTF-8 first unless a page states another encoding and too few of its bytes could tell."""
    match = _CHARSET.search(data[:_HEAD])
    declared = _DECLARED.get(match[1].lower()) if match else None
    if declared is None:
        return "utf-8", "gb18030"
    beyond_ascii = sum(byte > 127 for byte in data[:_SAMPLE])
    if beyond_ascii < _SURE:
        return declared, "utf-8"
    return "utf-8", declared


def _decode_as(encodings: tuple[str, ...], data: bytes) -> str:
    """The text in the first of some encodings that fits, without NUL and XML declaration. Raises Unreadable."""
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _XML.sub("", text.replace("\0", ""), count=1)
    raise Unreadable(ENCODING)
