"""Time limits as notices print them: what kind each is, and its day where that is stated."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["fixed", "derived", "recurring", "relative", "continuing"]

_SPLIT = re.compile(r"[；;\n]+")
"""What stands between two time limits of one cell."""
_RELATIVE = re.compile(
    r"(?:之?后|之?日起|以来|起)[^，。；]{0,6}?[\d一二三四五六七八九十两]+\s*个?\s*(?:工作日|日|天|小时|月|周|年)"
    r"|[\d一二三四五六七八九十两]+\s*个?\s*(?:工作日|日|天|小时|个月|周)(?:之?内|以内)"
)
"""A limit counted from something that happens: 收到申请后20个工作日内, 自公布之日起3日, 2个工作日以内."""
_RECURRING = re.compile(
    "每\\s*(?:半?年|学?期|季|月|周|旬|日|天|两|逢|个)|定期|按(?:年|季|月|周|日)|逐(?:年|季|月)|年度性"
)
"""A limit that comes again: 每季度, 定期, 按月."""
_CONTINUING = re.compile("长期|持续|常态|全年|日常|始终|不断|贯穿|一直|随时|实时|滚动|经常")
"""A limit that never ends: 长期, 持续推进."""
_DAY = re.compile(
    r"(?:(?P<year>20\d\d)\s*年|(?P<said>今年|本年|当年))?\s*"
    r"(?:(?P<month>1[0-2]|0?[1-9])\s*月\s*(?:(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号]?|(?P<end>底|末))|(?P<yearend>年?[底末]))"
)
"""A day, a month or the end of one, with or without its year: 2018年6月12日, 今年8月底, 10月, 年底."""
_FIGURES = re.compile(r"(20\d\d)[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
"""2024-12-31 and the like."""
_UNTIL = re.compile("前|止|底|末|完成|[日号]$")
"""What shows that a day is the last one: 6月底前, 12月31日."""
_PERIOD = re.compile("[一二三四1-4]\\s*季度|[上下]半年|[上中下]旬|月|年底|年末")
"""A stretch of time with an end of its own, though its day is not stated: 三季度, 上半年, 下旬."""


_YEAR = re.compile(r"((?:19|20)\d\d)\s*[年〕]")
"""The year in a title or a document number: 2018年, 〔2018〕."""


def year_in(text: str | None) -> int | None:
    """The first year that a title or a number prints: 2018年, 〔2018〕."""
    match = _YEAR.search(text or "")
    return int(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit as printed, its kind (None where the words do not tell) and the day that it states."""

    text: str
    kind: Kind | None
    day: date | None = None


def limits(text: str, year: int | None) -> tuple[Limit, ...]:
    """The time limits of a cell; a day without a year is in `year`, the one that the notice states."""
    parts = [part.strip("，,。 \u3000") for part in _SPLIT.split(text)]
    return tuple(_limit(part, year) for part in parts if part)


def _limit(text: str, year: int | None) -> Limit:
    if _RELATIVE.search(text):
        return Limit(text, "relative")
    if _RECURRING.search(text):
        return Limit(text, "recurring")
    day = _day(text, year)
    if _CONTINUING.search(text) and day is None:
        return Limit(text, "continuing")
    if day is None and not _PERIOD.search(text):
        return Limit(text, None)
    return Limit(text, "fixed", day)


def _day(text: str, year: int | None) -> date | None:
    """The one day that a text states; None for none or several, or where no year is stated."""
    text = _FIGURES.sub(r"\1年\2月\3日", text)
    found = [match for match in _DAY.finditer(text) if match["month"] or match["yearend"]]
    if len(found) != 1 or not _UNTIL.search(text[found[0].start() :]):
        return None
    match = found[0]
    stated = int(match["year"]) if match["year"] else year
    if stated is None:
        return None
    if match["yearend"]:
        return date(stated, 12, 31)
    month = int(match["month"])
    last = calendar.monthrange(stated, month)[1]
    if match["end"]:
        return date(stated, month, last)
    day = int(match["day"])
    return date(stated, month, day) if day <= last else None


_WHEN = (
    r"(?:(?:20\d\d|今|本|当|每|全|次|明)年度?|\d{1,2}月份?|\d{1,2}日|第?[一二三四1-4]个?季度|每个?季度?|季度|年[底末初前内]|"
    r"[上下]半年|[上中下]旬|每[月周天日旬]|\d{4}[.-]\d{1,2}(?:[.-]\d{1,2})?|\d{1,3}个?(?:工作日|月|天|周)|"
    r"长期|持续|常态化?|日常|及时|适时|实时|随时|经常性?|即时|立即|立行立改|动态|定期|逐[年季月]|按[年季月]度?|近期|中期|远期)"
)
"""One piece of a text that says when."""
_DONE = (
    r"(?:完成|推进|坚持|开展|落实|实施|进行|更新|整改|见效|启动|取得(?:阶段性|明显)?(?:成效|进展)|公布|报送|"
    r"[底末初前后内止之以于在至到起已并和需须（(）)—–~～-])"
)
"""What may stand around those pieces without saying what is to be done: 完成, 前, 底."""
_ONLY = re.compile(rf"(?:{_WHEN}|{_DONE})++")
"""Nothing but such pieces: 6月底前完成, 每季度末, 持续推进."""
_FROM = re.compile(rf"(?:{_RELATIVE.pattern})$")
"""A relative limit at the end of a text."""
_LONGEST = 30
"""Characters of a text that says only by when; what is longer says what to do as well."""


def is_limit(text: str) -> bool:
    """Whether a short text says by when and nothing else: 6月底前完成, 持续推进."""
    words = re.sub(r"[\s。；;，,、：:]", "", text)
    if not 0 < len(words) <= _LONGEST:
        return False
    return _FROM.search(words) is not None or (_ONLY.fullmatch(words) and re.search(_WHEN, words)) is not None
