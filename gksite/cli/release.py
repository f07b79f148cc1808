"""gksite release, gksite release keygen"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

import click

from gksite.build import BuildOptions
from gksite.cli.help_page import Command, Group, help_option
from gksite.cli.options import SiteCommand, china_today, chosen_language, lang_option, portal, root_option, site_options
from gksite.cli.outcomes import waiting_notices
from gksite.cli.terminal import CONTENT_ERROR, ERRORS, fail, say, show, show_progress
from gksite.cli.user_folder import key_folder
from gksite.cli.verify import to_keep
from gksite.documents.config import read_config
from gksite.documents.files import reason
from gksite.privacy.detect import detect
from gksite.privacy.finding import Stretch
from gksite.problems.problem import Phrase, Problem, Problems, RequestError, Stop
from gksite.release import Released, Wish, release, stops
from gksite.releasing.keys import PUBLIC, PortalKey, key_file, make_key, portal_key, public_key
from gksite.searching.in_browser import ask, has_browser, unproved
from gksite.text.hidden import hidden
from gksite.tlog.notes import BadNote, Note, read_checkpoint, read_note
from gksite.write import save

LONGEST_LINE = 500
"""Characters of a sentence in the log."""
_REFUSED = "没有发布：{files} 个文件中有 {errors} 处错误。“gksite explain {code}”有说明。"
_key = click.option("--key", type=Path, help="私钥所在的文件（默认在用户的配置文件夹里，按门户取名）", metavar="FILE")


@click.group("release", cls=Group, invoke_without_command=True, add_help_option=False)
@site_options
@_key
@click.option("--note", help="这次更正了什么，一句话，记入公开的日志；不要写不能公开的内容", metavar="TEXT")
@click.option("--sm3", is_flag=True, help="清单里另列每个文件的 SM3")
@click.option("--archive", type=Path, help="另写成一个归档文件（tar.gz），供不联网的地方使用", metavar="FILE")
@click.option(
    "--cosignature",
    "cosignatures",
    type=Path,
    multiple=True,
    help="见证人签过名的检查点，并入日志公布；可以写几次",
    metavar="FILE",
)
@click.option("--queries", type=click.IntRange(min=1), default=300, help="核对多少个搜索（默认 300）", metavar="N")
@help_option
@click.pass_context
def release_command(
    context: click.Context,
    command: SiteCommand,
    key: Path | None,
    note: str | None,
    sm3: bool,
    archive: Path | None,
    cosignatures: tuple[Path, ...],
    queries: int,
) -> None:
    """检查、生成并发布：列出每个文件的摘要，签名，记入只增不改的日志。"""
    if context.invoked_subcommand is not None:
        return
    problems, tr = Problems(), command.tr
    refuse_future(command)
    _refuse_place(archive, command.output)
    browser = os.environ.get("GKSITE_BROWSER")
    can_ask = has_browser(browser)
    unasked = [] if can_ask else [Phrase("提示：这台机器没有浏览器或 Playwright，搜索没有逐个核对。")]

    def asked(folder: Path) -> Iterable[Problem]:
        if names := unproved(folder):
            unasked.append(Phrase("提示：site.yaml 的 exports 里没有 {names}，搜索没有逐个核对。", names=names))
            return ()
        return ask(folder, queries, browser, lambda done: None).problems

    wish = Wish(
        signing_key(command.root, key),
        public_line(note, "--note"),
        sm3,
        tuple(map(_cosignature, cosignatures)),
        asked if can_ask else None,
    )
    options = BuildOptions(command.today, command.jobs, record=True, until=command.until)
    try:
        with show_progress(tr) as progress:
            released = release(command.root, command.output, options, wish, problems, progress)
    except Stop:
        show(problems, command.style, tr)
        _end(problems, command)
    if archive is not None and not save(archive.resolve(), released.archive, problems):
        show(problems, command.style, tr)
        fail(problems, "已经发布，但归档文件没有写成；排除原因以后再运行一次。“gksite explain {code}”有说明。", tr)
    show(problems, command.style, tr)
    say(_told(released, command.output, archive), tr)
    if note is not None and not released.is_new:
        say([Phrase("提示：没有新的发布，--note 没有用上。")], tr)
    say(unasked, tr)
    say(waiting_notices(problems), tr)


def _end(problems: Problems, command: SiteCommand) -> NoReturn:
    """End a command that released nothing."""
    if problems.errors() or problems.obstacles():
        fail(problems, _REFUSED, command.tr, release=True)
    drafts = len(stops(problems))
    say(
        [Phrase("没有发布：还有 {drafts} 份草稿没有核对完；核对完，或者移出 content/，再发布。", drafts=drafts)],
        command.tr,
        err=True,
    )
    sys.exit(CONTENT_ERROR)


def signing_key(root: Path, key: Path | None) -> PortalKey:
    """The private key of a portal, from a file or from the user's folder. Raises RequestError."""
    public = public_key(root)
    if public is None:
        raise RequestError("还没有发布用的钥匙；请先运行 gksite release keygen")
    return portal_key(key or key_file(key_folder(), public.name), root)


