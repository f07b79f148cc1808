"""gksite import"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.notices import notice_at
from gksite.cli.options import chosen_language, format_option, lang_option, portal, root_option
from gksite.cli.terminal import CONTENT_ERROR, ERRORS, fail, say, show, show_progress
from gksite.cli.workbook import import_workbook
from gksite.documents.config import reading_seconds, settings_of
from gksite.documents.files import LARGEST_SOURCE, read_bytes, relative
from gksite.documents.folders import TOPICS
from gksite.documents.shapes import Entry
from gksite.documents.yaml_writer import notice_yaml
from gksite.drafting.draft_json import draft_json
from gksite.drafting.kept_sources import find_source, named_source
from gksite.drafting.summary import blanks, comments, differences, summary
from gksite.drafting.three_way import Verdict, compare_drafts
from gksite.drafting.transcribe import NO_TASKS, Transcript, transcribe
from gksite.model.blocks import Reading
from gksite.model.extents import TOO_LONG, excesses
from gksite.model.records import NoticeFields, RegistryRecord
from gksite.model.values import is_file_name
from gksite.problems.problem import Location, Phrase, Problems, RequestError, Stop
from gksite.problems.translations import Translate
from gksite.provenance.disclosure import refusals
from gksite.read import read_registries
from gksite.text.names import is_id
from gksite.understanding.apart import Understanding, understand_data, understanding_process
from gksite.write import save

_WORKBOOKS = (".xlsx", ".xls", ".et", ".ods")
"""What WPS, Excel and LibreOffice may save an exported workbook as."""


@dataclass(frozen=True, slots=True)
class _Import:
    """One run of the command: what was asked, and the registries to look names up in."""

    file: Path
    root: Path
    target: Path | None
    jurisdiction: str | None
    tr: Translate
    problems: Problems

    @property
    def sources(self) -> Path:
        return self.root / "content/sources"

    @property
    def in_portal(self) -> bool:
        """Whether the draft is to stand among the portal's notices."""
        return self.target is not None and self.target.resolve().parent == self.root / "content/notices"

    def read(self, path: Path) -> Understanding:
        """A source, named as content/sources/ has it, with its draft. Raises Stop where it cannot be read."""
        within = path.resolve().parent
        data = read_bytes(path, self.root, self.problems, within=within, limit=LARGEST_SOURCE)
        data = self.problems.settled(data)
        with (
            show_progress(self.tr) as progress,
            understanding_process(reading_seconds(settings_of(self.root))) as process,
        ):
            message = self.tr("读取来源：{done} / {total}")
            known = understand_data(
                data,
                relative(path, self.root),
                self.problems,
                process,
                lambda done, total: progress(message.format(done=done, total=total)),
            )
        reading, draft = self.problems.settled(known)
        kept = find_source(self.sources, reading.sha256)
        return replace(reading, file=kept.name if kept else path.name), draft

    def transcript(
        self, known: Understanding, registries: tuple[Entry[RegistryRecord], ...], jurisdiction: str | None
    ) -> Transcript:
        """What a source says, as a notice."""
        reading, draft = known
        id = self.target.stem if self.target else None
        return transcribe(draft, reading, registries, jurisdiction, id)


@click.command("import", cls=Command, add_help_option=False)
@click.argument("file", type=Path)
@click.option("-o", "target", type=Path, help="写入哪个文件；已有的文件不覆盖，只显示差异", metavar="YAML")
@click.option("--json", "as_json", is_flag=True, help="输出公布格式的 JSON，而不是 YAML")
@click.option("--jurisdiction", help="地区编号（默认从标题和发文机关认出）", metavar="ID")
@root_option
@format_option
@lang_option
@help_option
def import_command(
    file: Path,
    target: Path | None,
    as_json: bool,
    jurisdiction: str | None,
    root: Path,
    style: str,
    lang: str | None,
) -> None:
    """从收到的通知（docx、xlsx、pdf、网页、文字）起草它的 YAML。"""
    _refuse(file, target, jurisdiction)
    order = _Import(file, portal(root), target, jurisdiction, chosen_language(lang), Problems())
    try:
        _run(order, as_json)
    except Stop:
        show(order.problems, style, order.tr)
        fail(order.problems, ERRORS, order.tr)


def _refuse(file: Path, target: Path | None, jurisdiction: str | None) -> None:
    """Raise RequestError for what cannot be asked."""
    if not file.exists():
        raise RequestError("没有文件 {file}", file=file)
    if not is_file_name(file.name):
        raise RequestError(
            "文件名“{name}”不能用作来源的名字：不能以“.”开头，也不能有不可见的字符；请改名再导入", name=file.name
        )
    if jurisdiction is not None and not is_id(jurisdiction):
        raise RequestError("--jurisdiction 应是地区编号，如 quanzhou，而不是“{value}”", value=jurisdiction)
    if target is None:
        return
    if target.suffix != ".yaml" or not is_id(target.stem):
        raise RequestError("-o 的文件名就是通知的编号，应像 quanzhou-2018.yaml，而不是“{name}”", name=target.name)
    if not target.parent.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=target.parent)


