"""The times of the calendar that the words of a limit name, each as far as they name it."""

import re
from dataclasses import dataclass
from typing import Literal

Period = Literal["year", "half", "quarter", "month", "before"]
"""A stretch of time whose last day is meant: 年底, 上半年, 二季度, 6月底; `before` the month that is named: 10月前."""

YEAR_WORDS = (
    r"(?P<next>次年|翌年|明年|来年|下(?:1?个?(?:自然)?)年|第2年)"
    r"|(?P<last>去年|上(?:1?个?(?:自然)?)年)|(?P<this>今年|本年|(?<![\u4e00-\u9fff])当年|(?<=[于在至到])当年)"
)
"""A year counted from another, in plain words."""
_SHIFTS = {"next": 1, "last": -1, "this": 0}
"""How many years each counts."""
_YEAR = rf"(?:(?<!\d)(?P<year>(?:19|20)\d\d)年|(?<![\d第近])(?P<short>\d\d)年|{YEAR_WORDS})度?[,:的]?"
"""The year in front of a month or of a word for its end."""
_END = "底|末|之?内(?![容部外涝涵控设])"
"""What says that the last day of a period is meant."""
_POINT = re.compile(
    rf"(?P<dated>{_YEAR})?(?:"
    rf"(?<![\dA-Za-z])(?P<month>\d{{1,2}})月份?(?:月(?=[底末]))?(?:(?P<day>\d{{1,2}})(?:[日号]|(?=$|[前止,、至到-]))|(?P<monthend>{_END}))?"
    rf"|(?:第?(?<!\d)(?P<quarter>\d)季度|Q(?P<q>\d)(?:季度)?)(?P<quarterend>{_END})?"
    rf"|(?P<half>[上下])半年度?(?P<halfend>{_END})?"
    rf"|(?(dated)年?|(?<![\d年几近学财半同全历往多隔跨闰每各周前后该此某首当两三四五六七八九十整满])年)度?(?P<yearend>{_END}|终)"
    rf"|(?<![\d月第])(?P<only>\d{{1,2}})[日号])"
)
"""A time of the calendar: 2018年6月12日, 今年8月底, 10月, 年底, 上半年, Q1; 15日 as the end of a span."""
_SPAN = re.compile(r"(?:起|开始)?[至到-]+")
"""What stands between the beginning and the end of a span: 9月12日至15日."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year as words name it: in full, by two figures, or counted (`shift`) from `base` or from the notice's.

    One that `follows` (次年, not 明年) counts from the year that is named in front of it, if one is.
    """

    stated: int | None = None
    short: bool = False
    shift: int | None = None
    base: int | None = None
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One time that words name, and where it stands in them; `ends` where a word says that its last day is meant."""

    start: int
    end: int
    year: Year | None
    month: int | None = None
    day: int | None = None
    period: Period | None = None
    ends: bool = False

    @property
    def is_month(self) -> bool:
        """Whether it is a whole month: 10月."""
        return self.month is not None and self.day is None and self.period is None

    @property
    def states_day(self) -> bool:
        """Whether it states a day within its year; a quarter or half of a year does, and a month alone does not."""
        return self.month is not None and (self.day is not None or self.ends or self.period is not None)


def points(text: str) -> tuple[Point, ...]:
    """The times of the calendar that a plain text names, in order."""
    return tuple(_point(match) for match in _POINT.finditer(text))


def end_of_span(text: str, first: Point, last: Point) -> Point | None:
    """The second of two times as the end of a span that the first begins, None where they are no such span.

    What the end does not say of itself it has from the beginning: 15日 in 9月12日至15日.
    """
    if not _SPAN.fullmatch(text[first.end : last.start]):
        return None
    month = last.month or first.month
    if last.year is None and (month or 0, last.day or 31) < (first.month or 0, first.day or 0):
        return None
    year = last.year or first.year
    if last.year and first.year and last.year.shift is not None:
        year = Year(shift=last.year.shift, base=first.year.stated)
    return Point(first.start, last.end, year, month, last.day, last.period, last.ends)


def _point(match: re.Match[str]) -> Point:
    where = (match.start(), match.end(), _year(match))
    if match["only"]:
        return Point(*where, day=int(match["only"]))
    if match["yearend"]:
        return Point(*where, month=12, period="year", ends=True)
    if match["half"]:
        return Point(*where, month=6 if match["half"] == "上" else 12, period="half", ends=bool(match["halfend"]))
    if quarter := match["quarter"] or match["q"]:
        return Point(*where, month=int(quarter) * 3, period="quarter", ends=bool(match["quarterend"]))
    month = int(match["month"])
    if match["day"]:
        return Point(*where, month=month, day=int(match["day"]))
    if match["monthend"]:
        return Point(*where, month=month, period="month", ends=True)
    return Point(*where, month=month)


def _year(match: re.Match[str]) -> Year | None:
    if match["year"]:
        return Year(int(match["year"]))
    if match["short"]:
        return Year(2000 + int(match["short"]), short=True)
    for word, shift in _SHIFTS.items():
        if match[word]:
            return Year(shift=shift, follows=match[word][0] in "次翌第")
    return None
