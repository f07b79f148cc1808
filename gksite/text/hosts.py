"""Hosts of web addresses: which lead away from what a government answers for."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

_OFFICIAL = ("gov.cn", "xn--zfr164b")
"""Domains that only bodies of party and government hold: .gov.cn, and .政务 as browsers send it."""
_REGISTERS = frozenset({"bszs.conac.cn"})
"""Where the badge that every government site has to show leads."""
_CHINESE_DOMAIN = "政务"
_IPV4 = re.compile(r"(?:\[::ffff:)?\d{1,3}(?:\.\d{1,3}){3}\]?")
"""A number of IPv4, also as IPv6 writes it."""


def host_of(address: str) -> str:
    """The host of a web address in lower case, without port and account; empty where the address names none."""
    try:
        parts = urlsplit(unicodedata.normalize("NFKC", address.strip()))
        return (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_web(address: str) -> bool:
    """Whether an address is one of the web that names its host: https://…, http://…, //…"""
    return address.strip().lower().startswith(("http://", "https://", "//"))


def is_outer(address: str, own: str | None, allowed: Iterable[str]) -> bool:
    """Whether an address leads to a host that is not the portal's (`own`), a government's, or one that was allowed."""
    host = host_of(address) if is_web(address) else ""
    if not host or host in _REGISTERS or (own and host == host_of(own)):
        return False
    last = host.rpartition(".")[2]
    if last == _CHINESE_DOMAIN or any(host == domain or host.endswith(f".{domain}") for domain in _OFFICIAL):
        return False
    return not any(_allows(entry, host) for entry in allowed)


def _allows(entry: str, host: str) -> bool:
    """Whether an entry of `allowed_hosts`, as a name, with a star or as an address, means a host."""
    name = unicodedata.normalize("NFKC", entry).strip().lower()
    if "//" in name:
        name = host_of(name)
    if name.startswith("*."):
        return host.endswith(name[1:])
    return host == name.rstrip("/.")


def is_ipv4(host: str) -> bool:
    """Whether a host is a number of IPv4, which nobody reaches over IPv6."""
    return _IPV4.fullmatch(host) is not None
