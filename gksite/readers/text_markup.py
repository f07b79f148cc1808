"""Lines of a text file, and the marks that recognition and Markdown leave in them."""

import html
import re
from dataclasses import dataclass

from gksite.model.blocks import BlankReason
from gksite.text.hidden import without_widthless

_TAG = re.compile(
    r"</?(?:b|p|i|u|em|strong|span|font|center|div|sup|sub|h[1-6]|td|tr|th)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
"""A tag that only dresses a text: 「<b>」, 「</span>」, 「<font color=red>」."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
"""The tag that breaks a line inside a cell."""
_FORMULA = re.compile(r"\$([^$\n]{1,60})\$")
"""A formula as recognition writes figures and units: 「$95$」."""
_COMMAND = re.compile(r"\\(?:mathrm|text|mathbf|rm)\s*\{([^{}]*)\}|\\(?=[%&#_$])|\\[,;!]")
"""What a formula has beside its text: a command of type, whose text stays; the stroke before 「%」; a narrow blank."""
_STRONG = re.compile(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__")
"""Markdown's emphasis: 「**牵头单位**」, 「__牵头单位__」."""
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^)\[\n]*\)")
"""Markdown's picture: 「![](images/1.jpg)」."""


_MARK = "\u2060"
"""What stands in a line where struck-out letters stood; it is not seen, and tells a blank cell from an empty one."""
_STRUCK = re.compile(
    r"(?<![\d~])~~(?![\s~])(?P<letters>[^~\n]+?)(?<!\s)~~(?!~)|<(?P<tag>s|del|strike)(?:\s[^<>]{0,200})?>(?P<inside>(?>(?:(?!</?(?P=tag)[\s>]).)*))</(?P=tag)\s*>",
    re.IGNORECASE,
)
"""Letters that Markdown or a tag strikes out: 「~~市财政局~~」, 「<del>市财政局</del>」."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the file, counted from 1."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing but blanks stands on it."""
        return not self.text.strip()

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on it, not even the tab of a cell that is blank."""
        return "\t" not in self.text and self.is_blank


def without_struck(text: str) -> tuple[str, str]:
    """A line without its struck-out letters, and these."""
    struck = [found["letters"] or found["inside"] or "" for found in _STRUCK.finditer(text)]
    if not struck:
        return text, ""
    return _STRUCK.sub(_MARK, text), " ".join(plain(letters).strip() for letters in struck)


def blank_reason(text: str) -> BlankReason:
    """Why a cell of some text shows nothing, if it does not: what stood there is struck out."""
    if _MARK in text:
        return "struck"
    return ""


def plain(text: str) -> str:
    """A text without the marks: tags, entities, emphasis, formulas, invisible characters; <br> breaks the line."""
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    if "$" in text:
        text = _FORMULA.sub(_text_of_formula, text)
    if "*" in text or "_" in text:
        text = _STRONG.sub(_text_of_emphasis, text)
    return without_widthless(_PICTURE.sub("", text)).replace("\xa0", " ").replace("\f", "")


def _text_of_formula(formula: re.Match[str]) -> str:
    return _COMMAND.sub(lambda command: command[1] or "", formula[1])


def _text_of_emphasis(emphasis: re.Match[str]) -> str:
    return emphasis[1] or emphasis[2]
