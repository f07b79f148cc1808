"""What editors type in place of a day, a time, a number or a list, in the form that the content files want.

Everything is made from what was typed; None stands for what could be read in two ways, or in none.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime

from gksite.text.dates import is_date, printed_date
from gksite.text.lists import SEPARATORS, pieces
from gksite.text.outline import value_of

_LONGEST = 60
"""Characters of a value that could be a day, a time or a number."""
_MOST = 100
"""Names that one text could list."""
_AROUND = " \t\u3000\xa0\"'“”‘’`。.，,、；;"
"""What stands around a value by mistake."""
_DASHES = re.compile("[\u2010-\u2015\u2212－﹣]")
"""Dashes that look like the one on the keyboard."""
_YEAR_FIRST = re.compile(r"(\d{4})(?:\s*+[-年/.、]\s*+|\s++)(\d{1,2})(?:\s*+[-月/.、]\s*+|\s++)(\d{1,2})\s*[日号]?")
"""2018-6-12, 2018/6/12, 2018.6.12, 2018 年 6 月 12 日."""
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
"""28/2/2026 or 2/28/2026, as programs of other countries write it."""
_EIGHT_FIGURES = re.compile(r"(\d{4})(\d\d)(\d\d)")
"""20180612."""
_MIDNIGHT = re.compile(r"(?<![T\s])[T\s]++0{1,2}:00(?::00)?\Z")
"""The time that spreadsheets add to a day."""
_TIME = re.compile(
    r"(?P<day>.+?)(?<![T\s])[T\s]*+(?P<half>上午|下午)?\s*+(?P<hour>\d{1,2})\s*+[:时点]\s*+(?P<minute>\d{1,2})?\s*+(?:分|:00)?"
)
"""A day and a time behind it: 2018-06-13 9:00, 2018年6月13日下午3时30分."""
_NUMBER = re.compile(
    r"(?:第|序号|No\.?)?\s*+(?:\(\s*+)?(?P<number>\d{1,7}|[〇零一二三四五六七八九十百]{1,5})\s*+(?:\)\s*+)?(?:[项条号件行页段]|年度?)?[.、]?",
    re.IGNORECASE,
)
"""第3项, （三）, 3., 2018年."""
_SPAN = re.compile(
    r"第?\s*+(\d{1,7})(?:\s*+[行页段])?(?:(?:\s*+(?:[-~至到:,、，/]|\.\.)\s*+|\s++)(?:第\s*+)?(\d{1,7})(?:\s*+[行页段])?)?\s*+"
)
"""3-5, 第3至5行, 3，5, 3."""
_BRACKETS = {"[": "]", "【": "】", "［": "］", "〔": "〕"}
"""What editors put around a list."""


def _plain(text: str) -> str:
    """A value in half-width signs, with the common dash, without what stands around it by mistake; not a long text."""
    if len(text) > _LONGEST:
        return ""
    narrow = unicodedata.normalize("NFKC", _DASHES.sub("-", text))
    return narrow.strip(_AROUND)


def as_day(text: str) -> str | None:
    """2018-06-12 from another way to write that day."""
    typed = _MIDNIGHT.sub("", _plain(text))
    for pattern in (_YEAR_FIRST, _EIGHT_FIGURES):
        match = pattern.fullmatch(typed)
        if match is not None:
            return _existing(*(int(part) for part in match.groups()))
    match = _YEAR_LAST.fullmatch(typed)
    if match is not None:
        return _year_last(*(int(part) for part in match.groups()))
    if is_date(typed):
        return str(printed_date(typed))
    return None


def _existing(year: int, month: int, day: int) -> str | None:
    """The day where there is one, in a year that a notice could be of."""
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_last(first: int, second: int, year: int) -> str | None:
    """The day where only one order of day and month makes one."""
    found = {_existing(year, first, second), _existing(year, second, first)} - {None}
    if len(found) == 1:
        return found.pop()
    return None


def as_moment(text: str) -> str | None:
    """2018-06-13 09:00 from another way to write that time; None where no time of the day is written."""
    match = _TIME.fullmatch(_plain(text))
    if match is None:
        return None
    day, hour = as_day(match["day"]), int(match["hour"])
    if match["half"] == "下午" and hour < 12:
        hour += 12
    try:
        time = datetime(2000, 1, 1, hour, int(match["minute"] or 0))
    except ValueError:
        return None
    if day is None:
        return None
    return f"{day} {time:%H:%M}"


def as_number(text: str) -> int | None:
    """3 from 第3项, （三）, "3"; None where it is not one whole number, or none above zero."""
    typed = _plain(text).replace("○", "〇")
    match = _NUMBER.fullmatch(typed)
    if match is None:
        return None
    return value_of(match["number"]) or None


def as_span(text: str) -> tuple[int, int] | None:
    """The first and the last number in 3-5 or [三, 五], or the only one twice; None where they run backwards."""
    typed = _plain(text).strip("[](){}【】")
    match = _SPAN.fullmatch(typed)
    if match is not None:
        found = [int(number) for number in match.groups() if number]
    else:
        found = [as_number(part) or 0 for part in re.split("[,、，]", typed)]
    if len(found) > 2 or not 1 <= found[0] <= found[-1]:
        return None
    return found[0], found[-1]


def as_names(text: str, is_one: Callable[[str], bool] = lambda name: False) -> list[str]:
    """The names in a list that was typed as one text; what `is_one` says to be one name is not cut."""
    parts = pieces(_without_brackets(text.strip()))
    if len(parts) > _MOST:
        return [text]
    names, at = [], 0
    while at < len(parts):
        end = _end_of_name(parts, at, is_one)
        name = "".join(parts[at:end]).strip().rstrip(SEPARATORS).strip()
        if name:
            names.append(name)
        at = end
    return names


_PAIRS = {"(": ")", "（": "）", "{": "}", "｛": "｝"}
"""Brackets that are typed around a list in place of square ones."""


def _without_brackets(text: str) -> str:
    """What stands in the one pair of brackets around the whole, or beside the half of a pair that is there."""
    opening, closing = text[:1], text[-1:]
    if _PAIRS.get(opening) == closing and text.count(opening) == 1 and any(sign in text for sign in SEPARATORS):
        return text[1:-1]
    begins = opening in _BRACKETS and text.count(opening) == 1
    ends = closing in _BRACKETS.values() and text.count(closing) == 1
    if begins and _BRACKETS[opening] not in text[:-1]:
        text = text[1:]
    if ends and not set(_BRACKETS) & set(text):
        text = text[:-1]
    return text


def _end_of_name(parts: list[str], at: int, is_one: Callable[[str], bool]) -> int:
    """Behind the longest run of parts from `at` on that is one name; behind the first part where none is."""
    for end in range(len(parts), at + 1, -1):
        if is_one("".join(parts[at:end]).strip().rstrip(SEPARATORS)):
            return end
    return at + 1
