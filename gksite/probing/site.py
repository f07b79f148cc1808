"""The site that is probed: its name and ports, and the addresses that were looked at and are connected to."""

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from gksite.probing.addresses import is_public
from gksite.probing.exchange import Place
from gksite.problems.problem import RequestError
from gksite.text.hosts import is_ipv4
from gksite.text.web_addresses import address_fault

_PLAIN = "%/:=&?~#+!$,;'@()*[]"
"""What stays as it is in a path that is sent; all else that is no letter or figure is coded."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site by its address, with the context for TLS; `v6` and `v4` are its addresses as numbers."""

    url: str
    host: str
    port: int
    http_port: int
    context: ssl.SSLContext
    v6: tuple[str, ...] = ()
    v4: tuple[str, ...] = ()

    @property
    def is_secure(self) -> bool:
        """Whether its address begins with https."""
        return self.url.lower().startswith("https:")

    def owns(self, address: str) -> bool:
        """Whether a whole address is one of this site: the same host, over a port that is known to be its own."""
        try:
            parts = urlsplit(address)
            port = parts.port or _usual(parts.scheme)
        except ValueError:
            return False
        ports = {"http": {self.http_port}, "https": set()}
        ports[urlsplit(self.url).scheme].add(self.port)
        return (
            parts.scheme in ports
            and parts.hostname == self.host
            and "@" not in parts.netloc
            and port in ports[parts.scheme]
        )

    def place(self, address: str, number: str) -> Place:
        """Where a request for an address of this site goes, at one of its numbers."""
        parts = urlsplit(address)
        tls = self.context if parts.scheme == "https" else None
        return Place(self.host, number, parts.port or _usual(parts.scheme), tls)


def _usual(scheme: str) -> int:
    """The port where none is stated."""
    return 443 if scheme == "https" else 80


def site_at(url: str, http_port: int, context: ssl.SSLContext) -> Site:
    """The site at an address, nothing resolved yet. Raises RequestError where it is none that can be probed."""
    if address_fault(url) is not None:
        raise RequestError("“{value}”不是网址；应像 https://www.example.gov.cn/", value=url)
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode().rstrip(".")
    if is_ipv4(host) or ":" in host:
        raise RequestError("要检测的是网站的域名，不是 IP 地址：{value}", value=url)
    plain = parts._replace(netloc=host if parts.port is None else f"{host}:{parts.port}", path=parts.path or "/")
    address = coded(plain._replace(fragment="").geturl())
    return Site(address, host, parts.port or _usual(parts.scheme), http_port, context)


def refuse_private(site: Site) -> None:
    """Raises RequestError where a name leads into a private network."""
    for number in (*site.v6, *site.v4):
        if not is_public(number):
            raise RequestError(
                "{host} 的地址 {address} 不是公网地址，没有连接；确是要测内网的网站，加上 --private",
                host=site.host,
                address=number,
            )


def coded(address: str) -> str:
    """An address as it can be sent: no blank, no line end, nothing beyond ASCII."""
    return quote(address, safe=_PLAIN)


def whole(address: str, page: str) -> str:
    """The whole address of a link in a page, as it can be sent; empty where it is none."""
    try:
        joined = urlsplit(urljoin(page, address.strip()))
        return coded(joined._replace(fragment="").geturl())
    except ValueError:
        return ""


def spread(addresses: Iterable[str], most: int) -> list[str]:
    """At most so many of some addresses, by name, as far from each other as can be."""
    ordered = sorted(set(addresses))
    if len(ordered) <= most:
        return ordered
    return [ordered[i * len(ordered) // most] for i in range(most)]
