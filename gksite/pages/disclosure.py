"""The column 政府信息公开 (国办公开办函〔2019〕61号): its first page, the guide, and the pages of single articles."""

from collections.abc import Iterator

from gksite.exports import disclosure_json
from gksite.model import statute
from gksite.model.disclosure import Guide, ReadingPlace
from gksite.model.outputs import Link, MetaItem, Output
from gksite.model.statute import Part
from gksite.model.statutory import Disclosure
from gksite.pages import application, statutory
from gksite.pages.column_frame import frame, html, listed, output
from gksite.pages.views import Views
from gksite.text.dates import shown_date

UNSTATED = "未注明"
"""What stands in the place of a fact that nobody has entered."""


def pages(views: Views) -> Iterator[Output]:
    """Every page of the column, where it is declared."""
    column = views.site.disclosure
    if column is None:
        return
    yield _first(column, views)
    yield _guide(column, views)
    yield _list(statute.INSTITUTIONS, column.institutions, views, absent=column.record.absent.institutions)
    yield from statutory.pages(column, views)
    if not views.site.reports:
        yield _list(statute.REPORTS, (), views, absent=column.record.absent.reports)
    yield from application.pages(column, views)
    yield _list(statute.CLARIFICATIONS, column.clarifications, views, nothing="目前没有发布澄清信息。")
    yield _text(statute.PUBLISHERS, column.record.publishers, views)
    yield _places(column, views)
    yield _text(statute.CORRECTING, column.record.correcting, views)
    yield _text(statute.ASSISTANCE, column.record.assistance, views)
    yield _proposals(column, views)


def _first(column: Disclosure, views: Views) -> Output:
    record = column.record
    parts = [Link(part.title, part.url) for part in statute.PARTS]
    services = [Link(part.title, part.url) for part in statute.SERVICES]
    data = {
        **frame(views, None),
        "parts": parts,
        "services": services,
        "contact": _contact(record.guide, views) if record.guide else (),
        "messages": record.parent_messages,
        "downloads": views.downloads(disclosure_json.PATH),
    }
    return output("disclosure", statute.COLUMN, "disclosure", data, views)


def _guide(column: Disclosure, views: Views) -> Output:
    guide, words = column.record.guide, []
    for key, name in statute.GUIDE_FIELDS[: statute.GUIDE_TEXTS]:
        words.append((key, name, html(getattr(guide, key), top=3) if guide else None))
    data = {
        **frame(views, statute.GUIDE),
        "updated": guide.updated if guide else None,
        "texts": words,
        "contact": _contact(guide, views) if guide else (),
    }
    return output("disclosure-guide", statute.GUIDE, "disclosure_guide", data, views)


def _contact(guide: Guide, views: Views) -> tuple[MetaItem, ...]:
    """Those fields of the guide that are lines of a box, and the day on which it was brought up to date."""
    rows = []
    for key, name in statute.GUIDE_FIELDS[statute.GUIDE_TEXTS :]:
        rows.append(fact(name, getattr(guide, key), views))
    show = shown_date(views.site.config.lang)
    rows.append(MetaItem("更新日期", show(guide.updated), iso=guide.updated.isoformat()))
    return tuple(rows)


def fact(label: str, text: str | None, views: Views) -> MetaItem:
    """A line of a box; what is not stated says so."""
    if text is None:
        return MetaItem(label, views.tr(UNSTATED))
    if text.startswith(("https://", "http://")) and " " not in text:
        return MetaItem(label, text, outside=text)
    return MetaItem(label, text)


def _list(
    part: Part, ids: tuple[str, ...], views: Views, *, absent: str | None = None, nothing: str = UNSTATED
) -> Output:
    """A page that lists items, or says why there are none."""
    data = {
        **frame(views, part),
        "part": part,
        "text": None,
        "items": listed(ids, views),
        "absent": html(absent),
        "nothing": nothing,
    }
    return output("disclosure-list", part, "disclosure_list", data, views)


def _proposals(column: Disclosure, views: Views) -> Output:
    """How the public proposes that something be public, and what came of it."""
    page = _list(statute.PROPOSALS, column.proposals, views, nothing="目前没有采纳情况公布。")
    return output(
        "disclosure-list",
        statute.PROPOSALS,
        "disclosure_list",
        {**page.data, "text": html(column.record.proposals) or views.tr(UNSTATED)},
        views,
    )


def _text(part: Part, text: str | None, views: Views) -> Output:
    """A page of one article: its words, and what the office says of it."""
    data = {**frame(views, part), "part": part, "text": html(text)}
    return output("disclosure-text", part, "disclosure_text", data, views)


def _places(column: Disclosure, views: Views) -> Output:
    places = []
    for place in column.record.reading_places:
        places.append((place.name, _place(place, views)))
    data = {**frame(views, statute.PLACES), "part": statute.PLACES, "places": places}
    return output("disclosure-places", statute.PLACES, "disclosure_places", data, views)


def _place(place: ReadingPlace, views: Views) -> tuple[MetaItem, ...]:
    rows = [MetaItem("地址", place.address)]
    for label, text in (("开放时间", place.hours), ("联系电话", place.telephone)):
        if text:
            rows.append(fact(label, text, views))
    return tuple(rows)
