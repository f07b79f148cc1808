"""Site → outputs: every file that will exist, before anything is rendered."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from urllib.parse import urlsplit

from gksite import __version__
from gksite.catalogue.linking import dead_pages, with_pages
from gksite.exports import (
    agencies_json,
    annual_reports,
    atom,
    calendars,
    catalogue_files,
    comparisons_json,
    corpus,
    crawlers,
    data_catalogue,
    data_index,
    data_package,
    disclosure_json,
    documents_json,
    item_json,
    json_schemas,
    notice_json,
    open_search,
    pages_json,
    records,
    security,
    tables,
    topics_json,
)
from gksite.model.outputs import Link, Output, SiteInfo
from gksite.model.settings import Export
from gksite.model.site import Site
from gksite.model.tags import FootMark
from gksite.pages import (
    agencies,
    cards,
    catalogue,
    columns,
    comparisons,
    deadlines,
    departed,
    disclosure,
    documents,
    finding,
    home,
    items,
    jurisdictions,
    notices,
    progress,
    schema,
    sources,
    statement,
    task_list,
    tasks,
    topics,
    verify,
    written,
)
from gksite.pages import annual_reports as report_pages
from gksite.pages import data as data_page
from gksite.pages.annual_reports import REPORTS
from gksite.pages.foot import emblem_address, foot_marks, ipv6_mark, logo
from gksite.pages.menu import menu
from gksite.pages.places import choices
from gksite.pages.statement import STATEMENT
from gksite.pages.verify import VERIFY
from gksite.pages.views import Views
from gksite.planned import check_links, check_paths, check_pictures
from gksite.problems.problem import Problems
from gksite.problems.translations import Translate
from gksite.theming.accessibility import UNTESTED, Accessibility

PAGES = (
    home.pages,
    disclosure.pages,
    report_pages.pages,
    columns.pages,
    items.pages,
    notices.pages,
    sources.pages,
    tasks.pages,
    task_list.pages,
    agencies.pages,
    jurisdictions.pages,
    finding.pages,
    written.pages,
    statement.pages,
    verify.pages,
    departed.pages,
)
EXPORTS: Mapping[Export, Callable[[Site], Iterable[Output]]] = {
    "json": notice_json.exports,
    "items": item_json.exports,
    "agencies": agencies_json.exports,
    "pages": pages_json.exports,
    "disclosure": disclosure_json.exports,
    "reports": annual_reports.exports,
    "documents": documents_json.exports,
    "topics": topics_json.exports,
    "comparisons": comparisons_json.exports,
    "csv": tables.csv_exports,
    "xlsx": tables.xlsx_exports,
    "corpus": corpus.exports,
    "schema": json_schemas.exports,
    "records": records.exports,
    "feeds": atom.exports,
    "calendars": calendars.exports,
}
"""Files made of the site, by the names that `exports` in site.yaml chooses from."""
LISTS: Mapping[Export, Callable[[Site, Sequence[Output]], Iterable[Output]]] = {
    "datapackage": data_package.exports,
    "catalog": data_catalogue.exports,
    "index": data_index.exports,
}
"""Files made of the site and of the files of data before them, by the same names."""
CHOSEN_PAGES: Mapping[Export, Callable[[Views], Iterable[Output]]] = {
    "documents": documents.pages,
    "topics": topics.pages,
    "comparisons": comparisons.pages,
    "cards": cards.pages,
    "schema": schema.pages,
    "progress": progress.pages,
    "deadlines": deadlines.pages,
}
"""Pages, by the same names."""
ICONS = ("favicon.svg", "favicon.png", "favicon.ico")
"""The files in content/files/root/ that take the place of the theme's icon, the first that is there."""


