"""The log of a portal as it stands in content/log/: read with all that holds it together, written checkpoint last."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gksite.documents.files import content_of, replace_file
from gksite.problems.problem import RequestError
from gksite.releasing.events import BadEntry, read_entry
from gksite.releasing.history import History
from gksite.releasing.places import CHECKPOINT, HISTORY
from gksite.tlog.merkle import leaf_hash, root_of
from gksite.tlog.notes import BadNote, Checkpoint, Note, Verifier, is_signed_by, read_checkpoint, read_note
from gksite.tlog.tiles import Damaged, read_entries


@dataclass(frozen=True, slots=True)
class Newest:
    """The number of a portal's newest release, and the checkpoint of its log."""

    release: int
    checkpoint: Checkpoint


def newest_of(root: Path, key: Verifier) -> Newest | None:
    """What a portal released last; None where it never did. Raises RequestError where its log is damaged."""
    if content_of(root, f"{HISTORY}/checkpoint") is None:
        return None
    history = read_history(root, key)
    if history.checkpoint is None:
        return None
    return Newest(history.release, read_checkpoint(history.checkpoint.text))


def read_history(root: Path, key: Verifier) -> History:
    """The log of a portal. Raises RequestError where it is damaged or signed by another key.

    Without a checkpoint nothing counts that stands there: the first release was killed before it had one.
    """
    data = content_of(root, f"{HISTORY}/checkpoint")
    if data is None:
        return History(key.name)
    note, stated = _checkpoint(data, key)
    try:
        entries = tuple(map(read_entry, read_entries(stated.size, lambda place: _read(root, place))))
    except Damaged as damaged:
        raise _damaged(str(damaged)) from damaged
    except BadEntry as error:
        raise _damaged("tile/entries") from error
    history = History(stated.origin, entries, note, dict(_witnessed(root)))
    if root_of([leaf_hash(entry.encoded) for entry in entries]) != stated.root or stated.size not in history.sizes:
        raise _damaged("tile/entries")
    return history


def check_memory(history: History, memory: Path) -> None:
    """Raise RequestError where a log does not continue what was signed before for this portal.

    One key must never sign two logs of one name: a reader could not tell which of them is true.
    """
    data = content_of(memory.parent, memory.name)
    if data is None:
        return
    try:
        known = read_checkpoint(read_note(data).text)
    except BadNote as error:
        raise RequestError("{file} 损坏了：它记着这个门户上次签的检查点；请从备份找回", file=memory) from error
    _check_continues(history, known, memory)


def check_published(history: History, output: Path, key: Verifier) -> None:
    """Raise RequestError where a log does not continue the one in output/, if that is signed by the same key.

    The memory beside the key is of one folder of one machine; a portal that was copied brings output/ with it.
    A damaged checkpoint there, or another's, is no reason to refuse: whoever damages it could as well delete it, and
    the release that would mend it is the one that would be refused.
    """
    data = content_of(output, CHECKPOINT)
    if data is None:
        return
    try:
        note = read_note(data)
        known = read_checkpoint(note.text)
    except BadNote:
        return
    if known.origin == key.name and is_signed_by(note, key):
        _check_continues(history, known, output / CHECKPOINT)


def _check_continues(history: History, known: Checkpoint, file: Path) -> None:
    hashes = [leaf_hash(entry.encoded) for entry in history.entries[: known.size]]
    if len(hashes) != known.size or root_of(hashes) != known.root:
        raise RequestError(
            "{folder}/ 接不上这里签过的日志（{size} 条，记在 {file}）：多半是换回了旧的，或者删掉了；"
            "请把 {folder}/ 找回到那时以后的样子",
            folder=HISTORY,
            size=known.size,
            file=file,
        )


def _checkpoint(data: bytes, key: Verifier) -> tuple[Note, Checkpoint]:
    try:
        note = read_note(data)
        stated = read_checkpoint(note.text)
    except BadNote as error:
        raise _damaged("checkpoint") from error
    if stated.origin != key.name or not is_signed_by(note, key):
        raise RequestError("{folder}/checkpoint 不是这把私钥签的；请找回原来的私钥或原来的文件", folder=HISTORY)
    return note, stated


def _read(root: Path, place: str) -> bytes:
    data = content_of(root, f"{HISTORY}/{place}")
    if data is None:
        raise _damaged(place)
    return data


def _damaged(place: str) -> RequestError:
    return RequestError(
        "{folder}/{place} 不见了，或者被改动过；日志只增不改，请从备份或版本库里找回 {folder}/ 原来的样子",
        folder=HISTORY,
        place=place,
    )


def _witnessed(root: Path) -> Iterator[tuple[int, Note]]:
    for path in sorted((root / HISTORY / "witnessed").glob("*")):
        try:
            note = read_note(_read(root, f"witnessed/{path.name}"))
            yield read_checkpoint(note.text).size, note
        except BadNote as error:
            raise _damaged(f"witnessed/{path.name}") from error


def kept_files(history: History) -> dict[str, bytes]:
    """The files of content/log/ by their path in it; the checkpoint last, by which all others count."""
    files = history.tiles
    for size, note in history.witnessed.items():
        files[f"witnessed/{size}"] = note.encoded
    if history.checkpoint is not None:
        files["checkpoint"] = history.checkpoint.encoded
    return files


def save_history(history: History, root: Path, memory: Path) -> None:
    """Write the log to content/log/, each file whole, the checkpoint last; then remember it beside the key.

    Raises OSError where the disk refuses; what stands there then is the log of before.
    """
    for place, data in kept_files(history).items():
        if content_of(root, f"{HISTORY}/{place}") != data:
            (root / HISTORY / place).parent.mkdir(parents=True, exist_ok=True)
            replace_file(root / HISTORY / place, data)
    if history.checkpoint is not None:
        replace_file(memory, history.checkpoint.encoded)
