"""Figures in a text as offices write them: 1,234, １２, 十一, 拾贰, 1.2万, to numbers with their precision."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_DIGITS = {digit: i for i, digit in enumerate("零一二三四五六七八九")} | {
    digit: i for i, digit in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
_DIGITS |= {"两": 2, "貳": 2, "參": 3, "陸": 6, "弌": 1, "兩": 2}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GREAT = {"万": 10_000, "萬": 10_000, "亿": 10**8, "億": 10**8}
_CHINESE = "".join((*_DIGITS, *_UNITS, *_GREAT))
FIGURE = rf"(?:(?:\d{{1,3}}(?>(?:,\d{{3}}){{1,4}})|\d{{1,12}}+)(?:\.\d{{1,6}}+)?\s?[万萬亿億]?|[{_CHINESE}]{{1,20}}+)"
"""An expression for one figure in a folded text, to be built into others."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and the smallest step that its writing can tell: 1.2万 is 12,000 in steps of 1,000."""

    value: Decimal
    step: Decimal = Decimal(1)

    def says(self, number: Decimal | int) -> bool:
        """Whether this is how the number would be written, in these steps."""
        return abs(self.value - number) * 2 <= self.step if self.step > 1 else self.value == number


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in one width of signs, and where each of them stands in the text as written."""

    text: str
    places: tuple[int, ...]
    written: str

    def as_written(self, start: int, end: int) -> str:
        """The words as they are printed."""
        return self.written[self.places[start] : self.places[end - 1] + 1]


def folded(text: str) -> Folded:
    """Full-width signs as half-width ones, sign by sign; the order of lines stays."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = unicodedata.normalize("NFKC", sign)
        signs.append(plain)
        places += [place] * len(plain)
    return Folded("".join(signs), tuple(places), text)


def figure(words: str) -> Figure | None:
    """The number that words of the form FIGURE say; None where they are no number."""
    plain = words.replace(",", "").replace(" ", "")
    great = _GREAT.get(plain[-1:], 1)
    digits = plain
    if great > 1:
        digits = plain[:-1]
    if _ARABIC.fullmatch(digits):
        step = Decimal(great).scaleb(-len(digits.partition(".")[2]))
        return Figure(Decimal(digits) * great, step)
    number = _chinese(plain)
    return None if number is None else Figure(Decimal(number))


_ARABIC = re.compile(r"\d++(?:\.\d++)?")
"""Digits, with decimals perhaps."""


def _chinese(words: str) -> int | None:
    """The number that Chinese words say: 一千二百零五, or digits alone: 二〇二五."""
    if len(words) > 1 and not set(words) - set(_DIGITS):
        return int("".join(str(_DIGITS[word]) for word in words))
    total, section, digit = 0, 0, -1
    for word in words:
        if word in _DIGITS:
            if digit > 0:
                return None
            digit = _DIGITS[word]
        elif word in _UNITS:
            section += (1 if digit < 0 else digit) * _UNITS[word]
            digit = -1
        elif word in _GREAT:
            total = (total + section + max(digit, 0)) * _GREAT[word]
            section, digit = 0, -1
        else:
            return None
    return total + section + max(digit, 0)
