"""An agency as linked."""

from dataclasses import dataclass

from gksite.model.agency_facts import ScopeSource
from gksite.model.keys import AgencyKey
from gksite.model.records import AgencyRecord


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency, its group's members and its successor resolved, those whom it succeeded in the registry's order.

    `covers_source` and `members_source` are those of its record, where what they name is public.
    """

    key: AgencyKey
    record: AgencyRecord
    members: tuple[AgencyKey, ...]
    succeeded_by: AgencyKey | None
    predecessors: tuple[AgencyKey, ...] = ()
    covers_source: ScopeSource | None = None
    members_source: ScopeSource | None = None
    names_with_place: tuple[str, ...] = ()
    """What it is called together with its place, none of the names of its record."""
