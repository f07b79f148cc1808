"""Words and blocks of nginx's language, and what each of its parts says of the policy."""

import re

from gksite.hosting.policy import Kind, Policy

_PLAIN = re.compile(r"[A-Za-z0-9/._~@+,=-]++")
"""A word that needs no quotes."""
_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_-")
"""Bytes that mean only themselves in an expression."""
_WIDTH = 4


def quoted(text: str) -> str:
    """A text as one word of the configuration, whatever it holds. `$` keeps its meaning where nginx knows variables."""
    if _PLAIN.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def notes(*texts: str) -> list[str]:
    """Each text as a comment on its line."""
    return [f"# {text}" for text in texts]


def block(head: str, *lines: str) -> list[str]:
    """A block with its lines moved in; those that are empty stay so."""
    return [f"{head} {{", *(f"{' ' * _WIDTH}{line}" if line else "" for line in lines), "}"]


def headers(policy: Policy, kind: Kind) -> list[str]:
    """All headers of a class of responses, those of errors too.

    `Vary` is stated, as `gzip_vary` would open the compressed file at each request only to see whether it is there.
    """
    found = (*policy.headers(kind), ("Vary", "Accept-Encoding"))
    return [f'add_header {name} "{value}" always;' for name, value in found]


def path_of(policy: Policy, url: str) -> str:
    """An address from the site's root as the path that nginx looks at: decoded, quoted where it must be."""
    return quoted(f"{policy.base}{url}")


def expression(text: str) -> str:
    """An expression that fits this text alone, whatever it holds: each byte that is not plain by its number."""
    return "".join(chr(byte) if byte in _LETTERS else f"\\x{byte:02x}" for byte in text.encode())
