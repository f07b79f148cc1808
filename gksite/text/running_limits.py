"""Time limits in running texts: which words of a requirement or a letter say by when, how often or for how long."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from gksite.text.calendar_limits import calendar_limits
from gksite.text.counted_limits import continuing, recurring, relative
from gksite.text.days import StatedDay
from gksite.text.deadlines import Limit, calendar_kind
from gksite.text.time_words import Spelled, spelled

_QUOTED = re.compile(r"《[^《》]{0,80}+》|“[^“”]{0,80}+”|「[^「」]{0,80}+」|『[^『』]{0,80}+』|\"[^\"]{0,80}+\"")
"""A title, or words that are quoted: a time in them limits nothing that this text says."""
_BREAKS = re.compile(r"[,;:。!?，；：！？]")
"""What parts a printed sentence."""
_SENTENCE_ENDS = "。!?！？；;"
_ALONE = 1
"""Characters beside a limit that make no clause of it."""


def running_limits(text: str, year: int | None, issued: date | None = None) -> tuple[Limit, ...]:
    """The time limits of a running text in a notice that states a year, or none, and its day of issue, in order.

    The `text` of each is the shortest stretch that states it, as printed. A day without a year is in that of an
    earlier limit of its sentence, else in the notice's, if it does not lie before the day of issue. Titles and quoted
    words hold none.
    """
    found: list[Limit] = []
    start = 0
    for line in text.split("\n"):
        found += _Line(line, start).limits(year, issued)
        start += len(line) + 1
    return tuple(found)


class _Line:
    """One line of a text, in plain words, with what limits have taken of them."""

    def __init__(self, line: str, start: int) -> None:
        self.line, self.start = line, start
        self.spelled: Spelled = spelled(line)
        self.words = _QUOTED.sub(lambda match: "■" * len(match[0]), self.spelled.words)
        self.taken = bytearray(len(self.words))
        self.breaks = _breaks(line)

    def limits(self, year: int | None, issued: date | None) -> list[Limit]:
        """The limits in order; of two that share words the one that comes again or is counted holds."""
        found: list[Limit] = []
        for start, end in recurring(self.words):
            found += self.taking(start, end, Limit("", "recurring"))
        for start, end in relative(self.words):
            found += self.taking(start, end, Limit("", "relative"))
        for limit in calendar_limits(self.words, year, issued):
            kind = calendar_kind(self.words[limit.start : limit.end])
            if isinstance(limit.found, StatedDay):
                found += self.taking(limit.start, limit.end, Limit("", kind, limit.found))
            else:
                found += self.taking(limit.start, limit.end, Limit("", kind, lack=limit.found))
        for start, end in continuing(self.words):
            found += self.taking(start, end, Limit("", "continuing"))
        return sorted(found, key=lambda limit: limit.start)

    def taking(self, start: int, end: int, limit: Limit) -> Iterator[Limit]:
        """A limit with its words and its clause, unless another holds some of them."""
        if any(self.taken[start:end]):
            return
        self.taken[start:end] = b"\1" * (end - start)
        first, last = self.spelled.printed(start, end)
        place, clause = self.start + first, _clause(self.line, self.breaks, first, last)
        yield replace(limit, text=self.line[first:last], start=place, clause=clause)


def clause_around(text: str, start: int, end: int) -> str:
    """The part of a sentence around a stretch of a text, and the next where the stretch is all of it."""
    begin = text.rfind("\n", 0, start) + 1
    line = text[begin:].partition("\n")[0]
    return _clause(line, _breaks(line), start - begin, min(end - begin, len(line)))


def _breaks(line: str) -> list[int]:
    return [match.start() for match in _BREAKS.finditer(line)]


def _clause(line: str, breaks: Sequence[int], first: int, last: int) -> str:
    at, behind = bisect_left(breaks, first), bisect_left(breaks, last)
    begin = 0
    if at:
        begin = breaks[at - 1] + 1
    ends = [*breaks[behind : behind + 2], len(line)]
    near = line[begin : ends[0]]
    if len(near.strip()) <= last - first + _ALONE and line[ends[0] : ends[0] + 1] not in _SENTENCE_ENDS:
        near = line[begin : ends[1]]
    return near.strip()
