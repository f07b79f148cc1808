"""What a page loads and where it leads, as a probe has to know it."""

from dataclasses import dataclass

from gksite.checks.resources import loaded_by
from gksite.checks.tree import parsed
from gksite.model.outputs import File
from gksite.probing.exchange import Answer
from gksite.probing.site import Site, whole
from gksite.text.hosts import host_of, is_ipv4, is_web

PAGES = ("text/html", "application/xhtml+xml")
"""Types of what is read as a page."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The whole addresses in a page: what it loads, its own and others', and the pages of the site it leads to."""

    loads: tuple[str, ...] = ()
    loads_of_others: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    literals: tuple[str, ...] = ()
    """Those of either kind whose host is a number of IPv4, as they are written."""


def ways_of(address: str, answer: Answer, site: Site) -> Ways:
    """The addresses in what was answered for an address; none where it is no page."""
    if answer.type not in PAGES or not answer.body.strip():
        return Ways()
    page = parsed(File(address, answer.body))
    loaded = list(dict.fromkeys(loaded_by(page)))
    led = list(dict.fromkeys(link.get("href", "") for link in page.tagged("a", "area")))
    loads = [whole(written, address) for written in loaded]
    links = [whole(written, address) for written in led]
    return Ways(
        tuple(dict.fromkeys(load for load in loads if site.owns(load))),
        tuple(dict.fromkeys(load for load in loads if is_web(load) and not site.owns(load))),
        tuple(dict.fromkeys(link for link in links if site.owns(link))),
        tuple(written for written in (*loaded, *led) if is_web(written) and is_ipv4(host_of(written))),
    )
