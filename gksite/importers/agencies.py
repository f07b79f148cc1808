"""Names as printed → agencies of the registry; what is not certain stays unresolved and is proposed, never guessed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gksite.agencies import Registry, names
from gksite.importers.pinyin import agency_id
from gksite.model.records import AgencyRecord, Kind, RegistryRecord
from gksite.model.site import AgencyKey
from gksite.shapes import Entry
from gksite.text.names import fold

LEVELS = "市区县州省旗盟"
"""What the name of a place ends with and the names of its agencies begin with: 厦门市, 市财政局."""
_ASIDE = re.compile(r"[（(][^（）()]*[)）]$")
_MANY = re.compile("各|有关|相关|所有|全")
"""What the name of a group begins with, whose brackets are part of it: 各县(市、区)、各村（社区）."""
_REST = re.compile(r"等(?:有关|相关)?(?:各?部门|各?单位)?$")
_LONGEST_SHARED = 6
"""Characters that a name may leave to its neighbour: 市人民政府 in 市人民政府各部门、各直属机构."""
_NEIGHBOURS = 20
"""Names on each side that may lend a name their words."""
_SAME_WORDS = (
    ("人民政府", "政府"),
    ("管理委员会", "管委会"),
    ("委员会$", "委"),
    ("办公室$", "办"),
)
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("各|有关|相关|所属|等(?:部门|单位)|(?:的|主管|牵头|责任|成员)(?:部门|单位)$", "group"),
    ("公司$|集团$|银行$", "enterprise"),
    ("[区镇乡县市](?:人民)?政府$|街道(?:办事处)?$|办事处$|[^局办][镇乡]$", "district"),
    ("(?:开发|投资|高新|新|园|合作|保税港?|度假)区(?:管委会|管理委员会|党工委)?$", "district"),
    ("(?:中心|馆|台|学校|大学|学院|研究院|医院|卫生院|站|所)$", "institution"),
    ("[局委办部厅处署会室]$", "department"),
)
"""What the words of a name say of its kind; the first that fits."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name of a cell as printed, the agency that it means and the name in its registry.

    `elided` holds the words that its neighbours or its jurisdiction lend it. Without an agency, `name` is the printed
    one and `near` holds the registered names that it could mean.
    """

    printed: str
    name: str
    agency: AgencyKey | None = None
    elided: str = ""
    group: bool = False
    near: tuple[str, ...] = ()


class Directory:
    """The agencies that names in a notice of a jurisdiction may mean: its own and its parents'."""

    def __init__(self, registries: Sequence[Entry[RegistryRecord]], jurisdiction: str | None) -> None:
        self._registry = Registry(registries)
        self.jurisdiction = jurisdiction or ""
        records = {entry.record.jurisdiction: entry.record for entry in registries}
        self.chain = tuple(records[at] for at in self._registry.chain(self.jurisdiction))
        self._agencies: Mapping[AgencyKey, AgencyRecord] = {
            AgencyKey(record.jurisdiction, agency.id): agency for record in self.chain for agency in record.agencies
        }
        self._loose: dict[str, dict[str, set[AgencyKey]]] = {record.jurisdiction: {} for record in self.chain}
        for key, agency in self._agencies.items():
            for name in names(agency):
                self._loose[key.jurisdiction].setdefault(_same(name), set()).add(key)

    @property
    def empty(self) -> bool:
        """Whether no agency of the jurisdiction is known."""
        return not (self.chain and self.chain[0].agencies)

    @property
    def place(self) -> str | None:
        """The name of the jurisdiction, where it has a registry."""
        return self.chain[0].name if self.chain else None

    def names(self) -> list[str]:
        """Every name that an agency of the jurisdiction and its parents answers to."""
        return [name for agency in self._agencies.values() for name in names(agency)]

    def key(self, name: str) -> AgencyKey | None:
        """The agency that is registered under a name."""
        return self._registry.resolve(self.jurisdiction, name)

    def cell(self, printed: Sequence[str]) -> tuple[Found, ...]:
        """What each name of one cell means, given its neighbours."""
        found: list[Found] = []
        for i, name in enumerate(printed):
            whole = [f.printed for f in found if not f.elided]  # a name cut short itself has no words to lend
            found.append(self._one(name, whole[-_NEIGHBOURS:], printed[i + 1 : i + 1 + _NEIGHBOURS]))
        return tuple(found)

    def _one(self, printed: str, before: Sequence[str], after: Sequence[str]) -> Found:
        for readings in self._attempts(printed, before, after):
            meant = {key: words for words, reading in reversed(readings) for key in self._meant(reading)}
            if len(meant) > 1:
                return Found(printed, printed, near=tuple(sorted(self._agencies[key].name for key in meant)))
            for key, words in meant.items():
                agency = self._agencies[key]
                return Found(printed, agency.name, key, words, agency.kind in ("group", "district"))
        return Found(printed, printed, near=tuple(self._registry.near(self.jurisdiction, printed)))

    def _attempts(self, printed: str, before: Sequence[str], after: Sequence[str]) -> Iterator[list[tuple[str, str]]]:
        """Readings of a name, each behind the words lent to it, the plainest first; the first that mean any decide."""
        yield [("", printed)]
        short = _REST.sub("", _ASIDE.sub("", printed).strip()).strip() or printed
        aside = _ASIDE.search(printed)
        yield [("", short), *([("", aside.group()[1:-1])] if aside and self._meant(short) else [])]
        for record in self.chain:
            yield [("", name) for name in _without_place(short, record.name, [above.name for above in self.chain])]
        heads = dict.fromkeys(name[:n] for name in reversed(before) for n in range(1, _shared(name)))
        tails = dict.fromkeys(name[-n:] for name in after for n in range(1, _shared(name)))
        yield [*((head, head + short) for head in heads), *((tail, short + tail) for tail in tails)]
        yield [(record.name[-1], record.name[-1] + short) for record in self.chain[:1] if record.name[-1] in LEVELS]

    def _meant(self, reading: str) -> set[AgencyKey]:
        """The agencies that a name may mean, in the nearest jurisdiction that has any."""
        key = self._registry.resolve(self.jurisdiction, reading)
        if key is not None:
            return {key}
        same = _same(reading)
        return next((keys for record in self.chain if (keys := self._loose[record.jurisdiction].get(same))), set())