def plan(
    site: Site,
    assets: tuple[Output, ...],
    tr: Translate,
    problems: Problems,
    accessibility: Accessibility = UNTESTED,
    programs: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Output, ...]:
    """Every output of the site, sorted by path; collisions and dead links in written text are noted.

    `programs` are those by which readers verify, by name.
    """
    chosen = site.config.exports
    data = list(chain.from_iterable(exports(site) for name, exports in EXPORTS.items() if name in chosen))
    views = Views(site, _sizes(data), tr, accessibility, programs)
    kinds = (*PAGES, *(kind for name, kind in CHOSEN_PAGES.items() if name in chosen))
    pages = list(chain.from_iterable(kind(views) for kind in kinds))
    copied = [Output(file.path, content=file.data, origin=file.file) for file in site.attachments]
    with_rest = _with_catalogue(views, [*pages, *copied], problems)
    data += with_rest[0]
    for name, lists in LISTS.items():
        if name in chosen:
            data += lists(site, data)
    pages += [*with_rest[1], data_page.page(replace(views, sizes=_sizes(data)), data)]
    browsers = (*crawlers.exports(site.config, pages), *open_search.exports(site.config), *security.exports(site))
    outputs = [*pages, *data, *browsers, *assets, *copied]
    check_paths(outputs, problems)
    known = {o.page.url for o in pages if o.page} | {o.path for o in outputs}
    for text in site.texts:
        check_links(text, known, problems)
        check_pictures(text, known, problems)
    return tuple(sorted(outputs, key=lambda o: o.path))


def _with_catalogue(
    views: Views, others: Sequence[Output], problems: Problems
) -> tuple[tuple[Output, ...], tuple[Output, ...]]:
    """The files and the page of the catalogue, planned last: it names only what the portal has."""
    if views.site.catalogue is None:
        return (), ()
    known = {address for output in others if (address := _lasting(output)) is not None} | {data_page.DATA.url}
    site = replace(views.site, catalogue=with_pages(views.site.catalogue, frozenset(known)))
    problems.found += dead_pages(site)
    files = tuple(catalogue_files.exports(site)) if "disclosure" in site.config.exports else ()
    return files, tuple(catalogue.pages(replace(views, site=site, sizes={**views.sizes, **_sizes(files)})))


def _sizes(files: Iterable[Output]) -> dict[str, int]:
    """Bytes of each file by its path."""
    return {file.path: len(file.content) for file in files}


def _lasting(output: Output) -> str | None:
    """The address of a page that has content, or of a file that is copied."""
    if output.page is None:
        return output.path
    if output.page.kind in ("moved", "withdrawn", "404"):
        return None
    return output.page.url


def site_info(site: Site, assets: Mapping[str, str], *, offline: bool, search: bool) -> SiteInfo:
    """What every template may see of the portal."""
    config = site.config
    copied = {file.path for file in site.attachments}
    written_pages = tuple(Link(page.title, f"{page.id}/") for page in site.pages)
    finding_pages = (Link("站点地图", "sitemap/"), data_page.DATA)
    reports = (REPORTS,) if site.reports and not site.disclosure else ()
    return SiteInfo(
        name=config.name,
        description=config.description or "",
        lang=config.lang,
        identity=config.identity,
        licence=config.licence,
        url=config.url.rstrip("/") if config.url else None,
        base_path=config.base_path,
        navigation=tuple(menu(site)),
        places=choices(site),
        footer=(*finding_pages, *reports, *written_pages, STATEMENT),
        assets=assets,
        offline=offline,
        search=search,
        version=__version__,
        icon=next((name for name in ICONS if name in copied), None),
        allowed_hosts=config.allowed_hosts,
        domain=urlsplit(config.url).hostname if config.url else None,
        marks=tuple(_marks(site)),
        emblem=emblem_address(config.identity),
        verify=VERIFY if site.release_key else None,
        open_search=open_search.PATH if open_search.is_made(config) else None,
        logo=logo(config.theme),
        head_lines=config.theme.header,
        foot_lines=config.theme.footer,
    )


def _marks(site: Site) -> Iterator[FootMark]:
    """The lines at the foot of every page."""
    if site.config.identity:
        yield from foot_marks(site.config.identity)
    if site.ipv6:
        yield ipv6_mark(site.ipv6)
