"""Markdown → safe HTML; the only door to `markdown` and `nh3`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "strong", "em", "code", "pre", "blockquote", "sup", "sub", "del"),
    *("ul", "ol", "li", "a", "img", "table", "thead", "tbody", "tr", "th", "td"),
}

_ADDRESSES = {("a", "href"), ("img", "src")}
"""The attributes that hold addresses of the site."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a text: its address, and what it shows in words."""

    address: str
    words: str


class _Ampersand(InlineProcessor):
    """An ampersand is one: what looks like an entity shows as typed."""

    def handleMatch(  # type: ignore[override]  # noqa: N802  the library's name, and its newer signature
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        return f"{AMP_SUBSTITUTE}amp;", m.start(0), m.end(0)


class _Plain(Extension):
    """Raw HTML is text like any other, so a tag in content shows as typed."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the library's name
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.deregister("entity")
        md.inlinePatterns.register(_Ampersand("&"), "ampersand", 80)


class _Headings(Treeprocessor):
    """Headings start below the page's own h1."""

    top = 2

    def run(self, root: Element) -> None:
        for element in root.iter():
            if len(element.tag) == 2 and element.tag[0] == "h" and element.tag[1].isdigit():
                element.tag = f"h{min(6, max(2, int(element.tag[1]) + self.top - 1))}"


class _Tags(HTMLParser):
    """The tags that a Markdown text comes to, each with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(to_html(text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def _clean(html: str, link: Callable[[str], str] | None = None) -> str:
    """HTML with only what a text needs, each link's address passed through `link`."""

    def keep(tag: str, attribute: str, value: str) -> str | None:
        return link(value) if link and (tag, attribute) in _ADDRESSES else value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "img": {"src", "alt"}, "ol": {"start"}},
        attribute_filter=keep,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


@lru_cache(maxsize=4096)
def to_html(text: str, *, top: int = 1) -> Markup:
    """Sanitised HTML of a Markdown text, `#` as a heading of level `top` but never the page's h1, links as written."""
    converter = Markdown(extensions=[_Plain(), "tables", "sane_lists", "nl2br"], output_format="html")
    headings = _Headings(converter)
    headings.top = top
    converter.treeprocessors.register(headings, "headings", 1)
    return Markup(_clean(converter.convert(text)))  # noqa: S704  cleaned on the spot


def relink(html: Markup, link: Callable[[str], str]) -> Markup:
    """The same HTML with each link's address changed by `link`."""
    return Markup(_clean(html, link))  # noqa: S704  cleaned on the spot


def with_marked_links(html: Markup, is_outer: Callable[[str], bool], said: str) -> Markup:
    """Sanitised HTML whose links to hosts of others say so in words right behind them, without scripts too."""
    mark = Markup(' <span class="small">{}</span>').format(said)

    def marked(link: re.Match[str]) -> str:
        address = _HREF.search(link[1])
        if address is None or not is_outer(Markup(address[1]).unescape()):  # noqa: S704  made plain again
            return link[0]
        return f'<a class="external" rel="external"{link[1]}>{link[2]}</a>{mark}'

    return Markup(_LINK.sub(marked, html))  # noqa: S704  cleaned before, escaped here


def to_text(text: str) -> str:
    """The words of a Markdown text without its markup."""
    return Markup(nh3.clean(to_html(text), tags=set())).unescape().strip()  # noqa: S704  unescaped again


def link_targets(text: str) -> list[str]:
    """The addresses that a Markdown text links to; those of its pictures are not among them."""
    return [values["href"] for tag, values in _Tags(text).found if tag == "a" and "href" in values]


def pictures(text: str) -> list[Picture]:
    """The pictures of a Markdown text."""
    found = [values for tag, values in _Tags(text).found if tag == "img"]
    return [Picture(values.get("src", ""), values.get("alt", "")) for values in found]


def from_root(address: str) -> str:
    """An address in content/files/, written as seen from the site or from a page's own file, as one from the root."""
    written = _FILES.match(address)
    return f"/{written[1].removeprefix('files/root/')}" if written else address


_LINK = re.compile(r"<a((?: [^<>]*)?)>([^<]*(?:<(?!/?a[ >])[^<]*)*)</a>")
"""A link of sanitised HTML, which never stands in another one."""
_HREF = re.compile(r" href=\"([^\"]*)\"")
"""Its address."""
_FILES = re.compile(r"(?:\./|(?:\.\./)*(?:content/)?|/(?:content/)?)(files/.+)")
"""An address in content/files/, with what an editor may write before it."""
