"""Limits of running texts that the calendar tells: which of its times say by when, and their day."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gksite.text.calendar_points import Point, end_of_span, points
from gksite.text.days import BEFORE, Lack, Setting, StatedDay, day_of, is_by
from gksite.text.deeds import DEED, DOES, does

_PARTS = re.compile(
    r"[,;。!?]|(?<!\d):|:(?!\d)|\((?!(?:星期|周|礼拜)[1-6一二三四五六日天]\))|(?<![期周拜][1-6一二三四五六日天])\)"
)
"""What parts the clauses of a sentence, and no hour or weekday: 17:00, (周五)."""
_NEXT_TO_LAST = re.compile(r"[、和及与]")
"""What parts two times of one list: 6月底、12月底前."""
_NEXT_PERIOD = re.compile(r"[、和及与](?:(?:19|20)\d\d年)?(?:[上下]半年|第?\d季度)")
"""A second period that shares what is to be done: 上半年、下半年各开展一次."""
_LIST = re.compile(r"(?:第?\d{1,4}(?:年|月份?|季度)?(?:\d{1,2}[日号])?[、和及与或]){1,9}$")
"""The times in front that share the unit of one: 6月、9月 in 6月、9月、12月底前."""
_LAST = re.compile(r"(?:不得?[迟晚]于|最[迟晚](?:于|在|不超过)?|(?:截[至止](?:时间|日期)|[时期]限)[为是]?)$")
"""What says in front of a day that it is the last one."""
_BY = re.compile(r"(?:^|(?<![截所])[到至于在])$")
"""What stands in front of the end of a month or year, where a comma stands behind it."""
_TOLD = re.compile(
    r"(?:总结|公布|公开|公示|发布|通报|对照|分析|汇总|回顾|梳理|报[送告]|统计|编制|反映|解读|好|的|前|至|自|从|每|各|以来|\d[到-])$"
)
"""What stands in front of a period that is only spoken of: 总结上半年工作."""
_WANTED = re.compile(rf"[对将把由向以]|(?:前|之前|以前)?(?:要|应当?|须|需|将|可|务必|力争|争取|确保|计划|{DEED})")
"""What follows a period in which something is to be done."""
_SET = re.compile("(?:目标|任务|计划|安排|重点)?[,:]")
"""What follows a period at the beginning of a clause before what is to be done in it: 一季度目标：完成招标."""
_WITHIN = re.compile(r"[上中下]旬|[初中](?![心小学期])")
"""A part of a month, whose last day nobody names."""
_DONE = re.compile(r"[^,;。]{0,8}(?:已|共有|累计|仍有|尚有)")
"""What tells of the state of things on a day."""
_NAMES = re.compile(rf"(?:{DEED}){{1,2}}(?:的|后|以来|情况|工作|结果|进展)")
"""What names a thing that was done at a time."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年(?!度)")
"""A year that a sentence names."""
_BARE_YEAR = re.compile(
    rf"(?<![\d自从年至-])(?:[到至](?:20)\d\d年(?=,|{DOES})|(?:20)\d\d年(?:之?前|以前)(?![后已的未]))"
)
"""A year by whose beginning or end something is to be done: 到2025年, 2025年前."""
_SENTENCE_ENDS = "。!?"
_FAR = 120
"""Characters of a clause on both sides of a time that are looked at."""
_LATE, _EARLY = 9, 4
"""Months: from one so late to one so early, a list of limits may have passed into the next year."""


@dataclass(frozen=True, slots=True)
class CalendarLimit:
    """A limit that the calendar tells: its stretch of the plain words, and its day or what it lacks."""

    start: int
    end: int
    found: StatedDay | Lack


def calendar_limits(words: str, year: int | None, issued: date | None) -> Iterator[CalendarLimit]:
    """The limits of plain words in a notice that states a year, or none, in order: 8月底前, 年内, 不迟于9月20日."""
    reader = _Reader(words, year, issued)
    for point, span in _with_spans(words, points(words)):
        limit = reader.limit(point, span=span)
        if limit:
            yield limit
    for match in _BARE_YEAR.finditer(words):
        named = re.search(r"\d{4}", match[0])
        if year is None or (named and int(named[0]) >= year):
            yield CalendarLimit(*match.span(), "day")


def _with_spans(words: str, found: Sequence[Point]) -> Iterator[tuple[Point, bool]]:
    """The times of a text, two that are the beginning and the end of a span as one."""
    i = 0
    while i < len(found):
        span = None
        if i + 1 < len(found):
            span = end_of_span(words, found[i], found[i + 1])
        yield span or found[i], span is not None
        i += 1 + (span is not None)


