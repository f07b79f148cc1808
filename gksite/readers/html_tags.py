"""What single tags of a web page say: whether they are shown and centred, and the numbers that they state."""

import re

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from gksite.readers.html_text import BREAK

INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img", "input", "nobr"),
    )
)
"""Tags that stand inside a line; every other tag ends a paragraph."""
NEVER_SHOWN = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "title", "meta", "link", "iframe", "object", "svg"),
        *("button", "select", "textarea", "datalist"),
    )
)
"""Tags whose text is no text of the page, or only a part of a form."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all", re.IGNORECASE)
"""A style that hides; the last is Word's."""
_STRIKES = frozenset(("s", "strike", "del"))
"""Tags that strike their text out."""
_STRUCK = re.compile(
    r"text-decoration(?:-line)?\s*:[^;]{0,200}?line-through|text-line-through\s*:(?!\s*none)", re.IGNORECASE
)
"""A style that strikes out; the second is of Word and WPS."""
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
"""A style that centres."""
_NUMBER = re.compile(r"\s*([0-9]{1,6})")
"""The number with which an attribute begins, as browsers read it: 2 of 「2px」."""


def style_of(tag: Tag) -> str:
    """The style that stands in a tag itself."""
    return str(tag.get("style", ""))


def is_hidden(tag: Tag) -> bool:
    """Whether a tag is kept out of sight."""
    return tag.has_attr("hidden") or _HIDDEN.search(style_of(tag)) is not None


def is_struck(tag: Tag) -> bool:
    """Whether the text of a tag is struck out."""
    return tag.name in _STRIKES or _STRUCK.search(style_of(tag)) is not None


def is_centred(tag: Tag, inherited: bool) -> bool:
    """Whether the text of a tag is centred, if it says so or inherits it."""
    if tag.name == "center" or _CENTRED.search(style_of(tag)):
        return True
    return str(tag.get("align", "center" if inherited else "")).lower() == "center"


def heading_level(tag: Tag, inherited: int) -> int:
    """1 to 6 of <h1> to <h6>; other tags have that of the tag around them, 0 outside every heading."""
    return int(tag.name[1]) if re.fullmatch("h[1-6]", tag.name) else inherited


def stated_number(tag: Tag, name: str) -> int | None:
    """A number that an attribute of a tag states, None where it is missing or none."""
    match = _NUMBER.match(str(tag.get(name, "")))
    return int(match[1]) if match else None


def is_box(tag: Tag) -> bool:
    """Whether a tag is a box of a form that can be ticked."""
    return tag.name == "input" and str(tag.get("type", "")).lower() in ("checkbox", "radio")


def box_of(tag: Tag) -> str:
    """The sign for such a box, ticked or not."""
    return "☑" if tag.has_attr("checked") else "☐"


def words_of(text: PageElement) -> str:
    """Text with the blanks of the file: without comments and declarations, its line breaks forced inside <pre>."""
    if not isinstance(text, NavigableString) or isinstance(text, PreformattedString):
        return ""
    if text.find_parent("pre") is not None:
        return BREAK.join(text.splitlines())
    return str(text)
