"""A finished tree as a reader without IPv4 meets it: nothing of others, no number of IPv4, no http to the site itself.

`check` looks at the pages that are made here. This looks at every text file that stands in output/, those that editors
and others put there too: pages, style sheets, drawings, scripts, data, lists for robots. What is packed (PDF, Office,
archives, pictures of dots) is not opened.
"""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from html import escape, unescape
from pathlib import PurePosixPath

from gksite.checks.resources import IPV4, NOT_SECURE, OPEN_SCHEME, OTHER_HOST, fault_of, fetched_by, with_frames
from gksite.checks.scripts import asked_by_script, written_in
from gksite.checks.tree import Page, parsed
from gksite.model.open_files import DATA_TEXTS
from gksite.model.outputs import File
from gksite.problems.problem import Code, Location, Phrase, Problem
from gksite.text.hosts import host_of, is_web
from gksite.text.styles import fetched

RULES: tuple[tuple[Phrase, tuple[Code, ...]], ...] = (
    (Phrase("没有向别的网站取东西、送东西"), (OTHER_HOST,)),
    (Phrase("网址里没有 IPv4 地址"), (IPV4,)),
    (Phrase("本网站的链接都不是 http://，也不以 // 开头"), (NOT_SECURE, OPEN_SCHEME)),
)
"""The rules as people read them, each with the codes that break it."""
MARKUP = frozenset({".html", ".htm", ".xhtml", ".shtml", ".shtm", ".svg"})
"""Files that fetch as pages do."""
SCRIPTS = frozenset({".js", ".mjs"})
XML = frozenset({".xml", ".rss", ".atom", ".svg"})
"""Files that may name a style sheet before they begin."""
DATA = frozenset({".css", ".geojson", ".webmanifest", ".map", *DATA_TEXTS})
TEXTS = MARKUP | SCRIPTS | XML | DATA
"""Files in which addresses are read."""
_STYLED_XML = re.compile(r"<\?xml-stylesheet\b[^<>]{0,300}?\bhref\s*+=\s*+[\"']([^\"']{1,300})")
"""The style sheet of an XML file."""


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
    text = _text_of(file.content)
    page = parsed(File(file.path, text.encode())) if suffix in MARKUP and text.strip() else None
    asked = tuple(_asked(page, suffix, text))
    found: dict[tuple[Code, str], str] = {}
    for code, address in (*_of_others(asked, own), *_unreachable((*asked, *_written(page, text)), own)):
        found.setdefault((code, address.rstrip("/")), address)
    for (code, _), address in found.items():
        yield Problem(code, Location(f"output/{file.path}", _line(text, address)), target=address)


def _text_of(content: bytes) -> str:
    """A file as text: UTF-16 where it says so, else UTF-8, in which addresses read the same as in GB 18030."""
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    return content.decode(encoding, "replace")


def _asked(page: Page | None, suffix: str, text: str) -> Iterator[str]:
    """The addresses that a file asks for as it is shown or run."""
    if page is not None:
        yield from fetched_by(page)
    elif suffix == ".css":
        yield from fetched(text)
    if suffix in SCRIPTS:
        yield from asked_by_script(text)
    if suffix in XML:
        yield from _STYLED_XML.findall(text)


def _written(page: Page | None, text: str) -> Iterator[str]:
    """Every whole address in a file that it does not ask for: where it leads, and what it only says."""
    if page is None:
        yield from written_in(text)
        return
    for each in with_frames(page):
        for link in each.tagged("a", "area"):
            yield link.get("href", "")
    yield from map(unescape, written_in(text))


def _of_others(addresses: Iterable[str], own: str) -> Iterator[tuple[Code, str]]:
    """Those of other hosts."""
    for address in addresses:
        if is_web(address) and host_of(address) != own:
            yield OTHER_HOST, address


def _unreachable(addresses: Iterable[str], own: str) -> Iterator[tuple[Code, str]]:
    """Those that are numbers of IPv4, or lead to the site itself by http."""
    for address in addresses:
        fault = fault_of(address, own)
        if fault is not None:
            yield fault, address


def _line(text: str, address: str) -> int:
    """The line on which an address first stands; 0 where it is written otherwise there."""
    for written in (address, escape(address), address.replace("/", "\\/"), address.partition(":")[2]):
        at = text.find(written)
        if written and at >= 0:
            return text.count("\n", 0, at) + 1
    return 0