def _shared(name: str) -> int:
    return min(len(name), _LONGEST_SHARED + 1)


def _same(name: str) -> str:
    """A name as it is compared where it does not stand in the registry to the letter."""
    folded = fold(name)
    for long, short in _SAME_WORDS:
        folded = re.sub(long, short, folded)
    return folded


def _without_place(printed: str, place: str, chain: Iterable[str]) -> list[str]:
    """厦门市财政局 as 市财政局 and 财政局, in the jurisdiction of that name."""
    for other in chain:
        if other != place and printed.startswith(other):
            printed = printed.removeprefix(other)
    stem = place[:-1] if place[-1] in LEVELS else place
    level = place[-1] if place[-1] in LEVELS else ""
    for start in (place, stem):
        if printed.startswith(start) and len(printed) > len(start) + 1:
            rest = printed.removeprefix(start)
            return [level + rest, rest] if level else [rest]
    return []


def kind_of(name: str) -> Kind | None:
    """The kind of an agency where the words of its name leave no doubt."""
    return next((kind for words, kind in _KINDS if re.search(words, name)), None)


def proposed(unknown: Iterable[str], directory: Directory) -> tuple[AgencyRecord, ...]:
    """A registry entry for each name that no agency has, for an editor to check; aliases are theirs to see."""
    own = directory.chain[0] if directory.chain else None
    taken = {agency.id for agency in own.agencies} if own else set()
    made: dict[str, AgencyRecord] = {}
    for printed in unknown:
        plain = printed if _MANY.match(printed) else _ASIDE.sub("", printed).strip()
        name = _REST.sub("", plain).strip() or printed
        local = next(iter(_without_place(name, own.name, ()) if own else ()), name)
        if _same(local) in made:
            continue
        id = agency_id(local, taken)
        taken.add(id)
        kind = kind_of(local)
        full = {"full_name": name} if local != name else {}
        made[_same(local)] = AgencyRecord(id=id, name=local, **full, **({"kind": kind} if kind else {}))
    return tuple(made.values())
