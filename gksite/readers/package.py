"""The archive that a .docx or .xlsx is: sizes checked before anything is unpacked, XML without DTD, network or disk.

Members are read by name into memory. Nothing is written, so names that lead elsewhere lead nowhere.
"""

import posixpath
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
_SMALL = 1024 * 1024
"""Bytes that may come out of any archive: short files of blanks grow a thousand times and do no harm."""


_UNREADABLE = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, LookupError)
"""What reading an archive or its XML raises where they are damaged."""


@dataclass(frozen=True, slots=True)
class Package:
    """An open archive whose sizes have been found harmless."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def part(self, name: str) -> bytes:
        """The bytes of a member. Raises Unreadable where it is missing or damaged."""
        try:
            return self.archive.read(name)
        except _UNREADABLE as error:
            raise Unreadable(DAMAGED, detail=f"{name}: {type(error).__name__}") from None

    def stream(self, name: str, *tags: str) -> Iterator[Element]:
        """The elements of a member with these names as they end, each emptied after use; it is never held whole."""
        try:
            with self.archive.open(name) as source:
                yield from _stream(source, name, tags)
        except _UNREADABLE as error:
            raise Unreadable(DAMAGED, detail=f"{name}: {type(error).__name__}") from None

    def tree(self, name: str) -> Element:
        """A member as XML."""
        return parse(self.part(name), name)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a member refers to inside the archive: id → (last word of the type, name of the member)."""
        folder, _, file = name.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if rels not in self.names:
            return {}
        return {
            str(rel.get("Id", "")): (str(rel.get("Type", "")).rsplit("/", 1)[-1], _member(folder, rel.get("Target")))
            for rel in self.tree(rels).iterchildren("{*}Relationship")
            if rel.get("TargetMode") != "External"
        }

    def main(self) -> str:
        """The name of the member that holds the document."""
        found = [target for kind, target in self.related("").values() if kind == "officeDocument"]
        if not found:
            raise Unreadable(DAMAGED, detail="_rels/.rels")
        return found[0]


def _member(folder: str, target: str | None) -> str:
    path = target or ""
    return posixpath.normpath(path if path.startswith("/") else posixpath.join("/", folder, path)).lstrip("/")


def unpack(data: bytes, streamed: str = "\n") -> Package:
    """Open an archive. Raises Unreadable where it is damaged, encrypted, a bomb or carries macros.

    Members whose names begin with `streamed` are only ever read as a stream, so that their size does not matter.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise Unreadable(DAMAGED, detail=str(error)) from None
    members = archive.infolist()
    sizes = [m.file_size for m in members if not m.filename.startswith(streamed)]
    total = sum(sizes)
    if len(members) > MEMBERS:
        raise bomb("里面有 {size} 个文件", len(members))
    if total > UNPACKED or max(sizes, default=0) > UNPACKED_PART:
        raise bomb("共 {size} MB", total // 1048576)
    if total > _SMALL and total > RATIO * len(data):
        raise bomb("是原来的 {size} 倍", total // len(data))
    if any(m.flag_bits & 1 for m in members):
        raise Unreadable(ENCRYPTED)
    if any(m.filename.lower().endswith("vbaproject.bin") for m in members):
        raise Unreadable(MACROS)
    return Package(archive, frozenset(m.filename for m in members))


def _parser() -> "etree.XMLParser[Element]":
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def parse(data: bytes, name: str) -> Element:
    """XML as a tree. Raises Unreadable where it is not well-formed, has a DTD or is nested too deep."""
    try:
        root: Element = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, *_UNREADABLE) as error:
        raise _unreadable(name, error) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(ENTITIES)
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEPTH:
            raise Unreadable(TOO_NESTED, limit=DEPTH)
    return root


def _stream(source: IO[bytes], name: str, tags: tuple[str, ...]) -> Iterator[Element]:
    walk = etree.iterparse(
        source,
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, element in walk:
            if element.getroottree().docinfo.internalDTD is not None:
                raise Unreadable(ENTITIES)
            yield element
            element.clear()
            while element.getprevious() is not None and (above := element.getparent()) is not None:
                del above[0]
    except (etree.XMLSyntaxError, *_UNREADABLE) as error:
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: Exception) -> Unreadable:
    if "depth" in str(error).lower():
        return Unreadable(TOO_NESTED, limit=DEPTH)
    if "amplification" in str(error).lower() or "entity reference loop" in str(error).lower():
        return Unreadable(ENTITIES)
    return Unreadable(DAMAGED, detail=f"{name}: {error}")


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name: the transitional and the strict form differ in namespaces alone."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def number(text: str | None, default: int = 0) -> int:
    """A whole number as files state it, the default where they do not, never beyond a million."""
    if text is None or not text.strip().lstrip("+-").isascii() or not text.strip().lstrip("+-").isdigit():
        return default
    return max(-1_000_000, min(1_000_000, int(text.strip()[:8])))


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
