"""The statutory column as linked: its agencies resolved, the items of each part in order."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from gksite.documents.shapes import Entry
from gksite.model.disclosure import DisclosureRecord, StatutoryContent
from gksite.model.settings import Config
from gksite.model.site import AgencyKey, Item
from gksite.model.statute import CLASSES
from gksite.model.statutory import ClassContent, Disclosure
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Phrase, Problems, did_you_mean
from gksite.registry.agencies import UNKNOWN_JURISDICTION, Registry, resolver
from gksite.text.names import near

UNKNOWN_ID = Code(
    "GK673",
    "{what}“{id}”不存在{hint}",
    why="专栏里列出的条目和栏目要能点开；指向不存在的编号，读者就看不到那一部分内容。",
    mend="改正编号：条目是 content/items/ 里已公开的文件名（不带 .yaml），栏目是 site.yaml columns 里的 id。",
    clause="国办公开办函〔2019〕61号",
    rows=("G-06",),
)
_TEXTS = ("publishers", "correcting", "assistance", "proposals")
"""Keys whose values are texts in Markdown."""
_GUIDE_TEXTS = ("classification", "arrangement", "access")
"""Those of the guide."""


@dataclass(frozen=True, slots=True)
class Linking:
    """What the column is linked with: agencies, jurisdictions, the settings with their columns, items newest first."""

    registry: Registry
    places: Collection[str]
    config: Config
    items: Mapping[str, Item]
    hidden: Collection[str]
    """Items that are written and not shown: one of them is no mistake, and in no list."""


def link_disclosure(entry: Entry[DisclosureRecord] | None, linking: Linking, problems: Problems) -> Disclosure | None:
    """The column, where it is declared; names and ids that are unknown are noted and left out."""
    if entry is None:
        return None
    record = entry.record
    _check_jurisdiction(entry, linking.places, problems)
    ids = _Ids(entry, linking, problems)
    by_class: dict[int, tuple[int, StatutoryContent]] = {}
    for i, content in enumerate(record.statutory):
        by_class.setdefault(content.class_, (i, content))
    classes = []
    for number in range(1, len(CLASSES) + 1):
        classes.append(_class(number, by_class.get(number), ids))
    local: list[tuple[str, ...]] = []
    for i, part in enumerate(record.local):
        ids.columns(part.columns, ("local", i))
        local.append(tuple(ids.items(part.items, ("local", i, "items"))))
    listed = ids.items(record.institutions, ("institutions",))
    return Disclosure(
        record=record,
        publisher=_agency(entry, "guide", linking.registry, problems),
        recipient=_agency(entry, "application", linking.registry, problems),
        classes=tuple(classes),
        local=tuple(local),
        institutions=_each_once([*listed, *_of_kind("institution", linking.items)]),
        clarifications=_of_kind("clarification", linking.items),
        proposals=_of_kind("proposal", linking.items),
    )


def disclosure_texts(record: DisclosureRecord) -> Iterator[tuple[KeyPath, str]]:
    """Every text of the column that is Markdown, and where it stands."""
    if record.guide is not None:
        yield from _texts(record.guide, ("guide",), _GUIDE_TEXTS)
    if record.application is not None:
        yield from _texts(record.application, ("application",), ("text", "fees"))
    yield from _texts(record.absent, ("absent",), ("institutions", "reports"))
    for key in ("statutory", "local"):
        for i, content in enumerate(getattr(record, key)):
            yield from _texts(content, (key, i), ("text", "not_applicable"))
    yield from _texts(record, (), _TEXTS)


def _texts(holder: object, key_path: KeyPath, keys: Iterable[str]) -> Iterator[tuple[KeyPath, str]]:
    for key in keys:
        text = getattr(holder, key)
        if text:
            yield (*key_path, key), text


@dataclass(frozen=True, slots=True)
class _Ids:
    """The ids of one document, looked up; unknown ones are noted."""

    entry: Entry[DisclosureRecord]
    linking: Linking
    problems: Problems

    def items(self, ids: Iterable[str], key_path: KeyPath) -> list[str]:
        """Those of some ids that are items which are shown."""
        return self._known(ids, self.linking.items, key_path, Phrase("条目"))

    def columns(self, ids: Iterable[str], key_path: KeyPath) -> list[str]:
        """Those of some ids that are columns."""
        declared = [column.id for column in self.linking.config.columns]
        return self._known(ids, declared, (*key_path, "columns"), Phrase("栏目"))

    def _known(self, ids: Iterable[str], known: Iterable[str], key_path: KeyPath, what: Phrase) -> list[str]:
        found = []
        for i, id in enumerate(ids):
            if id in known:
                found.append(id)
            if id in known or id in self.linking.hidden:
                continue
            place, hint = self.entry.document.location((*key_path, i)), did_you_mean(near(id, known, most=1))
            self.problems.add(UNKNOWN_ID, place, what=what, id=id, hint=hint)
        return found


def _class(number: int, listed: tuple[int, StatutoryContent] | None, ids: _Ids) -> ClassContent:
    """A class with the items that an editor listed, then those that name the class themselves."""
    own = []
    for id, item in ids.linking.items.items():
        if number in item.record.art20:
            own.append(id)
    if listed is None:
        return ClassContent(number, None, tuple(own), ())
    i, content = listed
    stated = ids.items(content.items, ("statutory", i, "items"))
    columns = ids.columns(content.columns, ("statutory", i))
    return ClassContent(number, content, _each_once([*stated, *own]), tuple(columns))


def _of_kind(kind: str, items: Mapping[str, Item]) -> tuple[str, ...]:
    found = []
    for id, item in items.items():
        if item.record.kind == kind:
            found.append(id)
    return tuple(found)


def _each_once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _agency(entry: Entry[DisclosureRecord], key: str, registry: Registry, problems: Problems) -> AgencyKey | None:
    """The agency that a part names."""
    part = getattr(entry.record, key)
    if part is None:
        return None
    resolve = resolver(registry, entry.record.jurisdiction, entry.document, problems)
    return resolve(part.agency, (key, "agency"))


def _check_jurisdiction(entry: Entry[DisclosureRecord], known: Collection[str], problems: Problems) -> None:
    name = entry.record.jurisdiction
    if name not in known:
        hint = did_you_mean(near(name, known, most=1))
        problems.add(UNKNOWN_JURISDICTION, entry.document.location(("jurisdiction",)), name=name, hint=hint)
