"""The one day that the words of a time limit state, with where its year comes from; or what they lack."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from gksite.text.calendar_points import YEAR_WORDS, Period, Point, Year, end_of_span, points
from gksite.text.deeds import DOES

Lack = Literal["day", "several", "year", "unreal", "past"]
"""Why there is no day: none is named, several are, its year does not follow, it does not exist, or it lies before the
notice."""
YearFrom = Literal["words", "notice", "sentence", "figures", "next", "last"]
"""Where the year of a day comes from: its words, the notice, an earlier limit of its sentence, its last two figures, or
the year behind or before one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around the words of a limit: the notice's year and day of issue, and those of the limit before."""

    year: int | None
    issued: date | None = None
    earlier: int | None = None
    after: date | None = None


@dataclass(frozen=True, slots=True)
class StatedDay:
    """A day that follows from words; 次年 counts from the year `base`, and `period` is what the day is the end of."""

    day: date
    year_from: YearFrom
    base: int | None = None
    period: Period | None = None


_BARE_START = re.compile(r"(?<!\d)(\d{1,2})[至到-]+$")
"""The beginning of a span that is only a number: 3至 in 3至5月底."""
_LISTED = re.compile(r"(?:[\d一二三四五六七八九十月日号]|(?<!半)年)[、和及与或/]$")
"""A number or year in front that shares the unit of the one behind it: 6、12月底, 2023年、2024年底."""
_BARRED = re.compile(
    r"(?:[\d年第每近约自从按照]|[每各]年度?的|(?<![不最])(?:早于|晚于|迟于)|不早于|根据|依据|"
    r"提前|距离?|除了?|(?:不要求|不必|无[需须]|不需|不用|尚?未能?|没有?)[在于到]?)$"
)
"""What may stand in front of a day that is no limit: 自7月1日, 112年6月底, 按6月30日通知, 未在6月底前."""
_FREE = re.compile(
    r"(?:^|[,、:;。(\[“\"于在至到-]|原则上|力争|争取|确保|最迟|最晚|务必|计划|预计|时限为|截止|起|并|须|应)$"
)
"""What stands in front of a word for a year, and is no part of another word, as in 网上年底前, 情况说明年底前."""
_OTHERWISE = re.compile(
    r"农历|阴历|旧历|夏历|正月|腊月|民国|学年|财年|(?:会计|财政|保险|预算)年|左右|大约|前后|不[含包]|(?<!\d)0(?:时|点|:00)"
)
"""Another calendar, or no exact day: 6月30日0时前 ends on the day before, as 不含当日 does."""
_HOUR = (
    r"(?:\(?(?:星期|周|礼拜)[1-6一二三四五六日天]\)?)?(?:上午|下午|中午|晚上?|夜间)?"
    r"(?:\d{1,2}(?:时|点|:\d\d(?::\d\d)?)(?:\d{1,2}分|整|半)?)?(?:下班)?"
)
"""A weekday and an hour behind a day."""
BEFORE = re.compile(rf"{_HOUR}(?:(?:之?前|以前)(?!后)|止|为止|截止)")
"""What says that a day is the last one."""
_BEGINS = re.compile(r"(?:之?前|以前)(?!后)")
"""What says that a month is over before it begins: 10月前."""
_MADE = (
    "制发|印发|下发|制定|出台|公布|公开|发布|成立|颁布|存在|形成|登记|注册|产生|发生|签订|实施|完成|建成|报送|生效|"
    "废止|失效|到期|停用|关停"
)
"""What has become of a thing that is there already."""
_STANDING = re.compile(
    r"已|存量|历史|的|的?(?:\d{1,3}|[半两几数]|十几)个?(?:工作日|自然日|[日天周月年]|星期|小时)|"
    rf"(?:未|尚)[^,]{{0,99}}的|(?:{_MADE})(?>(?:{_MADE}|[并和且或、但]|尚?未|已|仍|继续|有效|失效)*)的"
)
"""What stands behind 前 where a day is no limit: it was there already (6月30日前印发的文件), or one counts from the day
(6月底前一周)."""
_REST = re.compile(rf"{_HOUR}(?:\.?$|[,、。;()\[\]”\"]|{DOES})")
"""What may follow a day without a word such as 前: 6月底完成."""
_EVENT = re.compile(r"[^,、。(]+[前后](?:$|[,、。(])")
"""Something else, before or after which the limit is: 年底考核前."""
_LOOSE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
"""A year anywhere in the words."""
_NAMED_YEAR = re.compile(rf"{_LOOSE_YEAR.pattern}(?!度)")
"""One that is not the first half of a name."""
_LOOSE_WORD = re.compile(rf"(?:{YEAR_WORDS})(?P<whole>度?)")
"""A word for a year anywhere in the words; one of a whole year, 上年度, belongs to a report or a plan."""
_REPORT = re.compile("报告|年报|总结|决算|考核|评估")
"""What is written of a year when it has passed."""
_REPORTED_BY = 6
"""The month of a year by whose end what is written of the year before is due."""
_AROUND = 12
"""Characters on both sides of a time in which its calendar is named."""
_NEAR = 5
"""Years behind the notice's that two figures may mean: 25年底 in a notice of 2023."""


