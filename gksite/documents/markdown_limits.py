"""How much one Markdown text may ask of its converter: some texts take it minutes, others end it in a fault."""

import re

from gksite.documents.markdown import to_html
from gksite.problems.problem import Code, Phrase

LONGEST_TEXT = 300_000
"""Characters of one page or one part of a notice."""
LONGEST_PARAGRAPH = 20_000
"""Characters of one paragraph: ten pages of a book."""
MOST_LINES = 1_000
"""Lines of one paragraph or table."""
MOST_BRACKETS = 500
"""Square brackets that open in one paragraph: links, pictures, notes."""
DEEPEST = 20
"""Lists and quotes inside each other."""

TOO_MUCH = Code(
    "GK060",
    "这段文字太多或太复杂，不能排版：{what}",
    why="排版所花的时间随一段的长短和层次成倍地长；过了限度，一页就会让整个网站生成不出来。",
    mend="用空行分成几段，减少列表和引用的层次，或者分成几页；表格很长时，作为附件发布。",
)
_BREAK = re.compile(r"\n(?:[ \t]*+\n)+")
"""Blank lines between two paragraphs."""
_MARKS = re.compile(r"(?>(?:[ \t]*+(?:>|[*+-][ \t]|\d{1,9}\.[ \t]))*)[ \t]*+")
"""The signs of lists and quotes that a line begins with."""
_MARK = re.compile(r">|[*+-](?=[ \t])|\d\.|\t| {4}")
"""One level of them, and one level of indentation."""
_LEVEL = re.compile(r"<(/?)(?:ul|ol|li|blockquote)\b")
"""Where a level begins or ends in HTML; a list and its item are two."""


def excess(text: str) -> tuple[int, Phrase] | None:
    """What of a text is too much, and on which of its lines, counted from 0; None for a text that can be shown."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST_TEXT:
        return 0, Phrase("全文超过 {limit} 字", limit=LONGEST_TEXT)
    line = 0
    at = 0
    for gap in [*_BREAK.finditer(text), None]:
        part = text[at : gap.start() if gap else len(text)]
        found = _excess_of_paragraph(part)
        if found is not None:
            return line + found[0], found[1]
        if gap is not None:
            line += part.count("\n") + gap.group().count("\n")
            at = gap.end()
    return (0, Phrase("列表、引用或括号套得太深")) if _is_too_deep(text) else None


def _excess_of_paragraph(part: str) -> tuple[int, Phrase] | None:
    if len(part) > LONGEST_PARAGRAPH:
        return 0, Phrase("一段超过 {limit} 字", limit=LONGEST_PARAGRAPH)
    if part.count("\n") >= MOST_LINES:
        return 0, Phrase("一段超过 {limit} 行", limit=MOST_LINES)
    if part.count("[") > MOST_BRACKETS:
        return 0, Phrase("一段里超过 {limit} 个“[”", limit=MOST_BRACKETS)
    for number, line in enumerate(part.split("\n")):
        marks = _MARKS.match(line)
        if marks is not None and len(_MARK.findall(marks.group())) > DEEPEST:
            return number, Phrase("列表或引用超过 {limit} 层", limit=DEEPEST)
    return None


def _is_too_deep(text: str) -> bool:
    """Whether the converter runs out of stack, or makes of the text what would run the next one out of it."""
    try:
        html = to_html(text)
    except RecursionError:
        return True
    depth = 0
    for tag in _LEVEL.finditer(html):
        depth += 1 - 2 * len(tag[1])
        if depth > 2 * DEEPEST:
            return True
    return False
