"""Proofs that travel beside a file: C2SP tlog-proof, read and written."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gksite.tlog.notes import BadNote, Note, read_note

HEAD = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 64
"""Hashes of an inclusion proof: a log has no more entries than 64 bits can count."""
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})")
"""The line that says which entry is proved."""


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry stands in a log: its index, the path to the root, the checkpoint, and what belongs to it."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Note
    extra: bytes = b""

    @property
    def encoded(self) -> bytes:
        """The proof as a file."""
        lines = [HEAD]
        if self.extra:
            lines.append(f"extra {base64.b64encode(self.extra).decode()}")
        lines.append(f"index {self.index}")
        lines += [base64.b64encode(each).decode() for each in self.path]
        return ("\n".join(lines) + "\n\n").encode() + self.checkpoint.encoded


def read_proof(data: bytes) -> Proof:
    """A proof as it was written, nothing verified. Raises BadNote."""
    head, _, rest = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
        extra = base64.b64decode(_extra(lines), validate=True)
        stated = _INDEX.fullmatch(lines[2 if extra else 1])
        path = [base64.b64decode(line, validate=True) for line in _path(lines, extra)]
    except (UnicodeDecodeError, binascii.Error, ValueError, IndexError) as error:
        raise BadNote("proof") from error
    if lines[0] != HEAD or stated is None or len(path) > LONGEST_PATH or any(len(each) != 32 for each in path):
        raise BadNote("proof")
    proof = Proof(int(stated[1]), tuple(path), read_note(rest), extra)
    if proof.encoded != data:
        raise BadNote("proof")
    return proof


def _extra(lines: Sequence[str]) -> str:
    return lines[1].removeprefix("extra ") if lines[1].startswith("extra ") else ""


def _path(lines: Sequence[str], extra: bytes) -> Sequence[str]:
    return lines[3:] if extra else lines[2:]
