"""The list of notices, and each notice with its table."""

from collections.abc import Callable, Iterator
from datetime import date

from gksite.documents.markdown import to_html
from gksite.model.outputs import Link, MetaItem, Output, PageInfo, SearchRecord
from gksite.model.site import Notice
from gksite.pages import charts
from gksite.pages.views import HOME, NOTICES, Views
from gksite.problems.problem import Phrase
from gksite.text.dates import shown_date


def pages(views: Views) -> Iterator[Output]:
    """The list, then a page per notice with links to its neighbours in the list."""
    cards = tuple(views.cards.values())
    info = PageInfo("notices", "通知", NOTICES.url, crumbs=(HOME,))
    yield Output("notices/index.html", "pages/notices.html", info, {"notices": cards}, origin=Phrase("通知列表"))
    links = [None, *(Link(card.title, card.url) for card in cards), None]
    for notice, newer, older in zip(views.site.notices.values(), links, links[2:], strict=False):
        yield _notice(notice, views, newer, older)


def _notice(notice: Notice, views: Views, newer: Link | None, older: Link | None) -> Output:
    record, url = notice.record, notice.url
    successor = views.site.notices.get(record.superseded_by) if record.superseded_by else None
    pictures = charts.of_notice(notice, views)
    contents = (
        (Link("勘误", "corrections"), record.corrections),
        (Link("正文", "text"), record.addressees or record.preamble),
        (Link("任务分布", "spread"), pictures),
        (Link("任务分解表", "tasks"), True),
        (Link("来源和数据", "source"), True),
    )
    data = {
        "notice": views.cards[notice.id],
        "meta": metadata(notice, views),
        "status": record.status,
        "successor": Link(successor.record.title, successor.url) if successor else None,
        "summary": record.summary,
        "addressees": record.addressees,
        "preamble": to_html(record.preamble, top=3) if record.preamble else None,
        "table_title": record.table_title or record.title,
        "sections": views.sections[notice.id],
        "tool": charts.choices(notice, views),
        "has_title": any(t.record.title for t in notice.tasks),
        "has_support": any(t.support for t in notice.tasks),
        "has_remark": any(t.record.remark for t in notice.tasks),
        "closing": to_html(record.closing, top=3) if record.closing else None,
        "cc": record.cc,
        "note_text": record.note,
        "corrections": record.corrections,
        "newer": newer,
        "older": older,
        "source": f"{url}source/" if notice.source else None,
        "verified": notice.verified,
        "downloads": (views.json(notice),),
        "charts": pictures,
        "contents": tuple(link for link, there in contents if there),
    }
    info = PageInfo("notice", record.title, url, record.summary or record.title, (HOME, NOTICES))
    origin = Phrase("通知 {id}", id=notice.id)
    return Output(f"{url}index.html", "pages/notice.html", info, data, search=_search(notice), origin=origin)


def metadata(notice: Notice, views: Views) -> tuple[MetaItem, ...]:
    """The metadata box in the order of the State Council's portal; what the source does not state is left out."""
    record, card, tr = notice.record, views.cards[notice.id], views.tr
    show = shown_date(views.site.config.lang)
    rows = (
        _text("索引号", record.index_code),
        _text("主题分类", record.subject),
        _text("发文机关", record.issuer),
        _day("成文日期", record.issued, show),
        _text("标题", record.title),
        MetaItem("发文字号", record.number, unbroken=True) if record.number else None,
        _moment(notice),
        _text("主题词", tr("、").join(record.keywords)),
        MetaItem("地区", card.jurisdiction.text, card.jurisdiction.url),
        _text("公文种类", record.document_type),
        _day("印发日期", record.printed, show),
        _text("公开属性", tr(record.disclosure)),
        _text("有效性", record.status and tr(record.status)),
        MetaItem("原文网址", record.url, outside=record.url) if record.url else None,
    )
    return tuple(row for row in rows if row is not None)


def _text(label: str, text: str | None) -> MetaItem | None:
    return MetaItem(label, text) if text else None


def _day(label: str, day: date | None, show: Callable[[date], str]) -> MetaItem | None:
    return MetaItem(label, show(day), iso=day.isoformat()) if day else None


def _moment(notice: Notice) -> MetaItem | None:
    moment = notice.record.appeared
    if moment is None:
        return None
    return MetaItem("发布日期", f"{moment:%Y-%m-%d %H:%M}", iso=f"{moment:%Y-%m-%dT%H:%M}")


def _search(notice: Notice) -> SearchRecord:
    record = notice.record
    fields = (record.number, record.issuer, record.addressees, record.table_title, record.preamble, record.closing)
    return SearchRecord(
        "notice",
        record.title,
        record.title,
        tuple(text for text in (*fields, *record.cc) if text),
        record.jurisdiction,
        notice.id,
        notice.year,
        notice.day.isoformat(),
    )
