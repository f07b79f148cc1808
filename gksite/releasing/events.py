"""The entries of the log: what happened to an address, or that a release was made; one line of canonical JSON each."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gksite.releasing.places import is_logged, path_of
from gksite.tlog.tiles import LONGEST_ENTRY

Event = Literal["added", "changed", "moved", "withdrawn", "release"]
EVENTS = frozenset({"added", "changed", "moved", "withdrawn", "release"})
GONE = frozenset({"moved", "withdrawn"})
"""What becomes of an address whose content is no longer there."""


class BadEntry(ValueError):
    """An entry that no release writes."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry; `facts` are what its kind states beside its event, its day and the number of its release.

    Of an address: `address`, `hash`, `note`, `to`, `why`, `since`; of a release: `files`, `logged`, `manifest`, `note`,
    `state`.
    """

    event: Event
    day: date
    release: int
    facts: Mapping[str, str | int]

    @property
    def encoded(self) -> bytes:
        """The entry as the log has it: keys sorted, no blanks, UTF-8."""
        return canonical({"event": self.event, "day": self.day.isoformat(), "release": self.release, **self.facts})

    @property
    def address(self) -> str | None:
        """The address that it is about; None of a release."""
        address = self.facts.get("address")
        return None if address is None else str(address)

    @property
    def hash(self) -> str | None:
        """The salted hash of what stands at the address; None where nothing does."""
        found = self.facts.get("hash")
        return None if found is None else str(found)


def canonical(held: object) -> bytes:
    """A value as the only JSON that means it."""
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


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
    if entry.encoded != data or len(data) > LONGEST_ENTRY:
        raise BadEntry
    if type(held.get("manifest" if event == "release" else "address")) is not str:
        raise BadEntry
    return entry


def newest(entries: Sequence[LogEntry]) -> dict[str, int]:
    """The index of the last entry about each address that releases log; some have logged more than they do now."""
    return {address: i for i, entry in enumerate(entries) if (address := entry.address) and is_logged(path_of(address))}


def salted(salt: bytes, content: bytes) -> str:
    """The hash of a file's content as its entry states it, in hexadecimal."""
    return hashlib.sha256(salt + content).hexdigest()


def salt_for(seed: bytes, *parts: object) -> bytes:
    """32 bytes that hide what a digest is of: made of the private key, so that two machines choose the same."""
    secret = hmac.digest(seed, b"gksite/log/salt/1", "sha256")
    return hmac.digest(secret, "\0".join(map(str, parts)).encode(), "sha256")
