"""What the domain name system says of a site: its addresses, and the name servers from its zone up to the TLD."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address

import dns.exception
import dns.name
import dns.resolver
from dns.rdatatype import RdataType

from gksite.probing.bounds import Unanswered
from gksite.problems.problem import Phrase, RequestError

MOST_ADDRESSES = 8
MOST_SERVERS = 16
MOST_ZONES = 8
"""Of one name, of one zone, above one name: what lies beyond is not looked at."""
_SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone with the names of its name servers, and those of them that have an address of IPv6."""

    name: str
    servers: tuple[str, ...]
    reachable: tuple[str, ...]


class Names:
    """A resolver: the machine's own, or one at an address and port."""

    def __init__(self, server: str | None = None) -> None:
        """Raises RequestError where the machine has none, or `server` is no address."""
        if server is None:
            self._resolver = _own()
            return
        host, port = server_of(server)
        self._resolver = dns.resolver.Resolver(configure=False)
        self._resolver.nameservers = [host]
        self._resolver.port = port

    def addresses(self, host: str, kind: str) -> tuple[str, ...]:
        """Those of a name, `kind` AAAA or A, in their order as numbers. Raises Unanswered."""
        return tuple(sorted(self._ask(host, kind), key=lambda text: ip_address(text).packed)[:MOST_ADDRESSES])

    def zones(self, host: str, before: Callable[[], object]) -> tuple[Zone, ...]:
        """The zones in which a name stands, its own first, its TLD last. Raises Unanswered.

        `before` is called before each look-up, and may raise what ends them.
        """
        found: list[Zone] = []
        for name in _above(host):
            before()
            servers = tuple(sorted(self._ask(name, "NS"))[:MOST_SERVERS])
            if servers and len(found) < MOST_ZONES:
                found.append(self._zone(name, servers, before))
        return tuple(found)

    def _zone(self, name: str, servers: tuple[str, ...], before: Callable[[], object]) -> Zone:
        reachable = []
        for server in servers:
            before()
            if self._ask(server, "AAAA"):
                reachable.append(server)
        return Zone(name, servers, tuple(reachable))

    def _ask(self, name: str, kind: str) -> list[str]:
        """The texts of an answer; none where the name or the kind is not there. Raises Unanswered."""
        try:
            answer = self._resolver.resolve(_name(name), RdataType[kind], lifetime=_SECONDS, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError) as error:
            reason = Phrase(
                "解析 {name} 的 {kind} 记录没有得到答复（{kind_of_error}）",
                name=name,
                kind=kind,
                kind_of_error=type(error).__name__,
            )
            raise Unanswered(reason, blind=True) from error
        return [record.to_text().rstrip(".") for record in answer]


def _own() -> dns.resolver.Resolver:
    try:
        return dns.resolver.Resolver()
    except (dns.exception.DNSException, OSError):
        raise RequestError("这台机器没有设置域名服务器；请用 --resolver 指定一个") from None


def server_of(text: str) -> tuple[str, int]:
    """The address and port of a resolver: 192.0.2.1, 192.0.2.1:5353, [2001:db8::1]:53. Raises RequestError."""
    host, _, port = text.rpartition(":") if text.count(":") == 1 or "]:" in text else (text, "", "53")
    try:
        number = int(port)
        address = str(ip_address(host.strip("[]")))
    except ValueError:
        number = 0
        address = ""
    if not 0 < number < 65536:
        raise RequestError("--resolver 应写成 IP 地址，或者 IP 地址:端口，而不是“{value}”", value=text)
    return address, number


def _name(text: str) -> dns.name.Name:
    """A name as it is asked for. Raises Unanswered where it can be none."""
    try:
        return dns.name.from_text(text.rstrip(".") + ".")
    except (dns.exception.DNSException, UnicodeError):
        raise Unanswered(Phrase("“{name}”不能作域名", name=text)) from None


def _above(host: str) -> Iterator[str]:
    """A name and all above it, without the root."""
    labels = host.rstrip(".").split(".")
    for i in range(len(labels)):
        yield ".".join(labels[i:])
