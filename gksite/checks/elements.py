"""Elements of a page that rules ask for: its tags, and parts of a class."""

from collections.abc import Iterator

from gksite.checks.tree import Element, Page


def tags(page: Page, name: str) -> list[str]:
    """What each tag of a name says."""
    return [e.get("content", "").strip() for e in page.in_order("meta") if e.get("name") == name]


def classed(page: Page, name: str, cls: str) -> Iterator[Element]:
    """The elements of a name with a class."""
    for element in page.in_order(name):
        if cls in element.get("class", "").split():
            yield element
