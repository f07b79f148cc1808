"""A page per item: policy documents, interpretations, announcements and whatever else stands in a column."""

from collections.abc import Iterator

from gksite.documents.markdown import to_html, to_text
from gksite.exports import item_json
from gksite.model.outputs import Download, Link, Output, PageInfo, SearchRecord
from gksite.model.site import Item
from gksite.pages.metadata import metadata
from gksite.pages.tagging import article_tags
from gksite.pages.views import COLUMNS, HOME, Views
from gksite.problems.problem import Phrase


def pages(views: Views) -> Iterator[Output]:
    """Every item."""
    for item in views.site.items.values():
        yield _item(item, views)


def _item(item: Item, views: Views) -> Output:
    record, url = item.record, item.url
    column = views.site.columns[record.column]
    files = [Download(f.record.title, f.path, item_json.format_of(f.path), f.size) for f in item.files]
    place = views.site.jurisdictions[record.jurisdiction]
    meta = metadata(record, Link(place.name, place.url), views, item.issuer.url if item.issuer else None)
    data = {
        "meta": meta,
        "status": record.status,
        "successor": views.titles.get(item.successor or ""),
        "summary": record.summary,
        "corrections": record.corrections,
        "note_text": record.note,
        "interprets": views.links(item.interprets),
        "interprets_outside": record.interprets_outside,
        "body": to_html(record.body) if record.body else None,
        "files": tuple(files),
        "interpreted_by": views.links(views.site.interpretations.get(url, ())),
        "downloads": views.downloads(item_json.path(item.id)),
    }
    crumbs = (HOME, COLUMNS, Link(column.record.name, column.url))
    tags, search = article_tags(record), _search(item, views.site.index_codes.get(item.id))
    info = PageInfo("item", record.title, url, record.summary or record.title, crumbs, article=tags)
    origin = Phrase("信息 {id}", id=item.id)
    return Output(
        f"{url}index.html",
        "pages/item.html",
        info,
        data,
        search=search,
        origin=origin,
    )


def _search(item: Item, code: str | None) -> SearchRecord:
    """What search knows of an item: its title, and these fields in this order."""
    record = item.record
    fields = [record.number, code, record.issuer, record.content_source, record.summary]
    fields += [*record.keywords, record.note, to_text(record.body or "")]
    fields += [file.record.title for file in item.files]
    day = record.day
    return SearchRecord(
        "item",
        record.title,
        record.title,
        tuple(text for text in fields if text),
        record.jurisdiction,
        year=day.year if day else None,
        day=day.isoformat() if day else "",
    )
