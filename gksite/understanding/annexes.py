"""Where an annex begins, what it is called: 附件1 with its title on the same line or on those below it (R22, R41)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare, ends
from gksite.text.dates import is_date
from gksite.text.outline import value_of
from gksite.understanding import letter_lines
from gksite.understanding.text_kinds import texts_of
from gksite.understanding.titles import whole

_BEGINS = re.compile(
    r"附\s*(?:件|表|录)\s*[（(]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-—－]\d{1,2})?[）)]?"
    r"(?P<gap>[\s:：、.．—－-]*)(?P<words>.*)"
)
"""A line that begins an annex: 附件1, 附件2：其他任务, 附表一 重点任务."""
_LISTED = re.compile(r"\d{1,2}\s*[.．、]")
"""How a line goes on that lists several annexes: 附件1：1.任务表."""
_MOST_LINES = 5
"""Lines from the mark of an annex to its table."""


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: its first line among those in front of its table, its number, what heads its tasks."""

    at: int
    number: int
    heading: Paragraph
    alone: bool
    """Whether it has no title beside its mark."""


def begins_annex(text: str) -> bool:
    """Whether a row of a table is the heading of an annex: 附件2 其他任务."""
    match = _BEGINS.fullmatch(text.strip())
    return match is not None and not (ends(match["words"]) or _LISTED.match(match["words"]))


def annex_at(lines: Sequence[Paragraph]) -> Annex | None:
    """The annex that begins in the last lines in front of a table; the letter may list several before."""
    for at in range(len(lines) - 1, max(-1, len(lines) - 1 - _MOST_LINES), -1):
        if match := _BEGINS.fullmatch(lines[at].text.strip()):
            return _annex(lines, at, match)
        if not _may_stand_below(lines[at].text):
            return None
    return None


def _annex(lines: Sequence[Paragraph], at: int, match: re.Match[str]) -> Annex | None:
    """The annex whose mark stands on a line, None where that line is a sentence or lists several."""
    words, number = match["words"], value_of(match["number"])
    if words and (ends(words) or _LISTED.match(words) or len(bare(words)) > letter_lines.LONGEST_HEADING):
        return None
    if words:
        return Annex(at, number, lines[at], alone=False)
    title = [line for line in lines[at + 1 :] if not _is_aside(line.text)]
    if not title:
        return Annex(at, number, lines[at], alone=True)
    return Annex(at, number, replace(title[0], text=whole(texts_of(title))), alone=False)


def _may_stand_below(text: str) -> bool:
    """Whether a line may stand between the mark of an annex and its table: its title, or a line on the unit."""
    is_of_letter = letter_lines.is_office(text) or is_date(text) or letter_lines.signature(text) is not None
    return not is_of_letter and (_is_aside(text) or letter_lines.is_heading_like(text))


def _is_aside(text: str) -> bool:
    """Whether a line below the title says who filled the table in, or in which unit it counts."""
    return "：" in text or ":" in text or is_date(text.strip().strip("（）()"))
