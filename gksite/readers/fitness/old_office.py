"""Files of Office before 2007 and of WPS (.doc, .xls, .ppt, .wps, .et, .dps): what their streams tell."""

import struct
from collections.abc import Iterator

from gksite.problems.problem import Phrase
from gksite.readers.fitness.compound import Compound, properties
from gksite.readers.fitness.traces import Looked, Trace, spoken

_LOCKED = ("EncryptedPackage", "EncryptionInfo", "EncryptedSummary")
"""The streams of a file that opens with a password."""
_MACROS = ("VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "PROJECT", "PROJECTwm")
"""Those of programs."""
_OBJECTS = ("ObjectPool", "\x01Ole10Native", "Package", "\x01Ole", "\x03OCXNAME", "EmbeddedOdf")
"""Those of objects inside."""
_SUMMARY = ((4, "作者"), (8, "最后修改者"))
"""Who wrote a file, by the numbers of its properties."""
_OF_OFFICE = ((14, "经理"), (15, "单位"))
"""The same in the other set."""


def look_at_old(data: bytes) -> Looked:
    """What a file of before 2007 carries; no copy can be made."""
    compound = Compound(data)
    names = compound.names
    traces: list[Trace] = []
    if any(name in names for name in _LOCKED):
        return Looked("password", (Trace("password", Phrase("整个文件")),))
    for name in _MACROS:
        if name in names:
            traces.append(Trace("macros", Phrase("数据流 {name}", name=name)))
            break
    objects = [name for name in names if name in _OBJECTS or name.startswith("MBD")]
    traces += [Trace("embedded", Phrase("数据流 {name}", name=name.strip("\x01\x03"))) for name in objects[:1]]
    traces += _people(compound)
    word, book = compound.stream("WordDocument"), compound.stream("Workbook", "Book")
    if word:
        traces += _in_word(word)
    elif book:
        traces += _in_excel(book)
    return Looked("old", tuple(traces))


def _people(compound: Compound) -> Iterator[Trace]:
    for stream, known in (("\x05SummaryInformation", _SUMMARY), ("\x05DocumentSummaryInformation", _OF_OFFICE)):
        stated = properties(compound.stream(stream))
        for id, name in known:
            yield from spoken("author", Phrase("文件属性“{name}”", name=Phrase(name)), [stated.get(id, "")])


def _in_word(stream: bytes) -> Iterator[Trace]:
    """What the first block of a .doc says: whether it is locked, whether it has comments, the letters of both."""
    if len(stream) < 0x60:
        return
    flags = struct.unpack("<H", stream[0x0A:0x0C])[0]
    if flags & 0x0100:
        yield Trace("password", Phrase("整个文件"))
        return
    if struct.unpack("<I", stream[0x5C:0x60])[0]:
        yield Trace("comments", Phrase("批注"))


def _in_excel(stream: bytes) -> Iterator[Trace]:
    """What the records of an .xls say: a password, hidden sheets, rows and columns, comments."""
    at = 0
    told: set[tuple[str, str]] = set()
    while at + 4 <= len(stream):
        kind, length = struct.unpack("<HH", stream[at : at + 4])
        record = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == 0x2F:
            yield Trace("password", Phrase("整个文件"))
            return
        for trace in _record(kind, record):
            if (trace.kind, trace.where.message) not in told:
                told.add((trace.kind, trace.where.message))
                yield trace


def _record(kind: int, record: bytes) -> Iterator[Trace]:
    if kind == 0x85 and len(record) > 8 and record[4] & 3:
        encoding = "utf-16-le" if record[7] & 1 else "latin-1"
        yield Trace("hidden", Phrase("隐藏的工作表"), record[8:].decode(encoding, "replace"))
    elif kind == 0x85 and len(record) > 5 and record[5] in (1, 6):
        yield Trace("macros", Phrase("宏工作表"))
    elif kind == 0x1C:
        yield Trace("comments", Phrase("单元格的批注"))
    elif kind == 0x208 and len(record) >= 14 and record[12] & 0x20:
        yield Trace("hidden", Phrase("隐藏的行"))
    elif kind == 0x7D and len(record) >= 10 and record[8] & 1:
        yield Trace("hidden", Phrase("隐藏的列"))
