"""References to official documents by their numbers (发文字号) in running text: 国办发〔2016〕80号、〔2017〕42号."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from gksite.text.document_issuers import SHORTEST, issuer_in

LONGEST_TITLE = 200
"""Characters of a title in 《》 that is looked for beside a number."""
_RUN = 40
"""Characters in front of a year in which its issuer is looked for."""
_FOLDED = str.maketrans(
    "０１２３４５６７８９［【（([﹝〖］】）)]﹞〗號",
    "0123456789〔〔〔〔〔〔〔〕〕〕〕〕〕〕号",
)
_YEAR = re.compile(r"〔((?:19|20)[0-9]{2})〕")
"""A year in its brackets."""
_COUNT = re.compile(r"第?0{0,5}([1-9][0-9]{0,5})(号?)")
"""A running number, 第 and zeros in front of it, and whether 号 follows."""
_AND = re.compile(r"、|和|及|与|以及")
"""What stands between numbers that share an issuer and a year: 55、56号."""
_SHARED = re.compile(r"(?:文件|文)?[、，,；;]?(?:和|及|与|以及)?")
"""What may stand between two numbers of which the second names no issuer: 国办发〔2016〕80号、〔2017〕42号."""
_A_THING = re.compile(
    r"楼|栋|幢|馆|窗|室|柜|机|车|桥|路|码头|地块|展板|展位|展厅|展馆|标段|工程|线(?![上下索])|门(?![户类])|令"
)
"""What behind 号 tells that something else is counted: 5号楼, 2号线."""
_A_DAY = re.compile(r"前|之前|以前|起|后|至|到")
"""What behind a further count tells that it is a day: 15号前."""
_OFFICE = re.compile(r"[\u3400-\u9fff]{1,40}$")
"""The Chinese words that end in front of a year."""
_INNER = re.compile(r"〔[\u3400-\u9fff]{1,6}〕$")
"""A bracket inside the issuer's word: 厦府（办）."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One number that a text cites: in its standard form, as printed from `start` to `end`, the title beside it."""

    number: str
    printed: str
    start: int
    end: int
    title: str | None = None


@dataclass(frozen=True, slots=True)
class _Compact:
    """A text without blanks, figures and brackets of one width; where each character, and where lines begin."""

    text: str
    places: tuple[int, ...]
    breaks: tuple[int, ...]
    original: str

    def printed(self, start: int, end: int) -> str:
        """The words between two places, a line break in them left out."""
        words = self.original[self.places[start] : self.places[end - 1] + 1]
        return re.sub(r"[ \t]{0,40}\n[ \t]{0,40}", "", words)


@dataclass(frozen=True, slots=True)
class _Found:
    """A reference by its places in the compact text."""

    number: str
    start: int
    end: int


def references(text: str) -> tuple[Reference, ...]:
    """The numbers of official documents in a text, in its order, each as often as it stands there."""
    if "号" not in text and "號" not in text:
        return ()
    compact = _compact(text)
    found = list(_found(compact))
    titles = _titles(compact.text, found)
    made = []
    for one in found:
        span = titles.get(one.start)
        printed, end = compact.printed(one.start, one.end), compact.places[one.end - 1] + 1
        title = span and compact.printed(*span)
        made.append(Reference(one.number, printed, compact.places[one.start], end, title))
    return tuple(made)


def printed_titles(text: str) -> tuple[str, ...]:
    """What a text prints in 《》, as printed; a title inside another stands before it."""
    compact = _compact(text)
    found, begins = [], []
    for at, character in enumerate(compact.text):
        if character == "《":
            begins.append(at)
        elif character == "》" and begins:
            begin = begins.pop()
            if LONGEST_TITLE >= at - begin > 1:
                found.append(compact.printed(begin + 1, at))
    return tuple(found)


