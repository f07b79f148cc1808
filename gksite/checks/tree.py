"""What checks look at: a finished site, one page of it as a tree of elements, and what was gathered of all pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lxml import etree

from gksite.model.outputs import File
from gksite.model.site import Site


@dataclass(frozen=True, slots=True)
class CheckedTree:
    """A finished site with its files by path, on a day."""

    site: Site
    files: Mapping[str, File]
    today: date


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: where it stands, and its root element, None where it is blank."""

    path: str
    root: etree._Element | None


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is kept of a page for the checks that need all of them: its links as written, and its anchors."""

    path: str
    links: tuple[str, ...]
    anchors: frozenset[str]


_ATTRIBUTES = ("href", "src", "action", "data-module", "data-root")


def parsed(file: File) -> Page:
    """A page out of its bytes."""
    return Page(file.path, etree.fromstring(file.content, etree.HTMLParser(encoding="utf-8")))


def gathered(page: Page) -> PageFacts:
    """What is kept of a page."""
    links: list[str] = []
    anchors: set[str] = set()
    for element in () if page.root is None else page.root.iter(etree.Element):
        links += [element.attrib[name] for name in _ATTRIBUTES if name in element.attrib]
        if "id" in element.attrib:
            anchors.add(element.attrib["id"])
    return PageFacts(page.path, tuple(links), frozenset(anchors))
