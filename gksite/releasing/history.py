"""The log as a portal keeps it in content/log/: what was said of every address, and what stands there now."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from gksite.model.outputs import File
from gksite.model.site import Departed
from gksite.problems.problem import RequestError
from gksite.releasing.events import IS_RELEASE, Event, LogEntry, salt_for, salted
from gksite.releasing.listing import Listing
from gksite.releasing.places import CHECKPOINT, WITNESSED, address_of, is_logged, proof_path
from gksite.tlog.merkle import inclusion_proof, leaf_hash, levels, root_of
from gksite.tlog.notes import Checkpoint, Note, Signer, read_checkpoint, signed
from gksite.tlog.proofs import Proof
from gksite.tlog.tiles import log_files

SCHEMA = "gksite/log/1"


@dataclass(frozen=True, slots=True)
class Logged:
    """What stands at an address now: its entry in the log, and the digest and salt that the entry's hash is made of."""

    index: int
    event: Event
    sha256: str
    salt: str


@dataclass(frozen=True, slots=True)
class History:
    """A log with its newest release: number, day, the root of its manifest, and the logged files by path."""

    origin: str
    entries: tuple[bytes, ...] = ()
    checkpoint: Note | None = None
    witnessed: Mapping[int, Note] = field(default_factory=dict)
    release: int = 0
    day: date = date.min
    manifest: str | None = None
    previous: str | None = None
    files: Mapping[str, Logged] = field(default_factory=dict)

    @property
    def state(self) -> bytes:
        """What of it stands in no file of the log itself."""
        held = {
            "schema": SCHEMA,
            "release": self.release,
            "day": self.day.isoformat(),
            "manifest": self.manifest,
            "previous": self.previous,
            "files": {path: asdict(logged) for path, logged in sorted(self.files.items())},
        }
        return (json.dumps(held, ensure_ascii=False, indent=0) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Happening:
    """What a release adds to the log beside what it finds: its day, its note, and what became of addresses."""

    day: date
    note: str | None
    departed: Mapping[str, Departed]
    """By path of the page that says so."""


def extended(before: History, listing: Listing, files: Mapping[str, File], why: Happening, signer: Signer) -> History:
    """The log with a release of these files added; `listing` is what it lists."""
    entries, state = list(before.entries), dict[str, Logged]()
    known = before.files
    for path in sorted({*files, *known}):
        if not is_logged(path):
            continue
        digest = hashlib.sha256(files[path].content).hexdigest() if path in files else None
        old = known.get(path)
        facts, event = _happened(path, digest, old, why)
        if digest is not None and old is not None and (digest, event) == (old.sha256, old.event):
            state[path] = old
            continue
        address = address_of(path)
        if digest is not None:
            salt = salt_for(signer.seed, address, listing.release, digest)
            facts["hash"] = salted(salt, files[path].content)
            state[path] = Logged(len(entries), event, digest, salt.hex())
        entries.append(LogEntry(event, why.day, listing.release, {"address": address, **facts}).encoded)
    facts = {"manifest": listing.digest, "files": len(listing.files), **_noted(why)}
    entries.append(LogEntry("release", why.day, listing.release, facts).encoded)
    root = root_of([leaf_hash(entry) for entry in entries])
    note = signed(Checkpoint(signer.name, len(entries), root).text, signer)
    return History(
        before.origin,
        tuple(entries),
        note,
        _with_witnessed(before),
        listing.release,
        why.day,
        listing.digest,
        before.manifest,
        state,
    )


def _with_witnessed(before: History) -> Mapping[int, Note]:
    """The cosigned checkpoints of before, the last among them."""
    note = before.checkpoint
    if note is None or len(note.signatures) < 2:
        return before.witnessed
    return {**before.witnessed, len(before.entries): note}


def _noted(why: Happening) -> dict[str, str]:
    return {} if why.note is None else {"note": why.note}


def _happened(path: str, digest: str | None, old: Logged | None, why: Happening) -> tuple[dict[str, str | int], Event]:
    """What a release has to say of a path, and which kind of event that is."""
    gone = why.departed.get(path)
    if gone is not None and gone.to is not None:
        return {"to": f"/{gone.to}"}, "moved"
    if gone is not None and gone.why is not None:
        return {"why": gone.why}, "withdrawn"
    if gone is not None or digest is None:
        return {}, "withdrawn"
    if old is None or old.event in ("moved", "withdrawn"):
        return {}, "added"
    if old.sha256 == digest:
        return {}, old.event
    return dict[str, str | int](_noted(why)), "changed"


def cosigned(history: History, note: Note) -> History:
    """The log with the cosignatures that a note brings. Raises RequestError where it is about no checkpoint of it."""
    own = history.checkpoint
    if own is None or note.text != own.text:
        stated = read_checkpoint(note.text)
        raise RequestError(
            "见证人签的是有 {size} 条的日志，现在是 {now} 条；请见证人照现在的再签一次",
            size=stated.size,
            now=len(history.entries),
        )
    for signature in note.signatures:
        if signature.name != history.origin:
            own = own.with_signature(signature)
    return replace(history, checkpoint=own)


def tiles(history: History) -> dict[str, bytes]:
    """The tiles and bundles of a log by their paths, the partial ones of every release among them."""
    hashes = [leaf_hash(entry) for entry in history.entries]
    sizes = [i for i, entry in enumerate(history.entries, 1) if IS_RELEASE in entry]
    return log_files(history.entries, hashes, sizes)


def published_files(history: History) -> Iterator[File]:
    """The log as it is published below log/: tiles, checkpoints, and the proof of each file that stands there now."""
    note = history.checkpoint
    if note is None:
        return
    for place, data in tiles(history).items():
        yield File(f"log/{place}", data)
    for size, cosigned in history.witnessed.items():
        yield File(f"{WITNESSED}{size}", cosigned.encoded)
    yield File(CHECKPOINT, note.encoded)
    tree = levels([leaf_hash(entry) for entry in history.entries])
    for path, logged in history.files.items():
        entry = history.entries[logged.index].decode()
        extra = json.dumps({"entry": entry, "salt": logged.salt}, ensure_ascii=False).encode()
        proof = Proof(logged.index, tuple(inclusion_proof(tree, logged.index)), note, extra)
        yield File(proof_path(path), proof.encoded)