_ENDS = "。；;！!？?\n"
"""Characters at which a sentence ends."""
_SIDE = 90
"""Characters of a sentence that are shown on either side of a reference."""


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The sentence before and behind a place in a text, cut with … where it is long."""
    before = text[max(start - _SIDE - 1, 0) : start]
    begin = max(before.rfind(sign) for sign in _ENDS) + 1
    head = before[begin:].lstrip()
    if begin == 0 and start > _SIDE:
        head = "…" + head[1:]
    behind = text[end : end + _SIDE + 1]
    stops = [at for sign in _ENDS if (at := behind.find(sign)) >= 0]
    if stops:
        return head, behind[: min(stops) + 1].rstrip()
    if len(behind) > _SIDE:
        return head, behind[:_SIDE] + "…"
    return head, behind.rstrip()


def _compact(text: str) -> _Compact:
    characters: list[str] = []
    places, breaks = [], [0]
    for at, character in enumerate(text.translate(_FOLDED)):
        if character == "\n":
            breaks.append(len(characters))
        elif not character.isspace():
            characters.append(character)
            places.append(at)
    return _Compact("".join(characters), tuple(places), tuple(breaks), text)


def _found(compact: _Compact) -> Iterator[_Found]:
    """Every reference, those that share an issuer or a year apart."""
    text = compact.text
    behind, last = 0, ""
    for year in _YEAR.finditer(text):
        if year.start() < behind:
            continue
        counts = tuple(_counts(text, year.end()))
        if not counts:
            continue
        start, issuer = _issuer(compact, behind, year.start())
        if issuer is None and last and _SHARED.fullmatch(text, behind, year.start()):
            start, issuer = year.start(), last
        if issuer is None:
            continue
        begins = [start, *(first for _, first, _ in counts[1:])]
        for begin, (count, _, end) in zip(begins, counts, strict=True):
            yield _Found(f"{issuer}〔{year[1]}〕{count}号", begin, end)
        behind, last = counts[-1][2], issuer


def _counts(text: str, at: int) -> Iterator[tuple[str, int, int]]:
    """The running numbers behind a year with their places: those that 号 follows, at once or behind others."""
    waiting = []
    first = at
    while (match := _COUNT.match(text, at)) is not None:
        is_other = _A_THING.match(text, match.end()) or (at > first and _A_DAY.match(text, match.end()))
        if match[2] and is_other:
            return
        waiting.append((match[1], at, match.end()))
        if match[2]:
            yield from waiting
            waiting = []
        joint = _AND.match(text, match.end())
        if joint is None:
            return
        at = joint.end()


def _issuer(compact: _Compact, behind: int, year: int) -> tuple[int, str | None]:
    """The issuer's word in front of a year, behind what was read before, and where it begins."""
    line = compact.breaks[max(bisect_right(compact.breaks, year - SHORTEST) - 1, 0)]
    begin = max(behind, year - _RUN, line)
    words, inner = compact.text[begin:year], ""
    bracket = _INNER.search(words)
    if bracket is not None:
        words, inner = words[: bracket.start()], _as_written(compact, begin + bracket.start(), bracket[0])
    run = _OFFICE.search(words)
    if run is None:
        return year, None
    issuer = issuer_in(run[0])
    if issuer is None:
        return year, None
    return begin + len(words) - len(issuer), issuer + inner


def _as_written(compact: _Compact, at: int, bracket: str) -> str:
    """A bracket inside an issuer's word: 〔〕 stay, all others are round."""
    if compact.original[compact.places[at]] == "〔":
        return bracket
    return f"（{bracket[1:-1]}）"


def _titles(text: str, found: list[_Found]) -> dict[int, tuple[int, int]]:
    """The title beside each reference, by where that begins: in front, else behind where it is no other's."""
    titles: dict[int, tuple[int, int]] = {}
    for one in found:
        end = one.start - text.startswith("〔", one.start - 1)
        span = _title_before(text, end)
        if span is not None:
            titles[one.start] = span
    taken = set(titles.values())
    for one in found:
        begin = one.end + text.startswith("〔", one.end)
        span = _title_behind(text, begin)
        if one.start not in titles and span is not None and span not in taken:
            titles[one.start] = span
    return titles


def _title_before(text: str, end: int) -> tuple[int, int] | None:
    """The place of the title whose 》 ends there, titles inside it with it."""
    if text[end - 1 : end] != "》":
        return None
    depth = 0
    for at in range(end - 1, max(end - LONGEST_TITLE, 0) - 1, -1):
        depth += {"》": 1, "《": -1}.get(text[at], 0)
        if depth == 0:
            return _unless_empty(at + 1, end - 1)
    return None


def _unless_empty(begin: int, end: int) -> tuple[int, int] | None:
    if begin >= end:
        return None
    return begin, end


def _title_behind(text: str, begin: int) -> tuple[int, int] | None:
    """The place of the title whose 《 begins there, titles inside it with it."""
    if text[begin : begin + 1] != "《":
        return None
    depth = 0
    for at in range(begin, min(begin + LONGEST_TITLE, len(text))):
        depth += {"《": 1, "》": -1}.get(text[at], 0)
        if depth == 0:
            return _unless_empty(begin + 1, at)
    return None
