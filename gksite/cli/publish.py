"""gksite publish"""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.options import chosen_language, lang_option, portal, root_option
from gksite.cli.terminal import fail, say, show, show_progress
from gksite.cli.verify import known_of
from gksite.problems.problem import Phrase, RequestError, Whole
from gksite.problems.translations import Translate
from gksite.publishing import far, local
from gksite.publishing.continuing import Papers
from gksite.publishing.far import FarPlace
from gksite.publishing.local import LocalPlace
from gksite.publishing.place import publish, roll_back, told
from gksite.publishing.released import Release, checked_release, shown
from gksite.publishing.shelf import LINK, Shelf, is_release, number_of
from gksite.publishing.ssh import Connection
from gksite.publishing.targets import FarFolder, target
from gksite.releasing.places import STATEMENT
from gksite.releasing.trees import folder_tree
from gksite.releasing.verify_all import verify_papers


@click.command("publish", cls=Command, add_help_option=False)
@click.argument("where", metavar="TARGET", required=False)
@root_option
@click.option("--output", type=Path, help="网站在哪里（默认是门户里的 output/）", metavar="DIR")
@click.option("--keep", type=click.IntRange(min=1), default=5, help="留下最近几次（默认 5）", metavar="N")
@click.option("--unsigned", is_flag=True, help="公布没有签名的一版：私钥丢了，又急着撤下内容")
@click.option("--rollback", is_flag=False, flag_value="", help="退回上一次，或写明的那一次", metavar="[ID]")
@click.option("--list", "listing", is_flag=True, help="列出公布过的各次")
@click.option("--ssh-option", "ssh", multiple=True, help="交给 ssh 的选项，如 Port=2222；可以写几次", metavar="K=V")
@lang_option
@help_option
def publish_command(
    where: str | None,
    root: Path,
    output: Path | None,
    keep: int,
    unsigned: bool,
    rollback: str | None,
    listing: bool,
    ssh: tuple[str, ...],
    lang: str | None,
) -> None:
    """把发布的网站送到服务器的文件夹，最后一步才切换；TARGET 是文件夹或 用户@主机:/路径。"""
    tr = chosen_language(lang)
    if where is None and rollback and not (is_release(rollback) or rollback.isdecimal()):
        where, rollback = rollback, ""  # `--rollback TARGET`
    if where is None:
        raise RequestError("没有写公布到哪里：gksite publish 文件夹，或 用户@主机:/路径")
    _check_ssh(ssh)
    source = output or portal(root) / "output"
    to = target(where)
    with _stoppable(where, tr):
        if listing:
            with _held(to, source, ssh, new=False) as place:
                say(_listed(place.look()), tr)
        elif rollback is not None:
            with _held(to, source, ssh, new=False) as place:
                before, now = roll_back(place, rollback)
            say([_returned(before, now, where)], tr)
        else:
            _publish(to, root, source, ssh, keep, where, tr, unsigned=unsigned)


def _publish(
    to: Path | FarFolder,
    root: Path,
    source: Path,
    ssh: tuple[str, ...],
    keep: int,
    where: str,
    tr: Translate,
    *,
    unsigned: bool,
) -> None:
    """Publish what is in output/, and say so."""
    with show_progress(tr) as progress:
        progress("正在核对要公布的文件")
        release = checked_release(source)
        _check_signed(release, unsigned=unsigned)
        papers = None if unsigned else _papers(source, root, tr)
        if isinstance(to, FarFolder):
            progress("正在连接服务器")
        with _held(to, source, ssh, new=True) as place:
            done = publish(place, release, papers, keep, progress)
            alone = isinstance(place, FarPlace) and place.alone
    say(told(done, where.rstrip("/")), tr)
    if unsigned:
        said = "这一版没有签名：谁也核对不了它，日志里也没有这一次；补好以后请重新发布（gksite release），再公布一次。"
        say([Phrase(said)], tr, err=True)
    if alone:
        say([Phrase("服务器上没有 flock：请注意不要两个人同时公布。")], tr, err=True)


def _check_signed(release: Release, *, unsigned: bool) -> None:
    """Raises RequestError where a release is unsigned without a word, or is said to be and is not."""
    if unsigned and release.is_signed:
        raise RequestError("{folder} 有签名或日志，不要加 --unsigned", folder=release.folder)
    if not unsigned and not release.is_signed:
        raise RequestError(
            "{folder} 没有签名（没有 {file}），没有公布；私钥找不到、又急着撤下内容的，请加 --unsigned",
            folder=release.folder,
            file=STATEMENT,
        )


def _papers(source: Path, root: Path, tr: Translate) -> Papers:
    """The log of a release and its key, verified; ends the command where something is wrong with them."""
    outcome = verify_papers(folder_tree(source), known_of(root, None, (), ()))
    if outcome.seen.problems.found or outcome.log is None or outcome.seen.key is None:
        show(outcome.seen.problems, "text", tr)
        fail(outcome.seen.problems, "没有公布：{errors} 处不符。“gksite explain {code}”有说明。", tr)
    return Papers(outcome.log, outcome.seen.key)


def _check_ssh(options: tuple[str, ...]) -> None:
    for option in options:
        if "=" not in option or not option[:1].isalpha() or not option.isprintable():
            raise RequestError("--ssh-option 应写成 Port=2222 这样，而不是“{option}”", option=option)


def _held(
    to: Path | FarFolder, source: Path, ssh: tuple[str, ...], *, new: bool
) -> AbstractContextManager[LocalPlace] | AbstractContextManager[FarPlace]:
    """The place to publish to, for one command."""
    if isinstance(to, Path):
        return local.held(to, source, new=new)
    return far.held(Connection(to, ssh, asks=sys.stdin.isatty() and sys.stderr.isatty()), new=new)


@contextmanager
def _stoppable(where: str, tr: Translate) -> Iterator[None]:
    """Ctrl+C leaves a whole site, which is said."""
    try:
        yield
    except KeyboardInterrupt:
        say([Phrase("已停下：{where} 里公布的网站是完整的；再运行一次会接着做。", where=where)], tr, err=True)
        raise


def _listed(held: Shelf) -> Iterator[Phrase]:
    """The releases that stand there, newest first."""
    if not held.releases:
        yield Phrase("还没有公布过。")
    for name in reversed(held.releases):
        said = "  {name}  第 {number} 次发布"
        if name == held.current:
            said = "→ {name}  第 {number} 次发布，现在公布的"
        yield Phrase(said, name=name, number=number_of(name))
    if held.foreign:
        yield Phrase("不是 gksite 公布的：{names}", names=shown(held.foreign))


def _returned(before: str | None, now: str, where: str) -> Phrase:
    """What a way back came to."""
    values = {"link": Whole(f"{where.rstrip('/')}/{LINK}"), "now": f"releases/{now}"}
    if before == now:
        return Phrase("公布的已经是 {now}，没有改动。", **values)
    return Phrase("已退回：{link} → {now}（原来是 {before}，仍然留着）。", before=before or "—", **values)
