"""The numbers in front of headings and tasks, outermost first: 第一部分 · 一、 · （一） · 1. · （1） · ①."""

import re
from dataclasses import dataclass
from functools import lru_cache

_HAN = "〇零一二三四五六七八九十百"
"""Chinese numerals of numbers in front of headings."""
_STYLES = (
    re.compile(rf"第[{_HAN}\d]{{1,4}}(?:部分|章|编|篇)[、：:.．]?\s*"),
    re.compile(rf"[{_HAN}]{{1,4}}\s*[、.．]\s*|[{_HAN}]{{1,3}}\s+"),
    re.compile(rf"[（(]\s*+[{_HAN}]{{1,4}}\s*+[)）]\s*+(?:[、.．]\s*+)?"),
    re.compile(
        r"(?:\d{1,3}(?:[.．]\d{1,2}){0,9}(?:\s*[.．、](?!\d)|(?<=[.．]\d)\s|(?<=[.．]\d\d)\s)|\d{4}\s*[.．、](?!\d))\s*"
    ),
    re.compile(r"[（(]\s*+\d{1,3}\s*+[)）]\s*+(?:[、.．]\s*+)?|\d{1,3}[)）]\s*"),
    re.compile(r"[①-⑳]\s*"),
)
"""The numbers by rank, each with the sign behind it; a figure with a point and a figure behind (2.1) is one number."""
_PLAIN = re.compile(rf"\s*+((?:[（(]?\s*+(?:\d{{1,4}}|[{_HAN}]{{1,4}})(?:\s*+[)）])?)|[①-⑳])\s*+(?:[.．、]\s*+)?")
"""Nothing but a number: 3, （三）, 3.、①."""
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
"""The values of Chinese figures."""
_UNITS = {"十": 10, "百": 100}
ARABIC = 3
"""The rank of 1."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in front of a text: its rank (0 outermost), its value, the number as printed, and the text behind it."""

    rank: int
    value: int
    printed: str
    rest: str


@lru_cache(maxsize=20_000)
def mark_of(text: str) -> Mark | None:
    """The number with which a text begins, if it does."""
    text = text.strip()
    for rank, style in enumerate(_STYLES):
        if match := style.match(text):
            printed = match.group().strip()
            return Mark(rank, value_of(printed), printed, text[match.end() :].strip())
    return None


LARGEST = 1_000_000
"""What is greater is no number of a task or a part, but a code of another kind."""


def value_of(printed: str) -> int:
    """The value of a number in figures, Chinese numerals or a circle; the last part of 2.1; 0 where there is none."""
    value = _value_of(printed)
    if value > LARGEST:
        return 0
    return value


def _value_of(printed: str) -> int:
    if circled := re.search("[①-⑳]", printed):
        return ord(circled.group()) - ord("①") + 1
    if figures := re.findall(r"\d+", printed):
        return int(figures[-1][: len(str(LARGEST)) + 1])  # longer ones are too great in any case
    han = re.search(f"[{_HAN}]+", printed)
    if han is None:
        return 0
    return _han_value(han.group())


def _han_value(han: str) -> int:
    total, digit = 0, 0
    for c in han:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = digit * 10 + _DIGITS[c]
    return total + digit


def plain_number(text: str) -> str | None:
    """What a cell of a number column prints, without its dot; None where it holds anything but a number."""
    match = _PLAIN.fullmatch(text)
    if match is None:
        return None
    return re.sub(r"\s", "", match.group(1))
