"""What search knows of every record before it fetches any: one table, and the records as numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from gksite.model.outputs import Output, SearchRecord
from gksite.model.site import Agency, Site
from gksite.registry.agencies import names as names_of
from gksite.searching.fold import fold_for_search
from gksite.searching.readings import readings
from gksite.searching.synonyms import SYNONYMS
from gksite.searching.tokens import TITLE_PLACES, ends
from gksite.text.place_names import short_place
from gksite.text.traditional import PAIRS

FORMAT = 5
"""Counts the ways in which the bundle is written; another number, another bundle."""


def shown(output: Output) -> tuple[SearchRecord, str, dict[str, Any]]:
    """What is indexed of a page, its address, and what its results show."""
    record = output.search
    if record is None or output.page is None:
        raise ValueError(f"{output.path} is not in the search")
    own = 1 + len(set(record.fields))
    above = len(set(record.above) - set(record.fields))
    meta = {"title": record.heading, "kind": record.kind}
    fields = [record.title or "", *record.texts]
    return record, output.page.url, {"meta": meta, "fields": fields, "ends": [own, own + above]}


class _Numbering:
    """Values given numbers in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def __call__(self, value: Any) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    def position(self, value: Any) -> int:
        """The number counted from 1; 0 where there is no value."""
        return self(value) + 1 if value else 0


def search_table(
    site: Site, shards: Sequence[tuple[str, Sequence[Output]]], months: Sequence[tuple[str, int, str]]
) -> tuple[dict[str, Any], list[list[int]]]:
    """What search needs to know of every record before it fetches any, and the records of each index as numbers.

    `shards` lists folder, jurisdiction and number of records of each index. A record's kind, notice, section and
    agencies are positions in the lists of those names, counted from 1 where there may be none. `months` are those with
    time limits, how many, and where they are listed.
    """
    names = _Names()
    listed, columns, topics, first = [], [], [], 0
    for folder, outputs in shards:
        records = [output.search for output in outputs if output.search]
        columns.append(_columns(records, names))
        jurisdiction = records[0].jurisdiction
        number = names.jurisdictions(jurisdiction) if jurisdiction else -1
        listed.append([folder, number, len(records)])
        topics += _topics(outputs, first)
        first += len(records)
    agencies = [
        [names.jurisdictions(key.jurisdiction), key.id, *_called(site.agencies[key])] for key in names.agencies.numbers
    ]
    places = [_place(site, id) for id in names.jurisdictions.numbers]
    called = [*chain.from_iterable((name, *others) for _, _, name, others in agencies)]
    called += [*chain.from_iterable(place[1:] for place in places), *(title for _, title, _ in topics)]
    table = {
        "format": FORMAT,
        "title_places": TITLE_PLACES,
        "kinds": list(names.kinds.numbers),
        "places": places,
        "notices": [_notice(site, id, names.jurisdictions) for id in names.notices.numbers],
        "sections": list(names.sections.numbers),
        "synonyms": [*SYNONYMS, *site.synonyms],
        "characters": _characters(output for _, outputs in shards for output in outputs),
        "agencies": agencies,
        "topics": topics,
        "documents": [[d.number, d.url, d.title or ""] for d in site.shown_documents.values() if not d.notice],
        "months": months,
        "readings": readings(called, _stated(site)),
        "shards": listed,
    }
    return table, columns


def _topics(outputs: Sequence[Output], first: int) -> list[list[Any]]:
    """The topics among the records of an index that begins with this number: record, title, address."""
    found = []
    for number, output in enumerate(outputs, first):
        record, url, _ = shown(output)
        if record.kind == "topic":
            found.append([number, record.heading, url])
    return found


def _stated(site: Site) -> dict[str, str]:
    """How editors say that names are read."""
    records = [agency.record for agency in site.agencies.values()]
    stated = {record.name: record.pinyin for record in records if record.pinyin}
    return stated | {topic.title: topic.pinyin for topic in site.shown_topics.values() if topic.pinyin}


def _place(site: Site, id: str) -> list[str]:
    name = site.jurisdictions[id].name
    return [id, name, short_place(name)]


def _characters(outputs: Iterable[Output]) -> str:
    """The Traditional characters that can be found, each with the simplified one behind it: 財财."""
    characters: set[str] = set()
    for output in outputs:
        _, _, fragment = shown(output)
        characters.update(*fragment["fields"])
    held = set(fold_for_search("".join(sorted(characters))))  # an ideograph folds by itself, whatever stands beside it
    return "".join(traditional + simple for traditional, simple in PAIRS.items() if simple in held)


def _called(agency: Agency) -> tuple[str, list[str]]:
    """The name of an agency, and what it is called besides."""
    name, *others = names_of(agency.record)
    return name, [*others, *agency.names_with_place]


@dataclass(frozen=True, slots=True)
class _Names:
    """The lists that records refer to by position."""

    kinds: _Numbering = field(default_factory=_Numbering)
    notices: _Numbering = field(default_factory=_Numbering)
    sections: _Numbering = field(default_factory=_Numbering)
    agencies: _Numbering = field(default_factory=_Numbering)
    jurisdictions: _Numbering = field(default_factory=_Numbering)


def _columns(records: Sequence[SearchRecord], names: _Names) -> list[int]:
    """The records of an index as numbers, one column behind the other.

    The first of its agencies; each record's kind; its notice; its section; the agency it is about; its number in the
    notice, of a task; where among its words its own end, and where the headings above it; how many agencies lead it;
    which, counted from the first; and the same for those that support it.
    """
    about = [names.agencies.position(record.agency) for record in records]
    lead = [[names.agencies(key) for key in record.lead] for record in records]
    support = [[names.agencies(key) for key in record.support] for record in records]
    first = min(chain.from_iterable([*lead, *support]), default=0)
    numbers = [first, *(names.kinds(record.kind) for record in records)]
    numbers += [names.notices.position(record.notice) for record in records]
    numbers += [names.sections.position(record.section) for record in records]
    numbers += about
    numbers += [record.task or 0 for record in records]
    places = [ends(record.title, record.fields, record.above) for record in records]
    numbers += [own for own, _ in places]
    numbers += [above for _, above in places]
    for role in (lead, support):
        numbers += map(len, role)
        numbers += [number - first for number in chain.from_iterable(role)]
    return numbers


def _notice(site: Site, id: str, jurisdictions: _Numbering) -> list[Any]:
    notice = site.notices[id]
    record = notice.record
    return [id, record.number, jurisdictions(record.jurisdiction), notice.year, notice.day.isoformat(), record.title]
