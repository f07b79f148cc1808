"""A finished tree as a reader without IPv4 meets it: nothing of others, no number of IPv4, no http to the site itself.

`check` looks at the pages that are made here. This looks at every text file that stands in output/, those that editors
and others put there too: pages, style sheets, drawings, scripts, data, lists for robots. What is packed (PDF, Office,
archives, pictures of dots) is not opened.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import PurePosixPath

from gksite.checks.resources import IPV4, NOT_SECURE, OPEN_SCHEME, OTHER_HOST, fetched_by
from gksite.checks.styles import fetched
from gksite.checks.tree import Page, parsed
from gksite.model.outputs import File
from gksite.problems.problem import Code, Location, Phrase, Problem
from gksite.text.hosts import host_of, is_insecure, is_ipv4, is_web, leaves_scheme_open

RULES: tuple[tuple[Phrase, tuple[Code, ...]], ...] = (
    (Phrase("没有向别的网站取东西、送东西"), (OTHER_HOST,)),
    (Phrase("网址里没有 IPv4 地址"), (IPV4,)),
    (Phrase("本网站的链接都不是 http://，也不以 // 开头"), (NOT_SECURE, OPEN_SCHEME)),
)
"""The rules as people read them, each with the codes that break it."""
MARKUP = frozenset({".html", ".htm", ".xhtml", ".svg"})
"""Files that fetch as pages do."""
TEXTS = MARKUP | {
    ".css",
    ".js",
    ".mjs",
    ".json",
    ".jsonld",
    ".geojson",
    ".webmanifest",
    ".map",
    ".xml",
    ".rss",
    ".atom",
}
TEXTS |= {".txt", ".csv", ".md", ".ics"}
"""Files in which addresses are read."""
_WRITTEN = re.compile(
    r"https?:(?:\\?/){2}[^\s\"'<>`|{}/\\?#)\]，。；、）】》]{1,300}(?:[/?#][^\s\"'<>`|{}\\]{0,300})?", re.IGNORECASE
)
"""An address in whatever text; as JSON may write its slashes."""
_BRACKETED = re.compile(r"https?:(?:\\?/){2}(?:[^\s\"'<>@/\\]{0,100}@)?\[[0-9a-f:.]{2,50}\]", re.IGNORECASE)
"""One whose host is a number of IPv6."""
_ASKED = re.compile(
    r"(?:\bimport|\bfrom|\bfetch|\bimportScripts|\b(?:Shared)?Worker|\bWebSocket|\bEventSource|\bsendBeacon"
    r"|\.(?:src|href|action)|\.open\(\s*+[\"'][A-Z]{3,7}[\"'],|\bhref)"
    r"\s*+[(=]?\s*+[\"'`]((?:(?:http|ws)s?:)?//[^\"'`\s]{1,300})"
)
"""What a script asks for by an address in it, and the style sheet of an XML file."""

_SOCKET = re.compile(r"^ws(?=s?:)", re.IGNORECASE)
"""The scheme of a socket, which is that of the web with another name."""


def check_ipv6(files: Iterable[File], url: str | None) -> Iterator[Problem]:
    """Each address in the files that a reader without IPv4 fails at, once a file, with the line where it first stands.

    `url` is where the site is; without it every host is another's, and nothing is a link to the site itself.
    """
    own = host_of(url or "")
    for file in files:
        suffix = PurePosixPath(file.path).suffix.lower()
        if suffix in TEXTS:
            yield from _check_file(file, suffix, own)


def _check_file(file: File, suffix: str, own: str) -> Iterator[Problem]:
    """The findings in one file."""
    text = file.content.decode("utf-8", "replace")
    page = parsed(file) if suffix in MARKUP and text.strip() else None
    asked = tuple(_asked(page, suffix, text))
    written = tuple(_written(page, text))
    found = dict.fromkeys(_of_others(asked, own))
    found.update(dict.fromkeys(_unreachable((*asked, *written), own)))
    for code, address in found:
        yield Problem(code, Location(f"output/{file.path}", _line(text, address)), target=address)


def _asked(page: Page | None, suffix: str, text: str) -> Iterator[str]:
    """The addresses that a file asks for as it is shown or run."""
    if page is not None:
        yield from fetched_by(page)
    elif suffix == ".css":
        yield from fetched(text)
    if suffix in (".js", ".mjs", ".svg", ".xml", ".rss", ".atom"):
        yield from map(_of_the_web, _ASKED.findall(text))


def _of_the_web(address: str) -> str:
    """An address with the scheme of the web, where that of a socket stands."""
    return _SOCKET.sub("http", address)


def _written(page: Page | None, text: str) -> Iterator[str]:
    """Every whole address in a file that it does not ask for: where it leads, and what it only says."""
    if page is not None:
        for link in page.tagged("a", "area"):
            yield link.get("href", "")
    for pattern in (_WRITTEN, _BRACKETED):
        for found in pattern.finditer(text):
            yield found[0].replace("\\/", "/")


def _of_others(addresses: Iterable[str], own: str) -> Iterator[tuple[Code, str]]:
    """Those of other hosts."""
    for address in addresses:
        if is_web(address) and host_of(address) != own:
            yield OTHER_HOST, address


def _unreachable(addresses: Iterable[str], own: str) -> Iterator[tuple[Code, str]]:
    """Those that are numbers of IPv4, or lead to the site itself by http."""
    for address in addresses:
        host = host_of(address) if is_web(address) else ""
        if is_ipv4(host):
            yield IPV4, address
        elif host and host == own and is_insecure(address):
            yield NOT_SECURE, address
        elif host and host == own and leaves_scheme_open(address):
            yield OPEN_SCHEME, address


def _line(text: str, address: str) -> int:
    """The line on which an address first stands; 0 where it is written otherwise there."""
    for written in (address, escape(address), address.replace("/", "\\/"), address.partition(":")[2]):
        at = text.find(written)
        if written and at >= 0:
            return text.count("\n", 0, at) + 1
    return 0
