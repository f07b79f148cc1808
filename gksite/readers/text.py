"""Plain text as it is pasted, exported or recognised: paragraphs, and tables in the forms that text gives them."""

import re

from gksite.model.blocks import Paragraph, Spot, Table
from gksite.readers.content import Content, Progress
from gksite.readers.encodings import decode
from gksite.readers.limits import BLOCKS, CHARACTERS, too_much
from gksite.readers.text_boxes import box_table
from gksite.readers.text_markup import Line, plain
from gksite.readers.text_pipes import piped
from gksite.readers.text_tables import marked_table, stacked_table, tabbed_table
from gksite.text.outline import mark_of

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"[-*+]\s+")
"""Markdown's mark of an item; a person's own dash stays where no number follows it."""
_STACKED = re.compile(r"[^\S\t]*\t[^\t]*$")
"""A cell alone on its line: one tab in front, none inside."""
_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_LONGEST_TABLE = 5000
"""Lines after which an HTML table that is never closed is read as text again."""


def read(data: bytes, progress: Progress) -> Content:
    """The blocks of a text in UTF-8, UTF-16 with its mark, or GB18030. Raises Unreadable."""
    text = decode(data)
    if len(text) > CHARACTERS:
        raise too_much("超过 {limit} 字", CHARACTERS)
    lines = [Line(n, line.rstrip("\r")) for n, line in enumerate(text.split("\n"), 1)]
    blocks: list[Paragraph | Table] = []
    at = 0
    while at < len(lines):
        block, at = _next(lines, at)
        blocks += [block] if block else []
        if len(blocks) > BLOCKS:
            raise too_much("超过 {limit} 段", BLOCKS)
    progress(1, 1)
    return Content(tuple(blocks))


def _next(lines: list[Line], at: int) -> tuple[Paragraph | Table | None, int]:
    """The block that begins at a line, if the line is not blank, and the line after it."""
    line = lines[at]
    if not line.text.strip():
        return None, at + 1
    if _TABLE.search(line.text) and (end := _closing(lines, at)):
        return marked_table(lines[at:end]), end
    if found := box_table(lines, at):
        return found
    if any("|" in near.text for near in lines[at : at + 2]) and (found := piped(lines, at)):
        return found
    if "\t" in line.text.strip(" \r\n") and (found := _tabbed(lines, at)):
        return found
    return _paragraph(line), at + 1


def _paragraph(line: Line) -> Paragraph | None:
    heading = _HEADING.match(line.text)
    text = plain(heading[2] if heading else line.text).strip()
    if (item := _ITEM.match(text)) and mark_of(text[item.end() :]):
        text = text[item.end() :]
    centred = not heading and len(line.text) - len(line.text.lstrip()) >= 8
    return Paragraph(text, Spot(lines=(line.number, line.number)), len(heading[1]) if heading else 0, centred)


def _closing(lines: list[Line], at: int) -> int:
    """The line after the one on which every HTML table opened since `at` is closed, 0 where none is."""
    depth = 0
    for end in range(at, min(len(lines), at + _LONGEST_TABLE)):
        text = lines[end].text.lower()
        depth += len(_TABLE.findall(text)) - text.count("</table")
        if depth <= 0:
            return end + 1
    return 0


def _tabbed(lines: list[Line], at: int) -> tuple[Table, int] | None:
    """A table with tabs: a row to a line, or a cell to a line where most of its lines begin with their only tab."""
    end, stacked, rows = at, 0, 0
    while end < len(lines) and end < at + 60:
        text = lines[end].text
        if "\t" in text:
            stacked += bool(_STACKED.match(text))
            rows += not _STACKED.match(text)
        end += 1
    return stacked_table(lines, at) if stacked > rows else tabbed_table(lines, at)
