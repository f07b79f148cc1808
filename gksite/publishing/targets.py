"""Where to publish: a folder of this machine, or one of another that SSH reaches."""

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from gksite.problems.problem import RequestError, escaped

_FAR = re.compile(r"(?:(?P<user>[^@:/\[\]]++)@)?(?P<host>\[[^\]/]*+\]|[^@:/\[\]]++):(?P<path>.*)", re.DOTALL)
"""A folder of another machine as rsync and scp write it: the colon before any slash."""
_WORD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,252}")
"""A user, or a host as the settings of SSH may name it: nothing that a program could take for an option."""
_ZONE = re.compile(r"[A-Za-z0-9._-]{1,32}")
"""The interface behind the % of an address that only counts there."""


@dataclass(frozen=True, slots=True)
class FarFolder:
    """A folder of another machine; the host is a name, or an address without brackets."""

    host: str
    path: str
    user: str | None = None
    port: int | None = None

    @property
    def address(self) -> str:
        """The machine as rsync wants it, an IPv6 address in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.user}@{host}" if self.user else host

    def __str__(self) -> str:
        if self.port:
            return f"ssh://{self.address}:{self.port}{self.path}"
        return f"{self.address}:{self.path}"


def target(text: str) -> Path | FarFolder:
    """Where to publish, as somebody writes it. Raises RequestError where it cannot be meant.

    `./a:b` is a folder of this machine; `host:/a`, `user@[::1]:/a` and `ssh://host:22/a` are of another.
    """
    if not text or escaped(text) != text:
        raise RequestError("“{target}”不能作公布的地方", target=text)
    if text.startswith("ssh://"):
        return _from_url(text)
    head = text.split("/")[0]
    found = _FAR.fullmatch(text)
    if found is None or "://" in text:
        if ":" in head or "[" in head:
            raise RequestError(
                "“{target}”不能作公布的地方；应写成文件夹、用户@主机:/路径 或 ssh://主机:端口/路径", target=text
            )
        return Path(text)
    host = found["host"]
    if host.startswith("["):
        host = host[1:-1]
        if ":" not in host:
            raise RequestError("“{target}”里的用户或主机名写得不对", target=text)
    return _far(text, host, found["path"], found["user"], None)


def _from_url(text: str) -> FarFolder:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise RequestError("“{target}”写得不对；应写成 ssh://用户@主机:端口/路径", target=text) from error
    if parts.query or parts.fragment or parts.password is not None or not parts.hostname or port == 0:
        raise RequestError("“{target}”写得不对；应写成 ssh://用户@主机:端口/路径", target=text)
    host = parts.netloc.rpartition("@")[2].partition("]")[0].removeprefix("[")
    if "[" not in parts.netloc:
        host = host.partition(":")[0]
    return _far(text, host, unquote(parts.path), parts.username, port)


def _far(text: str, host: str, path: str, user: str | None, port: int | None) -> FarFolder:
    """A folder of another machine. Raises RequestError where a part could be taken for something else."""
    if not _is_host(host) or (user is not None and not _WORD.fullmatch(user)):
        raise RequestError("“{target}”里的用户或主机名写得不对", target=text)
    if not path.startswith("/") or not path.strip("/") or escaped(path) != path:
        raise RequestError("“{target}”里的路径要从 / 写起，也不能只是 /", target=text)
    return FarFolder(host, path.rstrip("/"), user, port)


def _is_host(host: str) -> bool:
    if ":" not in host:
        return _WORD.fullmatch(host) is not None
    address, mark, zone = host.partition("%")
    try:
        ipaddress.IPv6Address(address)
    except ValueError:
        return False
    return not mark or _ZONE.fullmatch(zone) is not None
