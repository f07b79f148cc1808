"""The registry: names, aliases and groups of a jurisdiction's agencies, resolved or refused, never guessed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from gksite.documents.shapes import Entry
from gksite.documents.yaml_reader import Document
from gksite.model.records import AgencyRecord, RegistryRecord
from gksite.model.site import Agency, AgencyKey, Jurisdiction
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Phrase, Problems, did_you_mean
from gksite.registry.entries import check_entries
from gksite.registry.several import as_items, as_several
from gksite.text.names import fold_name, near
from gksite.text.place_names import names_with_place

UNKNOWN_AGENCY = Code(
    "GK201",
    "单位“{name}”不在 {registry} 中{hint}",
    why="名称必须与单位登记表一致，任务才能归到同一个单位名下；程序不猜测。",
    mend="改正名称；确是新单位时，先在登记表中加上它；是简称时，写成 {name: 全称, as: 简称}，或登记为别名。",
)
UNKNOWN_JURISDICTION = Code(
    "GK202",
    "没有地区“{name}”的登记表 content/agencies/{name}.yaml{hint}",
    why="通知属于一个地区，其中的单位在该地区的登记表里查找。",
    mend="改正地区编号，或新建该地区的登记表。",
)
DUPLICATE_ID = Code(
    "GK203",
    "编号“{id}”已在 {first} 使用",
    why="编号就是网址，一个网址只能有一个页面。",
    mend="改成别的编号；若是重复录入，删去其中一处。",
)
DUPLICATE_NAME = Code(
    "GK204",
    "“{name}”已是单位“{other}”的名称或别名",
    why="一个名称只能指一个单位，否则无法判断任务归谁。",
    mend="删去重复的名称；确是两个单位时，写全称加以区别。",
)
OWN_SUCCESSOR = Code(
    "GK257",
    "“{name}”的承接单位就是它自己",
    why="更名、合并要登记为两个单位：原来的和新的，各有各的页面和任务。",
    mend="写承接它的那个单位的名称；只是换了叫法、仍是同一个单位的，删去 succeeded_by，旧名写进 aliases。",
)
LOOP = Code(
    "GK210",
    "{relation}绕了一圈：{path}",
    why="上级、成员、继任或替代关系绕成一圈，就无法计算归属。",
    mend="去掉其中一处关系。",
)


K = TypeVar("K")
Resolve = Callable[[str, KeyPath], AgencyKey | None]
"""From a name and its place in the YAML to the agency; None, with a problem noted, where there is none."""


class Registry:
    """All agencies by folded name, looked up in a jurisdiction and then in its parents."""

    def __init__(self, registries: Sequence[Entry[RegistryRecord]]) -> None:
        self._parents: dict[str, str | None] = {}
        self._names: dict[str, dict[str, tuple[str, AgencyKey]]] = {}
        self._known: dict[str, dict[str, str]] = {}
        for entry in registries:
            record = entry.record
            self._parents[record.jurisdiction] = record.parent
            own = self._names[record.jurisdiction] = {}
            for agency in record.agencies:
                for name in names(agency):
                    own[fold_name(name)] = (name, AgencyKey(record.jurisdiction, agency.id))

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
        folded = fold_name(name)
        for at in self.chain(jurisdiction):
            if folded in self._names[at]:
                return self._names[at][folded][1]
        return None

    def by_id(self, jurisdiction: str, id: str) -> AgencyKey | None:
        """The agency of a jurisdiction that has this id, or None."""
        key = AgencyKey(jurisdiction, id)
        known = {agency for _, agency in self._names.get(jurisdiction, {}).values()}
        if key in known:
            return key
        return None

    def near(self, jurisdiction: str, name: str) -> list[str]:
        """Known names that look like an unknown one, best first."""
        known = self._known.get(jurisdiction)
        if known is None:
            known = self._known[jurisdiction] = {}
            for at in self.chain(jurisdiction):
                known |= {folded: name for folded, (name, _) in self._names[at].items()}
        return [known[folded] for folded in near(fold_name(name), known)]


def names(agency: AgencyRecord) -> list[str]:
    """Every name that an agency answers to."""
    return [name for name in (agency.name, agency.full_name, *agency.aliases) if name]


def jurisdictions(registries: Iterable[Entry[RegistryRecord]]) -> dict[str, Jurisdiction]:
    """Each jurisdiction by id, with its agencies in the registry's order."""
    found = {}
    for entry in sorted(registries, key=lambda entry: entry.record.jurisdiction):
        record = entry.record
        agencies = tuple(AgencyKey(record.jurisdiction, agency.id) for agency in record.agencies)
        found[record.jurisdiction] = Jurisdiction(record.jurisdiction, record.name, record.parent, agencies)
    return found


def link_agencies(
    registries: Sequence[Entry[RegistryRecord]], registry: Registry, problems: Problems
) -> dict[AgencyKey, Agency]:
    """Every agency by key, members and successors resolved; doubles, unknown names and loops are noted."""
    found: dict[AgencyKey, Agency] = {}
    documents: dict[str, Document] = {}
    for entry in registries:
        record, document = entry.record, entry.document
        if record.jurisdiction in documents:
            first = str(documents[record.jurisdiction].location(("jurisdiction",)))
            problems.add(DUPLICATE_ID, document.location(("jurisdiction",)), id=record.jurisdiction, first=first)
        documents.setdefault(record.jurisdiction, document)
        _check_names(entry, problems)
        check_entries(entry, problems)
        ids = [agency.id for agency in record.agencies]
        for i, agency in enumerate(record.agencies):
            key = AgencyKey(record.jurisdiction, agency.id)
            if key in found:
                first = str(document.location(("agencies", ids.index(agency.id), "id")))
                problems.add(DUPLICATE_ID, document.location(("agencies", i, "id")), id=agency.id, first=first)
                continue
            resolve = resolver(registry, record.jurisdiction, document, problems)
            linked = _linked(agency, key, record.name, ("agencies", i), resolve)
            if linked.succeeded_by == key:
                place = document.location(("agencies", i, "succeeded_by"))
                problems.add(OWN_SUCCESSOR, place, name=agency.name)
                linked = replace(linked, succeeded_by=None)
            found[key] = linked
    for key in _check_loops(documents, found, registries, problems):
        found[key] = replace(found[key], succeeded_by=None)
    return found


