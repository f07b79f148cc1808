"""The words of a time limit in one spelling: half width, simplified, without blanks, in Arabic figures."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from gksite.text.hidden import hidden

_BLANKS = re.compile("[\\s\u200b-\u200d\u2060]++")
"""Blanks, those without a width too."""
_MARKS = re.compile("[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
"""Numbers of items, which would run together with the figure behind them: ①6月底."""
_SIMPLE = str.maketrans(
    "後內個號週兩長續貫隨時實滾經動態斷終當來開農曆舊陰歷於從約",
    "后内个号周两长续贯随时实滚经动态断终当来开农历旧阴历于从约",
)
"""The simplified character for a Traditional one of the words of time."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―──━~〜∼", "-"))
"""The signs that documents print for a dash between two times, as one."""
_ONES = "一二三四五六七八九"
"""The Chinese figures, in order."""
_FIGURES = str.maketrans(f"〇零○◯Oo{_ONES}", "000000123456789")
"""The figure that a sign of a year in Chinese figures stands for."""
_HAN_YEAR = re.compile(rf"(?<![\d{_ONES}十])[12一二][\d{_ONES}〇零○◯Oo]{{3}}(?=年)")
"""A year in Chinese figures: 二〇二三年."""
_HAN_NUMBER = re.compile(
    rf"(?<![\d{_ONES}十百千万两几〇零])(?:(?P<tens>[{_ONES}]?)(?P<ten>十)(?P<ones>[{_ONES}]?)"
    rf"|(?P<short>[廿卅])(?P<behind>[{_ONES}]?)|[〇零]?(?P<one>[{_ONES}])|(?P<none>[〇零]))"
    rf"(?=年|月|日|号|个|季度|天|周|小时|时|点|工作日|自然日)"
)
"""A number in Chinese figures in front of a unit of time: 三十日, 十二月, 廿五日; not 十四五, 二十大."""
_STOPS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{1,2})(?!\d)\s*日?")
"""A day in figures: 2023.6.30, 2023-06-30; a blank parts it from an hour."""
_MONTH_STOPS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-./](1[0-2]|0?[1-9])月?(?![\d年.])")
"""A month in figures: 2023.6, 2023-06."""
_SHORT_STOPS = re.compile(r"(?:(?<=[,、:(于在])|^)(\d{1,2})\.(\d{1,2})(?=日?(?:之?前|以前|止|为止)(?!后))日?")
"""A day in figures without its year, where a word shows that it is one: 6.30前; 6.3 alone may be 6.30 of a sheet."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text in one spelling, with the stretch of the text itself that each of its characters stands for."""

    words: str
    stretches: tuple[tuple[int, int], ...]

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Where the text itself has what stands from `start` to `end` in the words."""
        return self.stretches[start][0], self.stretches[end - 1][1]


def plain(text: str) -> str:
    """A text whose words of time are spelled one way: ２０２３ 年六月三十日 is 2023年6月30日."""
    return spelled(text).words


def spelled(text: str) -> Spelled:
    """The same with the places of its characters in the text."""
    signs: list[str] = []
    stretches: list[tuple[int, int]] = []
    for place, sign in enumerate(text):
        form = _sign(sign)
        signs.append(form)
        stretches += [(place, place + 1)] * len(form)
    found = Spelled("".join(signs), tuple(stretches))
    found = _replaced(found, _STOPS, lambda match: f"{match[1]}年{match[2]}月{match[3]}日")
    found = _replaced(found, _BLANKS, lambda match: "")
    found = _replaced(found, _HAN_YEAR, lambda match: match[0].translate(_FIGURES))
    found = _replaced(found, _HAN_NUMBER, _number)
    found = _replaced(found, _MONTH_STOPS, lambda match: f"{match[1]}年{match[2]}月")
    return _replaced(found, _SHORT_STOPS, lambda match: f"{match[1]}月{match[2]}日")


@lru_cache(maxsize=1 << 14)
def _sign(sign: str) -> str:
    """What one character becomes: simplified, half width, nothing where it cannot be seen."""
    if hidden(sign):
        return ""
    return unicodedata.normalize("NFKC", _MARKS.sub(",", sign)).translate(_DASHES).translate(_SIMPLE)


def _replaced(text: Spelled, pattern: re.Pattern[str], form: Callable[[re.Match[str]], str]) -> Spelled:
    """A text with what a pattern finds in another form; each new character stands for all that was found."""
    words: list[str] = []
    stretches: list[tuple[int, int]] = []
    after = 0
    for match in pattern.finditer(text.words):
        new = form(match)
        words += (text.words[after : match.start()], new)
        stretches += text.stretches[after : match.start()]
        stretches += [text.printed(*match.span())] * len(new)
        after = match.end()
    if not words:
        return text
    return Spelled("".join((*words, text.words[after:])), (*stretches, *text.stretches[after:]))


def _number(match: re.Match[str]) -> str:
    """A number up to 99 in Chinese figures as Arabic ones: 三十 is 30, 十二 is 12, 廿五 is 25."""
    if match["ten"]:
        return str(_figure(match["tens"] or "一") * 10 + _figure(match["ones"]))
    if match["short"]:
        return str("廿卅".index(match["short"]) * 10 + 20 + _figure(match["behind"]))
    return str(_figure(match["one"] or ""))


def _figure(sign: str) -> int:
    return _ONES.index(sign) + 1 if sign else 0
