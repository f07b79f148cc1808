"""A web page: scripts, frames, comments, words out of sight, what it loads from elsewhere."""

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser

from gksite.problems.problem import Phrase
from gksite.readers.encodings import decode
from gksite.readers.fitness.traces import Looked, Trace, TraceKind, shortened

_DROPPED = {
    **dict.fromkeys(("script", "noscript", "template"), "script"),
    **dict.fromkeys(("iframe", "frame", "frameset", "object", "embed", "applet", "portal"), "embedded"),
}
"""Tags that are taken out with all that stands in them, and what they are."""
_VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)
"""Tags that hold nothing and are never closed."""
_LOADS = {"img": "src", "link": "href", "source": "src", "video": "src", "audio": "src", "input": "src", "track": "src"}
"""Tags that load a file by themselves, and the attribute that names it."""
_LOADING = ("background", "srcset", "poster", "data")
"""Attributes of any tag that do so too."""
_OUTSIDE = re.compile(r"\s{0,9}(?:[a-z][a-z0-9+.-]{0,20}:)?//|\s{0,9}(?:file|ftp):", re.IGNORECASE)
"""How an address begins that leads to another host or to somebody's disk."""
_RUNS = re.compile(r"[\s\x00-\x20]{0,20}(?:java|vb)script:", re.IGNORECASE)
"""How an address begins that is a program."""
_HIDES = re.compile(
    r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}(?:hidden|collapse)|mso-hide\s{0,4}:\s{0,4}all", re.IGNORECASE
)
"""How a style keeps words out of sight."""
_STYLE_LOADS = re.compile(r"(?:url\(|@import)\s{0,4}[\"']?(?:https?:)?//", re.IGNORECASE)
"""How a style loads something from another host."""
_WORDS = re.compile(r"[\u3400-\u9fff]")
"""A character that says something to a reader."""
_AUTHORS = frozenset(("author", "lastauthor", "manager", "company", "contentauthor", "editor"))
"""The names of page tags that name people."""


def look_at_page(data: bytes) -> Looked:
    """What a page carries that no reader is meant to get, and the page without it."""
    walk = _Walk()
    walk.feed(decode(data))
    walk.close()
    copy = "".join(walk.kept)
    return Looked("html", tuple(walk.traces), _as_utf8(copy).encode())


def _as_utf8(text: str) -> str:
    """A page that states the encoding in which it is written now."""
    return re.sub(r"(charset\s{0,4}=\s{0,4}[\"']?)[\w-]{1,20}", r"\1utf-8", text, count=1, flags=re.IGNORECASE)


class _Walk(HTMLParser):
    """A page piece by piece: what is kept of it as it is written, what was found."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.kept: list[str] = []
        self.traces: list[Trace] = []
        self.gone: str = ""
        """The tag whose inside is being taken out."""
        self.depth = 0
        self.kind: TraceKind = "script"
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.gone:
            self.depth += tag == self.gone
            return
        stated = {name: value or "" for name, value in attrs}
        kind = self._why_dropped(tag, stated)
        if kind is not None and tag not in _VOID:
            self.gone, self.depth, self.kind, self.words = tag, 1, kind, ""
            if tag in _DROPPED:
                self._tell(kind, f"<{tag}>")
        elif kind == "author":
            self.traces.append(
                Trace(kind, Phrase("网页属性“{name}”", name=stated["name"]), shortened(stated["content"]))
            )
        elif kind is not None:
            self._tell(kind, self._raw())
        else:
            self._keep(tag, stated)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        before = self.gone
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self.gone and self.gone != before:
            self.gone = ""

    def _tell(self, kind: TraceKind, text: str) -> None:
        """Note what stands here."""
        self.traces.append(Trace(kind, Phrase("第 {line} 行", line=self.getpos()[0]), shortened(text)))

    def _raw(self) -> str:
        return self.get_starttag_text() or ""

    def _why_dropped(self, tag: str, stated: dict[str, str]) -> TraceKind | None:
        """Why a tag is taken out with all that stands in it."""
        if tag in ("script", "noscript", "template"):
            return "script"
        if tag in _DROPPED:
            return "embedded"
        if tag == "meta" and stated.get("http-equiv", "").lower() == "refresh":
            return "script"
        if tag == "meta" and stated.get("name", "").lower() in _AUTHORS and stated.get("content", "").strip():
            return "author"
        if tag in _LOADS and _OUTSIDE.match(stated.get(_LOADS[tag], "")):
            return "external"
        if tag == "base":
            return "external"
        if tag not in ("html", "body", "input") and ("hidden" in stated or _HIDES.search(stated.get("style", ""))):
            return "hidden"
        return None

    def _keep(self, tag: str, stated: dict[str, str]) -> None:
        """Keep a tag, without its attributes that run or load something."""
        bad: list[tuple[str, TraceKind]] = []
        for name, value in stated.items():
            if name.startswith("on") or _RUNS.match(value):
                bad.append((name, "script"))
            elif (name in _LOADING and _OUTSIDE.match(value)) or (name == "style" and _STYLE_LOADS.search(value)):
                bad.append((name, "external"))
        if not bad:
            self.kept.append(self._raw())
            return
        place = Phrase("第 {line} 行", line=self.getpos()[0])
        for name, kind in bad:
            self.traces.append(Trace(kind, place, shortened(f"{name}={stated[name]}")))
            stated.pop(name, None)
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in stated.items())
        self.kept.append(f"<{tag}{attributes}>")

    def handle_endtag(self, tag: str) -> None:
        if not self.gone:
            self.kept.append(f"</{tag}>")
            return
        self.depth -= tag == self.gone
        if self.depth == 0:
            if self.gone not in _DROPPED and self.words.strip():
                self._tell(self.kind, self.words)
            self.gone = ""

    def handle_data(self, data: str) -> None:
        if self.gone:
            self.words += data
        elif self.lasttag == "style" and _STYLE_LOADS.search(data):
            self._tell("external", data)
        else:
            self.kept.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        if _WORDS.search(data):
            self._tell("comments", data)

    def handle_decl(self, decl: str) -> None:
        self.kept.append(f"<!{decl}>")


def look_at_saved_page(pages: Iterator[bytes]) -> Looked:
    """What the pages of a page saved as one file carry; it is not written anew."""
    traces: list[Trace] = []
    for page in pages:
        traces += look_at_page(page).traces
    return Looked("mhtml", tuple(traces))
