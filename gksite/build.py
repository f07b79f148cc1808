"""The whole program in one function: text → files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path

from gksite.codes import BY_NUMBER
from gksite.documents.config import read_config, read_settings, reading_seconds
from gksite.documents.folders import note_emptied
from gksite.documents.shapes import Entry
from gksite.hold import exclusive, refuse_other_portal
from gksite.inspection.inspect import inspect
from gksite.inspection.inspected import Inspected
from gksite.keeping import Kept, keep
from gksite.ledger.fates import Closing, depart
from gksite.ledger.index_codes import index_codes
from gksite.ledger.meanings import check_meanings, shown_agencies, shown_tasks
from gksite.ledger.shrinking import check_shrinking
from gksite.ledger.updates import check_updates
from gksite.link import link
from gksite.manifest import Portal, lasting, pages_in, unpublished
from gksite.model.ledger import LedgerRecord
from gksite.model.outputs import File, SearchRecord
from gksite.model.settings import Config
from gksite.model.site import Site
from gksite.model.waivers import WaiversRecord
from gksite.pages.components import gallery
from gksite.pages.menu import menu_texts
from gksite.plan import plan, site_info
from gksite.problems.problem import Problem, Problems
from gksite.problems.translations import translator
from gksite.provenance.disclosure import check_disclosure
from gksite.provenance.leaving import check_files, check_leaving
from gksite.provenance.personal import public_contacts
from gksite.provenance.published import check_published
from gksite.provenance.read_sources import read_sources
from gksite.provenance.verified import read_verified
from gksite.read import Records, read
from gksite.readers import read_data
from gksite.readings import Read, Readings
from gksite.recording import remember
from gksite.render import render
from gksite.searching.index import index, is_scanned, searched, text
from gksite.theming.accessibility import read_accessibility
from gksite.theming.assets import assets, search_assets, verifying_programs
from gksite.theming.theme import Theme, theme
from gksite.theming.tokens import dressed
from gksite.waiting import without_waiting
from gksite.waiving import in_force, read_waivers
from gksite.workshop import READINGS, Workshop
from gksite.write import Written, write

Progress = Callable[[str], None]
"""Hears the name of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What site is asked for: as of which day, by how many processes, for a disk or a server, and with what in it."""

    today: date
    jobs: int
    offline: bool = False
    search: bool = True
    components: bool = False
    """With the theme's examples."""
    remove: bool = False
    """Pages may vanish that no one accounts for; those that are recorded are withdrawn today."""
    record: bool = False
    """What is published goes into the ledger."""
    until: time = time.max
    """Up to which time of the day notices are published; a day that is only named counts to its end."""
    as_of: datetime | None = None
    """The moment that decides which notices wait, where it is not that of this build."""

    @property
    def now(self) -> datetime:
        """The moment as of which the site is made."""
        return self.as_of or datetime.combine(self.today, self.until)


@dataclass(frozen=True, slots=True)
class Tree:
    """A finished site in memory, with the site that it shows."""

    site: Site
    files: tuple[File, ...]
    ledger: Entry[LedgerRecord] | None
    waivers: Entry[WaiversRecord] | None = None
    records: Mapping[str, SearchRecord] = field(default_factory=dict)
    """What the search was built from, by address."""


def make(
    root: Path,
    options: BuildOptions,
    problems: Problems,
    progress: Progress,
    *,
    previous: Path | None = None,
    published: Path | None = None,
    prove: Callable[[Records], Iterable[Problem]] | None = None,
    read_source: Read = read_data,
) -> Tree:
    """Every file of the site, nothing written.

    `previous` is an output/ whose indexes may be kept, `published` one that holds the site of before, whose pages must
    not vanish; `prove` holds the notices against their sources first, which a build leaves alone; `read_source` gives
    what was read of a source, now or before.

    Raises Stop at the first gate behind an error.
    """
    progress("读取内容")
    told = _read(root, options, problems, every=prove is not None, read_source=read_source)
    settings, waivers, records, shown = told.settings, told.waivers, told.records, told.shown
    seconds = reading_seconds(settings.record if settings else None)
    problems.found += check_disclosure(records)
    leaving = unpublished(records.attachments, None if prove else published)
    if options.as_of is None:
        problems.found += check_leaving(settings, records, leaving, seconds)
    else:  # a withdrawal is of one notice and leaves the others as they were published
        problems.found += check_files(leaving, seconds)
    if published is not None and records.ledger is None and not options.remove:
        note_emptied(root / "content", published, problems)
    if prove is not None:
        progress("与来源核对")
        problems.found += prove(records)
    settings = problems.settled(settings)
    site = _linked(settings.record, records, shown, options.today, problems)
    codes = index_codes(settings.record, records, options.now, record=options.record)
    site = replace(site, index_codes=codes, texts=(*site.texts, *menu_texts(settings)))
    if not problems.errors() and options.as_of is None:
        problems.found += inspect(Inspected(settings, records, site, options.now))
    if not problems.errors():
        site = _departed(site, shown, published, options, problems)
    look = dressed(theme(root, problems), settings, problems)
    pages, searched = _files(site, look, root, options, previous, problems, progress)
    if prove is not None:
        public = public_contacts(settings.record, records.registries)
        problems.found += check_published(pages, problems.found, public, settings.record.privacy.mask)
    return Tree(site, pages, records.ledger, waivers, searched)


