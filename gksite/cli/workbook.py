"""gksite import of a workbook that gksite export has written: its changed cells go back into the notice."""

from dataclasses import replace
from pathlib import Path

import click

from gksite.cli.notices import notice_at
from gksite.cli.terminal import say
from gksite.documents.shapes import Entry, notice_kind
from gksite.documents.yaml_reader import parse
from gksite.drafting.agencies import Directory
from gksite.drafting.draft_json import draft_json
from gksite.model.blocks import Reading
from gksite.model.records import RegistryRecord
from gksite.problems.problem import Phrase, Problems, RequestError
from gksite.problems.translations import Translate
from gksite.workbook.merge import kept_cells, merge, stored
from gksite.workbook.sheets import notice_of
from gksite.write import save


def import_workbook(
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
    id = notice_of(reading)
    if id is None:
        return False
    if target is not None and target.stem != id:
        raise RequestError("这个工作簿是从 {id} 导出的，不能导入 {target}", id=id, target=target)
    path = target or root / "content/notices" / f"{id}.yaml"
    if not path.exists():
        raise RequestError("没有找到导出这个工作簿的通知 {file}", file=path)
    notice = notice_at(path.resolve(), root, problems)
    directory = Directory(registries, notice.record.jurisdiction)
    say([Phrase("注意：{remark}", remark=remark) for remark in kept_cells(reading)], tr, err=True)
    text = problems.settled(merge(reading, notice.document, notice.record, directory.names(), problems))
    if as_json:
        data = parse(replace(notice.document, text=text), problems)
        record = notice_kind(data).model_validate(data)
        click.echo(draft_json(record, directory.jurisdiction_name, directory), nl=False)
    elif target is None:
        click.echo(text, nl=False)
    if target is not None:
        _keep(target, notice.document.text, text, tr, problems)
    return True


def _keep(target: Path, old: str, new: str, tr: Translate, problems: Problems) -> None:
    """Change a notice's file to its new text."""
    if new == old:
        say([Phrase("工作簿没有改动，{target} 保持原样。", target=target)], tr, err=True)
        return
    save(target.resolve(), stored(new, target.read_bytes()), problems)
    problems.gate()
    say([Phrase("→ {target}", target=target)], tr, err=True)
