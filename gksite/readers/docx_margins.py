"""What stands outside the text of a .docx: headers, text boxes, notes, comments, hidden words, pictures, properties."""

from collections.abc import Iterator
from types import MappingProxyType

from gksite.model.blocks import Margin
from gksite.problems.problem import Phrase
from gksite.readers.office_margins import file_margins, in_place, lines_in, text_of
from gksite.readers.package import Element, Package, attribute, is_on, value_at

_PARTS = MappingProxyType(
    {
        "header": Phrase("页眉"),
        "footer": Phrase("页脚"),
        "footnotes": Phrase("脚注"),
        "endnotes": Phrase("尾注"),
        "comments": Phrase("批注"),
    }
)
"""The parts beside the document that hold text, and what people call them."""


def docx_margins(package: Package, main: str, root: Element) -> Iterator[Margin]:
    """All words of a .docx that its text does not hold, each with the place where Word shows it."""
    for kind, part in package.related(main).values():
        if kind in _PARTS and part in package.names:
            tree = package.tree(part)
            yield from in_place(_PARTS[kind], lines_in(tree))
            yield from _pictures(tree, _PARTS[kind])
        elif kind == "settings" and part in package.names:
            variables = package.tree(part).iterfind("{*}docVars/{*}docVar")
            yield from in_place(Phrase("文档变量"), (attribute(variable, "val") or "" for variable in variables))
    for box in root.iter("{*}txbxContent"):
        yield from in_place(Phrase("文本框"), lines_in(box))
    yield from _pictures(root, Phrase("图片或艺术字"))
    yield from in_place(Phrase("隐藏的文字"), map(_hidden_words, root.iter("{*}p")))
    yield from in_place(Phrase("被合并盖住的单元格"), map(_covered_words, root.iter("{*}tc")))
    yield from file_margins(package)


def _pictures(root: Element, where: Phrase) -> Iterator[Margin]:
    """The words of text art, which are an attribute, and what is said of pictures for those who cannot see them."""
    yield from in_place(where, (attribute(art, "string") or "" for art in root.iter("{*}textpath")))
    for picture in root.iter("{*}docPr", "{*}shape", "{*}cNvPr"):
        yield from in_place(where, (attribute(picture, name) or "" for name in ("descr", "title", "alt")))


def _hidden_words(paragraph: Element) -> str:
    """The words of a paragraph that Word does not show."""
    return "".join(text_of(run) for run in paragraph.iterchildren("{*}r") if _is_hidden(run))


def _is_hidden(run: Element) -> bool:
    return any(is_on(run.find(f"{{*}}rPr/{{*}}{name}")) for name in ("vanish", "webHidden", "specVanish"))


def _covered_words(cell: Element) -> str:
    """The words of a cell that belongs to the merged cell above it."""
    merge = cell.find("{*}tcPr/{*}vMerge")
    if merge is None or value_at(cell, "{*}tcPr/{*}vMerge") == "restart":
        return ""
    return " ".join(filter(None, map(text_of, cell.iterchildren("{*}p"))))
