"""Every number on every page, counted again from the published data: it shares no code with the program.

`differing(files, rules)` names each number of a page that is not what the data say, and each that nothing accounts for.
A number is accounted for where it stands in a text of the data (a title, a requirement, a name), or where a rule knows
the words around it and what they count.
"""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import html

Key = tuple[str, str]
"""An agency: its jurisdiction and its id."""
_FIGURE = re.compile(r"\d")
_GONE = "\0"
"""What stands for a text that was taken out, so that what was beside it makes no other one."""
OF_THE_THEME = {"accessibility", "components", "schema"}
"""Pages that speak of the theme and its tests, not of the content."""


class Data:
    """What data/ says, by notice, task and agency."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.notices: dict[str, dict[str, Any]] = {}
        self.agencies: dict[Key, dict[str, Any]] = {}
        self.places: dict[str, dict[str, Any]] = {}
        self.named: dict[str, Any] = {}
        for path, content in files.items():
            if path.startswith("data/notices/") and path.endswith(".json"):
                form = json.loads(content)
                self.notices[form["id"]] = form
            elif re.fullmatch(r"data/agencies/[^/]+\.json", path):
                form = json.loads(content)
                place = form["jurisdiction"]["id"]
                self.places[place] = form
                self.agencies |= {(place, agency["id"]): agency for agency in form["agencies"]}
            elif re.fullmatch(r"data/[^/]+\.json", path):
                self.named[path[5:-5]] = json.loads(content)
        self.tasks = {task["id"]: task for form in self.notices.values() for task in form["tasks"]}

    def role(self, key: Key, role: str, notice: str | None = None) -> list[str]:
        """The tasks that name an agency in a role, of one notice or of all."""
        return [
            id
            for id, task in self.tasks.items()
            if (notice is None or id.partition("/")[0] == notice)
            and key in {(named["jurisdiction"], named["id"]) for named in task[role]}
        ]

    def of_place(self, place: str) -> list[dict[str, Any]]:
        """The notices of a jurisdiction."""
        return [form for form in self.notices.values() if form["jurisdiction"]["id"] == place]

    def possible(self, key: Key) -> int:
        """How many tasks of groups could fall to an agency: groups that cover its kind and state no members."""
        agency = self.agencies[key]
        own = {*self.role(key, "lead"), *self.role(key, "support")}
        found: set[str] = set()
        for other, group in self.agencies.items():
            if other[0] != key[0] or group["kind"] != "group" or other == key:
                continue
            tasks = {*self.role(other, "lead"), *self.role(other, "support")}
            if f"{key[0]}/{key[1]}" in group["members"]:
                own |= tasks
            elif not group["members"] and set(group["covers"]) & set(agency["covered_as"]):
                found |= tasks
        return len(found - own)

    @cached_property
    def texts(self) -> list[str]:
        """Every text of the data that holds a figure, each of its lines too, the longest first."""
        found: set[str] = set()
        for form in (*self.notices.values(), *self.places.values(), *self.named.values()):
            for text in _strings(form):
                found |= {" ".join(text.split()), *(" ".join(line.split()) for line in text.split("\n"))}
        return sorted((text for text in found if re.search(r"\d", text)), key=len, reverse=True)

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self.texts)

    @cached_property
    def _lines(self) -> str:
        """The texts, each between two line breaks, to look for what is part of any."""
        return "\n".join(["", *self.texts, ""])

    @cached_property
    def _long(self) -> list[str]:
        return [text for text in self.texts if len(re.sub(r"\d", "", text)) >= 2]

    @cached_property
    def _sources(self) -> frozenset[str]:
        """The lines of the sources that are published."""
        lines: set[str] = set()
        for path, content in self.files.items():
            if re.fullmatch(r"notices/[^/]+/source/[^/]+\.(?:txt|csv|md)", path):
                lines |= {" ".join(line.split()) for line in content.decode("utf-8-sig", "replace").splitlines()}
        return frozenset(lines)

    def without_texts(self, text: str) -> str:
        """What is left of a text of a page without the texts of the data in it; a shortened one ends in …"""
        if text in self._set or text in self._sources:
            return ""
        if len(re.sub(r"\d", "", text)) >= 5 and text.removeprefix("工作要求：") in self._lines:
            return ""
        if text.endswith("…") and f"\n{text[:-1]}" in self._lines:
            return ""
        rest = text
        for long in self._long:
            rest = rest.replace(long, _GONE)
        rest = rest.replace(_GONE, "")
        shortened = re.fullmatch(r"(.*?)(\S{30,})…(.*)", rest)
        if shortened and (f"\n{shortened[2][-30:]}" in self._lines or shortened[2] in self._lines):
            return f"{shortened[1]}{shortened[3]}"
        return rest


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _strings(inner))


@dataclass(frozen=True)
class Said:
    """A text with figures on a page, and the element that holds it."""

    page: "Page"
    element: Any
    text: str

    def subject(self, pattern: str) -> re.Match[str] | None:
        """What the nearest link around the text leads to, else the page itself, by the pattern of its address."""
        found = re.fullmatch(pattern, self.page.target(self.element.get("href"))) if self.element.tag == "a" else None
        element = None if self.element.get("aria-current") else self.element
        while found is None and element is not None and element.tag != "main":
            for link in element.iterfind(".//a[@href]"):
                found = re.fullmatch(pattern, self.page.target(link.get("href")))
                if found:
                    break
            element = element.getparent()
        return found or re.fullmatch(pattern, self.page.url)

    @property
    def notice(self) -> str:
        """The notice that is spoken of."""
        found = self.subject(r"notices/([^/]+)/.*")
        return found[1] if found else ""

    @property
    def agency(self) -> Key:
        """The agency that is spoken of."""
        found = self.subject(r"agencies/([^/]+)/([^/]+)/.*")
        return (found[1], found[2]) if found else ("", "")

    @property
    def place(self) -> str:
        """The jurisdiction that is spoken of."""
        found = self.subject(r"agencies/([^/#]+)/|agencies/#place-(.+)")
        return (found[1] or found[2]) if found else ""


@dataclass
class Page:
    """A page with its address."""

    url: str
    tree: Any
    kind: str = ""
    used: set[str] = field(default_factory=set)

    def target(self, href: str | None) -> str:
        """The address that a link leads to, from the site's root, with its anchor."""
        if not href or re.match(r"[a-z]+:", href):
            return href or ""
        path, _, anchor = href.partition("#")
        base = self.url if self.url.endswith("/") or not self.url else posixpath.dirname(self.url)
        full = posixpath.normpath(posixpath.join("/", base, path)).lstrip("/") if path else self.url
        if path.endswith("/") or path in ("..", "."):
            full = full.rstrip("/") + "/" if full else ""
        return full + (f"#{anchor}" if anchor else "")

    def said(self) -> Iterator[Said]:
        """Its texts with figures, those of attributes that are read out too."""
        for element in self.tree.iter():
            if not isinstance(element.tag, str) or element.tag in ("script", "style"):
                continue
            for text in (element.text, element.get("aria-label"), element.get("alt"), element.get("title")):
                yield from self._said(element, text)
            if element.tag == "meta" and element.get("name") in ("description", "ColumnDescription"):
                yield from self._said(element, element.get("content"))
            yield from self._said(element.getparent(), element.tail)

    def _said(self, element: Any, text: str | None) -> Iterator[Said]:
        if text and _FIGURE.search(text):
            yield Said(self, element, " ".join(text.split()))


