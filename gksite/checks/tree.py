"""What checks look at: a finished site, one page of it as a tree of elements, and what was gathered of all pages."""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote, urlsplit

from lxml import etree

from gksite.documents.shapes import Entry
from gksite.model.ledger import LedgerRecord
from gksite.model.outputs import File, SearchRecord
from gksite.model.site import Site
from gksite.problems.problem import Location

Element: TypeAlias = etree._Element


@dataclass(frozen=True)
class CheckedTree:
    """A finished site with its files by path, on a day; what search was built from by address, where known."""

    site: Site
    files: Mapping[str, File]
    today: date
    records: Mapping[str, SearchRecord] = field(default_factory=dict)
    ledger: Entry[LedgerRecord] | None = None

    def text(self, path: str) -> str:
        """A file as text; empty where there is none."""
        return self.files[path].content.decode("utf-8", "replace") if path in self.files else ""

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """Its style sheets by path."""
        return {path: self.text(path) for path in self.files if path.endswith(".css")}


@dataclass(frozen=True)
class Page:
    """A page of the site: where it stands, and its root element, None where it is blank."""

    path: str
    root: Element | None
    content: bytes = b""

    @cached_property
    def _source(self) -> bytes:
        return self.content.lower()

    @cached_property
    def elements(self) -> Mapping[str, list[Element]]:
        """Its elements by tag, each in the order of the page."""
        found: dict[str, list[Element]] = {}
        for element in () if self.root is None else self.root.iter(etree.Element):
            found.setdefault(str(element.tag), []).append(element)
        return found

    @cached_property
    def identified(self) -> list[Element]:
        """Its elements that have an id."""
        return self.find(_IDENTIFIED)

    @cached_property
    def ids(self) -> Mapping[str, Element]:
        """Its elements by id, the first of each."""
        found: dict[str, Element] = {}
        for element in self.identified:
            found.setdefault(element.attrib["id"], element)
        return found

    @cached_property
    def crumbs(self) -> list[Element]:
        """The links of its breadcrumb."""
        found: list[Element] = []
        for menu in self.tagged("nav"):
            if menu.get("aria-label") in _BREADCRUMBS:
                found += menu.iter("a")
        return found

    @property
    def own_crumb(self) -> Element | None:
        """What it calls itself in its breadcrumb."""
        menus = [menu for menu in self.tagged("nav") if menu.get("aria-label") in _BREADCRUMBS]
        return menus[0].find(".//*[@aria-current]") if menus else None

    @property
    def menu(self) -> list[Element]:
        """The links of its main menu, which stands in its head."""
        found: list[Element] = []
        for menu in self.tagged("nav"):
            if next(menu.iterancestors("header"), None) is not None:
                found += menu.iter("a")
        return found

    @cached_property
    def title(self) -> str:
        """Its name in its head."""
        for element in self.tagged("title"):
            above = element.getparent()
            if above is not None and above.tag == "head":
                return words(element)
        return ""

    def tagged(self, *tags: str) -> Iterator[Element]:
        """Its elements of some tags, tag by tag."""
        for tag in tags:
            yield from self.elements.get(tag, ())

    def in_order(self, *tags: str) -> list[Element]:
        """Its elements of some tags as they follow each other in the page."""
        return [] if self.root is None else list(self.root.iter(*tags))

    def find(self, path: "Path", *signs: bytes) -> list[Element]:
        """What a path finds in it; nothing where its source has none of the signs that it must have then."""
        if self.root is None or (signs and self.content and not any(sign in self._source for sign in signs)):
            return []
        return path(self.root)

    @property
    def kind(self) -> str:
        """What kind of page it says that it is: home, notice, task …; empty where it does not say."""
        for main in self.elements.get("main", ()):
            for name in main.get("class", "").split():
                if name.startswith("page-"):
                    return name.removeprefix("page-")
        return ""

    @property
    def place(self) -> Location:
        """Where a problem with it is said to be."""
        return Location(f"output/{self.path}")


Path: TypeAlias = Callable[[Element], list[Element]]


def path(expression: str) -> Path:
    """An XPath, ready to find elements."""
    return etree.XPath(expression)


_IDENTIFIED = path("//*[@id]")
_BREADCRUMBS = ("当前位置", "You are here")
"""What a breadcrumb is called."""
_ALTERNATIVES = path("//*[@src or @action or @srcset or @poster or @data-module or @data-classic] | //object[@data]")
"""What has addresses beside links."""


