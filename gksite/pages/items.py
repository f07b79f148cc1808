"""A page per item: policy documents, interpretations, announcements and whatever else stands in a column."""

from collections.abc import Iterator

from gksite.documents.markdown import to_html, to_text
from gksite.exports import item_json
from gksite.model.outputs import Download, Link, MetaItem, Output, PageInfo, SearchRecord
from gksite.model.site import Item
from gksite.pages.notices import day_row, moment_row, text_row
from gksite.pages.views import COLUMNS, HOME, Views
from gksite.problems.problem import Phrase
from gksite.text.dates import shown_date


def pages(views: Views) -> Iterator[Output]:
    """Every item."""
    for item in views.site.items.values():
        yield _item(item, views)


def _item(item: Item, views: Views) -> Output:
    record, url = item.record, item.url
    column = views.site.columns[record.column]
    files = [Download(f.record.title, f.path, item_json.format_of(f.path), f.size) for f in item.files]
    data = {
        "meta": metadata(item, views),
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
        "downloads": (views.download(item_json.path(item.id)),),
    }
    crumbs = (HOME, COLUMNS, Link(column.record.name, column.url))
    info = PageInfo("item", record.title, url, record.summary or record.title, crumbs)
    origin = Phrase("信息 {id}", id=item.id)
    return Output(f"{url}index.html", "pages/item.html", info, data, search=_search(item), origin=origin)


def metadata(item: Item, views: Views) -> tuple[MetaItem, ...]:
    """The metadata box of an item; what nobody stated is left out."""
    record, tr = item.record, views.tr
    show = shown_date(views.site.config.lang)
    place = views.site.jurisdictions[record.jurisdiction]
    rows = (
        text_row("索引号", record.index_code),
        text_row("主题分类", record.subject),
        _issuer(item),
        day_row("成文日期", record.issued, show),
        text_row("标题", record.title),
        MetaItem("发文字号", record.number, unbroken=True) if record.number else None,
        moment_row(record),
        text_row("主题词", tr("、").join(record.keywords)),
        MetaItem("地区", place.name, place.url),
        text_row("公文种类", record.document_type),
        text_row("信息来源", record.content_source),
        text_row("公开属性", tr(record.disclosure)),
        text_row("有效性", record.status and tr(record.status)),
        day_row("废止日期", record.repealed, show),
        MetaItem("原文网址", record.url, outside=record.url) if record.url else None,
    )
    return tuple(row for row in rows if row is not None)


def _issuer(item: Item) -> MetaItem | None:
    """Who issued an item, with a link to the agency where it is registered."""
    if item.record.issuer is None:
        return None
    return MetaItem("发文机关", item.record.issuer, item.issuer.url if item.issuer else None)


def _search(item: Item) -> SearchRecord:
    """What search knows of an item: its title, and these fields in this order."""
    record = item.record
    fields = [record.number, record.index_code, record.issuer, record.content_source, record.summary]
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