Rule = tuple[str, Callable[[Data, Said, re.Match[str]], bool | None]]


def differing(files: Mapping[str, bytes], rules: Iterable[Rule]) -> list[str]:
    """Each text with a number that is not what the data say, or that nothing accounts for, with its page."""
    data = Data(files)
    compiled = [(re.compile(pattern), holds) for pattern, holds in rules]
    found = []
    for path, content in files.items():
        if not path.endswith(".html"):
            continue
        tree = html.fromstring(content.decode())
        main = tree.find(".//main")
        kind = (main.get("class") or "").split()[0].removeprefix("page-") if main is not None else ""
        if kind in OF_THE_THEME:
            continue
        page = Page(path.removesuffix("index.html"), tree, kind)
        for said in page.said():
            fault = _fault(data, said, compiled)
            if fault:
                found.append(f"{path}: {fault}: {said.text}")
    return found


def _fault(data: Data, said: Said, rules: list[tuple[re.Pattern[str], Callable[..., bool | None]]]) -> str:
    rest = data.without_texts(said.text)
    if not re.search(r"\d", rest):
        return ""
    for text in (said.text, rest.strip()):
        for pattern, holds in rules:
            match = pattern.fullmatch(text)
            verdict = _verdict(holds, data, said, match) if match else None
            if verdict is not None:
                return "" if verdict else "not what the data say"
    return "nothing accounts for it"


def _verdict(rule: Callable[..., bool | None], data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """Whether a number is right, None where a rule is for another kind of page; what it counts may be missing."""
    try:
        return rule(data, said, match)
    except (AttributeError, IndexError, KeyError, StopIteration, ValueError):
        return False


def always(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The rule of a text whose figures count nothing."""
    return True
