"""Signs of a .docx that are no letters: places in a font of signs, boxes of forms."""

import re
from collections.abc import Iterator
from types import MappingProxyType

from gksite.readers.package import Element, attribute, is_on

_HEX = re.compile("[0-9A-Fa-f]{4}")
"""The place of a sign in its font, as F0FE."""
_SYMBOLS = MappingProxyType(
    {
        **dict.fromkeys((("wingdings", 0xFE), ("wingdings 2", 0x52), ("wingdings 2", 0x53)), "☑"),
        **dict.fromkeys((("wingdings", 0xFD), ("wingdings", 0x78), ("wingdings 2", 0x54), ("wingdings 2", 0x51)), "☒"),
        **dict.fromkeys((("wingdings", 0xFB), ("wingdings 2", 0x4F)), "✗"),
        **dict.fromkeys((("wingdings", 0xAB), ("wingdings", 0xB5)), "★"),
        **dict.fromkeys((("wingdings", 0x6F), ("wingdings", 0xA8), ("wingdings 2", 0xA3)), "☐"),
        **dict.fromkeys((("wingdings", 0xFC), ("wingdings 2", 0x50)), "✓"),
        **dict.fromkeys((("wingdings", 0x6C), ("symbol", 0xB7)), "●"),
    }
)
"""Signs that Word stores as a font and a place in it: the boxes of a form, and bullets."""


def sign_of(element: Element) -> str | None:
    """The sign that stands at a place of a font, None where it is not known."""
    font = (attribute(element, "font") or "").lower()
    code = attribute(element, "char") or ""
    place = int(code[:4], 16) & 0xFF if _HEX.fullmatch(code) else 0
    return _SYMBOLS.get((font, place))


def box_of_form(element: Element) -> Iterator[str]:
    """The box of a form of before 2007, ticked or not, where a field begins with one."""
    box = element.find("{*}ffData/{*}checkBox")
    if box is None:
        return
    state = box.find("{*}checked")
    if state is None:
        state = box.find("{*}default")
    yield "☑" if is_on(state) else "☐"
