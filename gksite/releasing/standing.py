"""What stands where at the end of a release, as one root, and the proofs that travel beside files.

A proof shows three things under one signed checkpoint: that an entry is in the log, that the newest release is its last
leaf, and that this release knows of no later entry about the address.
"""

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gksite.releasing.events import BadEntry, LogEntry, canonical, newest, read_entry, salted
from gksite.tlog.merkle import Hashes, full_trees, inclusion_proof, is_included, leaf_hash, levels, root_of
from gksite.tlog.notes import BadNote, Checkpoint, Note, read_checkpoint
from gksite.tlog.proofs import Proof, read_proof


@dataclass(frozen=True, slots=True)
class Standing:
    """The last entry about each address that has a file, in the order of the addresses, and the trees over them."""

    entries: Sequence[LogEntry]
    index: Mapping[str, int]
    place: Mapping[str, int]
    tree: Sequence[Hashes]
    """Over the index of each address."""
    log: Sequence[Hashes]
    """Over all entries."""

    @classmethod
    def of(cls, entries: Sequence[LogEntry], addresses: Iterable[str]) -> "Standing":
        """What stands at some addresses after some entries, each of which has an entry."""
        last = newest(entries)
        ordered = sorted(addresses)
        index = {address: last[address] for address in ordered}
        place = {address: i for i, address in enumerate(ordered)}
        leaves = [_leaf(address, number) for address, number in index.items()]
        return cls(entries, index, place, levels(leaves), levels([leaf_hash(entry.encoded) for entry in entries]))

    @property
    def facts(self) -> dict[str, str | int]:
        """What the entry of the release states of it."""
        return {"logged": len(self.index), "state": root_of(self.tree[0]).hex()}

    def proof(self, address: str, salt: bytes, checkpoint: Note) -> bytes:
        """The file that stands beside the file at an address; the last entry is that of the release."""
        place, index, last = self.place[address], self.index[address], len(self.entries) - 1
        extra = {
            "entry": self.entries[index].encoded.decode(),
            "salt": salt.hex(),
            "newest": {
                "entry": self.entries[last].encoded.decode(),
                "path": _written(inclusion_proof(self.log, last)),
                "place": place,
                "proof": _written(inclusion_proof(self.tree, place)),
            },
        }
        path = tuple(inclusion_proof(self.log, index))
        return Proof(index, path, checkpoint, canonical(extra)).encoded


def _leaf(address: str, index: int) -> bytes:
    return leaf_hash(f"{address}\n{index}".encode())


def _written(hashes: Iterable[bytes]) -> list[str]:
    return [base64.b64encode(each).decode() for each in hashes]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest release as a proof has it: its entry, the path to it, and where in its state the address stands."""

    entry: LogEntry
    path: tuple[bytes, ...]
    place: int
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof that stands beside a file, with the entry and the salt that it carries."""

    proof: Proof
    entry: LogEntry
    salt: bytes
    checkpoint: Checkpoint
    newest: Newest

    def is_of(self, address: str) -> bool:
        """Whether the log holds this entry, and it is about that address."""
        leaf, size, root = leaf_hash(self.entry.encoded), self.checkpoint.size, self.checkpoint.root
        return self.entry.address == address and is_included(leaf, self.proof.index, size, self.proof.path, root)

    @property
    def trees(self) -> list[bytes] | None:
        """The full trees that the log consists of; None where the entry of the newest release does not end it."""
        leaf, size, path = leaf_hash(self.newest.entry.encoded), self.checkpoint.size, self.newest.path
        is_last = is_included(leaf, size - 1, size, path, self.checkpoint.root)
        return full_trees(leaf, size, path) if is_last else None

    @property
    def is_newest(self) -> bool:
        """Whether the newest release of the log has no later entry about the address."""
        newest = self.newest
        facts = newest.entry.facts
        logged, state = facts.get("logged"), facts.get("state")
        if newest.entry.event != "release" or not isinstance(logged, int) or not isinstance(state, str):
            return False
        leaf = _leaf(self.entry.address or "", self.proof.index)
        return self.trees is not None and is_included(leaf, newest.place, logged, newest.proof, _root(state))

    @property
    def moved_to(self) -> str | None:
        """Where an address leads that has moved."""
        to = self.entry.facts.get("to")
        return None if to is None else str(to)

    def holds(self, content: bytes) -> bool:
        """Whether the entry is about that content."""
        return self.entry.hash == salted(self.salt, content)


def _root(state: str) -> bytes:
    try:
        return bytes.fromhex(state)
    except ValueError:
        return b""


def read_proof_of(data: bytes) -> Proved | None:
    """A proof as it stands beside a file; None where it is none, or is written otherwise than a release does."""
    try:
        proof = read_proof(data)
        extra = json.loads(proof.extra)
        last = extra["newest"]
        newest = Newest(read_entry(last["entry"].encode()), _read(last["path"]), last["place"], _read(last["proof"]))
        entry, salt = read_entry(extra["entry"].encode()), bytes.fromhex(extra["salt"])
        proved = Proved(proof, entry, salt, read_checkpoint(proof.checkpoint.text), newest)
    except (BadNote, BadEntry, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if type(newest.place) is not int or canonical(extra) != proof.extra or extra["salt"] != salt.hex():
        return None
    return proved


def _read(written: Sequence[str]) -> tuple[bytes, ...]:
    return tuple(base64.b64decode(each, validate=True) for each in written)
