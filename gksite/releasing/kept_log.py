"""The log of a portal as it stands in content/log/: read with all that holds it together, written checkpoint last."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gksite.documents.files import content_of
from gksite.problems.problem import RequestError
from gksite.releasing.history import History, Logged, tiles
from gksite.tlog.merkle import leaf_hash, root_of
from gksite.tlog.notes import BadNote, Checkpoint, Note, Signer, is_signed_by, read_checkpoint, read_note
from gksite.tlog.tiles import Damaged, read_entries

FOLDER = "content/log"


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


def kept_files(history: History) -> dict[str, bytes]:
    """The files of content/log/ by their path in it; the checkpoint last, by which all others count."""
    files = tiles(history)
    files[f"pages-{len(history.entries)}.json"] = history.state
    for size, note in history.witnessed.items():
        files[f"witnessed/{size}"] = note.encoded
    if history.checkpoint is not None:
        files["checkpoint"] = history.checkpoint.encoded
    return files


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