def stated_day(text: str, setting: Setting) -> StatedDay | Lack:
    """The one day by which a plain text wants something done; what is lacking where year, month or day is open."""
    found = points(text)
    point = _only(text, found)
    if not isinstance(point, Point):
        return point
    return day_of(text, point, setting, span=len(found) > 1)


def day_of(text: str, point: Point, setting: Setting, *, span: bool = False) -> StatedDay | Lack:
    """The day that one time in a plain text states, by the words around it."""
    before, rest = text[: point.start], text[point.end :]
    if _LISTED.search(before) or _names_more(before, rest):
        return "several"
    if point.is_month and not (span or _BARE_START.search(before)) and _BEGINS.match(rest):
        point = replace(point, period="before")
    if not point.states_day or _OTHERWISE.search(text, max(0, point.start - _AROUND), point.end + _AROUND):
        return "day"
    if not is_by(point, before, rest, span=span):
        return "day"
    return _dated(point, before, rest, setting)


def is_by(point: Point, before: str, rest: str, *, span: bool = False) -> bool:
    """Whether the words before and behind a time leave it one by which something is to be done."""
    return _begins_well(before, point, span=span) and _ends_well(rest, point)


def named_year(text: str) -> int | None:
    """The last year that plain words print."""
    years = _LOOSE_YEAR.findall(text)
    return int(years[-1]) if years else None


def _only(text: str, found: Sequence[Point]) -> Point | Lack:
    """The only time that a text names, or the end of the only span."""
    if not found:
        return "day"
    if len(found) == 1:
        return found[0]
    span = end_of_span(text, found[0], found[1])
    if len(found) > 2 or span is None:
        return "several"
    return span


def _names_more(before: str, rest: str) -> bool:
    """Whether the words around a time name a coming year as well: 剩余的于次年完成; 下年度 belongs to a plan."""
    for match in (*_LOOSE_WORD.finditer(before), *_LOOSE_WORD.finditer(rest)):
        if match["next"] and not match["whole"] and _FREE.search(match.string[: match.start()]):
            return True
    return False


def _begins_well(before: str, point: Point, *, span: bool) -> bool:
    """Whether the words in front of a time leave it a limit; a span may begin with 自."""
    if _BARRED.search(before.rstrip("自从") if span else before):
        return False
    start = _BARE_START.search(before)
    return start is None or point.year is not None or int(start[1]) <= (point.month or 0)


def _ends_well(rest: str, point: Point) -> bool:
    """Whether the words behind a time say that something is to be done by its last day."""
    if by := BEFORE.match(rest):
        whole = point.day is not None or point.ends or point.period == "before"
        return whole and not _STANDING.match(rest, by.end())
    return _REST.match(rest) is not None and _EVENT.match(rest) is None


def _dated(point: Point, before: str, rest: str, setting: Setting) -> StatedDay | Lack:
    """The day of a time that states one, in the year that its words or the notice tell."""
    year, loose = point.year, _Loose(before, rest)
    if year is None:
        return _in_year_of_notice(point, loose, setting)
    if year.shift is not None:
        return _in_counted_year(point, year, loose, setting)
    if year.stated is None or (year.short and not _is_near(year.stated, setting)):
        return "year"
    if max(loose.coming(), default=0) > year.stated:
        return "several"
    return _day(point, year.stated, "figures" if year.short else "words")


