"""The text of a web page with its blanks as a browser shows them."""

import re

from gksite.text.hidden import without_widthless

BREAK = "\0"
"""A forced line break in text whose blanks are still those of the file; no page keeps a NUL."""
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
"""A Chinese character or full-width mark."""
_BREAK_IN_CHINESE = re.compile(f"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
"""Where the lines of the file break between Chinese characters: there a browser shows nothing."""
_BLANKS = re.compile("[ \t\r\n\f\xa0]+")
"""Blanks that are shown as one."""


def as_shown(text: str) -> str:
    """Text with blanks as shown: none where a line breaks between Chinese characters, "\\n" for forced breaks."""
    lines = []
    for raw_line in without_widthless(_BREAK_IN_CHINESE.sub("", text)).split(BREAK):
        line = _BLANKS.sub(" ", raw_line).strip()
        if line:
            lines.append(line)
    return "\n".join(lines)
