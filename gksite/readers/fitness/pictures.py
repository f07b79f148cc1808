"""Pictures: who took them, with what and where, as cameras and programs note it beside the points."""

import re
import struct
import zlib
from collections.abc import Iterator
from types import MappingProxyType

from gksite.problems.problem import Phrase
from gksite.readers.fitness.traces import Looked, Trace, shortened, spoken

_PEOPLE = MappingProxyType(
    {
        0x013B: "作者",
        0x9C9D: "作者",
        0x8298: "版权",
        0xA430: "相机主人",
        0xA431: "相机编号",
        0xA435: "镜头编号",
        0x013C: "电脑",
        0x9C9B: "标题",
        0x9C9C: "备注",
        0x9C9E: "标记",
        0x9C9F: "主题",
    }
)
"""The tags of EXIF that name a person or a thing of theirs."""
_SAID = MappingProxyType({0x010E: "说明", 0x010D: "文档名称", 0x9286: "附注"})
"""The tags with words of somebody, or of the camera, which are ASCII then."""
_WORDS = re.compile(r"[\u4e00-\u9fff]|\d{11}|@")
"""What is not of a camera in such words."""
_GPS, _EXIF, _ORIENTATION = 0x8825, 0x8769, 0x0112
"""The tags of EXIF for where a picture was taken, for more tags, for how it is turned."""
_UTF16 = range(0x9C9B, 0x9CA0)
"""The tags that Windows writes in UTF-16."""
_SIZES = MappingProxyType({1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8})
"""Bytes of a value of each type."""
_XMP = re.compile(
    rb"(?:<|\s)(?P<name>dc:creator|photoshop:AuthorsPosition|photoshop:Credit|aux:OwnerName|aux:SerialNumber|exif:GPSLatitude|"
    rb"exif:GPSLongitude|tiff:Artist|xmpRights:Owner|pdf:Author)(?:=[\"']|[\s>])(?P<rest>[^\0]{0,400})"
)
"""Who and where in XMP, which is XML."""
_COMMENT = re.compile(rb"<!--(?P<words>[^\0]{0,4000}?[\x80-\xff][^\0]{0,4000}?)-->")
"""A comment in a drawing with words that are not only those of the program that drew it."""
_TAGS = re.compile(rb"<[^<>]{0,200}>|[\"'][^\0]*")
"""What stands around the words of such a note."""
_APP, _COM, _SCAN = range(0xE1, 0xF0), 0xFE, 0xDA
"""The markers of a JPEG: what programs note, a comment, where the points begin."""
_PNG_NOTES = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")
"""The chunks of a PNG that are no part of the picture."""
_PNG_PEOPLE = ("Author", "Copyright", "Artist", "Source", "Comment", "Raw profile")
"""Which of its texts speak of people."""
_LARGEST = 4 * 1024 * 1024
"""Bytes that a packed note may grow to."""