def _is_near(year: int, setting: Setting) -> bool:
    """Whether two figures can only mean a year: it is the notice's, or one of the next."""
    return setting.year is not None and -1 <= year - setting.year <= _NEAR


def _in_year_of_notice(point: Point, loose: "_Loose", setting: Setting) -> StatedDay | Lack:
    """A day whose year is only the notice's, if nothing in the words speaks for another."""
    year = setting.year
    if year is None or setting.earlier not in (None, year) or loose.may_mean_another(year, point.month or 0):
        return "year"
    found = _day(point, year, "notice")
    if isinstance(found, StatedDay) and found.day.year < year:
        return "year"
    if isinstance(found, StatedDay) and setting.issued and found.day < setting.issued:
        return "past"
    if isinstance(found, StatedDay) and setting.after and found.day < setting.after:
        return "year"
    return found


def _in_counted_year(point: Point, year: Year, loose: "_Loose", setting: Setting) -> StatedDay | Lack:
    """A day in a year counted from the notice's, or from the one that the words name in front: 次年, 去年, 今年."""
    told = year.base
    if told is None and year.follows:
        told = loose.told() or setting.earlier
    shift, base = year.shift or 0, told or setting.year
    if shift and not _FREE.search(loose.before):
        return "day"
    if base is None:
        return "year"
    if told is None and (loose.contradicts(base) or _speaks_of_other_year(setting)):
        return "year"
    if not shift:
        return _day(point, base, "notice")
    return _day(point, base + shift, "next" if shift > 0 else "last", base)


def _speaks_of_other_year(setting: Setting) -> bool:
    """Whether a notice was issued in another year than the one that it is about: then 今年 may be either."""
    return setting.issued is not None and setting.issued.year != setting.year


def _day(point: Point, year: int, year_from: YearFrom, base: int | None = None) -> StatedDay | Lack:
    """The day of a time in a year, if the calendar has it."""
    month = point.month or 0
    if not 1 <= month <= 12:
        return "unreal"
    if point.period == "before":
        return StatedDay(date(year, month, 1) - timedelta(days=1), year_from, base, point.period)
    last = calendar.monthrange(year, month)[1]
    day = last if point.day is None else point.day
    if not 1 <= day <= last:
        return "unreal"
    return StatedDay(date(year, month, day), year_from, base, point.period)


@dataclass(frozen=True, slots=True)
class _Loose:
    """The words around a time, with the years that belong to something else, or might."""

    before: str
    rest: str

    def years(self) -> set[int]:
        """The years that they print."""
        return {int(year) for text in (self.before, self.rest) for year in _LOOSE_YEAR.findall(text)}

    def coming(self) -> set[int]:
        """Those of them that are no part of a name, as in 2019年度预算."""
        return {int(year) for text in (self.before, self.rest) for year in _NAMED_YEAR.findall(text)}

    def told(self) -> int | None:
        """The last year that stands in front."""
        return named_year(self.before)

    def words(self) -> set[str]:
        """The kinds of words for years that they have: next, last, this."""
        return {kind for match in self._words() for kind in ("next", "last", "this") if match[kind]}

    def _words(self) -> list[re.Match[str]]:
        return [*_LOOSE_WORD.finditer(self.before), *_LOOSE_WORD.finditer(self.rest)]

    def may_mean_another(self, year: int, month: int) -> bool:
        """Whether a day without a year may lie in another than the notice's: behind it, or when a report is due."""
        years = self.years()
        if max(self.coming(), default=year) > year:
            return True
        of_this = year in years or "this" in self.words()
        return of_this and month <= _REPORTED_BY and _REPORT.search(self.before + self.rest) is not None

    def contradicts(self, base: int) -> bool:
        """Whether they name another year than the one from which a word for a year would count."""
        last = any(match["last"] and not match["whole"] for match in self._words())
        return bool(self.years() - {base}) or last
