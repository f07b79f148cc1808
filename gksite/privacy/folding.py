"""A text as detectors read it: one width, simplified labels, nothing unseen; its characters know their places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufe0e\ufe0f]")
"""Characters without width, which may stand between two digits unseen."""
_MARKUP = re.compile(
    r"(?<=[0-9])(?:(?<!\*)\*\*(?!\*)|`|\\(?=[-.])|</?(?:b|i|u|em|strong|span|font|mark)(?: [^<>]{0,80})?>|"
    r"&(?:nbsp|ensp|emsp|zwnj|#\d{2,5}|#x[0-9a-fA-F]{2,4});){1,4}(?=[-.0-9Xx])"
)
"""Marks of Markdown and HTML between two digits, which no page shows."""
_MARKS = re.compile(r"[0-9](?:\*\*|[`\\<&])")
"""Something without which there is none of them."""
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width letters, digits and signs by the narrow ones."""
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
"""Everything that is typed for a hyphen."""
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\r"), " ")
"""Everything that is typed for a blank."""
_SIMPLE = str.maketrans(
    "證號碼護電話機聯絡銀帳戶車郵箱戶籍現處診斷殘學齡監親兒銷賬單編區鎮鄉縣門樓層號組間負責國歲級別類齊陳張劉楊"
    "黃趙吳孫馬羅鄭謝許鄧韓馮蕭葉蘇呂盧鍾譚陸賈鄒龍賀顧龔萬錢嚴莊",
    "证号码护电话机联络银帐户车邮箱户籍现处诊断残学龄监亲儿销账单编区镇乡县门楼层号组间负责国岁级别类齐陈张刘杨"
    "黄赵吴孙马罗郑谢许邓韩冯萧叶苏吕卢钟谭陆贾邹龙贺顾龚万钱严庄",
)
"""The simplified character for a Traditional one in labels and surnames."""
_TABLE: dict[int, int | str] = {**WIDE, **_DASHES, **_BLANKS, **_SIMPLE}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where each of its characters stands in the one as printed; None where all stay in place."""

    text: str
    printed: str
    places: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of the folded text stands in the one as printed."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=1024)  # each detector asks for the cells of a row again
def fold(text: str) -> Folded:
    """The folded text."""
    spans = _unseen_in(text)
    if not spans and text.isascii():
        return Folded(text, text)
    if not spans:
        return Folded(text.translate(_TABLE), text)
    places: list[int] = []
    at = 0
    for start, end in spans:
        places += range(at, start)
        at = max(at, end)
    places += range(at, len(text))
    return Folded("".join([text[place] for place in places]).translate(_TABLE), text, places)


def _unseen_in(text: str) -> list[tuple[int, int]]:
    """Where something stands of which nothing is seen, in order."""
    found = []
    if not text.isascii():
        found += [match.span() for match in _UNSEEN.finditer(text)]
    if _MARKS.search(text):
        found += [match.span() for match in _MARKUP.finditer(text)]
    return sorted(found)
