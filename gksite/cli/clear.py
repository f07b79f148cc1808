"""gksite clear"""

import hashlib
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.options import china_today, chosen_language, day_option, format_option, lang_option, portal, root_option
from gksite.cli.terminal import fail, say, show
from gksite.documents.files import LARGEST_SOURCE, read_bytes
from gksite.documents.folders import CATALOGUE, CLEARANCES, DISCLOSURE
from gksite.documents.shapes import Entry, read_entry
from gksite.examining import FILE, cleared_line, with_clearances
from gksite.model.clearances import ClearancesRecord, FileClearance
from gksite.model.records import Clearance
from gksite.problems.problem import Phrase, Problems, RequestError, Stop, Whole
from gksite.text.clearing import says_no
from gksite.text.hidden import hidden, is_blank
from gksite.write import save

_FOLDERS = ("pages/", "files/")
"""Where files lie that have no record of their own."""
_RECORDS = ("notices/", "items/", "reports/")
"""Where records lie that say themselves who examined them."""


@click.command("clear", cls=Command, add_help_option=False)
@click.argument("files", type=Path, nargs=-1, required=True, metavar="FILE…")
@root_option
@click.option("--by", required=True, help="审查人", metavar="NAME")
@click.option("--result", required=True, help="审查的结论，例如 可以公开", metavar="TEXT")
@day_option("--on", help="审查的日期（默认今天），例如 2026-03-03")
@format_option
@lang_option
@help_option
def clear_command(
    files: tuple[Path, ...], root: Path, by: str, result: str, on: date | None, style: str, lang: str | None
) -> None:
    """记下公开前审查：说明页和附件写进 content/clearances.yaml，通知和信息显示要写的一行。"""
    tr = chosen_language(lang)
    folder, problems = portal(root), Problems()
    clearance = _clearance(by, result, on)
    names = [_name(file, folder) for file in files]
    try:
        written = _recorded([name for name in names if not name.startswith(_RECORDS)], clearance, folder, problems)
    except Stop:
        show(problems, style, tr)
        fail(problems, "没有记录审查。“gksite explain {code}”有说明。", tr)
    if written:
        say([Phrase("已记录 {count} 个文件的审查。\n→ {file}", count=written, file=FILE)], tr)
    for name in names:
        if name.startswith(_RECORDS):
            line = Whole(cleared_line(clearance))
            say([Phrase("请在 content/{file} 里写上：\n{line}", file=name, line=line)], tr)


def _clearance(by: str, result: str, on: date | None) -> Clearance:
    """The examination that is to be recorded. Raises RequestError where it lets nothing be published."""
    today = china_today()
    if on is not None and on > today:
        raise RequestError("--on {day} 还没有到；审查的日期不能晚于今天", day=on)
    for said in (by, result):
        if is_blank(said) or hidden(said) or "\n" in said:
            raise RequestError("--by 和 --result 都要写，写在一行里，不能有看不见的字符")
    clearance = Clearance(by=by, on=on or today, result=result)
    if says_no(clearance.result):
        raise RequestError("结论是“{result}”，这样的文件不能公开，没有记录；请把它移出 content/", result=result)
    return clearance


def _name(file: Path, folder: Path) -> str:
    """The place of a file below content/. Raises RequestError for one that is not there or is none that is examined."""
    path = file if file.is_file() else folder / file
    if not path.is_file():
        path = folder / "content" / file
    if not path.is_file():
        raise RequestError("没有文件 {file}", file=file)
    name = Path(os.path.abspath(path))
    if not name.is_relative_to(folder / "content"):
        raise RequestError("{file} 不在门户的 content/ 里", file=file)
    below = name.relative_to(folder / "content").as_posix()
    if not below.startswith((*_FOLDERS, *_RECORDS)) and below not in (DISCLOSURE, CATALOGUE):
        raise RequestError("content/{file} 不是要审查的文件：只有通知、信息、说明页、附件和专栏要审查", file=below)
    return below


def _recorded(names: Sequence[str], clearance: Clearance, folder: Path, problems: Problems) -> int:
    """Write down the examination of files that have no record of their own; how many. Raises Stop."""
    if not names:
        return 0
    content = folder / "content"
    new = []
    for name in dict.fromkeys(names):
        data = problems.settled(read_bytes(content / name, folder, problems, within=content, limit=LARGEST_SOURCE))
        digest = hashlib.sha256(data).hexdigest()
        new.append(FileClearance(file=name, sha256=digest, **clearance.model_dump()))
    text = with_clearances(_known(content, problems), new)
    if not save(content / CLEARANCES, text.encode(), problems):
        raise Stop
    return len(new)


def _known(content: Path, problems: Problems) -> Entry[ClearancesRecord] | None:
    """What stands there already. Raises Stop where it is bad."""
    path = content / CLEARANCES
    if not os.path.lexists(path):
        return None
    return problems.settled(read_entry(ClearancesRecord, path, content.parent, problems, within=content))
