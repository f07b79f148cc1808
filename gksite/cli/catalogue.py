"""gksite catalogue"""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from gksite.catalogue.calendar import calendar
from gksite.catalogue.due_list import due_lines, due_page, pressing
from gksite.catalogue.linking import link_catalogue
from gksite.cli.catalogue_books import FILE, export_command, import_command
from gksite.cli.help_page import Command, Group, help_option
from gksite.cli.options import SiteCommand, site_options
from gksite.cli.terminal import ERRORS, fail, say, show
from gksite.documents.config import read_settings
from gksite.model.catalogue import Catalogue
from gksite.problems.problem import Phrase, Problems, RequestError, Stop
from gksite.read import read
from gksite.waiting import without_waiting
from gksite.write import save


@click.group("catalogue", cls=Group, add_help_option=False)
@help_option
def catalogue_command() -> None:
    """政务公开信息底账：导出、导入、到期的事项。"""


@click.command("due", cls=Command, add_help_option=False)
@site_options
@click.option("--html", type=Path, help="另写成一页，供内部使用，不发布", metavar="FILE")
@click.option("--ics", type=Path, help="另写成日历（iCalendar）", metavar="FILE")
@help_option
def due_command(command: SiteCommand, html: Path | None, ics: Path | None) -> None:
    """按责任科室列出已过期和 30 天内到期的事项。"""
    problems, tr = Problems(), command.tr
    _refuse_published(command, html, ics)
    try:
        catalogue, name, host = _linked(command, problems)
        if html is not None:
            save(html.resolve(), due_page(catalogue, command.today, name, tr).encode(), problems)
        if ics is not None:
            save(ics.resolve(), _calendar(catalogue, command, name, host), problems)
        problems.gate()
    except Stop:
        show(problems, command.style, tr)
        fail(problems, ERRORS, tr)
    say(due_lines(catalogue, command.today), tr)
    say([Phrase("→ {target}", target=path) for path in (html, ics) if path is not None], tr)


def _linked(command: SiteCommand, problems: Problems) -> tuple[Catalogue, str, str]:
    """The catalogue with the days of its pages, the portal's name, and the host of its address."""
    settings = problems.settled(read_settings(command.root / "site.yaml", problems)).record
    records = read(command.root / "content", problems)
    problems.gate()
    now = datetime.combine(command.today, command.until)
    catalogue = link_catalogue(without_waiting(records, now, Problems()))
    if catalogue is None:
        raise RequestError("没有 {file}", file=FILE)
    host = urlsplit(settings.url).hostname if settings.url else None
    return catalogue, settings.name, host or f"{catalogue.record.jurisdiction}.invalid"


def _refuse_published(command: SiteCommand, *targets: Path | None) -> None:
    """Raise RequestError for a file that would stand in output/, where everybody reads it."""
    for target in targets:
        if target is not None and target.resolve().is_relative_to(command.output):
            raise RequestError("{file} 在 {output}/ 里会被公开；请写到别处", file=target, output=command.output.name)
        if target is not None and not target.resolve().parent.is_dir():
            raise RequestError("没有文件夹 {folder}", folder=target.parent)


def _calendar(catalogue: Catalogue, command: SiteCommand, name: str, host: str) -> bytes:
    title = command.tr("{portal}：到期的主动公开事项").format(portal=name)
    return calendar(pressing(catalogue, command.today), title, host)


for command_ in (export_command, import_command, due_command):
    catalogue_command.add_command(command_)
