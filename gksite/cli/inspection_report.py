"""The inspector's report of `gksite check`: gathered from the portal, written to a file or to standard output."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import click

from gksite import __version__
from gksite.build import Tree
from gksite.checks.outer_links import outer_hosts
from gksite.checks.tree import CheckedTree, PageFacts
from gksite.cli.options import SiteCommand
from gksite.codes import all_codes
from gksite.documents.config import read_config
from gksite.documents.files import content_of
from gksite.inspection.report import Inspection, OuterSite, html_report
from gksite.problems.problem import Problems, RequestError
from gksite.waiving import read_waivers
from gksite.write import save


def write_report(
    command: SiteCommand,
    file: Path | None,
    problems: Problems,
    tree: Tree | None,
    facts: dict[str, PageFacts],
) -> None:
    """Write the report to a file, or say it where none is named; without a tree its pages were not looked at."""
    quiet = Problems()  # what is wrong with these files has been told
    config, waivers = read_config(command.root / "site.yaml", quiet), read_waivers(command.root / "content", quiet)
    inspection = Inspection(
        portal=config.name if config else command.root.name,
        day=command.today,
        digest=_digest(command.root),
        version=__version__,
        pages=len(facts),
        problems=problems,
        waivers=waivers.record.waivers if waivers else (),
        outer=tuple(_outer(command, tree, facts)) if tree else (),
    )
    text = html_report(inspection, all_codes(), "zh-CN" if command.lang == "zh" else command.lang, command.tr)
    if file is None:
        click.echo(text, nl=False)
        return
    if file.resolve().is_relative_to(command.output):
        raise RequestError("检查报告不能放在 {folder} 里：那里的文件都会公布", folder=command.output.name)
    save(file, text.encode(), problems)


def _outer(command: SiteCommand, tree: Tree, facts: dict[str, PageFacts]) -> Iterator[OuterSite]:
    files = {file.path: file for file in tree.files}
    for host in outer_hosts(CheckedTree(tree.site, files, command.today, ledger=tree.ledger), facts):
        yield OuterSite(host.host, host.since, host.looked, len(host.pages))


def _digest(root: Path) -> str:
    """SHA-256 over the path and the bytes of site.yaml and of every file of content/ that can be read."""
    whole = hashlib.sha256()
    files = [root / "site.yaml", *sorted((root / "content").rglob("*"))]
    for name in sorted(file.relative_to(root).as_posix() for file in files):
        try:
            data = content_of(root, name)
        except OSError:
            continue  # told where it is read
        if data is not None:
            whole.update(f"{hashlib.sha256(data).hexdigest()}  {name}\n".encode())
    return whole.hexdigest()
