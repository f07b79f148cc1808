"""Whether a release continues what is published, and which of before it may still hold what was withdrawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gksite.problems.problem import RequestError
from gksite.publishing.released import Release
from gksite.publishing.shelf import LINK, Floor, Shelf, folder_of, number_of
from gksite.releasing.places import CHECKPOINT, STATEMENT
from gksite.releasing.verify_log import Log
from gksite.tlog.merkle import root_of
from gksite.tlog.notes import BadNote, Checkpoint, Verifier, is_signed_by, read_checkpoint, read_note, signature_by

Paper = Callable[[str, str], bytes | None]
"""Reads a note below a folder of the place that is published to, both as paths; None where there is none."""


@dataclass(frozen=True, slots=True)
class Papers:
    """What a verified release brings with it: its log, and the key that has signed it."""

    log: Log
    key: Verifier


def check_continues(held: Shelf, release: Release, papers: Papers, paper: Paper) -> None:
    """Hold the log of a release against those of the current one and of the newest that stands there.

    Somebody may have gone back since the newest was published. Where nothing stands, or nothing signed, there is
    nothing to compare. Raises RequestError where the log does not continue one, or where one cannot be read.
    """
    for folder in dict.fromkeys(_compared(held, release)):
        theirs = paper(folder, CHECKPOINT)
        if theirs is None and paper(folder, STATEMENT) is None:
            continue
        stated = _stated(theirs or b"", folder, papers.key)
        if root_of(papers.log.hashes[: stated.size]) != stated.root:  # a longer log has another root too
            raise RequestError(
                "{folder} 里公布的日志有 {size} 条，与这里的不是同一份：多半是在两台电脑上各自发布过；"
                "请在公布过的那一台上接着发布",
                folder=folder,
                size=stated.size,
            )


def _compared(held: Shelf, release: Release) -> Iterator[str]:
    """The folders of the releases whose logs are compared."""
    yield LINK if held.current is None else folder_of(held.current)
    upto = [name for name in held.releases if number_of(name) <= release.number]
    if upto:
        yield folder_of(upto[-1])


def _stated(data: bytes, folder: str, key: Verifier) -> Checkpoint:
    """What a checkpoint that stands there states. Raises RequestError where it is none or another key's."""
    file = f"{folder}/{CHECKPOINT}"
    try:
        note = read_note(data)
        stated = read_checkpoint(note.text)
    except BadNote as error:
        raise _unreadable(file) from error
    if signature_by(note, key) is None:
        raise RequestError(
            "{folder} 里公布的是另一把钥匙的网站，没有改动；确实换了钥匙的，请公布到一个新的文件夹", folder=folder
        )
    if not is_signed_by(note, key):
        raise _unreadable(file)
    return stated


def _unreadable(file: str) -> RequestError:
    return RequestError(
        "{file} 不见了，或者被改动过，看不出这里的日志是否接着它，没有改动；请查明是谁改的，把那一次移走再公布",
        file=file,
    )


def floor_of(held: Shelf, release: Release, papers: Papers | None) -> Floor:
    """Below which release something may stand that was withdrawn later.

    One without papers does not tell: then it may stand in all others that have been published so far.
    """
    if papers is not None:
        withdrawn = [each for each in papers.log.entries if each.event == "withdrawn" and "since" not in each.facts]
        return Floor(max((each.release for each in withdrawn), default=0))
    if all(name.startswith(release.id) for name in held.releases):
        return held.floor
    return Floor(release.number, release.digest[:12])
