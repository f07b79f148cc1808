"""gksite catalogue export and import: the full sheet out, and sheets of any of its forms back in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from gksite.catalogue.full_sheet import COLUMNS, texts
from gksite.catalogue.merge import Merged, merged, note_missing, without_removal
from gksite.catalogue.words import named_first
from gksite.catalogue.workbooks import full_book
from gksite.catalogue.yaml import catalogue_yaml, changed_yaml
from gksite.cli.help_page import Command, help_option
from gksite.cli.options import chosen_language, format_option, lang_option, portal, root_option
from gksite.cli.terminal import ERRORS, fail, say, show
from gksite.documents.config import reading_seconds, settings_of
from gksite.documents.files import LARGEST_SOURCE, read_bytes, relative
from gksite.documents.folders import CATALOGUE
from gksite.documents.shapes import Entry, read_entry
from gksite.drafting.pinyin import agency_id
from gksite.model.blocks import Reading
from gksite.model.catalogue import CatalogueRecord
from gksite.model.records import RegistryRecord
from gksite.problems.problem import Phrase, Problems, RequestError, Stop
from gksite.read import read_registries
from gksite.readers import read_data
from gksite.readers.apart import ReadingProcess
from gksite.registry.agencies import Registry
from gksite.workbook.merge import stored
from gksite.write import save

FILE = f"content/{CATALOGUE}"
"""The file of the catalogue."""
Registries = tuple[Entry[RegistryRecord], ...]


@click.command("export", cls=Command, add_help_option=False)
@click.argument("target", type=Path, metavar="FILE")
@root_option
@format_option
@lang_option
@help_option
def export_command(target: Path, root: Path, style: str, lang: str | None) -> None:
    """把底账的全表写成 Excel 工作簿，改好以后用 gksite catalogue import 写回。"""
    folder, tr, problems = portal(root), chosen_language(lang), Problems()
    _refuse(target)
    try:
        entry = _catalogue(folder, problems)
        if entry is None:
            raise RequestError("没有 {file}，没有底账可以导出", file=FILE)
        registries = read_registries(folder / "content", problems)
        problems.gate()
        save(target.resolve(), _workbook(entry.record, registries), problems)
        problems.gate()
    except Stop:
        show(problems, style, tr)
        fail(problems, ERRORS, tr)
    done = "已导出 {count} 项到 {file}；改好以后：gksite catalogue import {file}"
    say([Phrase(done, file=target, count=len(entry.record.rows))], tr)


def _refuse(target: Path) -> None:
    """Raise RequestError for a file that cannot be written."""
    if target.suffix.lower() != ".xlsx":
        raise RequestError("导出的文件名应以 .xlsx 结尾，而不是“{name}”", name=target.name)
    if target.exists():
        raise RequestError("{file} 已经存在，里面可能有没写回的改动；请换一个文件名", file=target)
    if not target.resolve().parent.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=target.parent)


def _workbook(record: CatalogueRecord, registries: Registries) -> bytes:
    names: dict[str, None] = {}
    known = {entry.record.jurisdiction: entry.record for entry in registries}
    for at in Registry(registries).chain(record.jurisdiction):
        names |= dict.fromkeys(agency.name for agency in known[at].agencies)
    return full_book(record.rows, list(names))


def _catalogue(root: Path, problems: Problems) -> Entry[CatalogueRecord] | None:
    """The catalogue, None where there is none. Raises Stop where it is broken."""
    path = root / FILE
    if not path.exists():
        return None
    return problems.settled(read_entry(CatalogueRecord, path, root, problems, within=root / "content"))


@click.command("import", cls=Command, add_help_option=False)
@click.argument("file", type=Path)
@click.option("--remove", is_flag=True, help="工作簿里没有的事项从底账里删去")
@click.option("--jurisdiction", help="地区编号（还没有底账、又登记了几个地区时要写）", metavar="ID")
@root_option
@format_option
@lang_option
@help_option
def import_command(
    file: Path, remove: bool, jurisdiction: str | None, root: Path, style: str, lang: str | None
) -> None:
    """从全表、标准目录或主动公开事项目录的工作簿改写底账，没有改的行不动。"""
    folder, tr, problems = portal(root), chosen_language(lang), Problems()
    if not file.is_file():
        raise RequestError("没有文件 {file}", file=file)
    try:
        _import(file, folder, jurisdiction, problems, lambda phrases: say(phrases, tr), remove=remove)
    except Stop:
        show(problems, style, tr)
        fail(problems, "{file} 没有改动。“gksite explain {code}”有说明。", tr, file=FILE)


def _import(
    file: Path,
    root: Path,
    jurisdiction: str | None,
    problems: Problems,
    tell: Callable[[Iterator[Phrase]], None],
    *,
    remove: bool,
) -> None:
    """Bring the rows of a workbook into the catalogue. Raises Stop with nothing changed where one cannot be read."""
    entry = _catalogue(root, problems)
    registries = read_registries(root / "content", problems)
    problems.gate()
    record = entry.record if entry else CatalogueRecord(jurisdiction=_jurisdiction(jurisdiction, registries))
    names = _names(record.jurisdiction, registries)
    settings = settings_of(root)
    base = settings.url or "" if settings else ""
    found = problems.settled(merged(_read(file, root, problems), record, names, agency_id, problems, base))
    kept = () if remove else found.missing
    if found.is_full:
        note_missing(kept, relative(file, root), problems)
        problems.gate()
    wanted = found if remove else without_removal(found)
    _write(root, entry, record, wanted, problems)
    tell(_told(wanted, kept=len(kept)))


def _read(file: Path, root: Path, problems: Problems) -> Reading:
    """A workbook, read in a process of its own. Raises Stop where it cannot be."""
    data = problems.settled(read_bytes(file, root, problems, within=file.resolve().parent, limit=LARGEST_SOURCE))
    with ReadingProcess(reading_seconds(settings_of(root))) as process:
        return problems.settled(read_data(data, relative(file, root), problems, process=process))


def _write(
    root: Path, entry: Entry[CatalogueRecord] | None, record: CatalogueRecord, wanted: Merged, problems: Problems
) -> None:
    """The file with what a workbook changes; untouched where that is nothing. Raises Stop."""
    path = root / FILE
    if entry is None:
        text = catalogue_yaml(record.jurisdiction, [row for _, row in wanted.added])
        save(path, text.encode(), problems)
    else:
        text = problems.settled(changed_yaml(entry, wanted, problems))
        if text != entry.document.text:
            save(path, stored(text, path.read_bytes()), problems)
    problems.gate()


def _told(found: Merged, *, kept: int) -> Iterator[Phrase]:
    """What an import has done, change by change."""
    for remark in found.remarks:
        yield Phrase("注意：{remark}", remark=remark)
    for change in found.changes:
        before = texts(change.row)
        after = texts(change.row.model_copy(update={change.key: change.value}))
        for key in COLUMNS:
            if before[key] != after[key]:
                message = "改：{name} 的{column}，“{before}” → “{after}”"
                column = Phrase(COLUMNS[key])
                yield Phrase(message, name=change.row.name, column=column, before=before[key], after=after[key])
    for _, row in found.added:
        yield Phrase("增：{name}（{id}）", name=row.name, id=row.id)
    for row in found.missing:
        yield Phrase("删：{name}（{id}）", name=row.name, id=row.id)
    if kept:
        yield Phrase("工作簿里没有的 {count} 项保持原样；要删去它们，加上 --remove。", count=kept)
    rows = len({change.index for change in found.changes})
    done = "改了 {changed} 项，增加 {added} 项，删去 {removed} 项。"
    yield Phrase(done, changed=rows, added=len(found.added), removed=len(found.missing))


def _jurisdiction(asked: str | None, registries: Registries) -> str:
    """The jurisdiction of a new catalogue. Raises RequestError where nobody can tell."""
    known = [entry.record.jurisdiction for entry in registries]
    if asked is not None and asked in known:
        return asked
    if asked is None and len(known) == 1:
        return known[0]
    raise RequestError("请用 --jurisdiction 写明是哪个地区的底账，可以是：{names}", names="、".join(known) or "—")


def _names(jurisdiction: str, registries: Registries) -> Callable[[str], tuple[str, str] | None]:
    """What finds an agency at the beginning of the words of 公开责任."""
    known: list[str] = []
    chain = set(Registry(registries).chain(jurisdiction))
    for entry in registries:
        for agency in entry.record.agencies if entry.record.jurisdiction in chain else ():
            known += [name for name in (agency.name, agency.full_name) if name]
    return named_first(known)
