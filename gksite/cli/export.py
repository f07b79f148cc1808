"""gksite export"""

from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.notices import notice_of_id
from gksite.cli.options import chosen_language, format_option, lang_option, portal, root_option
from gksite.cli.terminal import ERRORS, fail, say, show
from gksite.documents.shapes import Entry
from gksite.model.records import NoticeFields, RegistryRecord
from gksite.problems.problem import Phrase, Problems, RequestError, Stop
from gksite.read import read_registries
from gksite.registry.agencies import Registry
from gksite.workbook.export import workbook
from gksite.write import save


@click.command("export", cls=Command, add_help_option=False)
@click.argument("notice")
@click.option(
    "--xlsx", "target", type=Path, required=True, help="写成哪个 Excel 工作簿；已有的文件不覆盖", metavar="FILE"
)
@root_option
@format_option
@lang_option
@help_option
def export_command(notice: str, target: Path, root: Path, style: str, lang: str | None) -> None:
    """把一份通知写成工作簿，在 WPS 或 Excel 里改好以后用 gksite import 写回。"""
    folder, tr, problems = portal(root), chosen_language(lang), Problems()
    _refuse(target)
    try:
        record = _notice(folder, notice, problems)
        registries = read_registries(folder / "content", problems)
        problems.gate()
        save(target.resolve(), workbook(record, _names(record.jurisdiction, registries)), problems)
        problems.gate()
    except Stop:
        show(problems, style, tr)
        fail(problems, ERRORS, tr)
    done = "已导出 {file}；改好以后：gksite import {file} -o content/notices/{notice}.yaml"
    say([Phrase(done, file=target, notice=notice)], tr)


def _refuse(target: Path) -> None:
    """Raise RequestError for a file that cannot be written."""
    if target.suffix.lower() != ".xlsx":
        raise RequestError("--xlsx 的文件名应以 .xlsx 结尾，而不是“{name}”", name=target.name)
    if target.exists():
        raise RequestError("{file} 已经存在，里面可能有没写回的改动；请换一个文件名", file=target)
    if not target.resolve().parent.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=target.parent)


def _notice(root: Path, id: str, problems: Problems) -> NoticeFields:
    """One notice, whether it is public or not yet. Raises Stop where it is broken, RequestError where there is none."""
    record = notice_of_id(root, id, problems).record
    return record.model_copy(update={"id": id})  # a draft may have none of its own yet


def _names(jurisdiction: str | None, registries: tuple[Entry[RegistryRecord], ...]) -> list[str]:
    """The agencies to choose from: those of the notice's jurisdiction, then of those above it, each name once."""
    known = {entry.record.jurisdiction: entry.record for entry in registries}
    found: dict[str, None] = {}
    for at in Registry(registries).chain(jurisdiction or ""):
        found |= dict.fromkeys(agency.name for agency in known[at].agencies)
    return list(found)
