"""A second reader and writer of release logs, which shares no code with gksite: C2SP's texts and RFC 9162 read anew.

It reads a log from a folder: signed notes, checkpoints, tiles, entry bundles, proofs. The standard library and
`cryptography` alone; trees are computed by the recursive definitions, never by an algorithm of the program's.
"""

import base64
import hashlib
import json
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

WIDTH = 256
"""Hashes of a full tile."""


class Wrong(Exception):
    """What a reader finds wrong, in a few words."""


# ---- trees (RFC 6962, 2.1)


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry)


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right)


def cut(size: int) -> int:
    """The largest power of two below a size."""
    power = 1
    while power << 1 < size:
        power <<= 1
    return power


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """MTH over the hashes of leaves, level by level: an odd one out moves up as it is, which is the same tree."""
    level = list(leaves)
    if not level:
        return sha256(b"")
    while len(level) > 1:
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) & ~1 :]
    return level[0]


def inclusion_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(leaves) <= 1:
        return []
    half = cut(len(leaves))
    if index < half:
        return [*inclusion_path(index, leaves[:half]), tree_hash(leaves[half:])]
    return [*inclusion_path(index - half, leaves[half:]), tree_hash(leaves[:half])]


def consistency_path(first: int, leaves: Sequence[bytes], *, is_whole: bool = True) -> list[bytes]:
    """PROOF(m, D[n]), by SUBPROOF."""
    if first == len(leaves):
        return [] if is_whole else [tree_hash(leaves)]
    half = cut(len(leaves))
    if first <= half:
        return [*consistency_path(first, leaves[:half], is_whole=is_whole), tree_hash(leaves[half:])]
    return [*consistency_path(first - half, leaves[half:], is_whole=False), tree_hash(leaves[:half])]


