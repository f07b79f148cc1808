"""Time limits as notices print them: what kind each is, and its day where that follows from the words."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gksite.text.days import Lack, Setting, StatedDay, named_year, stated_day
from gksite.text.time_words import plain

Kind = Literal["fixed", "derived", "recurring", "relative", "continuing"]

_SPLIT = re.compile(r"[；;\n]+")
"""What stands between two time limits of one cell."""
_WRAPPED = re.compile(r"(?<=[年度\d])\n(?=[\d年月日号底末])|(?<=月)\n(?=\d{1,2}[日号]|[底末份])|\n(?=[前止内])")
"""A line break inside a time, where a cell was narrow: 2024年 and 6月底前 below it."""
NUMBER = r"(?<![\d月年第上下])(?:\d{1,3}|[半两几数]|十几)"
"""How many days, in plain words."""
UNIT = r"(?:个(?:工作|自然)?(?:日|月|星期|小时|季度)|(?:工作|自然)日|日|天|小时|分钟|周|星期|年)"
"""What is counted."""
_RELATIVE = re.compile(
    rf"(?:后|日起|时起|起|以来)[^,，。;；至到月年-]{{0,6}}?{NUMBER}{UNIT}|{NUMBER}{UNIT}(?:之?内|以内)"
)
"""A limit counted from something that happens: 收到申请后20个工作日内, 自公布之日起3日, 2个工作日以内."""
_RECURRING = re.compile(
    r"每(?:半?年|学?期|季|月|周|旬|日|天|两|逢|个|\d)|定期|按(?:年|季|月|周|日)(?!程|期|度?(?:计划|要求|安排|目标))|逐(?:年|季|月)|"
    r"年度性|各(?:年|季|月)|(?:年年|月月)(?![底末终内初中])|(?<![\d第本当])季度?[末底]|"
    r"(?<![\d第])(?:\d{1,2}|[一两半双])(?:(?:年|季度?|个月|周|旬|天)[一两\d]|月[一两]){1,3}(?:次|报|评|期|更新|通报|调度|场|查|检)"
)
"""A limit that comes again: 每季度, 定期, 按月, 一季一评."""
_CONTINUING = re.compile("长期|持续|常态|全年|日常|始终|不断|贯穿|一直|随时|实时|滚动|经常")
"""A limit that never ends: 长期, 持续推进."""
_AT_ONCE = re.compile("立行立改|即知即改|立即|即时|尽快|及时")
"""A limit counted from now."""
_OTHER_MONTH = re.compile("[本次下上当隔同翌]月")
"""A month counted from another, which nobody names: 次月10日前."""
_CALENDAR = re.compile(
    r"(?<!个)月|季度|Q\d|半年|旬|\d年|\d[日号]|(?<![学财任])年[底末初中终内]|[次翌明来去今本当]年|[上下]1?个?年"
)
"""What only the calendar tells, to the day or not: 三季度, 上半年, 下旬, 年初."""


_NAMES_DAY = re.compile(r"\d月|\d[日号]")
"""What names a month or a day."""
_SPAN_OF_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d年?[至到-](?:19|20)?\d\d年")
"""The years of a plan: 2021—2023年."""
_YEAR = re.compile(r"((?:19|20)\d\d)\s*[年〕\]]")
"""The year in a title or a document number: 2018年, 〔2018〕."""


def year_in(text: str | None) -> int | None:
    """The first year that a title or a number prints: 2018年, 〔2018〕."""
    match = _YEAR.search(plain(text or ""))
    return int(match[1]) if match else None


def years_in(text: str | None) -> frozenset[int]:
    """The years that a title prints with 年."""
    return frozenset(int(match[1]) for match in _YEAR.finditer(plain(text or "")) if match[0].endswith("年"))


def spans_years(text: str | None) -> bool:
    """Whether a title prints a span of years: 2021—2023年."""
    return _SPAN_OF_YEARS.search(plain(text or "")) is not None


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit as printed, its kind, and the day that it states; `lack` is why it states none although it might.

    One of a running text begins at `start`, and `clause` is the part of its sentence that it stands in.
    """

    text: str
    kind: Kind
    stated: StatedDay | None = None
    lack: Lack | Literal["event"] | None = None
    start: int = 0
    clause: str | None = None

    @property
    def day(self) -> date | None:
        """The day that it states."""
        return self.stated.day if self.stated else None


