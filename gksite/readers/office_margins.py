"""What Word and Excel files keep outside their text alike: properties, drawings, the lines of paragraphs and rows."""

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType
from urllib.parse import unquote

from gksite.model.blocks import Margin
from gksite.problems.problem import Phrase
from gksite.readers.limits import BLOCKS, too_much
from gksite.readers.package import Element, Package, attribute, local
from gksite.text.markings import is_disclosure_label, listed_words

_PROPERTIES = ("core-properties", "extended-properties", "custom-properties")
"""The kinds of parts that hold the properties of a file."""
_NAMES = MappingProxyType(
    {
        "title": "标题",
        "subject": "主题",
        "keywords": "关键词",
        "description": "备注",
        "category": "类别",
        "contentStatus": "状态",
        "creator": "作者",
        "Company": "单位",
        "Manager": "经理",
    }
)
"""What Word and WPS call the properties of a file."""
_DRAWN = re.compile(r"(?:word|xl)/(?:charts|diagrams)/[^/]+\.xml")
"""The parts that hold charts and diagrams."""
_KEPT = re.compile(r"customXml/[^/]+\.xml")
"""The parts that hold what other programs note of a file."""
_REACHES = re.compile(r"(?:mailto|tel|sms):(?P<whom>[^?]{1,400})", re.IGNORECASE)
"""A link by which somebody is called or written to."""
_SYMBOL = 0xF000
"""Where a font of signs stands among all characters."""


def file_margins(package: Package) -> Iterator[Margin]:
    """The properties of a file, its charts and diagrams, and what other programs note in it."""
    for kind, part in package.related("").values():
        if kind in _PROPERTIES and part in package.names:
            for element in package.tree(part):
                yield from _property(element)
    for name in sorted(package.names):
        if name.endswith(".rels"):
            yield from in_place(Phrase("链接"), _reached(package.tree(name)))
        if _DRAWN.fullmatch(name):
            yield from in_place(Phrase("图表"), lines_in(package.tree(name)))
        elif _KEPT.fullmatch(name):
            leaves = (element.text or "" for element in package.tree(name).iter() if len(element) == 0)
            yield from in_place(Phrase("文件附带的数据"), leaves)


def _reached(relations: Element) -> Iterator[str]:
    """Whom the links of a part call or write to."""
    for relation in relations.iterchildren("{*}Relationship"):
        match = _REACHES.match(relation.get("Target") or "")
        if match is not None:
            yield unquote(match["whom"])


def _property(element: Element) -> Iterator[Margin]:
    """A property, and the keywords that it lists; its name may be the label of what it holds."""
    name = attribute(element, "name") or _NAMES.get(local(element))
    if name is None:
        return
    where = Phrase("文件属性“{name}”", name=name)
    value = "".join(map(str, element.itertext())).strip()
    if is_disclosure_label(name):
        yield from in_place(where, [f"{name}：{value}"])
        return
    yield from in_place(where, [value])
    yield from in_place(where, listed_words(value))


def in_place(where: Phrase, lines: Iterable[str]) -> Iterator[Margin]:
    """A margin for each line that says anything. Raises Unreadable where there are too many."""
    for count, line in enumerate(filter(str.strip, lines)):
        if count > BLOCKS:
            raise too_much("超过 {limit} 段", BLOCKS)
        yield Margin(where, line.strip())


def lines_in(root: Element) -> Iterator[str]:
    """The rows of the tables and the other paragraphs below an element, a line each, cells with tabs between them."""
    for element in root.iter("{*}tr", "{*}p"):
        if local(element) == "p":
            yield text_of(element)
        else:
            yield "\t".join("".join(map(text_of, cell.iter("{*}p"))) for cell in element.iterchildren("{*}tc"))


def text_of(element: Element) -> str:
    """The text of a paragraph without that of paragraphs inside it, which stand in a box."""
    pieces: list[str] = []
    for child in element:
        name = local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "sym":
            pieces.append(_sign(child))
        elif name in ("tab", "br", "cr"):
            pieces.append("\t" if name == "tab" else " ")
        elif name not in ("p", "rPr", "pPr"):
            pieces.append(text_of(child))
    return "".join(pieces)


def _sign(element: Element) -> str:
    """A sign of a font by its place among all characters."""
    code = attribute(element, "char") or ""
    return chr(_SYMBOL | int(code, 16) & 0xFF) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
