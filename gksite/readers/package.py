"""The archive that a .docx or .xlsx is: sizes checked before anything is unpacked, XML without DTD, network or disk.

Members are read by name into memory. Nothing is written, so names that lead elsewhere lead nowhere.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from lxml import etree

from gksite.readers.limits import (
    DAMAGED,
    DEPTH,
    ENCRYPTED,
    ENTITIES,
    MACROS,
    MEMBERS,
    RATIO,
    TOO_NESTED,
    UNPACKED,
    UNPACKED_PART,
    Unreadable,
    bomb,
)

Element = etree._Element
"""An element of XML; lxml has no public name for its class."""
_SMALL = 1024 * 1024
"""Bytes that may come out of any archive: short files of blanks grow a thousand times and do no harm."""
_BROKEN = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, LookupError)
"""What reading an archive or its XML raises where they are damaged."""
_WHOLE_NUMBER = re.compile("[+-]?[0-9]+")
"""How files state a number: 12, -3."""
_LARGEST_NUMBER = 1_000_000
"""What no number of a level, a span or a style exceeds in a real file."""


@dataclass(frozen=True, slots=True)
class Package:
    """An open archive whose sizes have been found harmless."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def part(self, name: str) -> bytes:
        """The bytes of a member. Raises Unreadable where it is missing or damaged."""
        try:
            return self.archive.read(name)
        except _BROKEN as error:
            raise Unreadable(DAMAGED, detail=f"{name}: {type(error).__name__}") from None

    def stream(self, name: str, *tags: str) -> Iterator[Element]:
        """The elements of a member with these names as they end, each emptied after use; it is never held whole."""
        try:
            with self.archive.open(name) as member:
                yield from _stream_elements(member, name, tags)
        except _BROKEN as error:
            raise Unreadable(DAMAGED, detail=f"{name}: {type(error).__name__}") from None

    def tree(self, name: str) -> Element:
        """A member as XML."""
        return parse(self.part(name), name)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a member refers to inside the archive: id → (last word of the type, name of the member)."""
        folder, _, file = name.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self.names:
            return {}
        related = {}
        for relation in self.tree(rels).iterchildren("{*}Relationship"):
            if relation.get("TargetMode") == "External":
                continue
            kind = str(relation.get("Type", "")).rsplit("/", 1)[-1]
            related[str(relation.get("Id", ""))] = (kind, _member_name(folder, relation.get("Target") or ""))
        return related

    def main(self) -> str:
        """The name of the member that holds the document."""
        for kind, member in self.related("").values():
            if kind == "officeDocument":
                return member
        raise Unreadable(DAMAGED, detail="_rels/.rels")


def _member_name(folder: str, path: str) -> str:
    """The name of the member that a path means, which is relative to a folder unless it begins with a slash."""
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def unpack(data: bytes, streamed: str = "\n") -> Package:
    """Open an archive. Raises Unreadable where it is damaged, encrypted, a bomb or carries macros.

    Members whose names begin with `streamed` are only ever read as a stream, so that their size does not matter.
    """
    package = open_archive(data, streamed)
    if any(map(_holds_macros, package.archive.infolist())):
        raise Unreadable(MACROS)
    return package


def open_archive(data: bytes, streamed: str = "\n") -> Package:
    """Open an archive that may carry macros, as bytes that nobody runs; else as `unpack` does."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise Unreadable(DAMAGED, detail=str(error)) from None
    members = archive.infolist()
    sizes = [member.file_size for member in members if not member.filename.startswith(streamed)]
    _refuse_bomb(len(members), sizes, len(data))
    if any(map(_is_encrypted, members)):
        raise Unreadable(ENCRYPTED)
    return Package(archive, frozenset(archive.namelist()))


def _is_encrypted(member: zipfile.ZipInfo) -> bool:
    return bool(member.flag_bits & 1)


def _holds_macros(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith("vbaproject.bin")


def _refuse_bomb(members: int, sizes: list[int], packed: int) -> None:
    """Raise Unreadable where an archive has too many members, or would grow too much when unpacked."""
    total = sum(sizes)
    if members > MEMBERS:
        raise bomb("里面有 {size} 个文件", members)
    if total > UNPACKED or max(sizes, default=0) > UNPACKED_PART:
        raise bomb("共 {size} MB", total // 1048576)
    if total > _SMALL and total > RATIO * packed:
        raise bomb("是原来的 {size} 倍", total // packed)


def _parser() -> "etree.XMLParser[Element]":
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def parse(data: bytes, name: str) -> Element:
    """XML as a tree. Raises Unreadable where it is not well-formed, has a DTD or is nested too deep."""
    try:
        root: Element = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, *_BROKEN) as error:
        raise _why_broken(name, error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(ENTITIES)
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH:
            raise Unreadable(TOO_NESTED, limit=DEPTH)
    return root


def serialised(root: Element) -> bytes:
    """A tree as the bytes of a file."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _stream_elements(member: IO[bytes], name: str, tags: tuple[str, ...]) -> Iterator[Element]:
    walk = etree.iterparse(
        member,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    is_first = True  # a document type stands before every element
    try:
        for _, element in walk:
            if is_first and element.getroottree().docinfo.internalDTD is not None:
                raise Unreadable(ENTITIES)
            is_first = False
            yield element
            _forget(element)
    except (etree.XMLSyntaxError, *_BROKEN) as error:
        raise _why_broken(name, error) from None


def _forget(element: Element) -> None:
    """Empty an element and drop all before it, so that the tree that the parser builds stays small."""
    element.clear()
    while element.getprevious() is not None and (above := element.getparent()) is not None:
        del above[0]


def _why_broken(name: str, error: Exception) -> Unreadable:
    message = str(error).lower()
    if "depth" in message:
        return Unreadable(TOO_NESTED, limit=DEPTH)
    if "amplification" in message or "entity reference loop" in message:
        return Unreadable(ENTITIES)
    return Unreadable(DAMAGED, detail=f"{name}: {error}")


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name: the transitional and the strict form differ in namespaces alone."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def first_child(element: Element, tag: str) -> Element | None:
    """The first child with a tag such as {*}v, in half of the time that lxml's own `find` takes."""
    return next(element.iterchildren(tag), None)


def value_at(element: Element, path: str) -> str | None:
    """The `val` of the element at a path, None where there is no such element or it states none."""
    child = element.find(path)
    return None if child is None else attribute(child, "val")


def is_on(switch: Element | None) -> bool:
    """Whether a property of Word is there and not switched off: <w:vanish/>, but not <w:vanish w:val="0"/>."""
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")


def number(text: str | None, default: int = 0) -> int:
    """A whole number as files state it, the default where they do not, never beyond a million."""
    figures = (text or "").strip()
    if not _WHOLE_NUMBER.fullmatch(figures):
        return default
    return max(-_LARGEST_NUMBER, min(_LARGEST_NUMBER, int(figures[:8])))


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
