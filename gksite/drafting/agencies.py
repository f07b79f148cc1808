"""Names as printed → agencies of the registry; what is not certain stays unresolved and is proposed, never guessed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gksite.documents.shapes import Entry
from gksite.drafting.pinyin import agency_id
from gksite.model.records import AgencyRecord, Kind, RegistryRecord
from gksite.model.site import AgencyKey
from gksite.registry.agencies import Registry, names
from gksite.text.names import fold_name

LEVELS = "市区县州省旗盟"
"""What the name of a place ends with and the names of its agencies begin with: 厦门市, 市财政局."""
_ASIDE = re.compile(r"[（(][^（）()]*[)）]$")
"""A bracket behind a name that says it in other words: 市委编办（市审改办）."""
_MANY = re.compile("各|有关|相关|所有|全")
"""What the name of a group begins with, whose brackets are part of it: 各县(市、区)、各村（社区）."""
_REST = re.compile(r"等(?:有关|相关)?(?:各?部门|各?单位)?$")
"""What a list ends with that does not name all: 市财政局等部门."""
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
"""Long and short forms of one word, that a registry and a notice may use by turns."""
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
class NameMatch:
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


@dataclass(frozen=True, slots=True)
class _Variant:
    """A form that a printed name may stand for, and the words that were lent to it."""

    name: str
    lent: str = ""


class Directory:
    """The agencies that names in a notice of a jurisdiction may mean: its own and its parents'."""

    def __init__(self, registries: Sequence[Entry[RegistryRecord]], jurisdiction: str | None) -> None:
        self._registry = Registry(registries)
        self.jurisdiction = jurisdiction or ""
        records = {entry.record.jurisdiction: entry.record for entry in registries}
        self.chain = tuple(records[at] for at in self._registry.chain(self.jurisdiction))
        self._agencies: dict[AgencyKey, AgencyRecord] = {}
        self._by_form: dict[str, dict[str, set[AgencyKey]]] = {record.jurisdiction: {} for record in self.chain}
        for record in self.chain:
            for agency in record.agencies:
                key = AgencyKey(record.jurisdiction, agency.id)
                self._agencies[key] = agency
                for name in names(agency):
                    self._by_form[record.jurisdiction].setdefault(_short_form(name), set()).add(key)

    @property
    def empty(self) -> bool:
        """Whether no agency of the jurisdiction is known."""
        return not (self.chain and self.chain[0].agencies)

    @property
    def jurisdiction_name(self) -> str | None:
        """The name of the jurisdiction, where it has a registry."""
        return self.chain[0].name if self.chain else None

    def names(self) -> list[str]:
        """Every name that an agency of the jurisdiction and its parents answers to."""
        found: list[str] = []
        for agency in self._agencies.values():
            found += names(agency)
        return found

    def key(self, name: str) -> AgencyKey | None:
        """The agency that is registered under a name."""
        return self._registry.resolve(self.jurisdiction, name)

    def match_cell(self, printed: Sequence[str]) -> tuple[NameMatch, ...]:
        """What each name of one cell means, given its neighbours."""
        found: list[NameMatch] = []
        for i, name in enumerate(printed):
            # a name that was cut short itself has no words to lend
            whole = [match.printed for match in found if not match.elided]
            found.append(self._match(name, whole[-_NEIGHBOURS:], printed[i + 1 : i + 1 + _NEIGHBOURS]))
        return tuple(found)

    def _match(self, printed: str, before: Sequence[str], after: Sequence[str]) -> NameMatch:
        for variants in self._attempts(printed, before, after):
            meant: dict[AgencyKey, str] = {}
            for variant in variants:
                for key in self._meant(variant.name):
                    meant.setdefault(key, variant.lent)
            if len(meant) > 1:
                return NameMatch(printed, printed, near=tuple(sorted(self._agencies[key].name for key in meant)))
            for key, lent in meant.items():
                agency = self._agencies[key]
                return NameMatch(printed, agency.name, key, lent, agency.kind in ("group", "district"))
        return NameMatch(printed, printed, near=tuple(self._registry.near(self.jurisdiction, printed)))

    def _attempts(self, printed: str, before: Sequence[str], after: Sequence[str]) -> Iterator[list[_Variant]]:
        """Variants of a name, the plainest first; the first attempt that means any agency decides."""
        yield [_Variant(printed)]
        short = _REST.sub("", _ASIDE.sub("", printed).strip()).strip() or printed
        aside = _ASIDE.search(printed)
        variants = [_Variant(short)]
        if aside and self._meant(short):
            variants.append(_Variant(aside.group()[1:-1]))
        yield variants
        above = [record.name for record in self.chain]
        for record in self.chain:
            yield [_Variant(name) for name in _without_place(short, record.name, above)]
        yield list(_lent_by_neighbours(short, before, after))
        if self.chain and self.chain[0].name[-1] in LEVELS:
            level = self.chain[0].name[-1]
            yield [_Variant(level + short, level)]

    def _meant(self, name: str) -> set[AgencyKey]:
        """The agencies that a name may mean, in the nearest jurisdiction that has any."""
        key = self._registry.resolve(self.jurisdiction, name)
        if key is not None:
            return {key}
        form = _short_form(name)
        for record in self.chain:
            if keys := self._by_form[record.jurisdiction].get(form):
                return keys
        return set()


