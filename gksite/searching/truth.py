"""What a search must find, by reading all that is published: it shares no code with the index that it judges."""

import json
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from typing import Any, Protocol

from gksite.problems.problem import Code, Location, Phrase, Problem

LENGTHS = range(1, 21)
"""Characters of the sampled queries."""
_ROUND = {"〔": "(", "〕": ")", "［": "(", "］": ")", "【": "(", "】": ")", "[": "(", "]": ")"}
_WHITE = {*range(0x09, 0x0E), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000}
_NOTHING = {*map(chr, _WHITE), "\u200b", "\ufeff"}
"""Unicode White_Space, the zero width space, the byte order mark: what fold removes, and where a query is cut."""

_LIST = files("gksite.text").joinpath("traditional.txt").read_text(encoding="utf-8")
_SIMPLE = {pair[0]: pair[1] for pair in re.sub("(?m)^#.*", "", _LIST).split()}
"""The simplified character for each Traditional one."""

_CUT = re.compile("[" + re.escape("".join(sorted(_NOTHING))) + "]")
"""One character at which a query is cut."""

DIFFERENCE = Code(
    "GK307",
    "搜索“{query}”的结果与公布的数据不符：缺 {missing}；多 {superfluous}",
    why="输入什么就应查到全部含有它的页面，不多也不少；缺一页，读者会以为没有公开。",
    mend="重新生成网站再核对；仍有不符时是程序的问题，请附上这一行反馈。",
)


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page as its data has it: what a query may match, by field."""

    url: str
    kind: str
    fields: tuple[tuple[str, str], ...]

    def folded(self) -> str:
        """All fields; a folded text holds no line feed, so one between two keeps every match inside its field."""
        return "\n".join(folded(text) for _, text in self.fields)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search said: the pages that it found, and whether by exactly what was typed."""

    urls: frozenset[str]
    exact: bool


class Folder(Protocol):
    """A folder with data, on a disk or in memory."""

    def __truediv__(self, name: str) -> Any:
        """A folder or file in it."""

    def glob(self, pattern: str) -> Any:
        """Its files with an ending."""

    def is_file(self) -> bool:
        """Whether it is a file that is there."""

    def read_text(self, encoding: str) -> str:
        """The text of a file."""


class Truth:
    """All pages of a tree's data/, and which of them a query matches."""

    def __init__(self, data: Folder) -> None:
        self.pages = tuple(_pages(data))
        self._texts = [(page.url, page.folded()) for page in self.pages]

    def find(self, query: str) -> frozenset[str]:
        """The addresses of the pages that hold every term of a query; none where it has no terms."""
        wanted = terms(query)
        if not wanted:
            return frozenset()
        return frozenset(url for url, text in self._texts if _holds(text, wanted))

    def judge(self, query: str, answer: Answer) -> Problem | None:
        """What is wrong with an answer; where nothing matches it may be empty or say that it is not exact."""
        wanted = self.find(query)
        if answer.urls == wanted and (answer.exact or not wanted):
            return None
        if not wanted and not answer.exact:
            return None
        missing = wanted if not answer.exact else wanted - answer.urls
        said = {"query": query, "missing": _some(missing), "superfluous": _some(answer.urls - wanted)}
        return Problem(DIFFERENCE, Location("output/assets/search.js"), **said)


def _holds(text: str, wanted: Sequence[str]) -> bool:
    return all(term in text for term in wanted)


def folded(text: str) -> str:
    """NFKC, lower case character by character, no blanks, square brackets round, Traditional characters simplified."""
    lower = "".join(map(str.lower, unicodedata.normalize("NFKC", text)))
    return "".join(_SIMPLE.get(c, _ROUND.get(c, c)) for c in lower if c not in _NOTHING)


def terms(query: str) -> list[str]:
    """A query cut at its blanks, those between two ASCII quotation marks apart; an odd last one is text."""
    parts = query.split('"')
    if len(parts) % 2 == 0:
        parts[-2:] = ['"'.join(parts[-2:])]
    found = [""]
    for i, part in enumerate(parts):
        quoted = i % 2 == 1
        first, *rest = [part] if quoted else _CUT.split(part)
        found[-1] += first
        found += rest
    return [term for term in map(folded, found) if term]


