"""A witness: another body that remembers how a log stood, and signs how it stands where that continues it."""

from dataclasses import dataclass
from pathlib import Path

from gksite.documents.files import content_of
from gksite.problems.problem import Phrase, Problems, RequestError
from gksite.releasing.keys import key_file
from gksite.releasing.places import CHECKPOINT
from gksite.releasing.trees import Tree
from gksite.releasing.verify import NO_RELEASE, OTHER_KEY, Verified, read_key, signed_note
from gksite.releasing.verify_log import Kept, by_hashes, check_kept, leaf_hashes
from gksite.tlog.notes import (
    BadNote,
    Checkpoint,
    Note,
    Signer,
    Verifier,
    cosignature,
    is_signed_by,
    read_checkpoint,
    read_note,
)


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint that continues the one of `before`, where one was seen, with the cosignature."""

    note: Note
    checkpoint: Checkpoint
    before: Checkpoint | None
    key: Verifier


def kept_file(folder: Path, origin: str) -> Path:
    """Where a witness keeps the last checkpoint that it has seen of a log."""
    return key_file(folder, origin).with_suffix(".checkpoint")


def signed_checkpoint(tree: Tree, key: Verifier | None, problems: Problems) -> tuple[Note, Verifier] | None:
    """The checkpoint of a tree and the key that has signed it; None with problems noted where it is not signed.

    `key` is the one that is known to be right, where one is. Raises OSError, RequestError where it cannot be read.
    """
    seen = Verified(tree, problems, key=key, is_key_known=key is not None)
    read_key(seen)
    note = signed_note(seen, CHECKPOINT)
    if note is None or seen.key is None or problems.found:
        return None
    try:
        stated = read_checkpoint(note.text)
    except BadNote:
        seen.add(NO_RELEASE, CHECKPOINT, name=tree.name)
        return None
    if stated.origin != seen.key.name:
        seen.add(OTHER_KEY, CHECKPOINT, other=stated.origin, key=seen.key.name)
        return None
    return note, seen.key


def last_seen(file: Path) -> Note | None:
    """The checkpoint that a witness saw last; None where it never saw one. Raises RequestError, OSError."""
    data = content_of(file.parent, file.name)
    try:
        return read_note(data) if data is not None else None
    except BadNote as error:
        raise RequestError("{file} 损坏了：这是上次见证的检查点；请从备份找回", file=file) from error


def witness(
    tree: Tree, note: Note, key: Verifier, before: Note | None, signer: Signer, seconds: int, problems: Problems
) -> Witnessed | None:
    """A checkpoint of a tree, cosigned at a time in seconds since 1970; None with problems noted if it must not be.

    Raises OSError, RequestError where a file cannot be read.
    """
    seen = Verified(tree, problems, key=key)
    checkpoint = read_checkpoint(note.text)
    known = read_checkpoint(before.text) if before else None
    if before is not None and not is_signed_by(before, key):
        seen.add(OTHER_KEY, CHECKPOINT, other=key.text, key=before.signatures[0].line.strip())
    hashes = leaf_hashes(seen, checkpoint)
    if hashes is not None and known is not None:
        check_kept(seen, checkpoint, by_hashes(hashes), [Kept(known, Phrase("上次见证的检查点"))])
    if problems.found:
        return None
    return Witnessed(note.with_signature(cosignature(note, signer, seconds)), checkpoint, known, key)


def read_kept(text: str, whose: Phrase) -> Kept:
    """A checkpoint as somebody kept it: the note, its three lines, or these in one line. Raises RequestError."""
    words = text.split()
    try:
        return Kept(read_checkpoint("\n".join([*words[:3], ""])), whose)
    except BadNote as error:
        raise RequestError("这不是检查点：{text}；检查点是三段：日志的名字、条数、根", text=text.strip()) from error
