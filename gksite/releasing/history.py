"""The log of a portal as its releases continue it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gksite.model.outputs import File
from gksite.model.site import Departed
from gksite.problems.problem import RequestError
from gksite.releasing.events import GONE, Event, LogEntry, newest, salt_for, salted
from gksite.releasing.listing import Listing, Statement
from gksite.releasing.places import CHECKPOINT, WITNESSED, address_of, is_logged, path_of, proof_path
from gksite.releasing.standing import Standing
from gksite.tlog.merkle import leaf_hash, root_of
from gksite.tlog.notes import Checkpoint, Note, Signature, Signer, read_checkpoint, signed
from gksite.tlog.tiles import log_files

COSIGNED = 72
"""Bytes of a cosignature: a time and an Ed25519 signature (C2SP tlog-cosignature)."""


@dataclass(frozen=True, slots=True)
class History:
    """A log with its checkpoint, and the checkpoints of before that witnesses have cosigned, by their size."""

    origin: str
    entries: tuple[LogEntry, ...] = ()
    checkpoint: Note | None = None
    witnessed: Mapping[int, Note] = field(default_factory=dict)

    @property
    def release(self) -> int:
        """The number of the newest release; 0 before the first."""
        return self.entries[-1].release if self.entries else 0

    @property
    def day(self) -> date:
        """Its day."""
        return self.entries[-1].day if self.entries else date.min

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many entries the log had at the end of each release."""
        return tuple(i for i, entry in enumerate(self.entries, 1) if entry.event == "release")

    def manifest(self, before: int = 0) -> str | None:
        """The digest of the newest release's list, or of that of so many before it; None where there was none."""
        sizes = self.sizes
        if len(sizes) <= before:
            return None
        return str(self.entries[sizes[-1 - before] - 1].facts["manifest"])

    def ends_with(self, listing: Listing) -> bool:
        """Whether the newest release is of this list, and of as many of its files as are logged now."""
        logged = sum(is_logged(file.path) for file in listing.files)
        return self.manifest() == listing.digest and self.entries[-1].facts.get("logged") == logged

    @property
    def notes(self) -> dict[str, bytes]:
        """The checkpoints as they are published: the newest, and those of before that were cosigned."""
        older = {f"{WITNESSED}{size}": note.encoded for size, note in sorted(self.witnessed.items())}
        newest = {} if self.checkpoint is None else {CHECKPOINT: self.checkpoint.encoded}
        return newest | older

    @property
    def tiles(self) -> dict[str, bytes]:
        """The files of the log by their paths, the partial ones of every release among them; its checkpoint apart."""
        data = [entry.encoded for entry in self.entries]
        return log_files(data, list(map(leaf_hash, data)), self.sizes)


@dataclass(frozen=True, slots=True)
class Happening:
    """What a release adds to the log beside what it finds: its day, its note, and what became of addresses."""

    day: date
    note: str | None
    departed: Mapping[str, Departed]
    """By path of the page that says so."""

    def noted(self) -> dict[str, str | int]:
        """The note as a fact, where there is one."""
        return {} if self.note is None else {"note": self.note}


def extended(before: History, listing: Listing, files: Mapping[str, File], why: Happening, signer: Signer) -> History:
    """The log with a release of these files added; `listing` is what it lists."""
    entries = list(before.entries)
    digests = {file.path: file.sha256 for file in listing.files if is_logged(file.path)}
    known = {path_of(address): before.entries[index] for address, index in newest(before.entries).items()}
    for path in sorted({*digests, *known}):
        address, old = address_of(path), known.get(path)
        content = files[path].content if path in digests else None
        if is_as_logged(old, content, digests.get(path, ""), signer) and _is_same_fate(old, why.departed.get(path)):
            continue
        facts, event = _happened(path, content, old, why)
        facts["address"] = address
        if content is not None:
            facts["hash"] = salted(salt_for(signer.seed, address, listing.release, digests[path]), content)
        entries.append(LogEntry(event, why.day, listing.release, facts))
    stands = Standing.of(entries, map(address_of, digests))
    facts = {"manifest": listing.digest, "files": len(listing.files), **stands.facts, **why.noted()}
    entries.append(LogEntry("release", why.day, listing.release, facts))
    root = root_of([leaf_hash(entry.encoded) for entry in entries])
    note = signed(Checkpoint(signer.name, len(entries), root).text, signer)
    return History(before.origin, tuple(entries), note, _with_witnessed(before))