def form_of(data: bytes) -> str:
    """The format of a picture, empty for what is none that we know."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return ""


def look(data: bytes) -> Looked:
    """What a picture says of people and places, and the picture without it."""
    form = form_of(data)
    match form:
        case "jpeg":
            pieces = list(_segments(data))
        case "png":
            pieces = list(_chunks(data))
        case "webp":
            pieces = list(_riff(data))
        case _:
            return Looked("")
    traces: list[Trace] = []
    for kind, content, _ in pieces:
        traces += _told(kind, content)
    copy = b"".join(kept for _, _, kept in pieces)
    if form == "webp":
        copy = b"RIFF" + struct.pack("<I", len(copy) + 4) + b"WEBP" + copy
    return Looked(form, tuple(traces), copy)


def notes_of_drawing(data: bytes) -> Iterator[Trace]:
    """Who drew an SVG, and the comments in it."""
    yield from _told("xmp", data)
    for comment in _COMMENT.finditer(data):
        yield from spoken("comments", Phrase("图片的附注"), [comment["words"].decode("utf-8", "replace")])


def _told(kind: str, content: bytes) -> Iterator[Trace]:
    """What a piece of a picture tells."""
    if kind == "exif":
        yield from _exif(content)
    elif kind == "comment":
        yield from spoken("author", Phrase("图片的附注"), [content.decode("utf-8", "replace")])
    if kind in ("xmp", "exif", "note"):
        for match in _XMP.finditer(content):
            said = _TAGS.sub(b" ", match["rest"]).decode("utf-8", "replace")
            where = Phrase("图片的 XMP 信息 {name}", name=match["name"].decode())
            yield Trace("author", where, shortened(said))


def _segments(data: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """The segments of a JPEG: what kind of note, its content, and what is kept of it."""
    yield "", b"", data[:2]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        whole = data[at : at + 2 + length]
        if marker == _SCAN:
            break
        if marker == _COM:
            yield "comment", whole[4:], b""
        elif marker in _APP and marker != 0xEE:  # Adobe's APP14 says how the colours are coded
            yield _app(whole)
        else:
            yield "", b"", whole
        at += 2 + length
    yield "", b"", data[at:]


def _app(whole: bytes) -> tuple[str, bytes, bytes]:
    """A note of a program; of EXIF how the picture is turned is kept, a colour profile as it is."""
    content = whole[4:]
    if content.startswith(b"Exif\0\0"):
        return "exif", content[6:], _turned(content[6:])
    if content.startswith(b"ICC_PROFILE\0"):
        return "", b"", whole
    return "note", content, b""


def _turned(exif: bytes) -> bytes:
    """A segment of EXIF that says only how the picture is turned; nothing where it is not."""
    for tag, value in _entries(exif):
        if tag == _ORIENTATION and len(value) >= 2:
            turn = struct.unpack(_order(exif) + "H", value[:2])[0]
            if 1 < turn <= 8:
                tiff = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, turn, 0, 0)
                return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    return b""


def _chunks(data: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """The chunks of a PNG."""
    yield "", b"", data[:8]
    at = 8
    while at + 12 <= len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        name, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        whole = data[at : at + 12 + length]
        at += 12 + length
        if name == b"eXIf":
            yield "exif", content, b""
        elif name in _PNG_NOTES:
            yield _png_text(name, content)
        else:
            yield "", b"", whole
        if name == b"IEND":
            break


def _png_text(name: bytes, content: bytes) -> tuple[str, bytes, bytes]:
    """A text of a PNG, unpacked."""
    key, _, rest = content.partition(b"\0")
    if name == b"zTXt" or (name == b"iTXt" and rest[:1] == b"\x01"):
        packed = rest[1:] if name == b"zTXt" else rest.split(b"\0", 2)[-1]
        try:
            rest = zlib.decompressobj().decompress(packed, _LARGEST)
        except zlib.error:
            rest = packed
    if key.decode("latin-1").startswith(_PNG_PEOPLE):
        return "comment", key + b" " + rest.lstrip(b"\0"), b""
    return "xmp", rest, b""


def _riff(data: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """The chunks of a WebP, whose flags then name no notes."""
    at = 12
    while at + 8 <= len(data):
        name, length = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        whole = data[at : at + 8 + length + length % 2]
        at += len(whole)
        if name == b"EXIF":
            yield "exif", whole[8:].removeprefix(b"Exif\0\0"), b""
        elif name == b"XMP ":
            yield "xmp", whole[8:], b""
        elif name == b"VP8X":
            yield "", b"", whole[:8] + bytes([whole[8] & 0b11110011]) + whole[9:]
        else:
            yield "", b"", whole


def _order(exif: bytes) -> str:
    """How numbers are stored."""
    return ">" if exif[:2] == b"MM" else "<"


def _entries(exif: bytes, at: int | None = None) -> Iterator[tuple[int, bytes]]:
    """The tags of a list of EXIF with their bytes; the first list unless another is named by its place."""
    order = _order(exif)
    if at is None:
        at = struct.unpack(order + "I", exif[4:8])[0] if len(exif) >= 8 else len(exif)
    if at + 2 > len(exif):
        return
    for number in range(struct.unpack(order + "H", exif[at : at + 2])[0]):
        entry = exif[at + 2 + 12 * number : at + 14 + 12 * number]
        if len(entry) < 12:
            return
        tag, kind, count = struct.unpack(order + "HHI", entry[:8])
        size = _SIZES.get(kind, 1) * count
        start = struct.unpack(order + "I", entry[8:])[0]
        yield tag, entry[8 : 8 + size] if size <= 4 else exif[start : start + min(size, 4096)]


def _exif(exif: bytes) -> Iterator[Trace]:
    """Who took a picture, with whose camera, and where."""
    tags = list(_entries(exif))
    for tag, value in list(tags):
        if tag == _EXIF and len(value) == 4:
            tags += _entries(exif, struct.unpack(_order(exif) + "I", value)[0])
    for tag, value in tags:
        if tag == _GPS:
            yield Trace("author", Phrase("图片的拍摄地点（GPS）"))
        elif tag in _PEOPLE:
            encoding = "utf-16-le" if tag in _UTF16 else "utf-8"
            text = value.decode(encoding, "replace").strip("\0 ")
            yield from spoken("author", Phrase("图片属性“{name}”", name=Phrase(_PEOPLE[tag])), [text])
        elif tag in _SAID:
            text = _spoken_words(value)
            if _WORDS.search(text):
                yield from spoken("author", Phrase("图片属性“{name}”", name=Phrase(_SAID[tag])), [text])


def _spoken_words(value: bytes) -> str:
    """The words of a tag; a UserComment says in its first eight bytes how it is coded."""
    if value.startswith(b"UNICODE\0"):
        encoding = "utf-16-le" if value[9:10] != b"" and value[8:9] != b"\0" else "utf-16-be"
        return value[8:].decode(encoding, "replace").strip("\0 ")
    return value.removeprefix(b"ASCII\0\0\0").decode("utf-8", "replace").strip("\0 ")
