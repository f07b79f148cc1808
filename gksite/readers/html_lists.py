"""The numbers before the items of lists in a web page: those that a browser counts, and those that Word wrote."""

import re
from types import MappingProxyType

from bs4.element import Tag

from gksite.readers.html_tags import INLINE, stated_number, style_of
from gksite.readers.html_text import as_shown
from gksite.readers.list_numbers import ENDS_ITSELF, number_in_form

_WORD_NUMBER = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
"""The style of the number that Word puts before an item of a list, with blanks to indent it."""
_BULLET_FONT = re.compile(r"font-family\s*:\s*[\"']?(?:wingdings|symbol)", re.IGNORECASE)
"""The fonts whose letters are signs: a number in one of them is a bullet."""
_FORMS = MappingProxyType({"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"})
"""The types of a numbered list and their number forms; every other type counts in figures."""


def list_number(tag: Tag) -> str:
    """The number that a browser shows before an item of a numbered list; empty before anything else."""
    above = tag.parent
    if tag.name != "li" or above is None or above.name != "ol":
        return ""
    place = (stated_number(above, "start") or 1) - 1
    for item in above.find_all("li", recursive=False):
        place = stated_number(item, "value") or place + 1
        if item is tag:
            break
    form = _FORMS.get(str(above.get("type", "1")), "decimal")
    return number_in_form(place, form) + ". "


def is_word_number(tag: Tag) -> bool:
    """Whether a tag holds the number that Word wrote before an item of a list."""
    return tag.name in INLINE and _WORD_NUMBER.search(style_of(tag)) is not None


def word_number(tag: Tag) -> str:
    """The number that Word wrote before an item of a list, with the blank behind it; empty for a bullet."""
    for span in (tag, tag.parent):
        if span is not None and _BULLET_FONT.search(style_of(span)):
            return ""
    number = as_shown(tag.get_text())
    if not number or number.endswith(ENDS_ITSELF):
        return number
    return f"{number} "
