"""The whole program in one function: text → files."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gksite.checks import provenance
from gksite.config import read_config
from gksite.i18n import translator
from gksite.link import link
from gksite.model.outputs import File
from gksite.model.site import Site
from gksite.pages.components import gallery
from gksite.plan import plan, site_info
from gksite.problems import Problem, Problems
from gksite.read import Records, read
from gksite.render import render
from gksite.reread import reread
from gksite.search import index, is_tiny, text
from gksite.tested import read_testing
from gksite.theme import assets, theme
from gksite.write import Written, exclusive, write

Tell = Callable[[str], None]
"""Hears the name of each stage as it begins."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What site is asked for: as of which day, for a disk or a server, and with what in it."""

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
    root: Path, wanted: Wanted, problems: Problems, tell: Tell, *, previous: Path | None = None, prove: bool = False
) -> Tree:
    """Every file of the site, nothing written.

    `previous` is an output/ whose indexes may be kept; `prove` compares the notices with their sources first.

    Raises Stop at the first gate behind an error.
    """
    tell("读取内容")
    config = read_config(root / "site.yaml", problems)
    records = reread(read(root / "content", problems), problems, every=prove)
    if prove:
        tell("与来源核对")
        problems.found += compare(records)
    problems.gate()
    assert config is not None  # noqa: S101  the gate has stopped a bad one
    site = link(config, records, wanted.today, problems)
    folder = theme(root)
    scan = wanted.offline or is_tiny(site)
    names, files = assets(folder, search=wanted.search, scan=scan)
    extra = (*files, gallery(folder, root, problems)) if wanted.components else files
    outputs = plan(site, extra, translator(config.lang, folder), problems, read_testing(folder, root, problems))
    problems.gate()
    tell("生成页面")
    info = site_info(site, names, offline=wanted.offline, search=wanted.search)
    pages = render(outputs, folder, root, info, wanted.jobs, problems)
    problems.gate()
    if wanted.search:
        tell("建立搜索索引")
        pages += [text(site, outputs)] if scan else index(site, outputs, wanted.jobs, previous, problems)
        problems.gate()
    return Tree(site, tuple(pages))


def compare(records: Records) -> Iterator[Problem]:
    """What the notices say otherwise than their sources."""
    for entry in records.notices:
        source = records.sources.get(entry.record.source.file) if entry.record.source else None
        if source is not None:
            yield from provenance.check(entry.document, entry.record, source)


@dataclass(frozen=True, slots=True)
class Report:
    """What a build has made and changed."""

    site: Site
    written: Written


def build(root: Path, output: Path, wanted: Wanted, problems: Problems, tell: Tell, *, cache: bool = True) -> Report:
    """Bring output/ up to date with the content, or leave it as it was. Raises Stop and RequestError."""
    with exclusive(output):
        tree = make(root, wanted, problems, tell, previous=output if cache else None)
        tell("写入文件")
        written = write(tree.files, output, problems)
        problems.gate()
        assert written is not None  # noqa: S101  the gate has stopped a failed one
        return Report(tree.site, written)
