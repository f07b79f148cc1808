"""What stands outside the cells that a workbook shows: hidden sheets, headers of pages, drawings, comments, names."""

import re
from collections.abc import Iterator, Sequence

from gksite.model.blocks import Margin, Table
from gksite.problems.problem import Phrase
from gksite.readers.limits import Unreadable
from gksite.readers.office_margins import in_place, lines_in, text_of
from gksite.readers.package import Element, Package, attribute, local
from gksite.readers.xlsx_sheets import StoredSheet

_HEADERS = ("oddHeader", "evenHeader", "firstHeader")
"""The texts at the top of printed pages."""
_FOOTERS = ("oddFooter", "evenFooter", "firstFooter")
"""The texts at the bottom of printed pages."""
_PARTS = re.compile("&[LCR]", re.IGNORECASE)
"""Where the left, middle or right part of such a text begins."""
_CODE = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d+|&&|&[A-Z]', re.IGNORECASE)
"""What else is set in it: a font, a colour, a size, the number of the page."""


def sheet_margins(package: Package, part: str, element: Element, sheet: StoredSheet, table: Table) -> Iterator[Margin]:
    """What nobody sees among the cells of a sheet; `element` states its name."""
    name = element.get("name") or ""
    yield from in_place(Phrase("工作表的名字"), [name])
    if table.hidden:
        rows = range(1 + max((row for row, _ in sheet.texts), default=-1))
        yield Margin(Phrase("隐藏的工作表“{name}”", name=name), "\n".join(_row_text(sheet, row) for row in rows) + "\n")
    for row in sorted(sheet.hidden_rows):
        yield from in_place(Phrase("工作表“{name}”隐藏的第 {row} 行", name=name, row=row + 1), [_row_text(sheet, row)])
    hidden = [text for (_, column), text in sorted(sheet.texts.items()) if column in sheet.hidden_columns]
    yield from in_place(Phrase("工作表“{name}”隐藏的列", name=name), hidden)
    shown = {(cell.row, cell.column) for cell in table.cells}
    covered = [text for place, text in sorted(sheet.texts.items()) if place not in shown]
    yield from in_place(Phrase("工作表“{name}”被合并盖住的单元格", name=name), covered)
    yield from _printed(package, part, name)
    yield from _attached(package, part, name)


def _row_text(sheet: StoredSheet, row: int) -> str:
    """The cells of a row on one line."""
    columns = sorted(column for at, column in sheet.texts if at == row)
    return "\t".join(sheet.texts[row, column].replace("\n", " ") for column in columns)


def _printed(package: Package, part: str, name: str) -> Iterator[Margin]:
    """What is printed above and below the cells."""
    for element in package.stream(part, *_HEADERS, *_FOOTERS):
        lines = _parts_of(element.text or "")
        if local(element) in _HEADERS:
            yield from in_place(Phrase("工作表“{name}”的页眉", name=name), lines)
        else:
            yield from in_place(Phrase("工作表“{name}”的页脚", name=name), lines)


def _parts_of(text: str) -> Sequence[str]:
    lines: list[str] = []
    for piece in _PARTS.split(text):
        lines += _CODE.sub("", piece).split("\n")
    return lines


def _attached(package: Package, part: str, name: str) -> Iterator[Margin]:
    """The comments of a sheet, and what is drawn on it."""
    for kind, member in package.related(part).values():
        if member not in package.names:
            continue
        if kind in ("comments", "threadedComment"):
            said = package.tree(member).iter("{*}text")
            where = Phrase("工作表“{name}”的批注", name=name)
            yield from in_place(where, ("".join(map(str, text.itertext())) for text in said))
        elif kind == "drawing":
            yield from _drawn(package.tree(member), name)
        elif kind == "vmlDrawing":
            yield from _drawn_as_before(package, member, name)


def _drawn(root: Element, name: str) -> Iterator[Margin]:
    """The words of text boxes and text art, and what is said of pictures."""
    where = Phrase("工作表“{name}”的文本框", name=name)
    yield from in_place(where, lines_in(root))
    for body in root.iter("{*}txBody"):
        yield from in_place(where, ["".join(map(text_of, body.iterchildren("{*}p")))])
    for picture in root.iter("{*}cNvPr"):
        said = (attribute(picture, "descr") or "", attribute(picture, "title") or "")
        yield from in_place(Phrase("工作表“{name}”的图片说明", name=name), said)


def _drawn_as_before(package: Package, member: str, name: str) -> Iterator[Margin]:
    """The words of buttons and boxes as Excel stores them since 1997, with the box of a control in front.

    Such a part is often no well-formed XML, and then says nothing that Excel would show.
    """
    try:
        root = package.tree(member)
    except Unreadable:
        return
    for shape in root.iter("{*}shape"):
        kind = shape.find("{*}ClientData") if len(shape) else None
        box = ""
        if kind is not None and kind.get("ObjectType") in ("Checkbox", "Radio"):
            box = "☑" if (kind.findtext("{*}Checked") or "0").strip() == "1" else "☐"
        said = ("".join(map(str, text.itertext())).strip() for text in shape.iter("{*}textbox"))
        yield from in_place(Phrase("工作表“{name}”的文本框", name=name), (box + text for text in said if text))
