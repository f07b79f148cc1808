"""What the languages of nginx and Caddy share: words, comments, blocks, expressions; what each text says of itself."""

import re
from collections.abc import Iterable

from gksite.hosting.policy import Policy
from gksite.hosting.version import Version
from gksite.problems.translations import Translate

_PLAIN = re.compile(r"[A-Za-z0-9/._~@+,=-]++")
"""A word that needs no quotes."""
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_-")
"""Numbers of the signs that mean only themselves in an expression."""


def quoted(text: str) -> str:
    """A text as one word of the configuration; `$` and braces keep the meaning that the server gives them."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def notes(*texts: str) -> list[str]:
    """Each text as a comment on its line."""
    return [f"# {text}" for text in texts]


def block(head: str, *lines: str) -> list[str]:
    """A block with its lines moved in by a tab; those that are empty stay so."""
    return [f"{head} {{", *(f"\t{line}" if line else "" for line in lines), "}"]


def expression(signs: Iterable[int]) -> str:
    """An expression that fits these signs alone, by their numbers: bytes or characters, as the server compares."""
    return "".join(chr(sign) if sign in _LETTERS else f"\\x{{{sign:x}}}" for sign in signs)


def text_of(lines: Iterable[str]) -> str:
    """The lines as one text."""
    return "".join(f"{line}\n" for line in lines)


def head(server: str, version: Version, where: str, policy: Policy, tr: Translate) -> list[str]:
    """What stands above a whole configuration; `where` says how it is put in."""
    placeholders = tr(
        "网站文件：{root}；证书：{certificate}；私钥：{key}。位置不同时，写在 site.yaml 的 hosting 里再生成。"
    )
    return notes(
        where,
        for_version(server, version, tr),
        placeholders.format(root=policy.root, certificate=policy.certificate, key=policy.key),
        tr("网址台账有变动（移走、撤下）时，重新生成这个文件。"),
    )


def for_version(server: str, version: Version, tr: Translate) -> str:
    """For which version a text was written."""
    return tr("写给 {server} {version}。").format(server=server, version=".".join(map(str, version)))


def own_lines(folder: str, policy: Policy, tr: Translate) -> list[str]:
    """What is said above the line that takes in an office's own."""
    return notes(
        tr("自己的设置写在 {folder} 里，重新生成时不会丢；没有也行。").format(folder=f"{folder}/{policy.label}/")
    )