def _run(order: _Import, as_json: bool) -> None:
    registries = read_registries(order.root / "content", order.problems)
    order.problems.gate()
    known = order.read(order.file)
    reading, _ = known
    is_workbook = order.file.suffix.lower() in _WORKBOOKS and import_workbook(
        reading, registries, order.root, order.target, order.tr, order.problems, as_json=as_json
    )
    if is_workbook:
        return
    order.problems.found += refusals(reading, Location(relative(order.file, order.root)))
    order.problems.gate()
    edited = _edited(order)
    transcript = order.transcript(known, registries, order.jurisdiction or _registered(edited, registries))
    if not transcript.notice.sections:
        order.problems.add(NO_TASKS, Location(relative(order.file, order.root)))
    for excess in excesses(transcript.notice):
        order.problems.add(TOO_LONG, Location(relative(order.file, order.root)), key=excess.key, what=excess.what)
    order.problems.gate()
    if as_json:
        click.echo(draft_json(transcript.notice, transcript.jurisdiction_name, transcript.directory), nl=False)
    if edited is not None:
        _compare(order, edited, transcript, registries, as_json)
        return
    text = notice_yaml(transcript.notice, comments(transcript), blanks(transcript))
    copied = _write(order, order.target, reading, text) if order.target else False
    if not order.target and not as_json:
        click.echo(text, nl=False)
    say(summary(transcript), order.tr, err=True)
    _say_where(order, reading, copied)


def _edited(order: _Import) -> NoticeFields | None:
    """The notice that stands where the draft was to be written. Raises Stop where it is broken."""
    if order.target is None or not order.target.exists():
        return None
    return notice_at(order.target.resolve(), order.root, order.problems).record


def _registered(edited: NoticeFields | None, registries: tuple[Entry[RegistryRecord], ...]) -> str | None:
    """The jurisdiction that an edited notice names, where it has a registry."""
    if edited is None:
        return None
    known = {entry.record.jurisdiction for entry in registries}
    return edited.jurisdiction if edited.jurisdiction in known else None


def _compare(
    order: _Import,
    edited: NoticeFields,
    transcript: Transcript,
    registries: tuple[Entry[RegistryRecord], ...],
    as_json: bool,
) -> None:
    """Show what the source and the editor have changed; exit 1 where that wants a decision."""
    base = _base(order, edited, transcript, registries)
    changes = compare_drafts(base, edited, transcript.notice)
    opening = "{target} 已经存在，没有改动它。"
    if base is None:
        opening = "{target} 已经存在，没有改动它；找不到它原来的来源，只能比较两者。"
    lines = [Phrase(opening, target=order.target), *differences(changes)]
    if not changes:
        lines.append(Phrase("与来源没有差异。"))
    say(lines, order.tr, err=as_json)
    if any(change.verdict is not Verdict.EDITED for change in changes):
        sys.exit(CONTENT_ERROR)


def _base(
    order: _Import, edited: NoticeFields, transcript: Transcript, registries: tuple[Entry[RegistryRecord], ...]
) -> NoticeFields | None:
    """The draft of the source that the edited notice records, if that source is still there."""
    source, new = edited.received, transcript.notice.received
    if source is None:
        return None
    if new is not None and source.sha256 == new.sha256:
        return transcript.notice
    path = find_source(order.sources, source.sha256)
    for folder in (order.file.parent, order.sources.parent):
        path = path or named_source(folder, source.file, source.sha256)
    if path is None:
        return None
    return order.transcript(order.read(path), registries, transcript.directory.jurisdiction or None).notice


def _write(order: _Import, target: Path, reading: Reading, text: str) -> bool:
    """Write the draft, and its source into the portal where it is not yet there; whether that was copied."""
    copy = order.sources / order.file.name
    missing = order.in_portal and find_source(order.sources, reading.sha256) is None
    if missing:
        if copy.exists():
            raise RequestError(
                "content/sources/ 里已有同名而内容不同的 {file}；请把收到的文件改名再导入", file=copy.name
            )
        _copy(order, copy)
    if not save(target, text.encode(), order.problems):
        if missing:
            copy.unlink()
        order.problems.gate()
    return missing


def _copy(order: _Import, copy: Path) -> None:
    order.sources.mkdir(exist_ok=True)
    within = order.file.resolve().parent
    data = read_bytes(order.file, order.root, order.problems, within=within, limit=LARGEST_SOURCE)
    if data is None or not save(copy, data, order.problems):
        raise Stop


def _say_where(order: _Import, reading: Reading, copied: bool) -> None:
    lines = []
    if copied:
        lines.append(Phrase("来源已原样复制到 content/sources/{file}", file=reading.file))
    elif find_source(order.sources, reading.sha256) is None:
        lines.append(Phrase("来源还不在 content/sources/ 里；请把 {file} 原样复制进去", file=reading.file))
    if order.target:
        lines.append(Phrase("→ {target}", target=order.target))
        if order.in_portal and (order.root / "content" / TOPICS).exists():
            lines.append(Phrase("各项任务的主题可以用 gksite topics {notice} 提示", notice=order.target.stem))
    say(lines, order.tr, err=True)