def departed(root: Path, options: BuildOptions, problems: Problems, published: Path | None) -> Site:
    """The site as linked, with what became of the addresses that were published; nothing is rendered.

    `published` is an output/ that holds the site of before. Raises Stop behind an error.
    """
    told = _read(root, options, problems, every=False, read_source=read_data)
    settings = problems.settled(told.settings)
    site = _linked(settings.record, told.records, told.shown, options.today, problems)
    problems.gate()
    site = _departed(site, told.shown, published, options, problems)
    problems.gate()
    return site


@dataclass(frozen=True, slots=True)
class _Told:
    """What a portal's files say: all of it, and what is shown today."""

    settings: Entry[Config] | None
    waivers: Entry[WaiversRecord] | None
    records: Records
    shown: Records


def _read(root: Path, options: BuildOptions, problems: Problems, *, every: bool, read_source: Read) -> _Told:
    """Read the content; `every`: each source too, to prove notices by it."""
    settings = read_settings(root / "site.yaml", problems)
    waivers = read_waivers(root / "content", problems)
    problems.waivers = in_force(waivers, BY_NUMBER, options.today, problems)
    seconds, content = reading_seconds(settings.record if settings else None), read(root / "content", problems)
    records = read_sources(content, problems, every=every, seconds=seconds, read=read_source)
    records = read_verified(records, root / "content", problems)
    return _Told(settings, waivers, records, without_waiting(records, options.now, problems))


def _files(
    site: Site,
    look: Theme,
    root: Path,
    options: BuildOptions,
    previous: Path | None,
    problems: Problems,
    progress: Progress,
) -> tuple[tuple[File, ...], Mapping[str, SearchRecord]]:
    """Every file of a site, and what its search was built from. Raises Stop at the first gate behind an error."""
    verify, cards = site.release_key is not None, "cards" in site.config.exports
    names, files = assets(look, root, problems, search=options.search, verify=verify, cards=cards)
    if options.components:
        files = (*files, gallery(look, root, problems))
    tr, accessibility = translator(site.config.lang, *look.folders), read_accessibility(look, root, problems)
    programs = verifying_programs(look, root, problems, tr) if verify else {}
    outputs = plan(site, files, tr, problems, accessibility, programs)
    problems.gate()
    progress("生成页面")
    scan = options.offline or is_scanned(site.config, outputs)
    if options.search:
        searching, search_files = search_assets(look, root, problems, scan=scan)
        names, outputs = {**names, **searching}, (*outputs, *search_files)
    info = site_info(site, names, offline=options.offline, search=options.search)
    pages = render(outputs, look, root, info, options.jobs, problems)
    problems.gate()
    if options.search:
        progress("建立搜索索引")
        pages += [text(site, outputs)] if scan else index(site, outputs, options.jobs, previous, problems)
        problems.gate()
    return tuple(pages), searched(outputs) if options.search else {}


def _linked(config: Config, records: Records, shown: Records, today: date, problems: Problems) -> Site:
    """The site that shows some of the records; all of them are linked, for what is wrong with those that wait."""
    site = link(config, records, today, problems)
    return site if shown is records else link(config, shown, today, Problems())


def _departed(site: Site, records: Records, published: Path | None, options: BuildOptions, problems: Problems) -> Site:
    """The site with a page for every address whose content has gone; what nobody accounts for is noted."""
    before = pages_in(published) if published else frozenset[str]()
    signed_on = options.today if options.remove or options.record else None
    closing = Closing(lasting(before), records.closed_addresses, options.remove, signed_on)
    site = depart(site, records.ledger, closing, problems)
    if not options.remove:
        problems.found += check_updates(site, records, published)
    if published is None:
        return site
    if not options.remove and not problems.errors():
        problems.found += check_shrinking(site, before, published)
    problems.found += check_meanings(site, shown_tasks(published), shown_agencies(published))
    return site


Accept = Callable[[Tree, Workshop], Sequence[File]]
"""Looks at a finished site before it is written, and says what else goes into output/. Raises Stop, RequestError."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build has made and changed."""

    site: Site
    written: Written


def build(
    root: Path,
    output: Path,
    options: BuildOptions,
    problems: Problems,
    progress: Progress,
    *,
    cache: bool = True,
    home: Path | None = None,
    prove: Callable[[Records], Iterable[Problem]] | None = None,
    accept: Accept | None = None,
) -> BuildReport:
    """Bring output/ up to date with the content, or leave it as it was; then the ledger. Raises Stop, RequestError.

    `home` is the portal whose site this is, where `root` is a copy of it; `prove` holds notices against their sources.
    A tree that is accepted holds nothing of builds before.
    """
    with exclusive(output, home or root, problems) as workshop:
        config = read_config(root / "site.yaml", Problems())  # `make` reads it again and tells its faults
        portal = Portal(config.name if config else "", str(home or root))
        if config is not None:
            refuse_other_portal(workshop, portal)
        previous = output if cache else None
        readings = Readings(workshop.folder / READINGS)
        known = readings.read if cache else read_data
        tree = make(
            root, options, problems, progress, previous=previous, published=output, prove=prove, read_source=known
        )
        more = accept(tree, workshop) if accept else ()
        progress("写入文件")
        former = cache and accept is None
        written = problems.settled(write((*tree.files, *more), workshop, problems, portal, former=former))
        remember(
            tree.site, tree.files, tree.ledger, root, workshop, problems, record=options.record, today=options.today
        )
        readings.forget_others()
        keep(root, workshop, _kept(tree.site, options), problems)
        return BuildReport(tree.site, written)


def _kept(site: Site, options: BuildOptions) -> Kept:
    """How a site was built, for whoever withdraws one of its notices."""
    return Kept(
        tuple(site.notices),
        tuple(site.items),
        options.now.isoformat(),
        options.offline,
        options.search,
        options.components,
    )
