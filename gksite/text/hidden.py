"""Characters that cannot be seen but change what a text does: controls, separators, direction overrides."""

import re

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
"""All but tab and line feed of the controls; noncharacters too, which no HTML file may hold."""

_WIDTHLESS = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
"""Characters without width, and the soft hyphen, which programs leave behind in pasted text."""


def hidden(text: str) -> re.Match[str] | None:
    """The first such character of a text, if it has one."""
    return _HIDDEN.search(text)


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