def root_by_path(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to, by the definition of PATH run backwards. Raises Wrong."""
    if size == 1:
        if path:
            raise Wrong("the proof is too long")
        return leaf
    if not path:
        raise Wrong("the proof is too short")
    half = cut(size)
    if index < half:
        return node_hash(root_by_path(index, half, leaf, path[:-1]), path[-1])
    return node_hash(path[-1], root_by_path(index - half, size - half, leaf, path[:-1]))


def roots_by_path(
    first: int, size: int, path: Sequence[bytes], known: bytes, *, is_whole: bool = True
) -> tuple[bytes, bytes]:
    """The roots of both sizes that a consistency proof leads to, `known` being that of the first. Raises Wrong."""
    if first == size:
        if is_whole and path:
            raise Wrong("the proof is too long")
        if is_whole:
            return known, known
        if len(path) != 1:
            raise Wrong("the proof has another length")
        return path[0], path[0]
    if not path:
        raise Wrong("the proof is too short")
    half = cut(size)
    if first <= half:
        old, new = roots_by_path(first, half, path[:-1], known, is_whole=is_whole)
        return old, node_hash(new, path[-1])
    old, new = roots_by_path(first - half, size - half, path[:-1], known, is_whole=False)
    return node_hash(path[-1], old), node_hash(path[-1], new)


# ---- signed notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature)


@dataclass(frozen=True)
class Verifier:
    """A name with a key of Ed25519; `kind` 1 for plain signatures, 4 for cosignatures with a time."""

    name: str
    kind: int
    key: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key)[:4]

    @property
    def line(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(bytes([self.kind]) + self.key).decode()}"


def verifier(line: str) -> Verifier:
    """The key of a vkey line. Raises Wrong."""
    name, id, typed = line.strip().split("+", 2)
    blob = base64.b64decode(typed, validate=True)
    found = Verifier(name, blob[0], blob[1:])
    if found.id.hex() != id or len(found.key) != 32 or found.kind not in (1, 4):
        raise Wrong("the key does not fit its id")
    return found


@dataclass(frozen=True)
class Note:
    """A text with its signature lines: name, key id, signature."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]

    def signed_by(self, known: Verifier) -> bool:
        """Whether it has a signature of that key; one that does not verify is told. Raises Wrong."""
        found = False
        for name, id, signature in self.signatures:
            if (name, id) != (known.name, known.id):
                continue
            said, given = self.text.encode(), signature
            if known.kind == 4:
                time, given = struct.unpack(">Q", signature[:8])[0], signature[8:]
                said = f"cosignature/v1\ntime {time}\n".encode() + said
            try:
                Ed25519PublicKey.from_public_bytes(known.key).verify(given, said)
            except InvalidSignature:
                raise Wrong(f"the signature of {name} is wrong") from None
            found = True
        return found


def read_note(data: bytes) -> Note:
    """A signed note. Raises Wrong."""
    text, gap, lines = data.decode().rpartition("\n\n")
    if not gap or not lines.endswith("\n") or any(ord(each) < 32 and each != "\n" for each in data.decode()):
        raise Wrong("no signed note")
    found = []
    for line in lines[:-1].split("\n"):
        dash, name, spelt = line.split(" ")
        blob = base64.b64decode(spelt, validate=True)
        if dash != "\u2014" or not name or "+" in name or len(blob) < 5:
            raise Wrong("no line of a signature")
        found.append((name, blob[:4], blob[4:]))
    return Note(text + "\n", tuple(found))


@dataclass(frozen=True)
class Head:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes

    @property
    def line(self) -> str:
        """As somebody keeps it."""
        return " ".join(self.text.split())

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def read_head(text: str) -> Head:
    """The first three lines of a checkpoint. Raises Wrong."""
    origin, size, root, *_ = text.split("\n")
    if str(int(size)) != size or len(base64.b64decode(root, validate=True)) != 32:
        raise Wrong("no checkpoint")
    return Head(origin, int(size), base64.b64decode(root))


# ---- tiles (C2SP tlog-tiles)


def tile_path(level: int | str, number: int, width: int) -> str:
    """tile/<L>/<N>[.p/<W>]"""
    digits = f"{number:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([*("x" + group for group in groups[:-1]), groups[-1]])
    return f"tile/{level}/{name}" + ("" if width == WIDTH else f".p/{width}")


def widths(count: int) -> Iterator[tuple[int, int]]:
    """The number and the width of each tile of so many hashes."""
    for number in range(-(-count // WIDTH)):
        yield number, min(WIDTH, count - WIDTH * number)


class Log:
    """A log in a folder, read as a stranger would; everything that it is asked is computed from the files."""

    def __init__(self, folder: Path, known: Verifier) -> None:
        self.folder = folder
        note = read_note((folder / "checkpoint").read_bytes())
        if not note.signed_by(known):
            raise Wrong("the checkpoint is not signed with this key")
        self.note, self.head = note, read_head(note.text)
        if self.head.origin != known.name:
            raise Wrong("the checkpoint is of another log")

    def tile(self, level: int | str, number: int, width: int) -> bytes:
        """The bytes of a tile, the full one where the partial one has gone. Raises Wrong."""
        for name in (tile_path(level, number, width), tile_path(level, number, WIDTH)):
            path = self.folder / name
            if path.is_file():
                return path.read_bytes()
        raise Wrong(f"{tile_path(level, number, width)} is missing")

    def hashes(self, level: int, size: int) -> list[bytes]:
        """All hashes of a level in the tree of a size."""
        found: list[bytes] = []
        for number, width in widths(size // WIDTH**level):
            data = self.tile(level, number, width)
            if len(data) < 32 * width or len(data) % 32:
                raise Wrong(f"{tile_path(level, number, width)} has another length")
            found += [data[at : at + 32] for at in range(0, 32 * width, 32)]
        return found

    @cached_property
    def entries(self) -> list[bytes]:
        """All entries, out of their bundles."""
        found: list[bytes] = []
        for number, width in widths(self.head.size):
            data, at, here = self.tile("entries", number, width), 0, []
            while at < len(data):
                (length,) = struct.unpack(">H", data[at : at + 2])
                here.append(data[at + 2 : at + 2 + length])
                at += 2 + length
            if at != len(data) or len(here) < width:
                raise Wrong(f"{tile_path('entries', number, width)} is cut off")
            found += here[:width]
        return found

    @cached_property
    def leaves(self) -> list[bytes]:
        return [leaf_hash(entry) for entry in self.entries]

    def check(self) -> None:
        """The entries, every level of tiles and the checkpoint say the same. Raises Wrong."""
        level, expected = 0, self.leaves
        while expected:
            if self.hashes(level, self.head.size) != expected:
                raise Wrong(f"the tiles of level {level} do not fit")
            whole = len(expected) // WIDTH * WIDTH
            expected = [tree_hash(expected[at : at + WIDTH]) for at in range(0, whole, WIDTH)]
            level += 1
        if tree_hash(self.leaves) != self.head.root:
            raise Wrong("the root does not fit")

    def check_releases(self) -> None:
        """The entry of each release states what stood at its addresses. Raises Wrong."""
        for at, entry in enumerate(self.entries):
            facts = json.loads(entry)
            if facts["event"] != "release":
                continue
            standing = standing_in(self.entries[:at])
            if (facts["logged"], facts["state"]) != (len(standing), state_hash(standing).hex()):
                raise Wrong(f"the entry of release {facts['release']} states another state")

    def continues(self, old: Head) -> None:
        """It holds all of what somebody saw before. Raises Wrong, which names what happened."""
        if old.origin != self.head.origin:
            raise Wrong("another log")
        if old.size > self.head.size:
            raise Wrong("truncated")
        if old.size == self.head.size and old.root != self.head.root:
            raise Wrong("forked")
        if tree_hash(self.leaves[: old.size]) != old.root:
            raise Wrong("rewritten")


# ---- what stands at the addresses, as the entry of a release states it


def standing_in(entries: Iterable[bytes]) -> dict[str, int]:
    """The index of the last entry about each address where a file stands, by address in the order of code points."""
    found: dict[str, int] = {}
    for index, entry in enumerate(entries):
        facts = json.loads(entry)
        if "hash" in facts:
            found[facts["address"]] = index
        elif "address" in facts:
            found.pop(facts["address"], None)
    return dict(sorted(found.items()))


def state_leaf(address: str, index: int) -> bytes:
    return leaf_hash(f"{address}\n{index}".encode())


def state_leaves(standing: Mapping[str, int]) -> list[bytes]:
    return [state_leaf(address, index) for address, index in standing.items()]


def state_hash(standing: Mapping[str, int]) -> bytes:
    return tree_hash(state_leaves(standing))


# ---- proofs (C2SP tlog-proof)


def check_proof(text: str, known: Verifier, address: str, data: bytes) -> Head:
    """That a proof is of an address and of these bytes, in a log signed with a key, whose newest release has no other.

    Raises Wrong.
    """
    head, _, checkpoint = text.partition("\n\n")
    first, extra, index, *path = head.split("\n")
    note = read_note(checkpoint.encode())
    tree = read_head(note.text)
    if first != "c2sp.org/tlog-proof@v1" or not extra.startswith("extra ") or not index.startswith("index "):
        raise Wrong("no proof")
    if not note.signed_by(known):
        raise Wrong("the checkpoint is not signed with this key")
    more = json.loads(base64.b64decode(extra[6:], validate=True))
    entry = json.loads(more["entry"])
    if entry["address"] != address:
        raise Wrong("the proof is of another address")
    if hashlib.sha256(bytes.fromhex(more["salt"]) + data).hexdigest() != entry["hash"]:
        raise Wrong("the content is another")
    if int(index[6:]) >= tree.size:
        raise Wrong("the index is outside the log")
    if root_by_path(int(index[6:]), tree.size, leaf_hash(more["entry"].encode()), _hashes(path)) != tree.root:
        raise Wrong("the entry is not in the log")
    _check_newest(more["newest"], state_leaf(address, int(index[6:])), tree)
    return tree


def _check_newest(newest: Mapping[str, Any], leaf: bytes, tree: Head) -> None:
    """That a leaf stands in the state of the release whose entry is the last of a log. Raises Wrong."""
    last = json.loads(newest["entry"])
    path = _hashes(newest["path"])
    if root_by_path(tree.size - 1, tree.size, leaf_hash(newest["entry"].encode()), path) != tree.root:
        raise Wrong("the newest release is not the last entry of the log")
    if last["event"] != "release" or not 0 <= newest["place"] < last["logged"]:
        raise Wrong("the newest release is none, or the place is outside its state")
    if root_by_path(newest["place"], last["logged"], leaf, _hashes(newest["proof"])).hex() != last["state"]:
        raise Wrong("the newest release has another entry of this address, or none")


def _hashes(spelt: Iterable[str]) -> list[bytes]:
    return [base64.b64decode(each, validate=True) for each in spelt]


# ---- the writer, for tests


class Signer:
    """A key pair of a name, always the same for the same seed."""

    def __init__(self, name: str, seed: int = 1, kind: int = 1) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.public = Verifier(name, kind, self.private.public_key().public_bytes_raw())

    def signature(self, text: str, time: int = 0) -> str:
        """A line for a note's text, a cosignature's with its time."""
        blob = self.private.sign(text.encode())
        if self.public.kind == 4:
            blob = struct.pack(">Q", time) + self.private.sign(f"cosignature/v1\ntime {time}\n{text}".encode())
        return f"\u2014 {self.public.name} {base64.b64encode(self.public.id + blob).decode()}\n"


def checkpoint(signer: Signer, leaves: Sequence[bytes], cosigners: Iterable[tuple[Signer, int]] = ()) -> str:
    """The signed checkpoint of a tree."""
    text = Head(signer.public.name, len(leaves), tree_hash(leaves)).text
    return f"{text}\n{signer.signature(text)}" + "".join(each.signature(text, time) for each, time in cosigners)


def write_log(
    folder: Path, signer: Signer, entries: Sequence[bytes], cosigners: Iterable[tuple[Signer, int]] = ()
) -> str:
    """Write a log's tiles, bundles and checkpoint, and return the checkpoint."""
    leaves = [leaf_hash(entry) for entry in entries]
    level, hashes = 0, leaves
    while hashes:
        for number, width in widths(len(hashes)):
            _put(folder / tile_path(level, number, width), b"".join(hashes[number * WIDTH : number * WIDTH + width]))
        whole = len(hashes) // WIDTH * WIDTH
        hashes = [tree_hash(hashes[at : at + WIDTH]) for at in range(0, whole, WIDTH)]
        level += 1
    for number, width in widths(len(entries)):
        here = entries[number * WIDTH : number * WIDTH + width]
        data = b"".join(struct.pack(">H", len(entry)) + entry for entry in here)
        _put(folder / tile_path("entries", number, width), data)
    text = checkpoint(signer, leaves, cosigners)
    _put(folder / "checkpoint", text.encode())
    return text


def newest(address: str, entries: Sequence[bytes]) -> dict[str, Any]:
    """That an address has no later entry than the one that stands in the log's last, which is that of a release."""
    standing = standing_in(entries)
    place = list(standing).index(address)
    return {
        "entry": entries[-1].decode(),
        "path": _spelt(inclusion_path(len(entries) - 1, [leaf_hash(entry) for entry in entries])),
        "place": place,
        "proof": _spelt(inclusion_path(place, state_leaves(standing))),
    }


def proof(index: int, salt: bytes, entries: Sequence[bytes], signed: str, last: Mapping[str, Any]) -> str:
    """The proof of one entry, with what is said of the newest release."""
    facts = {"entry": entries[index].decode(), "newest": last, "salt": salt.hex()}
    extra = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    path = "".join(each + "\n" for each in _spelt(inclusion_path(index, [leaf_hash(entry) for entry in entries])))
    return f"c2sp.org/tlog-proof@v1\nextra {base64.b64encode(extra).decode()}\nindex {index}\n{path}\n{signed}"


def _spelt(hashes: Iterable[bytes]) -> list[str]:
    return [base64.b64encode(each).decode() for each in hashes]


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
