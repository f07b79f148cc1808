"""The log as a portal keeps it in content/log/: what was said of every address, and what stands there now."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gksite.documents.files import content_of
from gksite.model.outputs import File
from gksite.model.site import Departed
from gksite.problems.problem import RequestError
from gksite.releasing.events import IS_RELEASE, Event, LogEntry, salt_for, salted
from gksite.releasing.listing import Listing
from gksite.releasing.places import CHECKPOINT, WITNESSED, address_of, is_logged, proof_path
from gksite.tlog.merkle import inclusion_proof, leaf_hash, levels, root_of
from gksite.tlog.notes import BadNote, Checkpoint, Note, Signer, is_signed_by, read_checkpoint, read_note, signed
from gksite.tlog.proofs import Proof
from gksite.tlog.tiles import Damaged, log_files, read_entries

FOLDER = "content/log"
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
    witnessed: Mapping[int, Note] | None = None
    release: int = 0
    day: date = date.min
    manifest: str | None = None
    previous: str | None = None
    files: Mapping[str, Logged] | None = None

    @property
    def state(self) -> bytes:
        """What of it stands in no file of the log itself."""
        held = {
            "schema": SCHEMA,
            "release": self.release,
            "day": self.day.isoformat(),
            "manifest": self.manifest,
            "previous": self.previous,
            "files": {path: asdict(logged) for path, logged in sorted((self.files or {}).items())},
        }
        return (json.dumps(held, ensure_ascii=False, indent=0) + "\n").encode()


def read_history(root: Path, signer: Signer) -> History:
    """The log of a portal. Raises RequestError where it is damaged or signed by another key."""
    folder = root / FOLDER
    data = content_of(root, f"{FOLDER}/checkpoint")
    if data is None:
        if any(folder.rglob("*")):
            raise _damaged("checkpoint")
        return History(signer.name)
    note, stated = _checkpoint(data, signer)
    try:
        entries = tuple(read_entries(stated.size, lambda place: _read(root, place)))
        held: dict[str, Any] = json.loads(_read(root, f"pages-{stated.size}.json"))
        files = {path: Logged(**logged) for path, logged in held["files"].items()}
        day = date.fromisoformat(held["day"])
    except Damaged as damaged:
        raise _damaged(str(damaged)) from damaged
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(f"pages-{stated.size}.json") from error
    if root_of([leaf_hash(entry) for entry in entries]) != stated.root:
        raise _damaged("tile")
    return History(
        stated.origin,
        entries,
        note,
        dict(_witnessed(root)),
        held["release"],
        day,
        held["manifest"],
        held["previous"],
        files,
    )


def _checkpoint(data: bytes, signer: Signer) -> tuple[Note, Checkpoint]:
    try:
        note = read_note(data)
        stated = read_checkpoint(note.text)
    except BadNote as error:
        raise _damaged("checkpoint") from error
    if stated.origin != signer.name or not is_signed_by(note, signer.verifier):
        raise RequestError("{folder}/checkpoint 不是这把私钥签的；请找回原来的私钥或原来的文件", folder=FOLDER)
    return note, stated


def _read(root: Path, place: str) -> bytes:
    data = content_of(root, f"{FOLDER}/{place}")
    if data is None:
        raise _damaged(place)
    return data


def _damaged(place: str) -> RequestError:
    return RequestError(
        "{folder}/{place} 不见了，或者被改动过；日志只增不改，请从备份或版本库里找回 {folder}/ 原来的样子",
        folder=FOLDER,
        place=place,
    )


def _witnessed(root: Path) -> Iterator[tuple[int, Note]]:
    for path in sorted((root / FOLDER / "witnessed").glob("*")):
        try:
            note = read_note(_read(root, f"witnessed/{path.name}"))
            yield read_checkpoint(note.text).size, note
        except BadNote as error:
            raise _damaged(f"witnessed/{path.name}") from error


@dataclass(frozen=True, slots=True)
class Newest:
    """The number of a portal's newest release, and the checkpoint of its log."""

    release: int
    checkpoint: Note


def newest_of(root: Path) -> Newest | None:
    """What a portal released last, nothing verified; None where it never did. Raises RequestError."""
    data = content_of(root, f"{FOLDER}/checkpoint")
    if data is None:
        return None
    try:
        note = read_note(data)
        name = f"pages-{read_checkpoint(note.text).size}.json"
        return Newest(int(json.loads(_read(root, name))["release"]), note)
    except BadNote as error:
        raise _damaged("checkpoint") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(name) from error


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
    known = before.files or {}
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
        return before.witnessed or {}
    return {**(before.witnessed or {}), len(before.entries): note}


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


def kept_files(history: History) -> dict[str, bytes]:
    """The files of content/log/ by their path in it; the checkpoint last, by which all others count."""
    files = _tiles(history, [leaf_hash(entry) for entry in history.entries])
    files[f"pages-{len(history.entries)}.json"] = history.state
    for size, note in (history.witnessed or {}).items():
        files[f"witnessed/{size}"] = note.encoded
    if history.checkpoint is not None:
        files["checkpoint"] = history.checkpoint.encoded
    return files


def _tiles(history: History, hashes: Sequence[bytes]) -> dict[str, bytes]:
    sizes = [i for i, entry in enumerate(history.entries, 1) if IS_RELEASE in entry]
    return log_files(history.entries, hashes, sizes)


def save_history(history: History, root: Path) -> None:
    """Write the log to content/log/: each file whole, the checkpoint last; then the state of before goes.

    Raises OSError where the disk refuses; what stands there then is the log of before.
    """
    folder = root / FOLDER
    files = kept_files(history)
    for place, data in files.items():
        if content_of(root, f"{FOLDER}/{place}") != data:
            _write(folder / place, data)
    for path in folder.glob("pages-*.json"):
        if path.name not in files:
            path.unlink()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    with draft.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def published_files(history: History) -> Iterator[File]:
    """The log as it is published below log/: tiles, checkpoints, and the proof of each file that stands there now."""
    note = history.checkpoint
    if note is None:
        return
    hashes = [leaf_hash(entry) for entry in history.entries]
    for place, data in _tiles(history, hashes).items():
        yield File(f"log/{place}", data)
    for size, cosigned in (history.witnessed or {}).items():
        yield File(f"{WITNESSED}{size}", cosigned.encoded)
    yield File(CHECKPOINT, note.encoded)
    tree = levels(hashes)
    for path, logged in (history.files or {}).items():
        entry = history.entries[logged.index].decode()
        extra = json.dumps({"entry": entry, "salt": logged.salt}, ensure_ascii=False).encode()
        proof = Proof(logged.index, tuple(inclusion_proof(tree, logged.index)), note, extra)
        yield File(proof_path(path), proof.encoded)


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
