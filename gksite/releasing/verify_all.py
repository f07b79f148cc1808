"""All that can be verified of a released site, or of one page of it, in the order in which it is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gksite.problems.problem import Phrase
from gksite.releasing.kept_log import Newest
from gksite.releasing.listing import Listing
from gksite.releasing.places import CHECKPOINT, WITNESSED, address_of, is_logged, path_of, proof_path
from gksite.releasing.trees import Tree
from gksite.releasing.verify import (
    BAD_SIGNATURE,
    CHANGED,
    MISSING,
    NO_RELEASE,
    OLDER,
    Tell,
    Verified,
    begin,
    check_files,
    read_key,
    signed_note,
)
from gksite.releasing.verify_log import (
    UNLOGGED,
    Kept,
    Log,
    Proved,
    check_file,
    check_kept,
    check_newest,
    leaf_hashes,
    read_log,
    read_proof_of,
)
from gksite.tlog.notes import (
    BadNote,
    Checkpoint,
    Note,
    Verifier,
    cosigned_at,
    is_signed_by,
    read_checkpoint,
    signature_by,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What whoever verifies knows beforehand: the right key, checkpoints, keys of witnesses, the portal's own log."""

    key: Verifier | None = None
    kept: tuple[Kept, ...] = ()
    witnesses: tuple[Verifier, ...] = ()
    newest: Newest | None = None


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a witness has signed: which log, and when, in seconds since 1970."""

    name: str
    size: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verification has seen; the log is absent where it cannot be read."""

    seen: Verified
    log: Log | None = None
    testimonies: tuple[Testimony, ...] = ()


def verify(tree: Tree, known: Known, tell: Tell) -> Outcome:
    """A released site held against its list, its log and what is known; `tell` hears how many files are read.

    Raises OSError, RequestError where a file cannot be read.
    """
    outcome = verify_papers(tree, known)
    if outcome.seen.listing is not None:
        _check_files(outcome.seen, outcome.seen.listing, outcome.log, tell)
    return outcome


def verify_papers(tree: Tree, known: Known) -> Outcome:
    """The same without the files of the site: the signature, the list, the log, and what is known of them."""
    seen = begin(tree, known.key)
    log = read_log(seen) if seen.listing is not None else None
    if log is None or seen.listing is None or seen.statement is None:
        return Outcome(seen)
    check_newest(seen, log, seen.statement, seen.listing)
    notes = dict(_notes(seen, log))
    check_kept(seen, log.checkpoint, log.hashes, [*_known(seen, known), *_cosigned(notes)])
    return Outcome(seen, log, tuple(_testimonies(seen, notes, known.witnesses)))


def _check_files(seen: Verified, listing: Listing, log: Log | None, tell: Tell) -> None:
    """Every file held against the list, and against the log where it can be read."""
    newest = log.newest if log else {}

    def look(path: str, content: bytes) -> None:
        if log is not None and is_logged(path):
            check_file(seen, path, content, log, newest.get(address_of(path)))

    check_files(seen, listing, log.moved if log else (), look, tell)


def _known(seen: Verified, known: Known) -> Iterator[Kept]:
    """The checkpoints that a log is held against; that a tree is an older one of the portal's own is told at once."""
    yield from known.kept
    own, statement = known.newest, seen.statement
    if own is None or statement is None:
        return
    if statement.release < own.release:
        seen.add(OLDER, CHECKPOINT, release=statement.release, newest=own.release)
    else:
        yield Kept(read_checkpoint(own.checkpoint.text), Phrase(" content/log/ 里的检查点"))


def _notes(seen: Verified, log: Log) -> Iterator[tuple[str, Note]]:
    """The checkpoint, and those of before that were cosigned, by where they stand."""
    yield CHECKPOINT, log.note
    for path in sorted(seen.tree.paths or ()):
        if not path.startswith(WITNESSED):
            continue
        note = signed_note(seen, path)
        if note is not None and _stated(note) is not None:
            yield path, note
        elif note is not None:
            seen.add(NO_RELEASE, path, name=seen.tree.name)


def _stated(note: Note) -> Checkpoint | None:
    try:
        return read_checkpoint(note.text)
    except BadNote:
        return None


def _cosigned(notes: dict[str, Note]) -> Iterator[Kept]:
    """The checkpoints of before that are published with the log."""
    for path, note in notes.items():
        stated = _stated(note)
        if path != CHECKPOINT and stated is not None:
            yield Kept(stated, Phrase(" {path} 的检查点", path=path))


def _testimonies(seen: Verified, notes: dict[str, Note], witnesses: Sequence[Verifier]) -> Iterator[Testimony]:
    """What witnesses have signed of a log, now and before; a wrong signature is noted."""
    for path, note in notes.items():
        stated = _stated(note)
        for witness in witnesses:
            signature = signature_by(note, witness)
            if signature is None or stated is None:
                continue
            if is_signed_by(note, witness):
                yield Testimony(witness.name, stated.size, cosigned_at(signature))
            else:
                seen.add(BAD_SIGNATURE, path)


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What a verification of one page has seen."""

    seen: Verified
    proved: Proved | None = None


def verify_page(tree: Tree, address: str, known: Known) -> PageOutcome:
    """One page or file held against its proof, and the log against what is known, by its tiles alone.

    Raises OSError, RequestError where a file cannot be read.
    """
    seen = Verified(tree, key=known.key, is_key_known=known.key is not None)
    read_key(seen)
    path = path_of(address)
    data = tree.read(proof_path(path))
    proved = read_proof_of(data) if data is not None else None
    if data is None:
        seen.add(MISSING, proof_path(path))
    elif proved is None or not proved.is_of(address_of(path)):
        seen.add(CHANGED, proof_path(path), how=Phrase("与日志的条目对不上"))
    if proved is None or seen.problems.found:
        return PageOutcome(seen)
    if seen.key is not None and not is_signed_by(proved.proof.checkpoint, seen.key):
        seen.add(BAD_SIGNATURE, proof_path(path))
    if proved.moved_to is None or tree.paths is not None:  # a server leads on from an address that has moved
        _check_content(seen, path, proved)
    kept = list(known.kept)
    hashes = leaf_hashes(seen, proved.checkpoint) if kept else None
    if hashes is not None:
        check_kept(seen, proved.checkpoint, hashes, kept)
    return PageOutcome(seen, proved)


def _check_content(seen: Verified, path: str, proved: Proved) -> None:
    content = seen.tree.read(path)
    if content is None:
        seen.add(MISSING, path)
    elif not proved.holds(content):
        seen.add(UNLOGGED, path)