def limits(text: str, year: int | None, issued: date | None = None) -> tuple[Limit, ...]:
    """The time limits of a cell in a notice that states a year, or none, and its day of issue.

    A day without a year is in that of the notice, if the words and the day of issue allow no other.
    """
    found: list[Limit] = []
    earlier, after = None, None
    for part in _SPLIT.split(_WRAPPED.sub("", text)):
        part = part.strip("，,。 \u3000")
        if not re.search(r"\w", part):
            continue
        limit = _limit(part, Setting(year, issued, earlier, after))
        earlier, after = _year_told(limit) or earlier, limit.day or after
        found.append(limit)
    return tuple(found)


def _year_told(limit: Limit) -> int | None:
    """The year that a limit names by its own words, which may hold for the next."""
    if limit.stated and limit.stated.year_from != "notice":
        return limit.stated.day.year
    return named_year(plain(limit.text))


def _limit(text: str, setting: Setting) -> Limit:
    words = plain(text)
    found = stated_day(words, setting)
    if _RELATIVE.search(words):
        return Limit(text, "relative", lack=_beside(found))
    if _RECURRING.search(words):
        return Limit(text, "recurring", lack=_beside(found))
    if isinstance(found, StatedDay):
        return Limit(text, calendar_kind(words), found)
    if _CONTINUING.search(words) and found == "day":
        return Limit(text, "continuing")
    if _AT_ONCE.search(words) and found == "day":
        return Limit(text, "relative")
    if _OTHER_MONTH.search(words) or not _CALENDAR.search(words):
        return Limit(text, "relative", lack="event")
    return Limit(text, calendar_kind(words), lack=found)


def calendar_kind(words: str) -> Kind:
    """The kind of a limit that the calendar alone tells, in plain words: without a month or a day it is derived."""
    return "fixed" if _NAMES_DAY.search(words) else "derived"


def _beside(found: StatedDay | Lack) -> Lack | None:
    """What a limit of another kind lacks where its words state a day as well: 收到后3日内，最迟12月底前."""
    return "several" if isinstance(found, StatedDay) else None


_WHEN = (
    r"(?:(?:(?:19|20)?\d\d|今|本|当|每|全|次|明|翌|来|去|[上下]1?个?(?:自然)?|第2)年度?|\d{1,2}月份?|\d{1,2}[日号]|第?\d个?季度|"
    r"Q[1-4]|每个?季度?|季度|年[底末终初前内]|[上下]半年|[上中下]旬|每[月周天日旬]|\d{1,3}个?(?:工作日|月|天|周)|"
    r"长期|持续|常态化?|日常|及时|适时|实时|随时|经常性?|即时|立即|立行立改|动态|定期|逐[年季月]|按[年季月]度?|近期|中期|远期)"
)
"""One piece of a plain text that says when."""
_DONE = (
    r"(?:完成|推进|坚持|开展|落实|实施|进行|更新|整改|见效|启动|取得(?:阶段性|明显)?(?:成效|进展)|公布|报送|形成(?:初稿|(?:初步|阶段性)成果)|"
    r"力争|确保|原则上|最迟|不[晚迟]于|截[至止]|"
    r"[底末终初前后内止之以于在至到起已并和需须()-])"
)
"""What may stand around those pieces without saying what is to be done: 完成, 前, 底."""
_ONLY = re.compile(rf"(?>(?:{_WHEN}|{_DONE})+)")
"""Nothing but such pieces: 6月底前完成, 次年一季度末, 持续推进."""
_FROM = re.compile(rf"(?:{_RELATIVE.pattern})$")
"""A relative limit at the end of a text."""
_LONGEST = 30
"""Characters of a text that says only by when; what is longer says what to do as well."""


def is_limit(text: str) -> bool:
    """Whether a short text says by when and nothing else: 6月底前完成, 持续推进."""
    words = re.sub(r"[。;,、:]", "", plain(text))
    if not 0 < len(words) <= _LONGEST:
        return False
    return _FROM.search(words) is not None or (_ONLY.fullmatch(words) and re.search(_WHEN, words)) is not None
