"""What a cell of an .xlsx shows, whose text may stand in a part that all sheets share."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from gksite.readers.limits import CELLS, CHARACTERS, too_much
from gksite.readers.package import Element, Package, first_child, local, number
from gksite.readers.xlsx_values import has_lost_figures, number_formats, shown_value

T = TypeVar("T")

TRUE = ("1", "true")
"""How an attribute says yes."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a character is stored that XML does not allow: 「_x000D_」."""
_LOGICAL = MappingProxyType({"1": "TRUE", "0": "FALSE"})
"""How a sheet shows what is true and what is not."""


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text of which parts may be struck out: each part, and whether its own letters are; None where they say nothing.

    Such a part is as the cell around it is.
    """

    parts: tuple[tuple[str, bool | None], ...]

    def shown(self, *, struck: bool) -> "ShownText":
        """What is left of the text in a cell whose own letters are struck out or not."""
        left, gone = "", ""
        for text, own in self.parts:
            if own or (own is None and struck):
                gone += text
            else:
                left += text
        return ShownText(left, gone.strip())


@dataclass(frozen=True, slots=True)
class ShownText:
    """What a cell shows, and what of it is struck out; `lost`: it is a number without its last figures."""

    text: str
    struck: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class StoredBook:
    """What all sheets share: texts, the number format of each cell style, the year from which days are counted."""

    strings: list[str | StoredText]
    formats: tuple[str, ...] = ()
    struck: frozenset[int] = frozenset()
    """The cell styles whose letters are struck out."""
    since_1904: bool = False

    def text_of(self, cell: Element) -> ShownText:
        """What a cell shows."""
        style = number(cell.get("s"))
        struck = style in self.struck
        kind = cell.get("t", "n")
        value = stored_value(cell)
        stored: str | StoredText
        match kind:
            case "inlineStr":
                stored = _stored_text(cell)
            case "s":
                stored = _item(self.strings, number(value, -1)) or ""
            case "b":
                stored = _LOGICAL.get(value, value)
            case "n":
                number_format = _item(self.formats, style) or ""
                text = shown_value(value, number_format, since_1904=self.since_1904)
                if not struck:
                    return ShownText(text, lost=has_lost_figures(value))
                stored = text
            case _:
                stored = _unescape(value)
        if isinstance(stored, StoredText):
            return stored.shown(struck=struck)
        return ShownText("", stored.strip()) if struck else ShownText(stored)


def _item(items: Sequence[T], index: int) -> T | None:
    """One of some items by its number, None where there is none."""
    if 0 <= index < len(items):
        return items[index]
    return None


def read_book(package: Package, root: Element, parts: dict[str, str]) -> StoredBook:
    """What all sheets of a workbook share, from its own part and the others by kind."""
    properties = root.find("{*}workbookPr")
    book = StoredBook(
        _strings(package, parts.get("sharedStrings")),
        since_1904=properties is not None and properties.get("date1904") in TRUE,
    )
    if "styles" not in parts:
        return book
    styles = package.tree(parts["styles"])
    return replace(book, formats=tuple(number_formats(styles)), struck=_struck_styles(styles))


def _struck_styles(styles: Element) -> frozenset[int]:
    """The numbers of the cell styles whose font is struck out."""
    fonts = [_is_struck(font) for font in styles.iterfind("{*}fonts/{*}font")]
    struck = set()
    for at, cell_style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
        font = number(cell_style.get("fontId"), -1)
        if 0 <= font < len(fonts) and fonts[font]:
            struck.add(at)
    return frozenset(struck)


def _is_struck(font: Element) -> bool:
    """Whether the properties of letters strike them out."""
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1") in TRUE


def _strings(package: Package, part: str | None) -> list[str | StoredText]:
    strings: list[str | StoredText] = []
    if part is None:
        return strings
    letters = 0
    for item in package.stream(part, "si"):
        stored = _stored_text(item)
        strings.append(stored)
        letters += _length(stored)
        if letters > CHARACTERS:
            raise too_much("超过 {limit} 字", CHARACTERS)
        if len(strings) > CELLS:
            raise too_much("超过 {limit} 格", CELLS)
    return strings


def _length(stored: str | StoredText) -> int:
    """How many characters a string has."""
    if isinstance(stored, str):
        return len(stored)
    return sum(len(text) for text, _ in stored.parts)


def stored_value(cell: Element) -> str:
    """What a cell stores beside a text of its own, as it is written: a number, or the place of a shared text."""
    element = first_child(cell, "{*}v")
    if element is None:
        return ""
    return element.text or ""


def _stored_text(item: Element) -> str | StoredText:
    """A string, without the texts of its sound; one whose letters are all alike is plain."""
    if len(item) == 1 and local(item[0]) == "is":
        item = item[0]
    if len(item) == 1 and local(item[0]) == "t" and not len(item[0]):
        return _unescape(item[0].text or "")
    parts: list[tuple[str, bool | None]] = []
    for text in item.iter("{*}t"):
        above = text.getparent()
        if above is not None and local(above) == "rPh":
            continue
        own = [_is_struck(letters) for letters in text.iterfind("../{*}rPr")]
        parts.append((_unescape(text.text or ""), next(iter(own), None)))
    if any(own is not None for _, own in parts):
        return StoredText(tuple(parts))
    return "".join(text for text, _ in parts)


def _unescape(text: str) -> str:
    """A stored text with its control characters; line breaks become plain ones, halves of characters are left out."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text).encode("utf-8", "ignore").decode()
    return text.replace("\r\n", "\n").replace("\r", "\n")