def refuse_future(command: SiteCommand) -> None:
    """Raise RequestError for a day that has not come: no later release could have an earlier one."""
    if command.today > china_today():
        raise RequestError("--today {day} 还没有到；发布的日期不能晚于今天", day=command.today)


def _refuse_place(archive: Path | None, output: Path) -> None:
    if archive is None:
        return
    if archive.resolve().is_relative_to(output):
        raise RequestError("{file} 在 {output}/ 里会被公开；请写到别处", file=archive, output=output.name)
    if not archive.resolve().parent.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=archive.parent)


def public_line(text: str | None, option: str) -> str | None:
    """A sentence for the public log, where it stays for ever. Raises RequestError where it must not be there."""
    words = " ".join((text or "").split()) or None
    if words and (hidden(words) or len(words) > LONGEST_LINE):
        raise RequestError("{option} 太长，或者有不可见的控制字符，请重新输入", option=option)
    if words and detect(Stretch(words)):
        raise RequestError("{option} 里好像有个人信息；它要记入公开的日志，永远撤不回来，请换一种说法", option=option)
    return words


def _cosignature(file: Path) -> Note:
    """A checkpoint as a witness has signed it. Raises RequestError."""
    try:
        note = read_note(file.read_bytes())
        read_checkpoint(note.text)
    except OSError as error:
        raise RequestError("{file}：{reason}", file=file, reason=reason(error)) from error
    except BadNote as error:
        raise RequestError("{file} 不是见证人签过名的检查点", file=file) from error
    return note


def _told(released: Released, output: Path, archive: Path | None) -> Iterator[Phrase]:
    """What was released, and the line that whoever wants to notice a rewrite keeps."""
    history = released.history
    said = "第 {release} 次发布（{day}）：清单列出 {files} 个文件，日志 {entries} 条，签名 Ed25519"
    if not released.is_new:
        said = "与第 {release} 次发布（{day}）相同，没有新的发布：清单列出 {files} 个文件，日志 {entries} 条"
    yield Phrase(
        said,
        release=history.release,
        day=history.day,
        files=history.entries[-1].facts["files"],
        entries=len(history.entries),
    )
    for target in filter(None, (output, archive)):
        yield Phrase("→ {target}", target=target)
    if history.checkpoint is not None:
        yield to_keep(read_checkpoint(history.checkpoint.text))


@click.command("keygen", cls=Command, add_help_option=False)
@root_option
@lang_option
@help_option
def keygen_command(root: Path, lang: str | None) -> None:
    """做一把发布用的钥匙；已经有的保留。"""
    folder, tr, problems = portal(root), chosen_language(lang), Problems()
    config = read_config(folder / "site.yaml", problems)
    if config is None:
        show(problems, "text", tr)
        fail(problems, ERRORS, tr)
    made = make_key(key_folder(), folder, config)
    said = "已经有钥匙，没有改动。\n私钥：{file}\n公钥：{public}"
    if made.is_new:
        said = (
            "已做好一把 Ed25519 钥匙。\n私钥：{file}（只有您能读；请另存一份在保险的地方，丢了就不能接着发布）"
            "\n公钥：{public}（随内容一起保存）"
        )
    say([Phrase(said, file=made.file, public=PUBLIC)], tr)


release_command.add_command(keygen_command)
