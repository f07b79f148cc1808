"""The statutory column as linked."""

from dataclasses import dataclass

from gksite.model.disclosure import DisclosureRecord, StatutoryContent
from gksite.model.keys import AgencyKey


@dataclass(frozen=True, slots=True)
class ClassContent:
    """One of the fifteen classes of 第二十条: what an editor wrote of it, and the items and columns shown there.

    `record` is None where the class is not listed; its items are then those that name the class themselves.
    """

    number: int
    record: StatutoryContent | None
    items: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The column 政府信息公开: who publishes it, who takes applications, and the items that belong to its parts."""

    record: DisclosureRecord
    publisher: AgencyKey | None
    recipient: AgencyKey | None
    classes: tuple[ClassContent, ...]
    local: tuple[tuple[str, ...], ...]
    """The items of each entry of `local`."""
    institutions: tuple[str, ...]
    clarifications: tuple[str, ...]
    proposals: tuple[str, ...]
