"""The main menu: what every portal has, or what its own says."""

from collections.abc import Iterator

from gksite.documents.shapes import Entry
from gksite.model.menus import MenuLink
from gksite.model.outputs import Link
from gksite.model.settings import Config
from gksite.model.site import Site, WrittenText
from gksite.model.time_limits import shows_deadlines
from gksite.pages.citing import DOCUMENTS
from gksite.pages.column_frame import COLUMN
from gksite.pages.comparisons import COMPARE
from gksite.pages.data import DATA
from gksite.pages.places import OF_PLACE, OF_YEAR
from gksite.pages.progress import PROGRESS
from gksite.pages.topics import TOPICS
from gksite.pages.views import AGENCIES, COLUMNS, DEADLINES, NOTICES, TASKS
from gksite.progress.completion import has_pages


def menu(site: Site) -> Iterator[MenuLink]:
    """The entries of site.yaml, else those of the pages that there are: the disclosure column first, then the tasks."""
    own = site.config.nav
    for entry in own:
        if entry.to.startswith("/"):
            yield _entry(entry.label, entry.to[1:])
        else:
            yield MenuLink(entry.label, entry.to, outside=True)
    for link in () if own else _usual(site):
        yield _entry(link.text, link.url)


def _entry(text: str, url: str) -> MenuLink:
    within = (DOCUMENTS.url,) if url == NOTICES.url else ()
    return MenuLink(text, url, within, of_place=OF_PLACE.get(url), of_year=OF_YEAR.get(url))


def _usual(site: Site) -> Iterator[Link]:
    if site.disclosure:
        yield COLUMN
    if site.columns:
        yield COLUMNS
    yield from (TASKS, AGENCIES)
    if site.shown_topics:
        yield TOPICS
    if shows_deadlines(site):
        yield DEADLINES
    yield NOTICES
    if site.comparisons.by_id:
        yield COMPARE
    if has_pages(site):
        yield PROGRESS
    yield DATA


def menu_texts(settings: Entry[Config]) -> Iterator[WrittenText]:
    """The addresses that site.yaml's menu leads to, as texts whose links are looked at."""
    for i, entry in enumerate(settings.record.nav):
        line = settings.document.location(("nav", i, "to")).line
        yield WrittenText(settings.document.path, line, f"[{i}]({entry.to})")
