"""Elements of a .docx as Word shows them: those inside wrappers too, and of alternatives only one."""

from collections.abc import Iterable, Iterator

from gksite.readers.package import Element, local

WRAPPERS = (
    *("sdt", "sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo", "Choice", "Fallback"),
    *("ins", "moveTo"),
)
"""Elements that say something of what stands in them, and show nothing themselves."""
DELETED = ("del", "moveFrom")
"""Elements whose text a change has deleted, or moved elsewhere, that nobody has accepted yet."""
CHANGES = tuple(f"{{*}}{name}" for name in (*DELETED, "ins", "moveTo", "cellIns", "cellDel", "cellMerge"))
"""Elements of changes that nobody has accepted or rejected yet."""


def content_of(element: Element) -> Iterator[Element]:
    """The children of an element, those inside wrappers too; of alternatives the first."""
    for child in element:
        name = local(child)
        if name == "AlternateContent":
            alternative = child.find("{*}Choice")
            if alternative is None:
                alternative = child.find("{*}Fallback")
            if alternative is not None:
                yield from content_of(alternative)
        elif name in WRAPPERS:
            yield from content_of(child)
        else:
            yield child


def children_named(element: Element, name: str) -> list[Element]:
    """The children with a name, those inside wrappers too."""
    return [child for child in content_of(element) if local(child) == name]


def outermost(element: Element, name: str) -> Iterator[Element]:
    """The elements with a name inside another, but not those inside one of them."""
    for child in content_of(element):
        if local(child) == name:
            yield child
        else:
            yield from outermost(child, name)


def is_any_filled(texts: Iterable[Element]) -> bool:
    """Whether any of some elements has text."""
    return any(element.text for element in texts)


def count_letters(element: Element) -> int:
    """How many characters stand in all the texts of an element, blanks around them left out."""
    return sum(len((text.text or "").strip()) for text in element.iter("{*}t"))


def text_in(element: Element) -> str:
    """All letters of an element, deleted ones too."""
    return "".join(text.text or "" for text in element.iter("{*}t", "{*}delText"))
