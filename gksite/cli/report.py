"""gksite report"""

from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.options import chosen_language, format_option, lang_option, portal, root_option
from gksite.cli.terminal import ERRORS, fail, say, show
from gksite.documents.shapes import read_entry
from gksite.model.reports import ReportRecord
from gksite.problems.problem import Phrase, Problems, RequestError, Stop
from gksite.reporting.skeleton import Known, skeleton
from gksite.write import save

FIRST, LAST = 2008, 2100
"""Years of which there can be a report: 政府信息公开条例 came into force on 1 May 2008."""


@click.command("report", cls=Command, add_help_option=False)
@click.argument("year")
@root_option
@format_option
@lang_option
@help_option
def report_command(year: str, root: Path, style: str, lang: str | None) -> None:
    """新建一年的政府信息公开工作年度报告，填好上年结转；已有的文件不覆盖。"""
    folder, tr, problems = portal(root), chosen_language(lang), Problems()
    number = _year(year)
    target = folder / "content/reports" / f"{number}.yaml"
    if target.exists() or target.is_symlink():
        raise RequestError("{file} 已经存在，没有覆盖", file=target.relative_to(folder))
    try:
        known = _known(folder, number - 1, problems)
        target.parent.mkdir(parents=True, exist_ok=True)
        save(target, skeleton(number, known).encode(), problems)
        problems.gate()
    except Stop:
        show(problems, style, tr)
        fail(problems, ERRORS, tr)
    done = Phrase("已新建 {file}；填好以后运行 gksite check。", file=target.relative_to(folder))
    left = Phrase("没有 {year} 年的报告，上年结转要自己填。", year=number - 1)
    say([done] if known.left else [done, left], tr)


def _year(text: str) -> int:
    """The year that was asked for. Raises RequestError for anything else."""
    if not text.isascii() or not text.isdigit() or not FIRST <= int(text) <= LAST:
        raise RequestError("年度应写成四位数字，例如 2025，而不是“{value}”", value=text)
    return int(text)


def _known(root: Path, year: int, problems: Problems) -> Known:
    """What the report of the year before says; nothing where there is none. Raises Stop where it is broken."""
    path = root / "content/reports" / f"{year}.yaml"
    if not path.exists():
        return Known()
    entry = read_entry(ReportRecord, path, root, problems, within=root / "content")
    return Known.of_last_year(problems.settled(entry).record)
