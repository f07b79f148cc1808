"""Signed notes, checkpoints and cosignatures (C2SP signed-note, tlog-checkpoint, tlog-cosignature), with Ed25519."""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519, COSIGNATURE = 1, 4
"""Kinds of signature in a key's own text."""
LARGEST_NOTE = 1_000_000
"""Bytes of a note that anybody reads."""
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
"""The size of a log in a checkpoint."""
_NAME = re.compile(r"[^\s+]{1,255}")
"""The name of a key."""


class BadNote(ValueError):
    """A text that is no signed note, no checkpoint or no key."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key by its name; `kind` is what it signs."""

    name: str
    public: bytes
    kind: int = ED25519

    @property
    def id(self) -> bytes:
        """Four bytes by which a signature names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The key as a line (vkey)."""
        material = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{material}"


def read_verifier(text: str) -> Verifier:
    """A public key from its line. Raises BadNote."""
    name, _, rest = text.partition("+")
    _, _, material = rest.partition("+")
    data = _decoded(material)
    if not _NAME.fullmatch(name) or len(data) != 33 or data[0] not in (ED25519, COSIGNATURE):
        raise BadNote("key")
    key = Verifier(name, data[1:], data[0])
    if key.text != text:
        raise BadNote("key")
    return key


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key (the 32 bytes of RFC 8032) by its name; it must never be shown."""

    name: str
    seed: bytes
    kind: int = ED25519

    def __repr__(self) -> str:
        return f"Signer({self.name!r})"

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self._key.public_key().public_bytes_raw(), self.kind)

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def signature(self, message: bytes) -> bytes:
        """64 bytes, the same for the same message (RFC 8032)."""
        return self._key.sign(message)


@dataclass(frozen=True, slots=True)
class Signature:
    """A line of a note: whose it says it is, by which key, and what."""

    name: str
    id: bytes
    data: bytes

    @property
    def line(self) -> str:
        """The line as it stands in the note."""
        return f"— {self.name} {base64.b64encode(self.id + self.data).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a line break, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def encoded(self) -> bytes:
        """The note as a file."""
        return (self.text + "\n" + "".join(signature.line for signature in self.signatures)).encode()

    def with_signature(self, signature: Signature) -> "Note":
        """The note with one more signature, in the place of an older one by the same key."""
        others = [s for s in self.signatures if (s.name, s.id) != (signature.name, signature.id)]
        return Note(self.text, (*others, signature))


def signed(text: str, signer: Signer) -> Note:
    """A text as a note of a key."""
    return Note(text, (Signature(signer.name, signer.verifier.id, signer.signature(text.encode())),))


def read_note(data: bytes) -> Note:
    """A note as it was written, nothing verified. Raises BadNote."""
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadNote("note") from error
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n") or len(data) > LARGEST_NOTE:
        raise BadNote("note")
    note = Note(text + "\n", tuple(map(_signature, lines.splitlines())))
    if note.encoded != data:
        raise BadNote("note")
    return note


def _signature(line: str) -> Signature:
    mark, _, rest = line.partition(" ")
    name, _, material = rest.partition(" ")
    data = _decoded(material)
    if mark != "—" or not _NAME.fullmatch(name) or len(data) < 5:
        raise BadNote("note")
    return Signature(name, data[:4], data[4:])


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("base64") from error


def signature_by(note: Note, key: Verifier) -> Signature | None:
    """The signature of a key under a note, not verified."""
    for signature in note.signatures:
        if (signature.name, signature.id) == (key.name, key.id):
            return signature
    return None


def is_signed_by(note: Note, key: Verifier) -> bool:
    """Whether a key has signed a note, or cosigned it where it is the key of a witness."""
    signature = signature_by(note, key)
    if signature is None:
        return False
    if key.kind == ED25519:
        return _is_right(key.public, signature.data, note.text.encode())
    when, data = signature.data[:8], signature.data[8:]
    return _is_right(key.public, data, _cosigned(note.text, int.from_bytes(when, "big")))


def _is_right(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def cosignature(note: Note, witness: Signer, seconds: int) -> Signature:
    """The word of a witness, at a time in seconds since 1970, that it knows of no other history of this log."""
    data = seconds.to_bytes(8, "big") + witness.signature(_cosigned(note.text, seconds))
    return Signature(witness.name, witness.verifier.id, data)


def cosigned_at(signature: Signature) -> int:
    """When a witness signed, in seconds since 1970."""
    return int.from_bytes(signature.data[:8], "big")


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How a log stood: its name, how many entries it had, and their root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def read_checkpoint(text: str) -> Checkpoint:
    """A checkpoint from the text of its note, what follows its three lines not looked at. Raises BadNote."""
    lines: Sequence[str] = text.split("\n")
    if len(lines) < 4 or not lines[0] or not _NUMBER.fullmatch(lines[1]):
        raise BadNote("checkpoint")
    root = _decoded(lines[2])
    if len(root) != 32:
        raise BadNote("checkpoint")
    return Checkpoint(lines[0], int(lines[1]), root)