def _linked(agency: AgencyRecord, key: AgencyKey, place: str, key_path: KeyPath, resolve: Resolve) -> Agency:
    """An agency of a place with its members and its successor resolved, those that are unknown left out."""
    members = [resolve(name, (*key_path, "members", i)) for i, name in enumerate(agency.members)]
    successor = None
    if agency.succeeded_by:
        successor = resolve(agency.succeeded_by.name, (*key_path, "succeeded_by"))
    return Agency(
        key,
        agency,
        members=tuple(member for member in members if member),
        succeeded_by=successor,
        names_with_place=names_with_place(names(agency), place),
    )


def _check_names(entry: Entry[RegistryRecord], problems: Problems) -> None:
    used: dict[str, str] = {}
    for i, agency in enumerate(entry.record.agencies):
        own: set[str] = set()
        for name in names(agency):
            if fold_name(name) in used:
                place = entry.document.location(("agencies", i))
                problems.add(DUPLICATE_NAME, place, name=name, other=used[fold_name(name)])
            own.add(fold_name(name))
        used |= dict.fromkeys(own, agency.name)


def resolver(registry: Registry, jurisdiction: str, document: Document, problems: Problems) -> Resolve:
    """A function that resolves names of one document and notes those it cannot."""

    def resolve(name: str, key_path: KeyPath) -> AgencyKey | None:
        key = registry.resolve(jurisdiction, name)
        if key is None and key_path[0] == "agencies":  # a registry may name its own agencies by id too
            key = registry.by_id(jurisdiction, name)
        if key is None:
            hint = _hint(name, key_path, registry, jurisdiction, document)
            file = f"content/agencies/{jurisdiction}.yaml"
            problems.add(UNKNOWN_AGENCY, document.location(key_path), name=name, registry=file, hint=hint)
        return key

    return resolve


def _hint(name: str, key_path: KeyPath, registry: Registry, jurisdiction: str, document: Document) -> Phrase:
    """What an unknown name could be: several names in one item, or one that looks like it and says no less."""
    several = as_several(name, lambda one: registry.resolve(jurisdiction, one) is not None)
    if several:
        return as_items(several, key_path, document)
    near_names = registry.near(jurisdiction, name)
    return did_you_mean([near_name for near_name in near_names if not _loses(name, near_name)])


def _loses(name: str, other: str) -> bool:
    """Whether more of a name, its punctuation apart, would go than a slip of the keyboard puts in place of others."""
    typed, known = (Counter(filter(str.isalnum, fold_name(text))) for text in (name, other))
    return (typed - known).total() > max(1, (known - typed).total())


def _check_loops(
    documents: Mapping[str, Document],
    agencies: Mapping[AgencyKey, Agency],
    registries: Sequence[Entry[RegistryRecord]],
    problems: Problems,
) -> list[AgencyKey]:
    """Note parents, members and successors that go round; the agencies whose successors do."""
    parents = {e.record.jurisdiction: e.record.parent for e in registries}
    above = {place: (parent,) for place, parent in parents.items() if parent}
    for entry in registries:
        parent = entry.record.parent
        if parent is not None and parent not in parents:
            hint = did_you_mean(near(parent, parents, most=1))
            problems.add(UNKNOWN_JURISDICTION, entry.document.location(("parent",)), name=parent, hint=hint)
        elif way := loop(entry.record.jurisdiction, above):
            problems.add(LOOP, entry.document.location(("parent",)), relation="parent", path=" → ".join(way))
    members = {key: agency.members for key, agency in agencies.items() if agency.members}
    successors = {key: (agency.succeeded_by,) for key, agency in agencies.items() if agency.succeeded_by}
    relations: dict[str, Mapping[AgencyKey, tuple[AgencyKey, ...]]] = {"members": members, "succeeded_by": successors}
    going_round = []
    for name, relation in relations.items():
        for key in relation:
            if round_trip := loop(key, relation):
                place = documents[key.jurisdiction].location(("agencies", _index(key, registries), name))
                shown = " → ".join(agencies[at].record.name for at in round_trip)
                problems.add(LOOP, place, relation=name, path=shown)
                if name == "succeeded_by":
                    going_round.append(key)
    return going_round


def _index(key: AgencyKey, registries: Iterable[Entry[RegistryRecord]]) -> int:
    record = next(e.record for e in registries if e.record.jurisdiction == key.jurisdiction)
    return next(i for i, agency in enumerate(record.agencies) if agency.id == key.id)


def loop(start: K, relation: Mapping[K, Iterable[K]]) -> list[K] | None:
    """The way along a relation from something back to itself, if there is one."""
    stack = [(start, [start])]
    seen: set[K] = set()
    while stack:
        at, way = stack.pop()
        for following in relation.get(at, ()):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                stack.append((following, [*way, following]))
    return None
