"""The title of the table, or of what is attached, among the lines of the letter."""

import re
from collections.abc import Sequence

from gksite.text.breaks import bare
from gksite.text.dates import is_date
from gksite.text.outline import mark_of
from gksite.understanding import letter_lines
from gksite.understanding.titles import may_be_title_line

_BESIDE = re.compile(
    r"^[（(]?(?:填[报表]|制表|报送|编制|责任|计量)?(?:单位|部门|日期|时间|人)(?:[（(][^）)]*[)）])?[：:]\S{0,30}[)）]?$"
)
"""A line between a title and its table: 填报单位：市财政局, （单位：万元）."""
_MOST_LINES = 3
"""Lines of the title of a table, or of what is attached."""


def table_title_at(lines: Sequence[str], signed: int) -> range | None:
    """The lines right above the table or the first heading, or those that open what is attached below the signature.

    `signed` is how many lines stand above the signature, 0 where there is none.
    """
    if signed:
        return _title_below_signature(lines, signed) or _title_above_table(lines, signed)
    return _title_named_in_letter(lines) or _title_above_table(lines, signed)


def _title_named_in_letter(lines: Sequence[str]) -> range | None:
    """The first line that is a title and named in the letter: 《2018年任务分解表》."""
    words = "".join(map(bare, lines))
    for at, line in enumerate(lines):
        if f"《{bare(line)}》" in words and letter_lines.ends_title(line):
            return range(at, at + 1)
    return None


def _title_below_signature(lines: Sequence[str], signed: int) -> range | None:
    """The lines of the first title below the signature."""
    for at in range(signed, len(lines)):
        if letter_lines.ends_title(lines[at]) and not mark_of(lines[at]):
            first = at
            while first > signed and at - first + 1 < _MOST_LINES and _goes_on_above(lines[first - 1]):
                first -= 1
            return range(first, at + 1)
    return None


def _title_above_table(lines: Sequence[str], signed: int) -> range | None:
    """The lines of the title right above the table, or above a line that says who filled it in."""
    end = len(lines)
    while end > signed and _is_beside_table(lines[end - 1]):
        end -= 1
    if end == signed or not _may_title_table(lines[end - 1]):
        end = len(lines)
    first = end
    while first > 0 and end - first < _MOST_LINES:
        line = lines[first - 1]
        if not (_may_title_table(line) if first == end else _goes_on_above(line)):
            break
        first -= 1
    return range(first, end) if first < end else None


def _is_beside_table(line: str) -> bool:
    """Whether a line between a table and its title says who filled it in and when, or in which unit it counts."""
    return _BESIDE.match(line.strip()) is not None or is_date(line.strip().strip("（）()"))


def _may_title_table(line: str) -> bool:
    """Whether a line may be the last of a table's title."""
    if not may_be_title_line(line) or "：" in line or mark_of(line):
        return False
    return not letter_lines.is_office(line) and not letter_lines.signature(line)


def _goes_on_above(line: str) -> bool:
    """Whether a line may belong to the title whose other lines stand below it."""
    return _may_title_table(line) and not letter_lines.ends_title(line)
