"""Plain text as it is pasted, exported or recognised: paragraphs, and tables in the forms that text gives them."""

import re
from collections.abc import Sequence

from gksite.model.blocks import Paragraph, Spot, Table
from gksite.readers.content import Content, Progress
from gksite.readers.encodings import decode
from gksite.readers.left_out import LeftOut, line_place
from gksite.readers.limits import BLOCKS, CHARACTERS, too_much
from gksite.readers.text_boxes import box_table
from gksite.readers.text_html import html_table
from gksite.readers.text_markup import TextLine, plain, without_struck
from gksite.readers.text_pipes import piped_table
from gksite.readers.text_stacks import stacked_table
from gksite.readers.text_tabs import tabbed_table
from gksite.text.outline import mark_of

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s++(.*)$")
"""Markdown's heading: 「## 一、总体要求」."""
_ITEM = re.compile(r"[-*+]\s+")
"""Markdown's mark of an item; a person's own dash stays where no number follows it."""
_STACKED = re.compile(r"[^\S\t]*\t[^\t]*$")
"""A cell alone on its line: one tab in front, none inside."""
_SAMPLE = 60
"""Lines that tell whether a table with tabs has a row or a cell to a line."""
_CENTRED = 8
"""Blanks in front of a line that is centred; a paragraph is indented by two full-width ones."""


def read(data: bytes, progress: Progress) -> Content:
    """The blocks of a text in UTF-8, UTF-16 with its mark, or GB18030. Raises Unreadable."""
    text = decode(data)
    if len(text) > CHARACTERS:
        raise too_much("超过 {limit} 字", CHARACTERS)
    lines: list[TextLine] = []
    left_out = LeftOut()
    for number, line in enumerate(text.split("\n"), 1):
        shown, struck = without_struck(line.rstrip("\r"))
        left_out.add("struck", line_place(number), struck)
        lines.append(TextLine(number, shown))
    blocks: list[Paragraph | Table] = []
    at = 0
    while at < len(lines):
        block, at = _next_block(lines, at)
        if block is not None:
            blocks.append(block)
        if len(blocks) > BLOCKS:
            raise too_much("超过 {limit} 段", BLOCKS)
    progress(1, 1)
    return Content(tuple(blocks), questions=tuple(left_out.questions()))


def _next_block(lines: Sequence[TextLine], at: int) -> tuple[Paragraph | Table | None, int]:
    """The block that begins at a line, if the line is not blank, and the line after it."""
    line = lines[at]
    if line.is_blank:
        return None, at + 1
    for table_at in (html_table, box_table, piped_table, _table_with_tabs):
        table_and_end = table_at(lines, at)
        if table_and_end is not None:
            return table_and_end
    return _paragraph(line), at + 1


def _paragraph(line: TextLine) -> Paragraph:
    spot = Spot(lines=(line.number, line.number))
    heading = _HEADING.match(line.text)
    if heading:
        return Paragraph(
            _without_item_mark(plain(heading[2].rstrip().rstrip("#").rstrip()).strip()), spot, level=len(heading[1])
        )
    indent = len(line.text) - len(line.text.lstrip())
    return Paragraph(_without_item_mark(plain(line.text).strip()), spot, centred=indent >= _CENTRED)


def _without_item_mark(text: str) -> str:
    item = _ITEM.match(text)
    if item and mark_of(text[item.end() :]):
        return text[item.end() :]
    return text


def _table_with_tabs(lines: Sequence[TextLine], at: int) -> tuple[Table, int] | None:
    """A table with tabs: a row to a line, or a cell to a line where most of its lines begin with their only tab."""
    if "\t" not in lines[at].text.strip(" \r\n"):
        return None
    stacked, rows = 0, 0
    for line in lines[at : at + _SAMPLE]:
        if _STACKED.match(line.text):
            stacked += 1
        elif "\t" in line.text:
            rows += 1
    return stacked_table(lines, at) if stacked > rows else tabbed_table(lines, at)
