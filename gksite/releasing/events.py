"""The entries of the log: what happened to an address, or that a release was made; one line of canonical JSON each."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Event = Literal["added", "changed", "moved", "withdrawn", "release"]
EVENTS = frozenset({"added", "changed", "moved", "withdrawn", "release"})

IS_RELEASE = b'"event":"release"'
"""What only the entry of a release holds: in any text of an entry its quotation marks are escaped."""


class BadEntry(ValueError):
    """An entry that no release writes."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry; `facts` are what its kind states beside its event, its day and the number of its release.

    Of an address: `address`, `hash`, `note`, `to`, `why`; of a release: `files`, `manifest`, `note`.
    """

    event: Event
    day: date
    release: int
    facts: Mapping[str, str | int]

    @property
    def encoded(self) -> bytes:
        """The entry as the log has it: keys sorted, no blanks, UTF-8."""
        held = {"event": self.event, "day": self.day.isoformat(), "release": self.release, **self.facts}
        return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def address(self) -> str | None:
        """The address that it is about; None of a release."""
        address = self.facts.get("address")
        return None if address is None else str(address)


def read_entry(data: bytes) -> LogEntry:
    """An entry as the log has it. Raises BadEntry for any other."""
    try:
        held = json.loads(data)
        event, day, release = held.pop("event"), date.fromisoformat(held.pop("day")), held.pop("release")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadEntry from error
    if event not in EVENTS or type(release) is not int or not all(type(fact) in (str, int) for fact in held.values()):
        raise BadEntry
    entry = LogEntry(event, day, release, held)
    if entry.encoded != data or ("manifest" if event == "release" else "address") not in held:
        raise BadEntry
    return entry


def salted(salt: bytes, content: bytes) -> str:
    """The hash of a file's content as its entry states it, in hexadecimal."""
    return hashlib.sha256(salt + content).hexdigest()


def salt_for(seed: bytes, address: str, release: int, digest: str) -> bytes:
    """The 32 bytes that hide the content of an entry: made of the private key, so that two machines choose the same."""
    secret = hmac.digest(seed, b"gksite/log/salt/1", "sha256")
    return hmac.digest(secret, f"{address}\0{release}\0{digest}".encode(), "sha256")
