"""Characters that cannot be seen but change what a text does: controls, separators, direction overrides."""

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164\uffa0\ufff9-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
"""All but tab and line feed of the controls, marks of direction, signs without width, fillers and tags; noncharacters
too, which no HTML file may hold. Allowed are only those of _JOINING."""

_JOINING = re.compile("[\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What chooses the form of the sign in front of it (of a name's 葛 too), and joins or parts letters and pictures:
invisible, but part of what is printed. Nothing can be read in a text of them alone."""

_WIDTHLESS = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
"""Characters without width, and the soft hyphen, which programs leave behind in pasted text."""


def hidden(text: str) -> re.Match[str] | None:
    """The first such character of a text, if it has one."""
    return _HIDDEN.search(text)


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not _JOINING.sub("", text).strip()


def visible(text: str) -> str:
    """The text with such characters shown: a control as its picture (␌), any other as its number (U+202E)."""
    return _HIDDEN.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    number = ord(match.group())
    if number < 0x20:
        return chr(0x2400 + number)
    return f"U+{number:04X}"


def without_hidden(text: str) -> str:
    """The text without such characters; CR LF and CR become line feeds."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def without_widthless(text: str) -> str:
    """The text without characters that have no width."""
    return _WIDTHLESS.sub("", text)
