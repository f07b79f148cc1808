"""The whole program in one function: text → files."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gksite.documents.config import read_config
from gksite.documents.folders import note_emptied
from gksite.documents.shapes import Entry
from gksite.hold import beside, exclusive, refuse_other_portal
from gksite.ledger.fates import FILE, Closing, depart
from gksite.ledger.meanings import check_meanings, shown_agencies, shown_tasks
from gksite.ledger.record import redirects, updated
from gksite.link import link
from gksite.manifest import Portal, read_manifest, shown_pages
from gksite.model.ledger import LedgerRecord
from gksite.model.outputs import File
from gksite.model.site import Attachment, Site
from gksite.pages.components import gallery
from gksite.plan import plan, site_info
from gksite.problems.problem import Problem, Problems
from gksite.problems.translations import translator
from gksite.provenance.disclosure import check_attachments, check_disclosure
from gksite.provenance.read_sources import read_sources
from gksite.provenance.verified import read_verified
from gksite.read import Records, read
from gksite.render import render
from gksite.searching.index import index, is_tiny, text
from gksite.theming.accessibility import read_accessibility
from gksite.theming.assets import assets
from gksite.theming.theme import theme
from gksite.write import Written, save, write

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


@dataclass(frozen=True, slots=True)
class Tree:
    """A finished site in memory, with the site that it shows."""

    site: Site
    files: tuple[File, ...]
    ledger: Entry[LedgerRecord] | None


def make(
    root: Path,
    options: BuildOptions,
    problems: Problems,
    progress: Progress,
    *,
    previous: Path | None = None,
    published: Path | None = None,
    prove: Callable[[Records], Iterable[Problem]] | None = None,
) -> Tree:
    """Every file of the site, nothing written.

    `previous` is an output/ whose indexes may be kept, `published` one that holds the site of before, whose pages must
    not vanish; `prove` holds the notices against their sources first, which a build leaves alone.

    Raises Stop at the first gate behind an error.
    """
    progress("读取内容")
    config = read_config(root / "site.yaml", problems)
    records = read_sources(read(root / "content", problems), problems, every=prove is not None)
    records = read_verified(records, root / "content", problems)
    problems.found += check_disclosure(records)
    problems.found += check_attachments(_unread(records.attachments, None if prove else published))
    if published is not None and records.ledger is None and not options.remove:
        note_emptied(root / "content", published, problems)
    if prove is not None:
        progress("与来源核对")
        problems.found += prove(records)
    config = problems.settled(config)
    site = link(config, records, options.today, problems)
    if not problems.errors():
        site = depart(site, records.ledger, _closing(published, records, options), problems)
        if published is not None:
            problems.found += check_meanings(site, shown_tasks(published), shown_agencies(published))
    folder = theme(root)
    scan = options.offline or is_tiny(site)
    names, files = assets(folder, root, problems, search=options.search, scan=scan)
    if options.components:
        files = (*files, gallery(folder, root, problems))
    outputs = plan(site, files, translator(config.lang, folder), problems, read_accessibility(folder, root, problems))
    problems.gate()
    progress("生成页面")
    info = site_info(site, names, offline=options.offline, search=options.search)
    pages = render(outputs, folder, root, info, options.jobs, problems)
    problems.gate()
    if options.search:
        progress("建立搜索索引")
        pages += [text(site, outputs)] if scan else index(site, outputs, options.jobs, previous, problems)
        problems.gate()
    return Tree(site, tuple(pages), records.ledger)


def _unread(files: Iterable[Attachment], published: Path | None) -> list[Attachment]:
    """The attachments that were not read before they were published; without a site of before, all."""
    held = read_manifest(published) if published else None
    known = held.files if held else {}
    return [file for file in files if known.get(file.path) != hashlib.sha256(file.data).hexdigest()]


def _closing(published: Path | None, records: Records, options: BuildOptions) -> Closing:
    """What is known of addresses besides the ledger."""
    shown = shown_pages(published) if published else frozenset()
    signed_on = options.today if options.remove or options.record else None
    return Closing(shown, records.hidden, options.remove, signed_on)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build has made and changed."""

    site: Site
    written: Written


def build(
    root: Path, output: Path, options: BuildOptions, problems: Problems, progress: Progress, *, cache: bool = True
) -> BuildReport:
    """Bring output/ up to date with the content, or leave it as it was; then the ledger. Raises Stop, RequestError."""
    with exclusive(output, problems):
        config = read_config(root / "site.yaml", Problems())  # `make` reads it again and tells its faults
        portal = Portal(config.name if config else "", str(root))
        if config is not None:
            refuse_other_portal(output, portal)
        previous = output if cache else None
        tree = make(root, options, problems, progress, previous=previous, published=output)
        progress("写入文件")
        written = problems.settled(write(tree.files, output, problems, portal))
        _remember(tree, root, output, options, problems)
        return BuildReport(tree.site, written)


def _remember(tree: Tree, root: Path, output: Path, options: BuildOptions, problems: Problems) -> None:
    """The ledger and the server's redirects, once output/ is what they speak of."""
    text = updated(tree.ledger, tree.site, record=options.record, today=options.today)
    if text is not None:
        save(root / FILE, text.encode(), problems)
    lines = redirects(tree.site)
    path = beside(output) / "redirects.txt"
    if lines and not (path.exists() and path.read_text(encoding="utf-8") == lines):
        save(path, lines.encode(), problems)
    elif not lines:
        path.unlink(missing_ok=True)
    problems.gate()
