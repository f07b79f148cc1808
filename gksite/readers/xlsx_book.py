"""What a cell of an .xlsx shows, whose text may stand in a part that all sheets share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from gksite.readers.limits import CELLS, CHARACTERS, too_much
from gksite.readers.package import Element, Package, local, number
from gksite.readers.xlsx_values import number_formats, shown_value

TRUE = ("1", "true")
"""How an attribute says yes."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a character is stored that XML does not allow: 「_x000D_」."""
_LOGICAL = MappingProxyType({"1": "TRUE", "0": "FALSE"})
"""How a sheet shows what is true and what is not."""


@dataclass(frozen=True, slots=True)
class StoredBook:
    """What all sheets share: texts, the number format of each cell style, the year from which days are counted."""

    strings: list[str]
    formats: list[str]
    since_1904: bool

    def text_of(self, cell: Element) -> str:
        """What a cell shows."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return "".join(_runs(cell))
        value = cell.findtext("{*}v") or ""
        match kind:
            case "s":
                return _item(self.strings, number(value, -1))
            case "b":
                return _LOGICAL.get(value, value)
            case "n":
                number_format = _item(self.formats, number(cell.get("s"), -1))
                return shown_value(value, number_format, since_1904=self.since_1904)
        return _unescape(value)


def _item(texts: list[str], index: int) -> str:
    """A text by its number; empty where there is none."""
    return texts[index] if 0 <= index < len(texts) else ""


def read_book(package: Package, root: Element, parts: dict[str, str]) -> StoredBook:
    """What all sheets of a workbook share, from its own part and the others by kind."""
    properties = root.find("{*}workbookPr")
    return StoredBook(
        _strings(package, parts.get("sharedStrings")),
        number_formats(package, parts.get("styles")),
        properties is not None and properties.get("date1904") in TRUE,
    )


def _strings(package: Package, part: str | None) -> list[str]:
    strings: list[str] = []
    if part is None:
        return strings
    letters = 0
    for item in package.stream(part, "si"):
        strings.append("".join(_runs(item)))
        letters += len(strings[-1])
        if letters > CHARACTERS:
            raise too_much("超过 {limit} 字", CHARACTERS)
        if len(strings) > CELLS:
            raise too_much("超过 {limit} 格", CELLS)
    return strings


def _runs(item: Element) -> Iterator[str]:
    """The texts of a string, without the phonetic ones."""
    for text in item.iter("{*}t"):
        above = text.getparent()
        if above is None or local(above) != "rPh":
            yield _unescape(text.text or "")


def _unescape(text: str) -> str:
    """A stored text with its control characters; line breaks become plain ones, halves of characters are left out."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode()
