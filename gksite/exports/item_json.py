"""data/items/<id>.json: the published form of an item, a stable contract ("gksite/item/1")."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gksite.documents.markdown import to_text
from gksite.exports.json_file import json_file
from gksite.exports.notice_json import agency_form
from gksite.model.items import OutsideLink
from gksite.model.outputs import Output
from gksite.model.site import Item, ItemFile, Site
from gksite.problems.problem import Phrase
from gksite.text.dates import iso_day, shown_moment

SCHEMA = "gksite/item/1"


def path(id: str) -> str:
    """Where the data of an item stands."""
    return f"data/items/{id}.json"


def exports(site: Site) -> Iterator[Output]:
    """One JSON file per item."""
    digests = {file.path: hashlib.sha256(file.data).hexdigest() for file in site.attachments}
    titles = {item.url: item.record.title for item in site.items.values()}
    titles |= {notice.url: notice.record.title for notice in site.notices.values()}
    for item in site.items.values():
        form = _form(item, site, titles) | {"attachments": [_file(file, digests) for file in item.files]}
        yield json_file(path(item.id), form, Phrase("信息 {id} 的数据", id=item.id))


def _form(item: Item, site: Site, titles: Mapping[str, str]) -> dict[str, Any]:
    """An item as public data, its attachments apart: absent is null or [], never a missing key.

    `text` is what search finds of `body`; `original` is the page on another site that a reprint was taken from.
    """
    record, place = item.record, site.jurisdictions[item.record.jurisdiction]
    agency = None
    if item.issuer is not None and record.issuer:
        agency = agency_form(item.issuer, site.agencies[item.issuer].record.name, record.issuer)
    column = site.columns.get(record.column)
    return {
        "schema": SCHEMA,
        "id": record.id,
        "kind": record.kind,
        "column": {"id": record.column, "name": column.record.name if column else None},
        "jurisdiction": {"id": place.id, "name": place.name},
        "title": record.title,
        "number": record.number,
        "issuer": record.issuer,
        "agency": agency,
        "issued": iso_day(record.issued),
        "published": shown_moment(record.appeared),
        "content_source": record.content_source,
        "author": record.author,
        "disclosure": record.disclosure,
        "status": record.status,
        "superseded_by": _link(item.successor, titles),
        "repealed": iso_day(record.repealed),
        "subject": record.subject,
        "index_code": site.index_codes.get(record.id) or record.index_code,
        "document_type": record.document_type,
        "summary": record.summary,
        "keywords": list(record.keywords),
        "art20": list(record.art20),
        "interprets": _links(item.interprets, titles),
        "interprets_outside": [_outside(link) for link in record.interprets_outside],
        "interpreted_by": _links(site.interpretations.get(item.url, ()), titles),
        "original": record.url,
        "url": item.url,
        "licence": site.config.licence,
        "corrections": [{"date": iso_day(c.date), "text": c.text} for c in record.corrections],
        "note": record.note,
        "body": record.body,
        "text": to_text(record.body) if record.body else None,
    }


def _links(addresses: Iterable[str], titles: Mapping[str, str]) -> list[dict[str, str] | None]:
    return [_link(address, titles) for address in addresses]


def _link(address: str | None, titles: Mapping[str, str]) -> dict[str, str] | None:
    if address is None or address not in titles:
        return None
    return {"title": titles[address], "url": address}


def _outside(link: OutsideLink) -> dict[str, str]:
    return {"title": link.title, "url": link.url}


def _file(file: ItemFile, digests: Mapping[str, str]) -> dict[str, Any]:
    name = file.path.rpartition("/")[2]
    return {
        "title": file.record.title,
        "file": name,
        "url": file.path,
        "format": format_of(file.path),
        "size": file.size,
        "sha256": digests[file.path],
    }


def format_of(path: str) -> str:
    """What a file is called by its extension: DOCX, PDF."""
    return path.rpartition(".")[2].upper()
