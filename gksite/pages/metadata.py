"""The box of particulars of a notice or an item, under the labels of the State Council's portal or of local ones."""

from collections.abc import Callable
from datetime import date

from gksite.model.items import ItemRecord
from gksite.model.outputs import Link, MetaItem
from gksite.model.records import NoticeRecord
from gksite.pages.views import Views
from gksite.text.dates import shown_date, shown_moment

LABELS = {
    "gov": {},
    "local": {"主题分类": "分类", "发文机关": "发布机构", "标题": "名称", "发文字号": "文号", "公开属性": "公开方式"},
}
"""What a profile calls the labels otherwise than the State Council's portal."""
NOT_STATED = "未注明"
"""What stands in the place of a fact that is required and that nobody stated."""


def metadata(
    record: NoticeRecord | ItemRecord, place: Link, views: Views, agency: str | None = None
) -> tuple[MetaItem, ...]:
    """The rows of the box; of an official document those that are required are there though nobody stated them.

    `agency` is the address of the issuer's page, where it has one.
    """
    tr, show = views.tr, shown_date(views.site.config.lang)
    is_document = isinstance(record, NoticeRecord) or record.kind == "document"
    absent = tr(NOT_STATED) if is_document else None
    rows = (
        _code(record, views, absent),
        _text("主题分类", record.subject or absent),
        MetaItem("发文机关", record.issuer, agency) if record.issuer else _text("发文机关", absent),
        _day("成文日期", record.issued, show) or _text("成文日期", absent),
        _text("标题", record.title),
        _number(record.number) or _text("发文字号", absent),
        _moment(record) or MetaItem("发布日期", tr(NOT_STATED)),
        _text("主题词", tr("、").join(record.keywords)),
        MetaItem("地区", place.text, place.url),
        *_more(record, views),
    )
    names = LABELS[views.site.config.labels]
    found = []
    for row in rows:
        if row is not None:
            found.append(_called(row, names.get(row.label, row.label)))
    return tuple(found)


def _more(record: NoticeRecord | ItemRecord, views: Views) -> tuple[MetaItem | None, ...]:
    """The rows that the profile of the State Council's portal does not have."""
    tr, show = views.tr, shown_date(views.site.config.lang)
    printed = record.printed if isinstance(record, NoticeRecord) else None
    source = record.content_source if isinstance(record, ItemRecord) else None
    return (
        _text("公文种类", record.document_type and tr(record.document_type)),
        _day("印发日期", printed, show),
        _text("信息来源", source),
        _text("公开属性", tr(record.disclosure)),
        _text("有效性", record.status and tr(record.status)),
        _day("废止日期", record.repealed, show),
        MetaItem("原文网址", record.url, outside=record.url) if record.url else None,
    )


def _called(row: MetaItem, label: str) -> MetaItem:
    return MetaItem(label, row.text, row.url, row.iso, row.outside, row.unbroken)


def _code(record: NoticeRecord | ItemRecord, views: Views, absent: str | None) -> MetaItem | None:
    """The index code, that which the portal gave out too; a preview says that there will be one."""
    code = record.index_code
    if isinstance(record, ItemRecord) and record.id in views.site.index_codes:
        code = views.site.index_codes[record.id] or views.tr("登记后编号")
    return _text("索引号", code or absent)


def _text(label: str, text: str | None) -> MetaItem | None:
    return MetaItem(label, text) if text else None


def _number(number: str | None) -> MetaItem | None:
    return MetaItem("发文字号", number, unbroken=True) if number else None


def _day(label: str, day: date | None, show: Callable[[date], str]) -> MetaItem | None:
    return MetaItem(label, show(day), iso=day.isoformat()) if day else None


def _moment(record: NoticeRecord | ItemRecord) -> MetaItem | None:
    shown = shown_moment(record.appeared)
    return MetaItem("发布日期", shown, iso=shown.replace(" ", "T")) if shown else None
