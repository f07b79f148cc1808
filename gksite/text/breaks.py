"""Line breaks and stray blanks inside one text, mended."""

import re

from gksite.text.hidden import without_hidden
from gksite.text.outline import mark_of

_LATIN = re.compile(r"[A-Za-z0-9]")
"""A character that would run together with another such one: S 2 in "WPS 2019"."""
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef，。、；：？！“”‘’（）《》〔〕【】—…]"
"""Chinese characters and their punctuation, which stand without a blank between them."""
_GAPS = re.compile(rf"(?<={_WIDE})\s+(?=[{_WIDE[1:-1]}0-9])|(?<=[0-9])\s+(?={_WIDE})")
"""Blanks that only spread a line: between Chinese characters, before and behind a figure beside one."""
_SENTENCE_END = re.compile(r"[。；！？;!?.：:][”’」』）)]*$")
"""What a sentence or an item ends with, brackets and quotation marks behind it too: 。 ；」 ：."""


def mended(text: str) -> str:
    """The lines of a cell as one; a line that begins a sub-item (1. （1） ①) stays a line of its own."""
    kept = ""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if kept and mark_of(line) and _SENTENCE_END.search(kept):
            kept += "\n" + line
        else:
            kept = glued(kept, line)
    return kept


def glued(first: str, second: str) -> str:
    """Two pieces of one text, with a blank only where two Latin words would run together."""
    if first and second and _LATIN.match(first[-1]) and _LATIN.match(second[0]):
        return f"{first} {second}"
    return first + second


def ends(text: str) -> bool:
    """Whether a text ends where a sentence may."""
    return _SENTENCE_END.search(text.rstrip()) is not None


def unspaced(text: str) -> str:
    """A heading without the blanks that spread it over its line: 2018 年 6 月 as 2018年6月."""
    return _GAPS.sub("", re.sub(r"\s+", " ", text.strip()))


def bare(text: str) -> str:
    """A text without any blank, and without what cannot be seen."""
    return without_hidden("".join(text.split()))
