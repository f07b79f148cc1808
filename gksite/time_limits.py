"""Time limits as facts of a notice: those of its cells and those of its running texts, and what is open in them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from gksite.model.draft import Doubt
from gksite.model.facts import Deadline, LimitPlace, StatedDeadline
from gksite.model.records import NoticeFields, TaskRecord
from gksite.problems.problem import Phrase
from gksite.text.calendar_points import Period
from gksite.text.days import Lack, StatedDay
from gksite.text.deadlines import Limit, spans_years, years_in
from gksite.text.running_limits import clause_around, running_limits
from gksite.text.time_words import plain

Texts = Sequence[tuple[LimitPlace, str | None]]
"""The running texts of a task or a letter, by what they are."""

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
    "sentence": "年份取自同一句（{year}年）",
    "figures": "年份按两位数字理解为{year}年",
    "next": "年份是{base}年的下一年",
    "last": "年份是{base}年的上一年",
}
"""Where the year of a day comes from, if not from its words."""
_LAST_DAY: dict[Period, str] = {
    "year": "时间写到年底或年内，取12月31日",
    "half": "时间写到半年，取最后一天",
    "quarter": "时间写到季度，取最后一天",
    "month": "时间写到月底或月内，取当月最后一天",
    "before": "时间写到某月之前，取上个月最后一天",
}
"""Why a day is the last one of a period."""


_WITHOUT_DAY: dict[Lack, str] = {
    "day": "没有写到哪一天",
    "several": "写了不止一个时间",
    "year": "看不出是哪一年",
    "unreal": "写的日子不存在",
    "past": "没有写年份，按通知的年份早于成文日期",
}
"""Why a limit that the calendar tells has no day, by what it lacks."""


def read_from(texts: Texts, year: int | None, issued: date | None) -> tuple[StatedDeadline, ...]:
    """The time limits that running texts state, each with its clause and how its day was read, in order.

    `year` is that of days without one, None where the notice leaves it open. A title's is left out where a text below
    it states the same.
    """
    found: list[StatedDeadline] = []
    for place, text in texts:
        for limit in running_limits(text or "", year, issued):
            basis = _how_read(limit)
            found.append(
                StatedDeadline(
                    text=limit.text, kind=limit.kind, date=limit.day, basis=basis, clause=limit.clause, place=place
                )
            )
    below = {(each.text, each.kind) for each in found if each.place != "title"}
    return tuple(each for each in found if each.place != "title" or (each.text, each.kind) not in below)


def of_task(task: TaskRecord, year: int | None, issued: date | None) -> tuple[StatedDeadline, ...]:
    """The time limits of a task: its entries where the key stands, be they none, else what its texts say."""
    texts: Texts = (("title", task.title), ("requirement", task.requirement), ("remark", task.remark))
    if "deadlines" in task.model_fields_set:
        return entered(task.deadlines, texts)
    return read_from(texts, year, issued)


def of_letter(notice: NoticeFields) -> tuple[StatedDeadline, ...]:
    """The time limits that the letter of a notice states beside its tasks."""
    texts: Texts = (("preamble", notice.preamble), ("closing", notice.closing))
    return read_from(texts, open_year(notice), notice.issued)


def open_year(notice: NoticeFields) -> int | None:
    """The year of time limits that name none, by a notice or its date; None where its titles leave it open."""
    if leaves_year_open((notice.title, notice.table_title), (notice.issued, notice.printed)):
        return None
    if notice.year is None and notice.issued:
        return notice.issued.year
    return notice.year


def entered(deadlines: Iterable[Deadline], texts: Texts) -> tuple[StatedDeadline, ...]:
    """The time limits of a YAML entry, each with the clause of the texts that has its words, if one does."""
    found = []
    for deadline in deadlines:
        stated = deadline.model_dump() | {"clause": _clause_with(deadline.text, texts)}
        found.append(StatedDeadline(**stated))
    return tuple(found)


def beside_cell(cell: Sequence[Deadline], texts: Texts, year: int | None, issued: date | None) -> Iterator[Deadline]:
    """The time limits of running texts that stand beside a cell for them, but for those whose words it has."""
    quoted = "\n".join(plain(deadline.text) for deadline in cell)
    for limit in read_from(texts, year, issued):
        if plain(limit.text) not in quoted:
            yield Deadline(text=limit.text, kind=limit.kind, date=limit.date, basis=limit.basis)


def leaves_year_open(titles: Iterable[str | None], days: Iterable[date | None]) -> bool:
    """Whether the titles of a notice print a span of years, or several of which its dates tell none."""
    texts = tuple(titles)
    if any(map(spans_years, texts)):
        return True
    titled = {year for text in texts for year in years_in(text)}
    return len(titled) > 1 and titled.isdisjoint(day.year for day in days if day)


def _how_read(limit: Limit) -> str | None:
    """How the day of a limit was read from a text, or why it has none."""
    if limit.stated:
        return record_of(limit).basis
    if limit.lack is None or limit.lack == "event":
        return None
    return Phrase(_WITHOUT_DAY[limit.lack]).text(str)


def _clause_with(words: str, texts: Texts) -> str | None:
    """The part of a sentence that has some words, in the first text with them."""
    for _, text in texts:
        at = (text or "").find(words)
        if text and at >= 0:
            return clause_around(text, at, at + len(words))
    return None


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
