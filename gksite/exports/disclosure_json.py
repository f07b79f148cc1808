"""data/disclosure.json: the column 政府信息公开 as public data, a stable contract ("gksite/disclosure/1")."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gksite.documents.markdown import to_text
from gksite.exports.json_file import json_file
from gksite.model import statute
from gksite.model.disclosure import LocalContent
from gksite.model.items import OutsideLink
from gksite.model.outputs import Output
from gksite.model.site import AgencyKey, Site
from gksite.model.statute import Part
from gksite.model.statutory import ClassContent, Disclosure
from gksite.problems.problem import Phrase

SCHEMA = "gksite/disclosure/1"
PATH = "data/disclosure.json"
_GUIDE = ("updated", *(key for key, _ in statute.GUIDE_FIELDS))
"""The keys of the guide."""
_APPLICATION = ("address", "hours", "telephone", "fax", "post", "email", "online", "text", "fees")
"""The keys of 依申请公开, its agency apart."""
_PLACE = ("name", "address", "hours", "telephone")
"""The keys of a place for reading."""


def exports(site: Site) -> Iterator[Output]:
    """One JSON file, where the column is declared."""
    if site.disclosure is None:
        return
    form = published(site.disclosure) | {"licence": site.config.licence}
    yield json_file(PATH, form, Phrase("政府信息公开专栏数据"))


def published(column: Disclosure) -> dict[str, Any]:
    """The column as public data: absent is null or [], never a missing key; what is withheld is in none of it.

    Items and columns stand by their ids; `text` of a page is what search finds on it.
    """
    record = column.record
    classes = [_class(content) for content in column.classes]
    local = [_local(part, ids) for part, ids in zip(record.local, column.local, strict=True)]
    return {
        "schema": SCHEMA,
        "jurisdiction": record.jurisdiction,
        "url": statute.COLUMN.url,
        "guide": _part(record.guide, _GUIDE, column.publisher),
        "institutions": list(column.institutions),
        "statutory": classes,
        "local": local,
        "application": _part(record.application, _APPLICATION, column.recipient),
        "terms": [
            {"matter": term.matter, "working_days": term.days, "article": term.article} for term in statute.TERMS
        ],
        "clarifications": list(column.clarifications),
        "publishers": record.publishers,
        "reading_places": [_values(place, _PLACE) for place in record.reading_places],
        "correcting": record.correcting,
        "assistance": record.assistance,
        "proposals": {"text": record.proposals, "items": list(column.proposals)},
        "absent": _values(record.absent, ("institutions", "reports")),
        "parent_messages": record.parent_messages,
        "pages": [_page(part, text) for part, text in texts(column).items()],
    }


def texts(column: Disclosure) -> Mapping[Part, str]:
    """What search finds on each page of the column: the words of the statute there, and those of the office."""
    record = column.record
    found: dict[Part, Iterable[str | None]] = {
        statute.COLUMN: (),
        statute.GUIDE: _written(record.guide, _GUIDE[1:]),
        statute.INSTITUTIONS: (record.absent.institutions,),
        statute.STATUTORY: _statutory(column),
        statute.APPLICATION: (*_written(record.application, _APPLICATION), *_procedure()),
        statute.FORM: statute.CONTENTS,
        statute.CATALOGUE: (),
        statute.CLARIFICATIONS: (),
        statute.PUBLISHERS: (record.publishers,),
        statute.PLACES: _places(column),
        statute.CORRECTING: (record.correcting,),
        statute.ASSISTANCE: (record.assistance,),
        statute.PROPOSALS: (record.proposals,),
    }
    return {part: _joined([part.words, *lines]) for part, lines in found.items()}


def _joined(lines: Iterable[str | None]) -> str:
    return "\n".join(to_text(line) for line in lines if line)


def _written(part: object, keys: Iterable[str]) -> tuple[str | None, ...]:
    if part is None:
        return ()
    return tuple(getattr(part, key) for key in keys)


def _statutory(column: Disclosure) -> Iterator[str | None]:
    for content in column.classes:
        yield statute.CLASSES[content.number - 1]
        yield from _written(content.record, ("text", "not_applicable"))
    for part in column.record.local:
        yield from _written(part, ("title", "text", "not_applicable"))


def _procedure() -> Iterator[str]:
    for term in statute.TERMS:
        yield f"{term.matter} {term.days} {term.words}"
    yield from (*statute.RECEIPT, *statute.REPLIES, statute.FEES, statute.REMEDY)


def _places(column: Disclosure) -> Iterator[str | None]:
    for place in column.record.reading_places:
        yield from _written(place, _PLACE)


def _values(part: object, keys: Iterable[str]) -> dict[str, Any]:
    found = {}
    for key in keys:
        value = getattr(part, key)
        found[key] = value.isoformat() if key == "updated" else value
    return found


def _part(part: Any, keys: Iterable[str], agency: AgencyKey | None) -> dict[str, Any] | None:
    """A part with the agency that it names, as place/id."""
    if part is None:
        return None
    named = agency.written if agency else None
    return {"agency": {"name": part.agency, "id": named}, **_values(part, keys)}


def _links(links: Iterable[OutsideLink]) -> list[dict[str, str]]:
    return [{"title": link.title, "url": link.url} for link in links]


def _class(content: ClassContent) -> dict[str, Any]:
    record = content.record
    return {
        "class": content.number,
        "words": statute.CLASSES[content.number - 1],
        "items": list(content.items),
        "columns": list(content.columns),
        "links": _links(record.links) if record else [],
        "text": record.text if record else None,
        "not_applicable": record.not_applicable if record else None,
    }


def _local(part: LocalContent, items: Iterable[str]) -> dict[str, Any]:
    return {
        "title": part.title,
        "items": list(items),
        "columns": list(part.columns),
        "text": part.text,
        "not_applicable": part.not_applicable,
    }


def _page(part: Part, text: str) -> dict[str, str]:
    return {"id": part.key or "disclosure", "title": part.title, "text": text, "url": part.url}
