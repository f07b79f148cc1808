"""Hosts of web addresses: which lead away from what a government answers for."""

import re
import unicodedata
from collections.abc import Iterable
from ipaddress import IPv6Address, IPv6Network
from urllib.parse import unquote, urlsplit

_OFFICIAL = ("gov.cn", "xn--zfr164b")
"""Domains that only bodies of party and government hold: .gov.cn, and .政务 as browsers send it."""
_REGISTERS = frozenset({"bszs.conac.cn"})
"""Where the badge that every government site has to show leads."""
_CHINESE_DOMAIN = "政务"
_NUMBER = re.compile(r"0x[0-9a-f]*+|[0-9]++")
"""A part of a number of IPv4 as browsers read it: decimal, octal or hexadecimal."""
_MAPPED = (IPv6Network("::ffff:0:0/96"), IPv6Network("::/96"), IPv6Network("64:ff9b::/96"))
"""Where IPv6 writes a number of IPv4: RFC 4291 section 2.5.5, RFC 6052."""
_BEGINNING = re.compile(r"(http:)[/\\]*+|((?:https:)?)[/\\]{2,}+", re.IGNORECASE)
"""How an address begins that names its host; browsers take the other slash for the usual one (WHATWG URL)."""
_LEFT_OUT = str.maketrans("", "", "\t\r\n")
"""What browsers leave out wherever it stands in an address."""
_AROUND = "".join(map(chr, range(33)))
"""What they leave out around it."""


def _read(address: str) -> str:
    """A web address as a browser reads its beginning; empty where it names no host."""
    address = address.strip(_AROUND + "\u3000\xa0").translate(_LEFT_OUT)
    found = _BEGINNING.match(address)
    if found is None:
        return ""
    host, _, rest = address[found.end() :].replace("\\", "/").partition("/")
    return f"{(found[1] or found[2]).lower()}//{host}/{rest}"


def host_of(address: str) -> str:
    """The host of a web address in lower case, without port and account; empty where the address names none."""
    try:
        parts = urlsplit(unicodedata.normalize("NFKC", _read(address) or address.strip()))
        return unicodedata.normalize("NFKC", unquote(parts.hostname or "")).rstrip(".").lower()
    except ValueError:
        return ""


def is_web(address: str) -> bool:
    """Whether an address is one of the web that names its host: https://…, http://…, //…"""
    return bool(_read(address))


def is_insecure(address: str) -> bool:
    """Whether a web address is fetched over http, in whatever case and with whatever port."""
    return _read(address).startswith("http:")


def leaves_scheme_open(address: str) -> bool:
    """Whether a web address names its host without https: or http:, and takes that of the page."""
    return _read(address).startswith("//")


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
    """Whether a host is a number of IPv4, which nobody reaches over IPv6: in any spelling that browsers read.

    Four decimal parts, fewer, octal or hexadecimal ones (WHATWG URL, "IPv4 parser"), or as IPv6 writes it.
    """
    bare = host.strip("[]").rstrip(".").lower()
    if ":" in bare:
        return _is_mapped(bare)
    parts = bare.split(".")
    return len(parts) <= 4 and all(map(_NUMBER.fullmatch, parts))


def _is_mapped(host: str) -> bool:
    """Whether an address of IPv6 only writes one of IPv4; neither :: nor ::1 does."""
    try:
        address = IPv6Address(host)
    except ValueError:
        return False
    return int(address) > 1 and any(address in network for network in _MAPPED)
