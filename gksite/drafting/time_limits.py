"""The time limits of a cell as a notice's YAML will say them: kind, day, how the day follows, and what is open."""

from gksite.model.draft import Doubt
from gksite.model.facts import Deadline
from gksite.problems.problem import Phrase
from gksite.text.calendar_points import Period
from gksite.text.days import StatedDay
from gksite.text.deadlines import Limit

_OPEN = {
    "day": "完成时限“{text}”看不出是哪一天，没有写日期",
    "several": "完成时限“{text}”写了不止一个时间，没有写日期",
    "year": "完成时限“{text}”看不出是哪一年，没有写日期",
    "unreal": "完成时限“{text}”写的日子不存在，没有写日期",
    "past": "完成时限“{text}”按通知的年份早于成文日期，没有写日期",
    "event": "完成时限“{text}”没有写明时间，暂录为 relative，没有写日期",
}
"""What is said of a limit that states no day although it might, by what it lacks."""
_OTHERWISE = {"several": "几条时限，各有日期", "past": "下一年的同一天"}
"""What it could be instead, where that can be said."""
_YEAR_FROM = {
    "notice": "年份取自通知（{year}年）",
    "figures": "年份按两位数字理解为{year}年",
    "next": "年份是{base}年的下一年",
    "last": "年份是{base}年的上一年",
}
"""Where the year of a day comes from, if not from its words."""
_LAST_DAY: dict[Period, str] = {
    "year": "时间写到年内，取年末",
    "half": "时间写到半年，取最后一天",
    "quarter": "时间写到季度，取最后一天",
    "month": "时间写到月内，取月末",
}
"""Why a day is the last one of a period."""


def record_of(limit: Limit) -> Deadline:
    """A time limit with its day and how that follows from the words."""
    basis = _basis(limit.stated) if limit.stated else None
    return Deadline(text=limit.text, kind=limit.kind, date=limit.day, basis=basis.text(str) if basis else None)


def doubt_of(limit: Limit) -> Doubt | None:
    """What is open where a time limit states no day although it might."""
    if limit.lack is None:
        return None
    other = _OTHERWISE.get(limit.lack)
    return Doubt("fact", Phrase(_OPEN[limit.lack], text=limit.text), Phrase(other) if other else None)


def _basis(stated: StatedDay) -> Phrase | None:
    """How a day follows from words that do not print it in full."""
    year = last = None
    if stated.year_from != "words":
        year = Phrase(_YEAR_FROM[stated.year_from], year=stated.day.year, base=stated.base)
    if stated.period:
        last = Phrase(_LAST_DAY[stated.period])
    if year and last:
        return Phrase("{year}；{last}", year=year, last=last)
    return year or last
