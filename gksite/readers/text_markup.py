"""Lines of a text file, and the marks that recognition and Markdown leave in them."""

import html
import re
from dataclasses import dataclass

_TAG = re.compile(
    r"</?(?:b|p|i|u|em|strong|span|font|center|div|sup|sub|h[1-6]|td|tr|th)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FORMULA = re.compile(r"\$([^$\n]{1,60})\$")
_COMMAND = re.compile(r"\\(?:mathrm|text|mathbf|rm)\s*\{([^{}]*)\}|\\(?=[%&#_$])|\\[,;!]")
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, counted from 1."""

    number: int
    text: str


def plain(text: str) -> str:
    """A text without the marks: tags, entities, emphasis, formulas, invisible characters; <br> breaks the line."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    if "$" in text:
        text = _FORMULA.sub(lambda match: _COMMAND.sub(lambda inner: inner[1] or "", match[1]), text)
    if "*" in text or "_" in text:
        text = _STRONG.sub(lambda match: match[1] or match[2], text)
    return _UNSEEN.sub("", _PICTURE.sub("", text)).replace("\xa0", " ").replace("\f", "")
