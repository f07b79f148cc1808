"""The whole program in one function: text → files."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gksite.documents.config import read_config
from gksite.documents.folders import note_emptied
from gksite.link import link
from gksite.model.outputs import File
from gksite.model.site import Site
from gksite.pages.components import gallery
from gksite.plan import plan, site_info
from gksite.problems.problem import Problems
from gksite.problems.translations import translator
from gksite.provenance.disclosure import check_disclosure
from gksite.provenance.read_sources import check_records, read_sources
from gksite.read import read
from gksite.render import render
from gksite.searching.index import index, is_tiny, text
from gksite.theming.accessibility import read_accessibility
from gksite.theming.assets import assets
from gksite.theming.theme import theme
from gksite.write import Written, exclusive, write

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


@dataclass(frozen=True, slots=True)
class Tree:
    """A finished site in memory, with the site that it shows."""

    site: Site
    files: tuple[File, ...]


def make(
    root: Path,
    options: BuildOptions,
    problems: Problems,
    progress: Progress,
    *,
    previous: Path | None = None,
    published: Path | None = None,
    prove: bool = False,
) -> Tree:
    """Every file of the site, nothing written.

    `previous` is an output/ whose indexes may be kept, `published` one that holds the site of before; `prove` compares
    the notices with their sources first.

    Raises Stop at the first gate behind an error.
    """
    progress("读取内容")
    config = read_config(root / "site.yaml", problems)
    records = read_sources(read(root / "content", problems), problems, every=prove)
    problems.found += check_disclosure(records)
    if published is not None:
        note_emptied(root / "content", published, problems)
    if prove:
        progress("与来源核对")
        problems.found += check_records(records)
    config = problems.settled(config)
    site = link(config, records, options.today, problems)
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
    return Tree(site, tuple(pages))


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build has made and changed."""

    site: Site
    written: Written


def build(
    root: Path, output: Path, options: BuildOptions, problems: Problems, progress: Progress, *, cache: bool = True
) -> BuildReport:
    """Bring output/ up to date with the content, or leave it as it was. Raises Stop and RequestError."""
    with exclusive(output):
        previous = output if cache else None
        tree = make(root, options, problems, progress, previous=previous, published=output)
        progress("写入文件")
        written = problems.settled(write(tree.files, output, problems))
        return BuildReport(tree.site, written)
