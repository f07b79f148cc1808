"""The list of notices, and each notice with its table."""

from collections import Counter
from collections.abc import Iterator

from gksite.documents.markdown import to_html
from gksite.exports import citations, tables
from gksite.exports.atom import ALL
from gksite.model.outputs import AgencyLink, Link, Output, PageInfo, SearchRecord
from gksite.model.site import Notice
from gksite.pages import changes, charts
from gksite.pages.citation import citation_view
from gksite.pages.citation_graph import notice_graph
from gksite.pages.citing import cited_by_notice, citing_notice, notices_citing
from gksite.pages.metadata import metadata
from gksite.pages.tagging import article_tags, notices_tags
from gksite.pages.views import HOME, NOTICES, Views
from gksite.problems.problem import Phrase
from gksite.progress.changes import newest, of_notice

OFTEN = 3
"""Rows from which on another wording of a name is said above the table."""


def pages(views: Views) -> Iterator[Output]:
    """The list, then a page per notice with links to its neighbours in the list."""
    cards = tuple(views.cards.values())
    tags = notices_tags(NOTICES, views.site, views.tr)
    info = PageInfo("notices", NOTICES.text, NOTICES.url, crumbs=(HOME,), column=tags, feed=views.feed(ALL))
    yield Output("notices/index.html", "pages/notices.html", info, {"notices": cards}, origin=Phrase("文件列表"))
    links = [None, *(Link(card.title, card.url) for card in cards), None]
    for notice, newer, older in zip(views.site.notices.values(), links, links[2:], strict=False):
        yield _notice(notice, views, newer, older)


def _notice(notice: Notice, views: Views, newer: Link | None, older: Link | None) -> Output:
    record, url = notice.record, notice.url
    successor = views.site.notices.get(record.superseded_by) if record.superseded_by else None
    chart = charts.of_notice(notice, views)
    cites = _cites(notice, views)
    news = changes.latest(newest(of_notice(notice, notice.tasks)))
    known = _often_written(notice, views)
    contents = (
        (Link("最近变化", "changes"), news),
        (Link("相关解读", "interpretations"), views.site.interpretations.get(url)),
        (Link("引用的文件", "documents"), cites["cited"]),
        (Link("引用本文件的", "cited-by"), cites["cited_by"]),
        (Link("来源和数据", "source"), True),
        (Link("引用格式", "cite"), True),
    )
    data = {
        "notice": views.cards[notice.id],
        "short_name": views.short_names[notice.id],
        "meta": metadata(record, views.cards[notice.id].jurisdiction, views),
        "status": record.status,
        "successor": Link(successor.record.title, successor.url) if successor else None,
        "summary": record.summary,
        "addressees": record.addressees,
        "preamble": to_html(record.preamble, top=3) if record.preamble else None,
        "sections": views.sections[notice.id],
        "tool": charts.choices(notice, views),
        "columns": _columns(notice),
        "figures": _figures(notice),
        "known": known,
        "said": tuple((agency.id, agency.as_written) for agency in known),
        "closing": to_html(record.closing, top=3) if record.closing else None,
        "cc": record.cc,
        "deadlines": notice.deadlines,
        "note_text": record.note,
        "corrections": record.corrections,
        "changes": news,
        "interpreted_by": views.links(views.site.interpretations.get(url, ())),
        **cites,
        "newer": newer,
        "older": older,
        "source": f"{url}source/" if notice.source else None,
        "verified": notice.verified,
        "downloads": views.downloads(*(f"{tables.of_notice(notice.id)}.{kind}" for kind in ("csv", "xlsx", "json"))),
        "citation": citation_view(citations.of_notice(notice, views.citing), url, views),
        "calendar": views.calendar(url),
        "chart": chart,
        "contents": tuple(link for link, there in contents if there),
    }
    crumbs, tags = (HOME, NOTICES), article_tags(record)
    info = PageInfo(
        "notice", record.title, url, record.summary or record.title, crumbs, article=tags, feed=views.feed(ALL)
    )
    origin = Phrase("通知 {id}", id=notice.id)
    return Output(f"{url}index.html", "pages/notice.html", info, data, search=_search(notice), origin=origin)


def _columns(notice: Notice) -> dict[str, bool]:
    """Which columns the table has beside those that every table has: of what most tasks have, and of titles."""
    tasks = notice.tasks
    return {
        "title": any(task.record.title for task in tasks),
        "support": 2 * sum(bool(task.support) for task in tasks) >= len(tasks),
        "deadline": 2 * sum(bool(task.deadlines) for task in tasks) >= len(tasks),
        "remark": 2 * sum(bool(task.record.remark) for task in tasks) >= len(tasks),
    }


def _figures(notice: Notice) -> dict[str, int]:
    """What the table holds, in numbers."""
    leads = {mentioned.agency for task in notice.tasks for mentioned in task.lead}
    dated = sum(bool(task.deadlines) for task in notice.tasks)
    return {"tasks": len(notice.tasks), "leads": len(leads), "dated": dated}


def _often_written(notice: Notice, views: Views) -> tuple[AgencyLink, ...]:
    """Agencies that the notice often calls otherwise than the registry, which is said once and not in each row."""
    links = [link for task in notice.tasks for link in (*views.rows[task.key].lead, *views.rows[task.key].support)]
    counts = Counter(link for link in links if link.as_written)
    return tuple(link for link, count in counts.items() if count >= OFTEN)


def _cites(notice: Notice, views: Views) -> dict[str, object]:
    """What a notice cites, who cites it, and the picture of both, where documents have pages."""
    if not views.site.shown_documents:
        return {"cited": (), "cited_by": (), "citations": None}
    cited = cited_by_notice(notice, views)
    numbers = [link.number for link in cited if link.number]
    return {
        "cited": cited,
        "cited_by": citing_notice(notice, views),
        "citations": notice_graph(notice, numbers, notices_citing(notice, views), views),
    }


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
