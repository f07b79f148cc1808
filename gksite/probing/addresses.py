"""Which addresses a probe may connect to: those of the public network alone, unless it is told otherwise."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NOT_PUBLIC: tuple[IPv4Network | IPv6Network, ...] = (
    *map(IPv4Network, ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12")),
    *map(IPv4Network, ("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24")),
    *map(IPv4Network, ("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24")),
    *map(IPv4Network, ("224.0.0.0/4", "240.0.0.0/4")),
    *map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")),
)
"""Networks of special use (IANA's registries, RFC 6890): private, shared, documentation, tunnels, multicast."""
_PUBLIC = IPv6Network("2000::/3")
"""All of IPv6 that is given out; loopback, link-local, ULA, multicast, mapped and translated addresses lie outside."""


def is_public(address: str) -> bool:
    """Whether an address, written as a number, is one of the public network. Raises ValueError for anything else."""
    number = ip_address(address)
    if isinstance(number, IPv6Address) and (number.scope_id is not None or number not in _PUBLIC):
        return False
    return not any(_holds(network, number) for network in _NOT_PUBLIC)


def _holds(network: IPv4Network | IPv6Network, number: IPv4Address | IPv6Address) -> bool:
    return network.version == number.version and number in network
