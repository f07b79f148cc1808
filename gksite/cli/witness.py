"""gksite witness"""

import os
import secrets
import time
from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.options import chosen_language, format_option, lang_option
from gksite.cli.terminal import fail, say, show
from gksite.cli.user_folder import key_folder
from gksite.cli.verify import verifier
from gksite.hold import locked
from gksite.problems.problem import Phrase, Problems, RequestError, Stop, Whole
from gksite.releasing.keys import key_file, read_key, write_key
from gksite.releasing.trees import Tree, tree_at
from gksite.releasing.witnessing import Witnessed, kept_file, last_seen, signed_checkpoint, witness
from gksite.text.hidden import hidden
from gksite.tlog.notes import COSIGNATURE, Signer, Verifier
from gksite.write import save

_FILE = "witness"
"""The name of the file of a witness's key: a user is one witness, of any number of logs."""
_LONGEST = 200
"""Characters of a witness's name."""


@click.command("witness", cls=Command, add_help_option=False)
@click.argument("target", metavar="DIR|FILE|URL")
@click.option("--to", "file", type=Path, help="签过名的检查点写到哪里（默认输出到屏幕）", metavar="FILE")
@click.option("--name", help="见证单位的网址或名称，第一次见证时写，不含空格和加号", metavar="NAME")
@click.option("--key", help="发布单位的公钥，或写着它的文件", metavar="KEY")
@click.option("--ca", type=Path, help="再信任这个文件里的根证书（PEM）", metavar="FILE")
@format_option
@lang_option
@help_option
def witness_command(
    target: str, file: Path | None, name: str | None, key: str | None, ca: Path | None, style: str, lang: str | None
) -> None:
    """为别的单位的日志作见证：与上次看到的接得上，就在它的检查点上签名。"""
    tr, problems, folder = chosen_language(lang), Problems(), key_folder()
    if file is not None and not file.resolve().parent.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=file.parent)
    signer = _signer(folder, name)
    tree = tree_at(target, time.monotonic, ca)
    try:
        with locked(key_file(folder, _FILE)):
            done = _witnessed(tree, verifier(key) if key else None, signer, problems)
        if file is not None:
            save(file.resolve(), done.note.encoded, problems)
        problems.gate()
    except Stop:
        show(problems, style, tr)
        fail(problems, "没有作见证：{errors} 处不符。“gksite explain {code}”有说明。", tr)
    if file is None:
        click.echo(done.note.encoded.decode(), nl=False)
    say([_told(done), Phrase("见证人的公钥（请交给核对的人）：\n{key}", key=Whole(signer.verifier.text))], tr, err=True)
    if key is None:
        said = "提示：没有写 --key，用的是网站自己的公钥；请与另外得到的公钥比对：\n{key}"
        say([Phrase(said, key=Whole(done.key.text))], tr, err=True)


def _witnessed(tree: Tree, key: Verifier | None, signer: Signer, problems: Problems) -> Witnessed:
    """The checkpoint of a log, signed; how the log stands is remembered before anybody gets that. Raises Stop."""
    found = signed_checkpoint(tree, key, problems)
    if found is None:
        raise Stop
    note, key = found
    memory = kept_file(key_folder().parent / "witnessed", key.name)
    done = witness(tree, note, key, last_seen(memory), signer, int(time.time()), problems)
    if done is None:
        raise Stop
    memory.parent.mkdir(parents=True, exist_ok=True)
    save(memory, done.note.encoded, problems)
    problems.gate()
    return done


def _told(done: Witnessed) -> Phrase:
    log, size = done.checkpoint.origin, done.checkpoint.size
    if done.before is None:
        return Phrase("已见证：{log} 有 {size} 条；这是第一次看到它，以后凭这一次比对。", log=log, size=size)
    before = done.before.size
    return Phrase("已见证：{log} 有 {size} 条，与上次看到的 {before} 条接得上。", log=log, size=size, before=before)


def _signer(folder: Path, name: str | None) -> Signer:
    """The key of this witness, made the first time. Raises RequestError where it has no name yet, or another."""
    file = key_file(folder, _FILE)
    if not os.path.lexists(file):
        write_key(file, Signer(_checked(name), secrets.token_bytes(32), COSIGNATURE))
    signer = read_key(file)
    if name is not None and name != signer.name:
        raise RequestError("这里见证用的钥匙是 {name} 的（{file}）", name=signer.name, file=file)
    return signer


def _checked(name: str | None) -> str:
    if name is None:
        raise RequestError("第一次见证，请用 --name 写明见证单位的网址或名称")
    is_one_word = not any(character.isspace() for character in name)
    if not name or len(name) > _LONGEST or "+" in name or not is_one_word or hidden(name):
        raise RequestError("--name 里不能有空格、加号和看不见的字符")
    return name
