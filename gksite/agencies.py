"""The registry: names, aliases and short forms of a jurisdiction's agencies, resolved or refused, never guessed."""

from collections.abc import Iterator, Mapping, Sequence

from gksite.model.records import AgencyRecord, RegistryRecord
from gksite.model.site import AgencyKey
from gksite.read import Entry
from gksite.text.names import fold, near


class Registry:
    """All agencies by folded name, looked up in a jurisdiction and then in its parents."""

    def __init__(self, registries: Sequence[Entry[RegistryRecord]]) -> None:
        self._parents: Mapping[str, str | None] = {e.record.jurisdiction: e.record.parent for e in registries}
        self._names: dict[str, dict[str, tuple[str, AgencyKey]]] = {
            e.record.jurisdiction: {
                fold(name): (name, AgencyKey(e.record.jurisdiction, agency.id))
                for agency in e.record.agencies
                for name in names(agency)
            }
            for e in registries
        }

    def chain(self, jurisdiction: str) -> Iterator[str]:
        """A jurisdiction and its parents, nearest first; a loop of parents ends where it closes."""
        seen: set[str] = set()
        at: str | None = jurisdiction
        while at in self._names and at not in seen:
            seen.add(at)
            yield at
            at = self._parents[at]

    def resolve(self, jurisdiction: str, name: str) -> AgencyKey | None:
        """The one agency that a name means in a jurisdiction, or None."""
        folded = fold(name)
        return next((self._names[j][folded][1] for j in self.chain(jurisdiction) if folded in self._names[j]), None)

    def near(self, jurisdiction: str, name: str) -> list[str]:
        """Known names that look like an unknown one, best first."""
        known = {folded: shown for j in self.chain(jurisdiction) for folded, (shown, _) in self._names[j].items()}
        return [known[folded] for folded in near(fold(name), known)]


def names(agency: AgencyRecord) -> list[str]:
    """Every name that an agency answers to."""
    return [agency.name, *([agency.full_name] if agency.full_name else []), *agency.aliases]
