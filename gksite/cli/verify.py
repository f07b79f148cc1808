"""gksite verify"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.options import CHINA, chosen_language, format_option, lang_option, portal, root_option
from gksite.cli.terminal import fail, say, show, show_progress
from gksite.documents.files import content_of, reason
from gksite.problems.problem import Phrase, RequestError, Whole
from gksite.problems.translations import Translate
from gksite.releasing.kept_log import newest_of
from gksite.releasing.keys import public_key
from gksite.releasing.places import path_of
from gksite.releasing.standing import Proved
from gksite.releasing.trees import Tree, tree_at
from gksite.releasing.verify import Verified
from gksite.releasing.verify_all import Known, Outcome, verify, verify_page
from gksite.releasing.verify_order import Testimony
from gksite.releasing.witnessing import read_kept
from gksite.tlog.notes import COSIGNATURE, BadNote, Checkpoint, Verifier, read_verifier

_LONGEST_NAME = 250
"""Characters of the name of a file; keys and checkpoints may be longer."""


@click.command("verify", cls=Command, add_help_option=False)
@click.argument("target", required=False, metavar="[DIR|FILE|URL]")
@root_option
@click.option("--page", help="只核对一个页面或文件，例如 /notices/quanzhou-2018/", metavar="ADDRESS")
@click.option("--key", help="公钥，或写着公钥的文件（默认是门户的 content/release-key.pub）", metavar="KEY")
@click.option(
    "--checkpoint",
    "checkpoints",
    multiple=True,
    help="以前保存的检查点，或写着它的文件；可以写几次",
    metavar="LINE",
)
@click.option("--ca", type=Path, help="核对网址时再信任这个文件里的根证书（PEM）", metavar="FILE")
@click.option("--witness", "witnesses", multiple=True, help="见证人的公钥，或写着它的文件；可以写几次", metavar="KEY")
@format_option
@lang_option
@help_option
def verify_command(
    target: str | None,
    root: Path,
    page: str | None,
    key: str | None,
    checkpoints: tuple[str, ...],
    ca: Path | None,
    witnesses: tuple[str, ...],
    style: str,
    lang: str | None,
) -> None:
    """核对发布的网站：签名、每个文件、日志；不联网也行，可以是文件夹、归档文件或网址。"""
    tr = chosen_language(lang)
    known = known_of(root, key, checkpoints, witnesses)
    tree = tree_at(target or str(portal(root) / "output"), time.monotonic, ca)
    if page is not None:
        _verify_page(tree, page, known, style, tr)
        return
    with show_progress(tr) as progress:
        message = tr("核对：{done} / {files}")
        outcome = verify(tree, known, lambda done, files: progress(message.format(done=done, files=files)))
    _show(outcome.seen, style, tr)
    say(_told(outcome), tr)


def known_of(root: Path, key: str | None, checkpoints: tuple[str, ...], witnesses: tuple[str, ...]) -> Known:
    """What is known beforehand; in a portal its own key and its own log. Raises RequestError."""
    kept = [read_kept(_text(line), Phrase("保存的检查点")) for line in checkpoints]
    own = root.resolve() if (root / "site.yaml").exists() else None
    public = public_key(own) if own else None
    stated = verifier(key) if key else public
    newest = newest_of(own, public) if own and public and stated == public else None
    return Known(stated, tuple(kept), tuple(map(_witness, witnesses)), newest)


def _text(stated: str) -> str:
    """A text that was given, or what the file holds that was. Raises RequestError."""
    path = Path(stated)
    if len(stated) > _LONGEST_NAME or "\n" in stated or not path.is_file():
        return stated
    try:
        return (content_of(path.parent, path.name) or b"").decode("utf-8", "replace")
    except OSError as error:
        raise RequestError("{file}：{reason}", file=path, reason=reason(error)) from error


def verifier(stated: str) -> Verifier:
    """A public key that was given, or that stands in a file. Raises RequestError."""
    text = _text(stated).strip()
    try:
        return read_verifier(text)
    except BadNote as error:
        raise RequestError("这不是公钥：{text}", text=text.strip()) from error


def _witness(stated: str) -> Verifier:
    key = verifier(stated)
    if key.kind != COSIGNATURE:
        raise RequestError("这不是见证人的公钥：{text}", text=key.text)
    return key


def _show(seen: Verified, style: str, tr: Translate) -> None:
    """The findings, and the end of the command where there is one."""
    show(seen.problems, style, tr)
    if seen.problems.found:
        fail(seen.problems, "核对没有通过：{errors} 处不符。“gksite explain {code}”有说明。", tr)


def _told(outcome: Outcome) -> Iterator[Phrase]:
    """What was verified, and with which key."""
    seen, statement, log = outcome.seen, outcome.seen.statement, outcome.log
    if statement is not None and log is not None:
        yield Phrase(
            "完好：第 {release} 次发布（{day}），{files} 个文件与清单相同，"
            "日志 {entries} 条首尾相接，签名 Ed25519 无误。",
            release=statement.release,
            day=statement.day,
            files=seen.read,
            entries=log.checkpoint.size,
        )
    yield from _told_key(seen)
    if seen.tree.paths is None:
        yield Phrase("提示：从网址核对，看不到清单以外多出的文件，压缩的副本也没有逐个看。")
    yield from map(_testified, outcome.testimonies)
    if log is not None:
        yield to_keep(log.checkpoint)


def _told_key(seen: Verified) -> Iterator[Phrase]:
    if seen.key is not None and not seen.is_key_known:
        key = Whole(seen.key.text)
        yield Phrase("提示：公钥取自网站自己，换掉钥匙的人也能做到；请与另外得到的公钥比对：\n{key}", key=key)


def to_keep(checkpoint: Checkpoint) -> Phrase:
    """The line that whoever wants to notice a rewrite keeps."""
    line = Whole(" ".join(checkpoint.text.split()))
    return Phrase("检查点（请保存，以后凭它看出日志有没有被改写）：\n{line}", line=line)


def _testified(testimony: Testimony) -> Phrase:
    day = datetime.fromtimestamp(testimony.seconds, UTC).astimezone(CHINA).date()
    return Phrase("{name} 于 {day} 见证过 {size} 条的日志。", name=testimony.name, day=day, size=testimony.size)


def _verify_page(tree: Tree, page: str, known: Known, style: str, tr: Translate) -> None:
    """Verify one page and say what the log has of it."""
    address = _address(page, tree)
    outcome = verify_page(tree, address, known)
    _show(outcome.seen, style, tr)
    if outcome.proved is not None:
        say([_told_page(address, outcome.proved)], tr)
    say(_told_key(outcome.seen), tr)
    say(map(_testified, outcome.testimonies), tr)
    if outcome.proved is not None:
        say([to_keep(outcome.proved.checkpoint)], tr)


def _address(page: str, tree: Tree) -> str:
    """An address from the site's root, as it was written: with or without the site before it, or the slash behind."""
    address = "/" + page.removeprefix(tree.name).lstrip("/")
    is_folder = tree.paths is not None and path_of(f"{address}/") in tree.paths
    return f"{address}/" if is_folder and address != "/" else address


def _told_page(address: str, proved: Proved) -> Phrase:
    """What the log has of a page."""
    entry = proved.entry
    said = "完好：{address} 现在的内容记在日志第 {index} 条（第 {release} 次发布，{day}）。"
    if proved.moved_to is not None:
        said = "{address} 已移到 {to}，记在日志第 {index} 条（第 {release} 次发布，{day}）。"
    elif entry.event == "withdrawn":
        said = "{address} 的内容已撤下，记在日志第 {index} 条（第 {release} 次发布，{day}）。"
    values = {"release": entry.release, "day": entry.day, "index": proved.proof.index + 1}
    return Phrase(said, address=address, to=proved.moved_to, **values)
