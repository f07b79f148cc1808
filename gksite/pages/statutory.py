"""法定主动公开内容: the fifteen classes of 第二十条, what 第二十一条 adds, and the catalogue of all that is public."""

from collections.abc import Iterator
from datetime import date

from gksite.model import statute
from gksite.model.column_outputs import ContentView, IndexRow
from gksite.model.outputs import Link, Output
from gksite.model.statutory import ClassContent, Disclosure
from gksite.pages.column_frame import frame, html, listed, output
from gksite.pages.views import NOTICES, Views


def pages(column: Disclosure, views: Views) -> Iterator[Output]:
    """The statutory content, then the catalogue of all that is public, where none of matters holds it too."""
    classes = tuple(_class(content, views) for content in column.classes)
    local = tuple(_local(i, column, views) for i in range(len(column.local)))
    below = [Link(view.title, f"{statute.STATUTORY.url}#{view.id}") for view in (*classes, *local)]
    count = len(views.site.notices)
    data = {
        **frame(views, statute.STATUTORY, below),
        "classes": classes,
        "local": local,
        "notices": Link(NOTICES.text, NOTICES.url) if count else None,
        "notice_count": count,
    }
    yield output("disclosure-statutory", statute.STATUTORY, "disclosure_statutory", data, views)
    if views.site.catalogue is None:
        data = {**frame(views, statute.CATALOGUE), "rows": index_rows(views)}
        yield output("disclosure-catalogue", statute.CATALOGUE, "disclosure_catalogue", data, views)


def _class(content: ClassContent, views: Views) -> ContentView:
    record, title = content.record, _title(content.number, views)
    view = ContentView(f"c{content.number}", title, listed(content.items, views), _columns(content.columns, views))
    if record is None:
        return view
    return ContentView(
        view.id,
        view.title,
        view.published,
        view.columns,
        tuple(Link(link.title, link.url) for link in record.links),
        html(record.text, top=3),
        html(record.not_applicable, top=3),
    )


def _title(number: int, views: Views) -> str:
    """A class as people cite it: （七）财政预算、决算信息."""
    ordinal, words = views.tr(statute.ORDINALS[number - 1]), views.tr(statute.CLASSES[number - 1])
    return views.tr("（{ordinal}）{words}").format(ordinal=ordinal, words=words)


def _local(i: int, column: Disclosure, views: Views) -> ContentView:
    record = column.record.local[i]
    return ContentView(
        f"local-{i + 1}",
        record.title,
        listed(column.local[i], views),
        _columns(record.columns, views),
        (),
        html(record.text, top=4),
        html(record.not_applicable, top=4),
    )


def _columns(ids: tuple[str, ...], views: Views) -> tuple[Link, ...]:
    names = {column.id: column.name for column in views.site.config.columns}
    return tuple(Link(names[id], f"columns/{id}/") for id in ids if id in names)


def index_rows(views: Views) -> tuple[IndexRow, ...]:
    """All public items and notices as lines of the catalogue, newest first."""
    rows = []
    for item in views.site.items.values():
        record = item.record
        rows.append(IndexRow(record.index_code, record.title, item.url, record.summary, record.issued or record.day))
    for notice in views.site.notices.values():
        stated = notice.record
        day = stated.issued or stated.printed
        rows.append(IndexRow(stated.index_code, stated.title, notice.url, stated.summary, day))
    return tuple(sorted(rows, key=_newest_first))


def _newest_first(row: IndexRow) -> tuple[int, str]:
    return -(row.day or date.min).toordinal(), row.url
