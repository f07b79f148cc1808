"""Dates as editors write them."""

import calendar
import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

CHINA = "+08:00"
"""The time of the whole country, behind a day or a moment."""
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
"""2018-06-12."""
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z", re.ASCII)
"""2018-12."""
_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})\Z", re.ASCII)
"""2018-06-13 09:00."""


def parse_date(text: str) -> date:
    """The date in 2018-06-12. Raises ValueError for any other form or a day that does not exist."""
    match = _DATE.match(text)
    if match is None:
        raise ValueError(text)
    return date(*(int(part) for part in match.groups()))


def span_of(text: str) -> tuple[date, date]:
    """The first and the last day of 2018-12-01 or 2018-12. Raises ValueError for any other form."""
    match = _MONTH.match(text)
    if match is None:
        day = parse_date(text)
        return day, day
    first = date(int(match[1]), int(match[2]), 1)
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def parse_moment(text: str) -> datetime:
    """The local time in 2018-06-13 09:00. Raises ValueError for any other form or a time that does not exist."""
    match = _MOMENT.match(text)
    if match is None:
        raise ValueError(text)
    return datetime(*(int(part) for part in match.groups()))  # type: ignore[arg-type]


def shown_moment(moment: datetime | None) -> str | None:
    """A time of publication as pages, tags and data have it: 2018-06-13 09:00; None for none."""
    return f"{moment:%Y-%m-%d %H:%M}" if moment else None


_HAN_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | dict.fromkeys("零○ＯOo0", "0")
"""Chinese figures, and the signs that documents print for a zero."""
_PRINTED = re.compile(
    r"(?P<year>[12]\s*+\d\s*+\d\s*+\d|[一二][〇零○ＯOo0一二三四五六七八九]{3})\s*+(?:年\s*+"
    r"(?P<month>\d(?:\s*+\d)?|[〇零]?[一二三四五六七八九]|十[一二]?)\s*+月\s*+"
    r"(?P<day>\d(?:\s*+\d)?|[〇零]?[一二三四五六七八九]|[二三]?十[一二三四五六七八九]?)\s*+[日号]"
    r"|[-./](?P<month2>\d{1,2})[-./](?P<day2>\d{1,2})(?!\d))"
)
"""A date as documents print it: 2018 年 06 月 12 日, 二〇一八年六月十二日, 2018-6-12, 2018.06.12."""


def printed_date(text: str) -> date | None:
    """The first date that a text prints: 2018 年 06 月 12 日, 二〇一八年六月十二日, 2018-6-12; None for no real day."""
    for match in _PRINTED.finditer(unicodedata.normalize("NFKC", text)):
        parts = [_printed_value(part) for part in match.groups() if part]
        try:
            return date(*parts)
        except ValueError:
            continue
    return None


def is_date(text: str) -> bool:
    """Whether a line prints a date and nothing else."""
    match = _PRINTED.fullmatch(unicodedata.normalize("NFKC", text.strip()))
    return match is not None and printed_date(text) is not None


def _printed_value(text: str) -> int:
    text = re.sub(r"\s", "", text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(_HAN_DIGITS.get(tens, "1")) * 10 + int(_HAN_DIGITS.get(ones, "0"))
    return int("".join(_HAN_DIGITS.get(c, c) for c in text))


_AS_PRINTED = re.compile(r"\d{4}年[1-9]\d?月[1-9]\d?日", re.ASCII)
"""2018年6月15日."""


def is_chinese_date(line: str) -> bool:
    """Whether a line that prints a date does so in Arabic figures, with the full year and no leading zero."""
    return _AS_PRINTED.fullmatch(line.strip()) is not None


def working_days(first: date, last: date, holidays: Collection[date], workdays: Collection[date]) -> int:
    """The working days after one day up to another; `workdays` are those weekends on which people work."""
    count, day = 0, first
    while day < last:
        day += timedelta(days=1)
        if day in workdays or (day.weekday() < 5 and day not in holidays):
            count += 1
    return count


def chinese_date(day: date) -> str:
    """The date as official documents print it: 2018年6月12日 (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


def shown_day_or_month(text: str, lang: str) -> str:
    """How a page in a language shows 2018-12-01 or 2018-12: 2018年12月1日, 2018年12月."""
    first, last = span_of(text)
    if first == last:
        return shown_date(lang)(first)
    return f"{first.year}年{first.month}月" if lang == "zh" else text


def shown_date(lang: str) -> Callable[[date], str]:
    """How a page in a language shows a date."""
    if lang == "zh":
        return chinese_date
    return date.isoformat


def iso_day(day: date | None) -> str | None:
    """A day as data has it: 2018-06-12; None for none."""
    return day.isoformat() if day else None
