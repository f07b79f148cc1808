"""All that can be verified of a released site, or of one page of it, in the order in which it is told."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gksite.problems.problem import Code, Phrase
from gksite.releasing.kept_log import Newest
from gksite.releasing.listing import BadListing, Listing, Statement, read_statement
from gksite.releasing.places import CHECKPOINT, STATEMENT, address_of, is_logged, path_of, proof_path
from gksite.releasing.standing import Proved, read_proof_of
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
    signed_note_of,
)
from gksite.releasing.verify_log import (
    UNLOGGED,
    Kept,
    Log,
    by_hashes,
    by_tiles,
    check_file,
    check_kept,
    check_newest,
    read_log,
    standing,
)
from gksite.releasing.verify_order import Testimony, check_witnessed
from gksite.tlog.notes import (
    LARGEST_NOTE,
    BadNote,
    Checkpoint,
    Note,
    Verifier,
    cosigned_at,
    is_signed_by,
    read_checkpoint,
    signature_by,
)

NO_WITNESS = Code(
    "GK857",
    "见证人 {name} 没有签过这份日志",
    why="要求核对见证，却没有见证，就看不出给您看的日志与给别人看的是不是同一份。",
    mend="向见证人要他签过的检查点，用 --checkpoint 核对；是自己的网站，请见证人签名以后用 --cosignature 公布。",
)
OLD_PAGE = Code(
    "GK858",
    "这是旧的一版：日志里后来还有 {address} 的登记，或者证明不是按现在的检查点做的",
    why="登记过的旧内容，摘要和证明都对得上；只有最近一次发布登记的才是现在的。",
    mend="换上最近一次发布的文件；不是自己换的，请查明是谁换的。",
)
_LAST = 253_402_300_800
"""Seconds from 1970 to the end of the year 9999."""


@dataclass(frozen=True, slots=True)
class Known:
    """What whoever verifies knows beforehand: the right key, checkpoints, keys of witnesses, the portal's own log."""

    key: Verifier | None = None
    kept: tuple[Kept, ...] = ()
    witnesses: tuple[Verifier, ...] = ()
    newest: Newest | None = None


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
    notes = dict(_notes(seen, seen.statement))
    kept = [*_known(seen, known, seen.statement.release), *_cosigned(notes)]
    check_kept(seen, log.checkpoint, by_hashes(log.hashes), kept)
    testimonies = _testimonies(seen, notes, known.witnesses)
    for testimony in testimonies:
        check_witnessed(seen, enumerate(log.entries), testimony)
    return Outcome(seen, log, testimonies)


def _check_files(seen: Verified, listing: Listing, log: Log | None, tell: Tell) -> None:
    """Every file held against the list, and against the log where it can be read."""
    stands = standing(seen, log, listing) if log else None

    def look(path: str, content: bytes) -> None:
        if log is not None and stands is not None and is_logged(path):
            check_file(seen, path, content, log, stands)

    check_files(seen, listing, log.moved if log else (), look, tell)
    is_checkpoint = len(seen.otherwise) > 1 and stands is not None and len(seen.otherwise) == len(stands.index)
    for place in [CHECKPOINT] if is_checkpoint else seen.otherwise:
        seen.add(CHANGED, place, how=Phrase("见证人的签名，检查点里和各页的证明里不同"))


def _known(seen: Verified, known: Known, release: int) -> Iterator[Kept]:
    """The checkpoints that a log is held against; that a tree is an older one of the portal's own is told at once."""
    yield from known.kept
    own = known.newest
    if own is not None and release < own.release:
        seen.add(OLDER, CHECKPOINT, release=release, newest=own.release)
    elif own is not None:
        yield Kept(own.checkpoint, Phrase(" content/log/ 里的检查点"))


def _notes(seen: Verified, statement: Statement) -> Iterator[tuple[str, Note]]:
    """The checkpoint, and those of before that were cosigned, by where they stand: as they were signed for."""
    for path, digest in {CHECKPOINT: "", **statement.notes}.items():
        data = seen.tree.read(path, LARGEST_NOTE)
        if data is None:
            seen.add(MISSING, path)
            continue
        if hashlib.sha256(data).hexdigest() != digest:
            seen.add(CHANGED, path, how=Phrase("与签过名的 {statement} 对不上", statement=STATEMENT))
            continue
        note = signed_note_of(seen, path, data)
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


def _testimonies(seen: Verified, notes: Mapping[str, Note], witnesses: Sequence[Verifier]) -> tuple[Testimony, ...]:
    """What witnesses have signed of a log, now and before; a wrong signature is noted, and a witness who never did."""
    found = []
    for path, note in notes.items():
        stated = _stated(note)
        for witness in witnesses:
            signature = signature_by(note, witness)
            if signature is None or stated is None:
                continue
            seconds = cosigned_at(signature)
            if is_signed_by(note, witness) and seconds < _LAST:
                found.append(Testimony(witness.name, stated.size, seconds))
            else:
                seen.add(BAD_SIGNATURE, path)
    for witness in witnesses:
        if not any(testimony.name == witness.name for testimony in found):
            seen.add(NO_WITNESS, CHECKPOINT, name=witness.name)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What a verification of one page has seen."""

    seen: Verified
    proved: Proved | None = None
    testimonies: tuple[Testimony, ...] = ()


def verify_page(tree: Tree, address: str, known: Known) -> PageOutcome:
    """One page or file held against its proof, and the log against what is known, by few of its tiles.

    Raises OSError, RequestError where a file cannot be read.
    """
    seen = Verified(tree, key=known.key, is_key_known=known.key is not None)
    read_key(seen)
    path = path_of(address)
    place = proof_path(path)
    data = tree.read(place, LARGEST_NOTE)
    proved = read_proof_of(data) if data is not None else None
    if data is None:
        seen.add(MISSING, place)
    elif proved is None or not proved.is_of(address_of(path)):
        seen.add(CHANGED, place, how=Phrase("与日志的条目对不上"))
    if proved is None or seen.problems.found:
        return PageOutcome(seen)
    note = proved.proof.checkpoint
    if seen.key is not None and not is_signed_by(note, seen.key):
        seen.add(BAD_SIGNATURE, place)
    if not proved.is_newest or note.encoded != tree.read(CHECKPOINT, LARGEST_NOTE):
        seen.add(OLD_PAGE, path, address=address)
    if proved.moved_to is None or tree.paths is not None:  # a server leads on from an address that has moved
        _check_content(seen, path, proved)
    notes = _notes_of_page(seen) if known.witnesses else {}
    kept = [*_known(seen, known, proved.newest.entry.release), *_cosigned(notes)]
    check_kept(seen, proved.checkpoint, by_tiles(seen, proved), kept)
    testimonies = _testimonies(seen, notes, known.witnesses)
    for testimony in testimonies:
        last = (proved.checkpoint.size - 1, proved.newest.entry)
        check_witnessed(seen, [(proved.proof.index, proved.entry), last], testimony)
    return PageOutcome(seen, proved, testimonies)


def _notes_of_page(seen: Verified) -> dict[str, Note]:
    """The checkpoints that are published with a page, cosigned by whomsoever."""
    note = signed_note(seen, STATEMENT)
    try:
        return {} if note is None else dict(_notes(seen, read_statement(note.text)))
    except BadListing:
        seen.add(NO_RELEASE, STATEMENT, name=seen.tree.name)
        return {}


def _check_content(seen: Verified, path: str, proved: Proved) -> None:
    content = seen.tree.read(path)
    if content is None:
        seen.add(MISSING, path)
    elif not proved.holds(content):
        seen.add(UNLOGGED, path)
