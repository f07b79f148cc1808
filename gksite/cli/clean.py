"""gksite clean"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.masking import mask_file
from gksite.cli.options import chosen_language, format_option, lang_option
from gksite.cli.terminal import fail, say, show
from gksite.documents.files import LARGEST_SOURCE, read_bytes
from gksite.documents.yaml_scalar import scalar
from gksite.problems.problem import Location, Phrase, Problems, RequestError, Stop, Whole
from gksite.provenance.unfit import problems_of
from gksite.readers.fitness import clean_copy
from gksite.readers.fitness.traces import KINDS, Looked, Trace
from gksite.readers.limits import Unreadable
from gksite.write import save

_SUFFIXES = {"docx": ".docx", "xlsx": ".xlsx", "pptx": ".pptx"}
"""What a copy is called whose original may have carried macros."""
_LISTED = 8
"""Places of each kind that are told."""


@click.command("clean", cls=Command, add_help_option=False)
@click.argument("file", type=Path)
@click.option("-o", "target", type=Path, help="写到哪里（默认在原件旁边，名字如 x.clean.docx）", metavar="FILE")
@click.option("--mask", "masking", is_flag=True, help="同时遮盖身份证号、手机号等个人信息（副本名字如 x.masked.docx）")
@format_option
@lang_option
@help_option
def clean_command(file: Path, target: Path | None, masking: bool, style: str, lang: str | None) -> None:
    """做一份去掉批注、隐藏内容、作者信息等的副本，原件不动。"""
    tr = chosen_language(lang)
    problems = Problems()
    if not file.is_file():
        raise RequestError("没有文件 {file}", file=file)
    if masking:
        try:
            say(mask_file(file, target, problems), tr)
        except Stop:
            show(problems, style, tr)
            fail(problems, "没有做出副本。“gksite explain {code}”有说明。", tr)
        return
    try:
        data = problems.settled(read_bytes(file, file.parent, problems, within=file.parent, limit=LARGEST_SOURCE))
        looked = looked_into(data, file, problems)
        if not list(problems_of(looked, file.name, Location(file.name))):
            say([Phrase("{file} 里没有要去掉的内容，可以原样公布。", file=file)], tr)
            return
        copy = _copy(looked, file, problems)
        written = _written(copy, looked.form, file, target, problems)
    except Stop:
        show(problems, style, tr)
        fail(problems, "没有做出副本。“gksite explain {code}”有说明。", tr)
    say([*_taken_out(looked.traces), *_told(file, data, written, copy)], tr)


def looked_into(data: bytes, file: Path, problems: Problems) -> Looked:
    """What is in the file, with its copy. Raises Stop where nobody can look into it."""
    try:
        return clean_copy(data)
    except Unreadable as refusal:
        problems.add(refusal.code, Location(file.name), **refusal.arguments)
        raise Stop from None


def _copy(looked: Looked, file: Path, problems: Problems) -> bytes:
    """The copy. Raises Stop where none can be made."""
    if looked.copy is None:
        problems.found += problems_of(Looked("", looked.traces), file.name, Location(file.name))
        raise Stop
    return looked.copy


def _written(copy: bytes, form: str, file: Path, target: Path | None, problems: Problems) -> Path:
    """The file that holds the copy. Raises Stop, and RequestError where something else stands there."""
    path = target or file.with_name(f"{file.stem}.clean{_SUFFIXES.get(form, file.suffix)}")
    if path.exists() and path.read_bytes() != copy:
        raise RequestError("{file} 已经存在，内容不同，没有覆盖；请用 -o 写到别处，或先移走它", file=path)
    if not path.parent.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=path.parent)
    if not save(path, copy, problems):
        raise Stop
    return path


def _taken_out(traces: tuple[Trace, ...]) -> Iterator[Phrase]:
    """What was taken out, by its kind."""
    for kind, called in KINDS.items():
        found = [trace for trace in traces if trace.kind == kind]
        if not found:
            continue
        yield Phrase("去掉了{kind}，{count} 处：", kind=Phrase(called), count=len(found))
        for trace in found[:_LISTED]:
            yield Phrase("  {where}：{text}", where=trace.where, text=trace.text or "—")
        if len(found) > _LISTED:
            yield Phrase("  ……")


def _told(file: Path, data: bytes, written: Path, copy: bytes) -> Iterator[Phrase]:
    """Where the copy is, and what a notice has to say of the two."""
    yield Phrase("→ {target}", target=written)
    one = f"file: {scalar(file.name)}, sha256: {hashlib.sha256(data).hexdigest()}"
    other = f"file: {scalar(written.name)}, sha256: {hashlib.sha256(copy).hexdigest()}"
    yield Phrase("原件没有改动。来源文件请两份都放在 content/sources/ 里，通知里写：")
    yield Phrase("{line}", line=Whole(f"source: {{{one}, published: {{{other}}}}}"))
    yield Phrase("附件请只把副本放进 content/files/，原件移到别处。")
