"""Dates as editors write them."""

import re
from collections.abc import Callable
from datetime import date, datetime

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})\Z", re.ASCII)


def parse_date(text: str) -> date:
    """The date in 2018-06-12. Raises ValueError for any other form or a day that does not exist."""
    match = _DATE.match(text)
    if match is None:
        raise ValueError(text)
    return date(*(int(part) for part in match.groups()))


def parse_moment(text: str) -> datetime:
    """The local time in 2018-06-13 09:00. Raises ValueError for any other form or a time that does not exist."""
    match = _MOMENT.match(text)
    if match is None:
        raise ValueError(text)
    return datetime(*(int(part) for part in match.groups()))  # type: ignore[arg-type]


def chinese_date(day: date) -> str:
    """The date as official documents print it: 2018年6月12日 (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


def shown_date(lang: str) -> Callable[[date], str]:
    """How a page in a language shows a date."""
    return chinese_date if lang == "zh" else date.isoformat
