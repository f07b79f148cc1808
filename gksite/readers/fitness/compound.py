"""The file of files in which Office before 2007 and WPS keep a document: its streams by name."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_END = 0xFFFFFFFA
"""Numbers of sectors from here on are no sectors."""
_ENTRY = 128
"""Bytes of an entry of the directory."""
_MOST = 100_000
"""Sectors of one stream that are read."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream or a folder of streams: its name, its kind (1 folder, 2 stream, 5 root), where it begins, its length."""

    name: str
    kind: int
    start: int
    size: int


class Compound:
    """A compound file, as far as it is whole; what is damaged is empty."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.sector = 1 << min(_number(data, 30, "H"), 16)
        self.table = self._table()
        self.streams = list(self._directory())
        root = next((stream for stream in self.streams if stream.kind == 5), None)
        self._small = self._chain(root.start) if root else b""
        self._small_table = _numbers(self._chain(_number(data, 60)))

    @property
    def names(self) -> list[str]:
        """The names of its streams and folders."""
        return [stream.name for stream in self.streams]

    def stream(self, *names: str) -> bytes:
        """The bytes of the first stream with one of some names, empty where there is none."""
        for stream in self.streams:
            if stream.name in names and stream.kind == 2:
                if stream.size >= _number(self.data, 56):
                    return self._chain(stream.start)[: stream.size]
                return self._small_chain(stream.start)[: stream.size]
        return b""

    def _table(self) -> list[int]:
        """The number of the sector that follows each."""
        places = _numbers(self.data[76:512])
        at, seen = _number(self.data, 68), 0
        while at < _END and seen < _MOST:
            more = _numbers(self._at(at))
            places += more[:-1]
            at, seen = (more or [_END])[-1], seen + 1
        table: list[int] = []
        for place in places:
            if place < _END:
                table += _numbers(self._at(place))
        return table

    def _at(self, number: int) -> bytes:
        begin = (number + 1) * self.sector
        return self.data[begin : begin + self.sector]

    def _chain(self, at: int) -> bytes:
        pieces: list[bytes] = []
        while at < len(self.table) and len(pieces) < _MOST:
            pieces.append(self._at(at))
            at = self.table[at]
        return b"".join(pieces)

    def _small_chain(self, at: int) -> bytes:
        """A stream of which the pieces of 64 bytes stand in that of the root."""
        pieces: list[bytes] = []
        while at < len(self._small_table) and len(pieces) < _MOST:
            pieces.append(self._small[64 * at : 64 * at + 64])
            at = self._small_table[at]
        return b"".join(pieces)

    def _directory(self) -> Iterator[Stream]:
        entries = self._chain(_number(self.data, 48))
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            entry = entries[at : at + _ENTRY]
            length = _number(entry, 64, "H")
            if entry[66] and 2 <= length <= 64:
                name = entry[: length - 2].decode("utf-16-le", "replace")
                yield Stream(name, entry[66], _number(entry, 116), _number(entry, 120))


def _number(data: bytes, at: int, form: str = "I") -> int:
    """A number at some place, a large one where the data ends before."""
    piece = data[at : at + struct.calcsize(form)]
    if len(piece) < struct.calcsize(form):
        return 0xFFFF
    return int(struct.unpack(f"<{form}", piece)[0])


def _numbers(data: bytes) -> list[int]:
    """All numbers of some data."""
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def properties(data: bytes) -> dict[int, str]:
    """The texts of a set of properties by their numbers, which Office keeps for author, company and so on."""
    found: dict[int, str] = {}
    begin = _number(data, 44)
    if len(data) < 48 or begin >= len(data):
        return found
    section = data[begin:]
    places = {}
    for entry in range(min(_number(section, 4), 200)):
        places[_number(section, 8 + 8 * entry)] = _number(section, 12 + 8 * entry)
    encoding = _encoding(_number(section, places[1] + 4, "H") if 1 in places else 0)
    for id, at in places.items():
        kind, length = _number(section, at), min(_number(section, at + 4), 4096)
        if kind == 30:
            found[id] = section[at + 8 : at + 8 + length].decode(encoding, "replace").strip("\0 ")
        elif kind == 31:
            found[id] = section[at + 8 : at + 8 + 2 * length].decode("utf-16-le", "replace").strip("\0 ")
    return found


def _encoding(page: int) -> str:
    """The encoding that a code page of Windows means."""
    return {65001: "utf-8", 1200: "utf-16-le", 950: "big5"}.get(page, "gb18030")