def _pages(data: Folder) -> Iterator[TruePage]:
    for file in sorted((data / "notices").glob("*.json")):
        notice = _read(file)
        yield _notice(notice)
        yield from (_task(task, notice) for task in notice["tasks"])
    for file in sorted((data / "reports").glob("*.json")):
        report = _read(file)
        named = {**report, "agency_name": report["agency"]["name"]}
        yield _page(named, "report", "title", "agency_name", "text")
    for file in sorted((data / "items").glob("*.json")):
        yield _item(_read(file))
    for file in sorted((data / "agencies").glob("*.json")):
        yield from map(_agency, _read(file)["agencies"])
    yield from (_page(page, "page", "title", "text") for page in _read(data / "pages.json")["pages"])
    column = data / "disclosure.json"
    if column.is_file():
        yield from (_page(page, "page", "title", "text") for page in _read(column)["pages"])
    topics = data / "topics.json"
    if topics.is_file():
        yield from (_page(topic, "topic", "title", "about") for topic in _read(topics)["topics"])


def _read(file: Folder) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _notice(notice: Mapping[str, Any]) -> TruePage:
    names = ("title", "number", "issuer", "addressees", "table_title", "preamble", "closing", "cc")
    return _page(notice, "notice", *names)


def _item(item: Mapping[str, Any]) -> TruePage:
    whole = {**item, "attachment": [file["title"] for file in item["attachments"]]}
    names = ("title", "number", "index_code", "issuer", "content_source", "summary", "keywords", "note", "text")
    return _page(whole, "item", *names, "attachment")


def _agency(agency: Mapping[str, Any]) -> TruePage:
    return _page(agency, "agency", "name", "full_name", "aliases", "names_with_place")


def _task(task: Mapping[str, Any], notice: Mapping[str, Any]) -> TruePage:
    whole = {**task, "notice_title": notice["title"], "notice_number": notice["number"]}
    for key in ("name", "as_written"):
        whole[f"agency_{key}"] = [agency[key] for agency in (*task["lead"], *task["support"])]
    whole["deadline"] = [deadline["text"] for deadline in task["deadlines"]]
    names = ("notice_title", "notice_number", "sections", "title", "summary", "requirement", "remark", "deadline")
    return _page(whole, "task", *names, "agency_name", "agency_as_written")


def _page(record: Mapping[str, Any], kind: str, *names: str) -> TruePage:
    """The named fields of a record; each item of a list is a field of its own."""
    fields: list[tuple[str, str]] = []
    for name in names:
        value = record[name]
        texts = value if isinstance(value, list) else [value]
        fields += [(name, text) for text in texts if text]
    return TruePage(record["url"], kind, tuple(fields))


def _some(urls: Iterable[str]) -> Phrase:
    """The first three addresses, and how many there are where there are more."""
    found = sorted(urls)
    shown = {f"url{i}": url for i, url in enumerate(found[:3])}
    if not found:
        return Phrase("无")
    message = ", ".join(f"{{{name}}}" for name in shown)
    if len(found) > len(shown):
        message, shown["count"] = message + " ({count})", str(len(found))
    return Phrase(message, **shown)


def sample(pages: Sequence[TruePage], count: int, seed: int) -> list[str]:
    """Different queries: substrings of every length over all fields, pairs of them, quoted ones, and made-up ones."""
    dice = random.Random(seed)  # noqa: S311  a sample, not a secret
    strata: dict[tuple[str, str], list[str]] = {}
    for page in pages:
        for name, text in page.fields:
            strata.setdefault((page.kind, name), []).append(text)
    fields = [list(dict.fromkeys(texts)) for _, texts in sorted(strata.items())]
    if not fields:
        return []
    others = list(chain.from_iterable(texts[:50] for texts in fields))
    found: dict[str, None] = {}
    for turn in range(count * 20):
        if len(found) >= count:
            break
        length = LENGTHS[turn % len(LENGTHS)]
        found[_query(dice, fields[turn // len(LENGTHS) % len(fields)], others, length)] = None
    return list(found)


def _query(dice: random.Random, texts: Sequence[str], others: Sequence[str], length: int) -> str:
    """A substring; one in ten with another one, one quoted, one with its characters in another order."""
    piece = _piece(dice, texts, length)
    match dice.randrange(10):
        case 0:
            return f"{piece} {_piece(dice, others, dice.randint(1, 4))}"
        case 1:
            return f'"{piece}"'
        case 2:
            return "".join(dice.sample(piece, len(piece)))
    return piece


def _piece(dice: random.Random, texts: Sequence[str], length: int) -> str:
    """A substring of a text, of one that is long enough if one of a few is."""
    text = max((dice.choice(texts) for _ in range(4)), key=lambda t: len(t) >= length)
    start = dice.randint(0, max(0, len(text) - length))
    return text[start : start + length]