def is_as_logged(entry: LogEntry | None, content: bytes | None, digest: str, signer: Signer) -> bool:
    """Whether the last entry about an address is about what stands there, or says that nothing does."""
    if entry is None:
        return False
    if content is None or entry.hash is None:
        return content is None and entry.hash is None
    return entry.hash == salted(salt_for(signer.seed, entry.address, entry.release, digest), content)


def _is_same_fate(old: LogEntry | None, gone: Departed | None) -> bool:
    """Whether an address is gone, and why, as it was."""
    if old is None or gone is None:
        return old is not None and (old.event not in GONE or old.hash is None)
    return (old.event, old.facts.get("to"), old.facts.get("why")) == _fate(gone)


def _fate(gone: Departed) -> tuple[Event, str | None, str | None]:
    if gone.to is not None:
        return "moved", f"/{gone.to}", None
    return "withdrawn", None, gone.why


def _happened(
    path: str, content: bytes | None, old: LogEntry | None, why: Happening
) -> tuple[dict[str, str | int], Event]:
    """What a release has to say of a path, and which kind of event that is."""
    gone = why.departed.get(path)
    if gone is not None:
        event, to, reason = _fate(gone)
        facts: dict[str, str | int] = {}
        if to is not None:
            facts["to"] = to
        if reason is not None:
            facts["why"] = reason
        if old is not None and _is_same_fate(old, gone):  # only the look of the page has changed
            facts["since"] = old.facts.get("since", old.day.isoformat())
        return facts, event
    if content is None:
        return {}, "withdrawn"
    if old is None or old.event in GONE:
        return {}, "added"
    return why.noted(), "changed"


def _with_witnessed(before: History) -> Mapping[int, Note]:
    """The cosigned checkpoints of before, the last among them."""
    note = before.checkpoint
    if note is None or len(note.signatures) < 2:
        return before.witnessed
    return {**before.witnessed, len(before.entries): note}


def cosigned(history: History, note: Note) -> History:
    """The log with the cosignatures that a note brings. Raises RequestError where it is about no release of it."""
    stated = read_checkpoint(note.text)
    hashes = [leaf_hash(entry.encoded) for entry in history.entries[: stated.size]]
    own = history.checkpoint
    others = [each for each in note.signatures if each.name != history.origin and len(each.data) == COSIGNED]
    is_ours = stated.origin == history.origin and stated.size in history.sizes and root_of(hashes) == stated.root
    if own is None or not is_ours or not others:
        raise RequestError("这不是见证人在本门户某一次发布的检查点上签的名，没有采用")
    if stated.size != len(history.entries):
        own = history.witnessed.get(stated.size, Note(note.text, _by(history.origin, note)))
    for signature in others:
        own = own.with_signature(signature)
    if stated.size != len(history.entries):
        return replace(history, witnessed={**history.witnessed, stated.size: own})
    return replace(history, checkpoint=own)


def _by(origin: str, note: Note) -> tuple[Signature, ...]:
    return tuple(each for each in note.signatures if each.name == origin)


def statement_of(history: History, listing: Listing) -> Statement:
    """What is signed of the newest release of a log, whose list this is."""
    notes = {path: hashlib.sha256(data).hexdigest() for path, data in history.notes.items()}
    before, count = history.manifest(before=1), len(listing.files)
    return Statement(listing.origin, listing.release, listing.day, listing.digest, before, count, notes)


def published_files(history: History, listing: Listing, signer: Signer) -> Iterator[File]:
    """The log as it is published below log/: tiles, checkpoints, and the proof of each file that stands there now."""
    note = history.checkpoint
    if note is None:
        return
    for place, data in history.tiles.items():
        yield File(f"log/{place}", data)
    for path, data in history.notes.items():
        yield File(path, data)
    digests = {file.path: file.sha256 for file in listing.files if is_logged(file.path)}
    stands = Standing.of(history.entries, map(address_of, digests))
    for path, digest in digests.items():
        address = address_of(path)
        entry = history.entries[stands.index[address]]
        salt = salt_for(signer.seed, address, entry.release, digest)
        yield File(proof_path(path), stands.proof(address, salt, note))