class Way(NamedTuple):
    """A link of a page: as written, the file it leads to, empty outside the site, and whether a reader follows it."""

    written: str
    target: str
    fragment: str
    followed: bool


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is kept of a page for the checks that need all of them.

    `copied` where it is a file of an editor's and not made here; `crumbs` are the pages of its breadcrumb, from home.
    """

    path: str
    ways: tuple[Way, ...]
    anchors: frozenset[str]
    kind: str = ""
    title: str = ""
    headings: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    parent: str = ""
    """What the last of these is called."""
    menu: tuple[tuple[str, str], ...] = ()
    """The pages of its main menu, each with what it is called there."""
    copied: bool = False
    reports: tuple[str, ...] = ()
    """Its links that speak of a report on the site itself."""

    @property
    def place(self) -> Location:
        """Where a problem with it is said to be."""
        return Location(f"output/{self.path}")


def parsed(file: File) -> Page:
    """A page out of its bytes."""
    return Page(file.path, etree.fromstring(file.content, etree.HTMLParser(encoding="utf-8")), file.content)


def words(element: Element) -> str:
    """The words of an element and all in it, blanks as one."""
    return " ".join("".join(map(str, element.itertext())).split())


def says_something(element: Element) -> bool:
    """Whether an element holds any word or sign."""
    return any(str(text).strip() for text in element.itertext())


def gathered(page: Page, base: str = "", *, copied: bool = False) -> PageFacts:
    """What is kept of a page; `base` is the path at which the page for what is not found is written to stand."""
    ways: dict[Way, None] = {}
    reports = []
    for element in page.tagged("a", "area"):
        if "href" in element.attrib:
            ways[_way(element.attrib["href"], page.path, base, followed=True)] = None
        if "报" in (element.text or "") and "网站" in (element.text or ""):
            reports.append(words(element))
    for written in _addresses(page):
        ways[_way(written, page.path, base, followed=False)] = None
    crumbs = [_way(link.get("href", ""), page.path, base, followed=True).target for link in page.crumbs]
    menu = []
    for link in page.menu:
        menu.append((_way(link.get("href", ""), page.path, base, followed=True).target, words(link)))
    headings = tuple(words(element) for element in page.tagged("h1"))
    own = page.own_crumb
    if own is not None:
        headings = (*headings, words(own))
    return PageFacts(
        path=page.path,
        ways=tuple(ways),
        anchors=frozenset(page.ids),
        kind=page.kind,
        title=page.title,
        headings=headings,
        crumbs=tuple(crumbs),
        parent=words(page.crumbs[-1]) if page.crumbs else "",
        menu=tuple(menu),
        copied=copied,
        reports=tuple(reports),
    )


def _addresses(page: Page) -> Iterator[str]:
    """What a page fetches or leads to beside its links."""
    for element in page.tagged("link"):
        if "href" in element.attrib:
            yield element.attrib["href"]
    for element in page.find(_ALTERNATIVES):
        for name in ("src", "action", "poster", "data-module", "data-classic", "data"):
            if name in element.attrib:
                yield element.attrib[name]
        for candidate in element.get("srcset", "").split(","):
            if candidate.strip():
                yield candidate.split()[0]


def path_of(address: str) -> str:
    """The path in a link; empty where it is no address at all."""
    try:
        return urlsplit(address.strip()).path
    except ValueError:
        return ""


def leads_away(address: str) -> bool:
    """Whether a link names a host or a scheme, or is no address at all."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def _way(written: str, page: str, base: str, *, followed: bool) -> Way:
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        return Way(written, written, "", followed)
    if parts.scheme or parts.netloc:
        return Way(written, "", "", followed)
    target = _target(unquote(parts.path), page, base)
    return Way(written, target, unquote(parts.fragment), followed)


def _target(link: str, page: str, base: str) -> str:
    if page == "404.html" and base and link.startswith(base):
        return resolve(link[len(base) :], "index.html")
    return resolve(link, page)


def resolve(link: str, file: str) -> str:
    """The file that a server would send for a relative link in a file; beyond the root stays beyond it."""
    if not link:
        return file
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), link))
    if link.endswith(("/", "/.", "/..")) or link in (".", ".."):
        return posixpath.normpath(posixpath.join(target, "index.html"))
    return target
