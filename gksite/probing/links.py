"""What a page loads and where it leads, as a probe has to know it; what its scripts and style sheets ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from gksite.checks.resources import loaded_by, scripts_of
from gksite.checks.scripts import asked_by_script, written_in
from gksite.checks.tree import Page, parsed
from gksite.model.outputs import File
from gksite.probing.bounds import Bounds
from gksite.probing.exchange import Answer
from gksite.probing.site import Site, whole
from gksite.text.hosts import host_of, is_ipv4, is_web
from gksite.text.styles import fetched

PAGES = ("text/html", "application/xhtml+xml")
"""Types of what is read as a page."""
SCRIPTS = (".js", ".mjs")
SHEETS = (".css",)
"""How the paths of scripts and of style sheets end, which are read as texts."""
_LONGEST = 1_000
"""Characters of an address that is looked at; longer ones hold pictures, or are meant to wear a probe out."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The whole addresses in a page: what it loads of the site, and the pages of the site to which it leads."""

    loads: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    """The hosts of others from which it loads."""
    links: tuple[str, ...] = ()
    literal: str = ""
    """The first address in it whose host is a number of IPv4, as it is written; empty without one."""


def ways_of(address: str, answer: Answer, site: Site, bounds: Bounds) -> Ways:
    """The addresses in what was answered for an address; none where it is no page, script or style sheet."""
    body = answer.body[: bounds.read_bytes]
    if answer.type in PAGES:
        return _ways_of_page(address, body, site, bounds) if body.strip() else Ways()
    path = urlsplit(address).path.lower()
    text = body.decode("utf-8", "replace")
    if path.endswith(SCRIPTS):
        return Ways(hosts=_hosts(asked_by_script(text), address, site, bounds), literal=_literal(written_in(text)))
    if path.endswith(SHEETS):
        asked = fetched(text)
        return Ways(hosts=_hosts(asked, address, site, bounds), literal=_literal(asked))
    return Ways()


def _ways_of_page(address: str, body: bytes, site: Site, bounds: Bounds) -> Ways:
    page = parsed(File(address, body))
    base = _base(page, address)
    loaded = _first(loaded_by(page), bounds.page_links)
    led = _first((link.attrib["href"] for link in page.tagged("a", "area") if "href" in link.attrib), bounds.page_links)
    scripts = list(scripts_of(page))
    asked = chain.from_iterable(map(asked_by_script, scripts))
    said = chain.from_iterable(map(written_in, scripts))
    return Ways(
        _own(loaded, base, site),
        _hosts(chain(loaded, asked), base, site, bounds),
        _own(led, base, site),
        _literal(chain(loaded, led, said)),
    )


def _base(page: Page, address: str) -> str:
    """What the relative addresses of a page are relative to: what its first `base` with an address says."""
    for element in page.tagged("base"):
        if "href" in element.attrib:
            stated = whole(element.attrib["href"], address)
            return stated if is_web(stated) else address
    return address


def _first(addresses: Iterable[str], most: int) -> list[str]:
    """The first of some addresses, each once, without those that are too long."""
    kept: dict[str, None] = {}
    for address in addresses:
        if len(kept) >= most:
            break
        if len(address) <= _LONGEST:
            kept[address] = None
    return list(kept)


def _own(addresses: Iterable[str], base: str, site: Site) -> tuple[str, ...]:
    """Those of the site, whole."""
    return tuple(dict.fromkeys(filter(site.owns, _whole(addresses, base))))


def _hosts(addresses: Iterable[str], base: str, site: Site, bounds: Bounds) -> tuple[str, ...]:
    """The hosts of the others."""
    others = (load for load in _whole(_first(addresses, bounds.page_links), base) if not site.owns(load))
    return tuple(dict.fromkeys(filter(None, (host_of(load) for load in others if is_web(load)))))


def _whole(addresses: Iterable[str], base: str) -> Iterator[str]:
    return (whole(written, base) for written in addresses)


def _literal(addresses: Iterable[str]) -> str:
    return next((written for written in addresses if is_web(written) and is_ipv4(host_of(written))), "")