class _Reader:
    """One pass over the times of a text, with what its sentence has told of years so far."""

    def __init__(self, words: str, year: int | None, issued: date | None) -> None:
        self.words, self.year, self.issued = words, year, issued
        self.parts = [match.start() for match in _PARTS.finditer(words)]
        self.years = [(match.start(), int(match[1])) for match in _YEAR.finditer(words)][::-1]
        self.read_to = 0
        self.told: int | None = None
        self.after: date | None = None
        self.named = 0

    def limit(self, point: Point, *, span: bool) -> CalendarLimit | None:
        """The limit that a time is, with its day; times are asked for in order."""
        self._pass_over(point.start)
        begin, end = self._clause(point)
        clause = self.words[begin:end]
        here = replace(point, start=point.start - begin, end=point.end - begin)
        stretch = _stretch(clause, here, span=span)
        if stretch is None or self._is_past(point):
            return None
        found = self._day(clause, here, span=span)
        if isinstance(found, StatedDay):
            self.after = found.day
            if found.year_from != "notice":
                self.told = (point.year and point.year.stated) or found.day.year
        start = stretch[0]
        if listed := _LIST.search(clause[:start]):
            start = listed.start()
        return CalendarLimit(begin + start, begin + stretch[1], found)

    def _pass_over(self, place: int) -> None:
        """Read the words up to a place: a new sentence has told nothing, and each year is noted."""
        if any(sign in self.words[self.read_to : place] for sign in _SENTENCE_ENDS):
            self.told = self.after = None
            self.named = 0
        last = max((self.words.rfind(sign, self.read_to, place) for sign in _SENTENCE_ENDS), default=-1)
        while self.years and self.years[-1][0] < place:
            at, year = self.years.pop()
            if at > last:
                self.named = max(self.named, year)
        self.read_to = place

    def _clause(self, point: Point) -> tuple[int, int]:
        """Where the clause of a time begins and ends, the sign behind it included; one inside the time ends none."""
        at, behind = bisect_left(self.parts, point.start), bisect_left(self.parts, point.end)
        begin, end = point.start - _FAR, point.end + _FAR
        if at:
            begin = max(begin, self.parts[at - 1] + 1)
        if behind < len(self.parts):
            end = min(end, self.parts[behind] + 1)
        return max(begin, 0), end

    def _is_past(self, point: Point) -> bool:
        """Whether the words name a year before the notice's: they tell of what has been."""
        if point.year is None:
            return False
        stated = point.year.stated
        return point.year.shift == -1 or (stated is not None and self.year is not None and stated < self.year)

    def _day(self, clause: str, point: Point, *, span: bool) -> StatedDay | Lack:
        """The day of a limit; one without a year is in that of an earlier limit of the sentence, else the notice's."""
        after = None
        if self.after and self.after.month >= _LATE and (point.month or 0) <= _EARLY:
            after = self.after
        carried = point.year is None and self.told is not None
        if carried:
            setting = Setting(self.told, None, None, after)
        else:
            setting = Setting(self.year, self.issued, self.told, after)
        found = self._read(clause, point, setting, span=span)
        if not isinstance(found, StatedDay):
            return found
        if carried:
            return replace(found, year_from="sentence")
        if found.year_from == "notice" and point.year is None and self.year is not None and self.named > self.year:
            return "year"
        return found

    def _read(self, clause: str, point: Point, setting: Setting, *, span: bool) -> StatedDay | Lack:
        """The day; the last of a list, and a time that a word such as 不迟于 makes a limit, count as if 前 followed."""
        found = day_of(clause, point, setting, span=span)
        if isinstance(found, StatedDay) or found != "day" or not point.states_day:
            return found
        words = clause[: point.end]
        if point.period not in ("half", "quarter") or point.ends:
            words += "前"
        return day_of(words, point, setting, span=span)


def _stretch(clause: str, point: Point, *, span: bool) -> tuple[int, int] | None:
    """The stretch of a clause that makes a time of it a limit, None where it is none."""
    before, rest = clause[: point.start], clause[point.end :]
    if point.month is None:
        return None
    whole = replace(point, ends=True)
    if by := BEFORE.match(rest):
        if is_by(whole, before, rest, span=span):
            return point.start, point.end + by.end()
        return None
    if point.day is not None:
        last = _LAST.search(before)
        if last and not _DONE.match(rest):
            return last.start(), point.end
        return None
    if part := _WITHIN.match(rest):
        return _of_part(clause, point, part.end())
    if is_by(whole, before, "前", span=span) and _is_done_by(clause, point, span=span):
        return point.start, point.end
    return None


def _is_done_by(clause: str, point: Point, *, span: bool) -> bool:
    """Whether a time without 前 is one by which or in which something is to be done."""
    before, rest = clause[: point.start], clause[point.end :]
    if point.ends:
        return _is_end(clause, point, before, rest)
    if point.period:
        return _is_period(before, rest)
    return not span and _is_done_in(before, rest)


def _of_part(clause: str, point: Point, length: int) -> tuple[int, int] | None:
    """A part of a month, as far as it is a limit: 9月上旬前."""
    end = point.end + length
    if by := BEFORE.match(clause, end):
        return point.start, by.end()
    if does(clause[end:]) and not _TOLD.search(clause[: point.start]):
        return point.start, end
    return None


def _is_end(clause: str, point: Point, before: str, rest: str) -> bool:
    """Whether the end of a month or a year is a limit without 前: 6月底完成, 到2020年底，, 年内."""
    if _DONE.match(rest):
        return False
    if clause[point.end - 1] == "内" or _NEXT_TO_LAST.match(rest):
        return True
    if does(rest) or (_BY.search(before) and _WANTED.match(rest)):
        return not _TOLD.search(before)
    return rest[:1] in (",", ")", "") and _BY.search(before) is not None


def _is_period(before: str, rest: str) -> bool:
    """Whether a half or a quarter of a year is one in which something is to be done: 上半年完成."""
    if _TOLD.search(before):
        return False
    if _SET.match(rest):
        return not before
    return any((_NEXT_PERIOD.match(rest), _WANTED.match(rest), does(rest)))


def _is_done_in(before: str, rest: str) -> bool:
    """Whether something is to be done in a month: 9月完成."""
    if _TOLD.search(before) or _NAMES.match(rest) or "的" in rest[:12]:
        return False
    return does(rest) is not None
