"""The text of a web page: its encoding, and its blanks as a browser shows them."""

import re

from gksite.readers.limits import ENCODING, Unreadable

BREAK = "\0"
"""A forced line break in text that is not yet mended; no page keeps a NUL."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARED = {
    **dict.fromkeys((b"gb2312", b"gbk", b"gb18030", b"gb_2312-80", b"x-gbk"), "gb18030"),
    **dict.fromkeys((b"big5", b"big5-hkscs", b"x-x-big5"), "big5hkscs"),
}
_SURE = 20
"""Bytes beyond ASCII that do not make UTF-8 by chance."""
_XML = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BROKEN = re.compile(f"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
_BLANKS = re.compile("[ \t\r\n\f\xa0]+")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def decode(data: bytes) -> str:
    """The text of a page by its byte order mark, its bytes and its <meta charset>. Raises Unreadable."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _clean(_decoded(data[len(mark) :], name))
    found = _CHARSET.search(data[:4096])
    declared = _DECLARED.get(found[1].lower() if found else b"")
    beyond = sum(byte > 127 for byte in data[:65536])
    other = declared or "gb18030"
    for name in (other, "utf-8") if declared and beyond < _SURE else ("utf-8", other):
        if (text := _decoded(data, name)) is not None:
            return _clean(text)
    return _clean(None)


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _clean(text: str | None) -> str:
    if text is None:
        raise Unreadable(ENCODING)
    return _XML.sub("", text.replace("\0", ""), count=1)


def mended(text: str) -> str:
    """Text with blanks as shown: none where a line breaks between Chinese characters, "\\n" for forced breaks."""
    lines = _UNSEEN.sub("", _BROKEN.sub("", text)).split(BREAK)
    return "\n".join(line for line in (_BLANKS.sub(" ", line).strip() for line in lines) if line)
