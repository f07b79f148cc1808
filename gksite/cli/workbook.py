"""gksite import of a workbook that gksite export has written: its changed cells go back into the notice."""

from dataclasses import replace
from pathlib import Path

import click

from gksite.cli.notices import notice_at
from gksite.cli.terminal import say
from gksite.i18n import Translate
from gksite.importers.agencies import Directory
from gksite.importers.draft_json import published
from gksite.importers.workbook import merge, notice_of, stored
from gksite.model.blocks import Reading
from gksite.model.records import NoticeRecord, RegistryRecord
from gksite.problems import Phrase, Problems, RequestError
from gksite.shapes import Entry
from gksite.source import parse
from gksite.write import save


def merged(
    reading: Reading,
    registries: tuple[Entry[RegistryRecord], ...],
    root: Path,
    target: Path | None,
    tr: Translate,
    problems: Problems,
    *,
    as_json: bool,
) -> bool:
    """Bring a workbook's changed cells back into its notice: into `target`, else to standard output.

    False where the file is no such workbook. Raises Stop where the notice or the workbook is broken.
    """
    if (id := notice_of(reading)) is None:
        return False
    if target is not None and target.stem != id:
        raise RequestError("这个工作簿是从 {id} 导出的，不能导入 {target}", id=id, target=target)
    path = target or root / "content/notices" / f"{id}.yaml"
    if not path.exists():
        raise RequestError("没有找到导出这个工作簿的通知 {file}", file=path)
    notice = notice_at(path.resolve(), root, problems)
    directory = Directory(registries, notice.record.jurisdiction)
    text = merge(reading, notice.document, notice.record, directory.names(), problems)
    problems.gate()
    assert text is not None  # noqa: S101  the gate has stopped a bad one
    if as_json:
        record = NoticeRecord.model_validate(parse(replace(notice.document, text=text), problems))
        click.echo(published(record, directory.place, directory), nl=False)
    elif target is None:
        click.echo(text, nl=False)
    if target is not None:
        _keep(target, notice.document.text, text, tr, problems)
    return True


def _keep(target: Path, old: str, new: str, tr: Translate, problems: Problems) -> None:
    """Change a notice's file to its new text."""
    if new == old:
        say([Phrase("工作簿没有改动，{target} 保持原样。", (("target", target),))], tr, err=True)
        return
    save(target.resolve(), stored(new, target.read_bytes()), problems)
    problems.gate()
    say([Phrase("→ {target}", (("target", target),))], tr, err=True)