def _lent_by_neighbours(short: str, before: Sequence[str], after: Sequence[str]) -> Iterator[_Variant]:
    """A name with the first words of one before it, or with the last words of one behind it."""
    heads: dict[str, None] = {}
    for name in reversed(before):
        heads |= dict.fromkeys(name[:n] for n in range(1, _most_shared(name)))
    tails: dict[str, None] = {}
    for name in after:
        tails |= dict.fromkeys(name[-n:] for n in range(1, _most_shared(name)))
    for head in heads:
        yield _Variant(head + short, head)
    for tail in tails:
        yield _Variant(short + tail, tail)


def _most_shared(name: str) -> int:
    return min(len(name), _LONGEST_SHARED + 1)


def _short_form(name: str) -> str:
    """A name as it is compared where it does not stand in the registry to the letter."""
    form = fold_name(name)
    for long, short in _SAME_WORDS:
        form = re.sub(long, short, form)
    return form


def _without_place(printed: str, place: str, chain: Iterable[str]) -> list[str]:
    """厦门市财政局 as 市财政局 and 财政局, in the jurisdiction of that name."""
    for other in chain:
        if other != place and printed.startswith(other):
            printed = printed.removeprefix(other)
    stem, level = place, ""
    if place[-1] in LEVELS:
        stem, level = place[:-1], place[-1]
    for start in (place, stem):
        if printed.startswith(start) and len(printed) > len(start) + 1:
            rest = printed.removeprefix(start)
            return list(dict.fromkeys((level + rest, rest)))
    return []


def kind_of(name: str) -> Kind | None:
    """The kind of an agency where the words of its name leave no doubt."""
    for words, kind in _KINDS:
        if re.search(words, name):
            return kind
    return None


def propose_agencies(unknown: Iterable[str], directory: Directory) -> tuple[AgencyRecord, ...]:
    """A registry entry for each name that no agency has, for an editor to check; aliases are theirs to see."""
    own = directory.chain[0] if directory.chain else None
    taken = {agency.id for agency in own.agencies} if own else set()
    made: dict[str, AgencyRecord] = {}
    for printed in unknown:
        plain = printed if _MANY.match(printed) else _ASIDE.sub("", printed).strip()
        name = _REST.sub("", plain).strip() or printed
        without_place = _without_place(name, own.name, ()) if own else []
        local = without_place[0] if without_place else name
        if _short_form(local) in made:
            continue
        id = agency_id(local, taken)
        taken.add(id)
        made[_short_form(local)] = _proposal(id, local, name)
    return tuple(made.values())


def _proposal(id: str, local: str, name: str) -> AgencyRecord:
    """An entry that states only what the name says: no kind where that is open."""
    given = {"id": id, "name": local}
    if local != name:
        given["full_name"] = name
    if kind := kind_of(local):
        given["kind"] = kind
    return AgencyRecord.model_validate(given)
