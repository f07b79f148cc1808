"""gksite withdraw"""

from collections.abc import Iterator

import click

from gksite.build import BuildOptions, Progress
from gksite.cli.help_page import Command, help_option
from gksite.cli.options import SiteCommand, site_options
from gksite.cli.outcomes import is_published
from gksite.cli.release import public_line, refuse_future, signing_key
from gksite.cli.terminal import fail, say, show, show_progress
from gksite.ledger.fates import FILE
from gksite.problems.problem import Phrase, Problems, RequestError, Stop
from gksite.release import Gate, Wish, unsigned
from gksite.releasing.places import CHECKPOINT, HISTORY
from gksite.withdrawal import withdraw


@click.command("withdraw", cls=Command, add_help_option=False)
@click.argument("notice", metavar="ID")
@site_options
@click.option("--reason", help="原因，一句话，显示在原来的网址上；不要写不能公开的内容", metavar="TEXT")
@help_option
def withdraw_command(command: SiteCommand, notice: str, reason: str | None) -> None:
    """马上撤下一份已经公布的通知或一条信息，不受别的文件有错的影响。"""
    why = public_line(reason, "--reason")
    problems = Problems()
    options = BuildOptions(command.today, command.jobs)
    try:
        with show_progress(command.tr) as progress:
            gate, refusal = _gate(command, options, problems, progress)
            accept = gate.accept_withdrawal if gate else None
            if refusal is not None:
                accept = unsigned
            gone = withdraw(command.root, command.output, notice, why, options, problems, progress, accept=accept)
    except Stop:
        show(problems, command.style, command.tr)
        failed = "没有撤下：{files} 个文件中有 {errors} 处错误。“gksite explain {code}”有说明。"
        if is_published(problems, command.output):
            failed = "已经撤下，但上面的文件没有写成，请排除原因后再运行一次。“gksite explain {code}”有说明。"
        fail(problems, failed, command.tr)
    show(problems, command.style, command.tr)
    told = Phrase(
        "已撤下 {id}：更新 {changed} 个文件，删除 {removed} 个；其余与上一次公布的相同，{ledger} 已记下。",
        id=notice,
        changed=gone.report.written.changed,
        removed=gone.report.written.removed,
        ledger=FILE,
    )
    next_step = Phrase(
        "{file} 没有改动：再次生成以前，请把其中的 disclosure 改为“不予公开”，或者移走这个文件，否则不能生成。",
        file=gone.file,
    )
    say([told, next_step, *_signed(gate, refusal)], command.tr)


def _gate(
    command: SiteCommand, options: BuildOptions, problems: Problems, progress: Progress
) -> tuple[Gate | None, Phrase | None]:
    """What signs the site of a portal that has released; else why it cannot, where it should."""
    if not (command.root / HISTORY).exists() and not (command.output / CHECKPOINT).exists():
        return None, None
    try:
        refuse_future(command)
        key = signing_key(command.root, None)
    except RequestError as error:
        return None, error.phrase
    return Gate(command.root, options, Wish(key), problems, progress), None


def _signed(gate: Gate | None, refusal: Phrase | None) -> Iterator[Phrase]:
    """Whether the site without what was withdrawn is a release."""
    reason = gate.refusal if gate else refusal
    if reason is not None:
        yield Phrase("撤下后的网站没有签名：{reason}。", reason=reason)
        yield Phrase("要马上公布，用 gksite publish --unsigned；排除以后请运行 gksite release。")
    elif gate is not None and gate.history is not None:
        yield Phrase("撤下后的网站已签名，是第 {release} 次发布。", release=gate.history.release)
    if reason is not None or gate is not None:
        yield Phrase("请接着公布（gksite publish），再重新写一次服务器的设置（gksite hosting），旧网址才答“已撤下”。")
