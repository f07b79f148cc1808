"""The text of a web page with its blanks as a browser shows them."""

import re

BREAK = "\0"
"""A forced line break in text whose blanks are still those of the file; no page keeps a NUL."""
_CJK = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
"""A Chinese character or full-width mark."""
_BREAK_IN_CHINESE = re.compile(f"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
"""Where the lines of the file break between Chinese characters: there a browser shows nothing."""
_BLANKS = re.compile("[ \t\r\n\f\xa0]+")
"""Blanks that are shown as one."""
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
"""Characters without width, and the soft hyphen."""


def as_shown(text: str) -> str:
    """Text with blanks as shown: none where a line breaks between Chinese characters, "\\n" for forced breaks."""
    lines = []
    for raw_line in _UNSEEN.sub("", _BREAK_IN_CHINESE.sub("", text)).split(BREAK):
        line = _BLANKS.sub(" ", raw_line).strip()
        if line:
            lines.append(line)
    return "\n".join(lines)
