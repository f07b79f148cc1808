"""content/ledger.yaml: every address that was published, and what became of those that are no more."""

import re
from collections import Counter
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, Strict, model_validator

from gksite.model.positions import Record
from gksite.model.records import Lines
from gksite.model.values import Day, Id, OneLine, fault, none_to_empty

_ADDRESS = re.compile(r"/(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*")
"""The address of a page of a site, from its root."""
_RANGES = re.compile(r"(\d{1,7})(?:-(\d{1,7}))?(?:, ?(\d{1,7})(?:-(\d{1,7}))?)*")
"""Numbers of tasks as they are written: 1-38, 41."""
MOST = 100_000
"""Tasks of one notice."""


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise fault("address")
    return text


def _numbers(value: Any) -> Any:
    """1-5, 8 as the numbers that it stands for; numbers, as only a program gives them, as they are."""
    if isinstance(value, tuple):
        return value
    text = str(value)
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not _RANGES.fullmatch(text):
        raise fault("numbers")
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not 0 < int(first) <= int(last or first) <= int(first) + MOST:
            raise fault("numbers")
        found |= set(range(int(first), int(last or first) + 1))
    return tuple(sorted(found))


Address = Annotated[OneLine, AfterValidator(_address)]
"""/notices/quanzhou-2018/"""
Numbers = Annotated[tuple[Annotated[int, Field(ge=1)], ...], BeforeValidator(_numbers)]


class Withdrawal(Record):
    """On which day something was withdrawn, and why; both are shown."""

    on: Day
    why: OneLine | None = None


class AddressRecord(Record):
    """What became of a page and of all below it: it moved, or its content was withdrawn."""

    address: Address
    moved: Address | None = None
    withdrawn: Withdrawal | None = None

    @model_validator(mode="after")
    def _one_fate(self) -> "AddressRecord":
        if (self.moved is None) == (self.withdrawn is None):
            raise fault("one_fate")
        return self


class PublishedNotice(Record):
    """The addresses of a notice: its own, those of its tasks, that of its source; its index codes and updates."""

    id: Id
    tasks: Numbers = ()
    source: Annotated[bool, Strict()] = False
    index_codes: Lines = ()
    updates: Lines = ()
    """Those of its tasks, each as its number, its day and the beginning of its digest."""


class PublishedItem(Record):
    """The address of an item, and its index codes."""

    id: Id
    index_codes: Lines = ()


class PublishedAgencies(Record):
    """The addresses of a jurisdiction and of its agencies."""

    jurisdiction: Id
    ids: Annotated[tuple[Id, ...], BeforeValidator(none_to_empty)] = ()


class Published(Record):
    """All addresses that were ever published."""

    notices: Annotated[tuple[PublishedNotice, ...], BeforeValidator(none_to_empty)] = ()
    items: Annotated[tuple[PublishedItem, ...], BeforeValidator(none_to_empty)] = ()
    agencies: Annotated[tuple[PublishedAgencies, ...], BeforeValidator(none_to_empty)] = ()


def _each_once(fates: tuple[AddressRecord, ...]) -> tuple[AddressRecord, ...]:
    for address, count in Counter(fate.address for fate in fates).items():
        if count > 1:
            raise fault("two_fates", address=address)
    return fates


class OuterLink(Record):
    """A host of others that pages lead to: since when, and on which day somebody looked at it last."""

    host: OneLine
    since: Day
    looked: Day | None = None


class LedgerRecord(Record):
    """content/ledger.yaml"""

    addresses: Annotated[tuple[AddressRecord, ...], BeforeValidator(none_to_empty), AfterValidator(_each_once)] = ()
    published: Published = Published()
    outer_links: Annotated[tuple[OuterLink, ...], BeforeValidator(none_to_empty)] = ()
