"""The public half of the key that a portal signs its releases and its log with."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

ED25519 = 0x01
"""The signature type of a plain Ed25519 key (C2SP signed-note, Signature types)."""
LENGTH = 32
"""Bytes of an Ed25519 public key (RFC 8032, 5.1.5)."""
_VKEY = re.compile(r"(?P<name>[^\s+]{1,300})\+(?P<id>[0-9a-f]{8})\+(?P<key>[A-Za-z0-9+/]{1,100}={0,2})")
"""A verifier key as C2SP signed-note writes it: name, key id, type and key; a name has neither blank nor plus."""


@dataclass(frozen=True, slots=True)
class ReleaseKey:
    """A log's name (its origin), the four bytes by which signatures name the key, and the key's 32 bytes."""

    origin: str
    id: bytes
    key: bytes

    @property
    def line(self) -> str:
        """The key as content/release-key.pub has it, without a line break."""
        typed = base64.b64encode(bytes([ED25519]) + self.key).decode()
        return f"{self.origin}+{self.id.hex()}+{typed}"

    @property
    def fingerprint(self) -> str:
        """What people compare: SHA-256 of the line without its line break, in hexadecimal."""
        return hashlib.sha256(self.line.encode()).hexdigest()


def key_id(origin: str, key: bytes) -> bytes:
    """The first four bytes of SHA-256 over name, line break, type and key (C2SP signed-note, Ed25519 signatures)."""
    return hashlib.sha256(origin.encode() + b"\n" + bytes([ED25519]) + key).digest()[:4]


def read_vkey(line: str) -> ReleaseKey | None:
    """The key that a line states; None where it is no Ed25519 verifier key, or its parts do not belong together."""
    match = _VKEY.fullmatch(line)
    if match is None:
        return None
    try:
        typed = base64.b64decode(match["key"], validate=True)
    except binascii.Error:
        return None
    origin, key = match["name"], typed[1:]
    found = ReleaseKey(origin, key_id(origin, key), key)
    is_whole = typed[:1] == bytes([ED25519]) and len(key) == LENGTH
    return found if is_whole and found.line == line else None
