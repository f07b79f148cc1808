"""What all pages of the column 政府信息公开 share: its head, its tree, the way to it, what search knows of a page."""

from collections.abc import Iterable, Mapping
from typing import Any

from gksite.documents.markdown import to_html
from gksite.exports.disclosure_json import texts
from gksite.model import statute
from gksite.model.column_outputs import TreeEntry
from gksite.model.listings import EntryCard
from gksite.model.outputs import Link, Output, PageInfo, SearchRecord
from gksite.model.statute import Part
from gksite.model.statutory import Disclosure
from gksite.pages.tagging import list_tags
from gksite.pages.views import HOME, Views, entry_card
from gksite.problems.problem import Phrase

COLUMN = Link(statute.COLUMN.title, statute.COLUMN.url)


def column_links() -> tuple[Link, ...]:
    """The column and its parts, for the pages that lead to it."""
    return (COLUMN, *(Link(part.title, part.url) for part in (*statute.PARTS, *statute.SERVICES)))


def frame(views: Views, current: Part | None, below: Iterable[Link] = ()) -> dict[str, Any]:
    """What pages/disclosure_frame.html shows around a part of the column: whose it is, and the tree on the left.

    `below` are the places on the current page that the tree leads to.
    """
    entries = []
    for part in (*statute.PARTS, *statute.SERVICES):
        is_current = part == current
        entries.append(TreeEntry(part.title, part.url, is_current, tuple(below) if is_current else ()))
    return {"column_name": column_name(views), "tree": tuple(entries)}


def crumbs(views: Views, *above: Link) -> tuple[Link, ...]:
    """The way to a part of the column, which can stand alone too."""
    return (HOME, COLUMN, *above) if views.site.disclosure else (HOME, *above)


def around(views: Views, part: Part) -> dict[str, Any]:
    """The frame of the column, where it is declared."""
    if views.site.disclosure is None:
        return {"column_name": "", "tree": ()}
    return frame(views, part)


def column_name(views: Views) -> str:
    """Whose column it is: the agency of its guide, or the portal itself where none is named."""
    column = views.site.disclosure
    if column is None or column.publisher is None:
        return views.site.config.name
    record = views.site.agencies[column.publisher].record
    return record.full_name or record.name


def output(
    kind: str, part: Part, template: str, data: Mapping[str, object], views: Views, above: tuple[Link, ...] = ()
) -> Output:
    """A page of the column, with the way to it and what search knows of it."""
    way = (HOME,) if part == statute.COLUMN else crumbs(views, *above)
    tags = list_tags(Link(part.title, part.url), part.type, views.site, views.tr)
    info = PageInfo(kind, part.title, part.url, crumbs=way, column=tags)
    column = views.site.disclosure
    search = _search(column, part) if column else None
    path, origin = f"{part.url}index.html", Phrase("政府信息公开专栏")
    return Output(path, f"pages/{template}.html", info, data, search=search, origin=origin)


def _search(column: Disclosure, part: Part) -> SearchRecord | None:
    text = texts(column).get(part)
    if text is None:
        return None
    return SearchRecord("page", part.title, part.title, (text,) if text else ())


def html(text: str | None, top: int = 2) -> str | None:
    """A text of an editor's as HTML, its headings from level `top` on."""
    if text is None:
        return None
    return to_html(text, top=top)


def listed(ids: Iterable[str], views: Views) -> tuple[EntryCard, ...]:
    """Items of the portal as lines of a list."""
    items = views.site.items
    return tuple(entry_card(items[id]) for id in ids)
