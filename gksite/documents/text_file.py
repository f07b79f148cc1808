"""A text file of the portal → its text, with or without a byte order mark."""

import codecs
from pathlib import Path

from gksite.documents.files import read_bytes, relative
from gksite.documents.yaml_reader import Document
from gksite.problems.problem import Code, Location, Phrase, Problems

NOT_UTF8 = Code(
    "GK004",
    "文件不是 UTF-8 编码{guess}",
    why="编码不对时汉字会变成乱码，因此不会勉强读取。",
    mend="在编辑器中选择“另存为”，编码选 UTF-8，再保存。",
)


def decode(data: bytes, path: str, problems: Problems) -> Document | None:
    """UTF-8 text, with or without a byte order mark; None with the first bad line noted otherwise."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(NOT_UTF8, Location(path, line), guess=_guess(data))
        return None
    return Document(path, text.replace("\r\n", "\n"))


def _guess(data: bytes) -> Phrase:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Phrase("，而是 UTF-16（“Unicode”）")
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return Phrase("")
    return Phrase("，看来是 GBK（“ANSI”）")


def read_text(path: Path, root: Path, problems: Problems, *, within: Path) -> Document | None:
    """A text file of the portal, or None with a problem noted."""
    data = read_bytes(path, root, problems, within=within)
    if data is None:
        return None
    return decode(data, relative(path, root), problems)


def source_lines(name: str, data: bytes) -> tuple[str, ...] | None:
    """The lines of a text source, counted as editors' programs count them; None for any other kind of file."""
    if not name.lower().endswith(".txt"):
        return None
    text = _text(data)
    if text is None:
        return None
    return tuple(text.replace("\r\n", "\n").removesuffix("\n").split("\n"))


def _text(data: bytes) -> str | None:
    """A text as the programs of editors save it: in UTF-8, in UTF-16 with its mark, or in GB18030."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ("utf-16",) if marked else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or "\0" not in text:  # bytes of any kind can be GB18030
            return text
    return None
