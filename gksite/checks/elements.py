"""Elements of a page that rules ask for: its tags, its parts, what they say."""

import re
from collections.abc import Iterator
from typing import Any

from gksite.checks.tree import Page

_BLANKS = re.compile(r"\s++")
"""Blanks between words of a page."""


def elements(page: Page, *names: str) -> Iterator[Any]:
    """The elements of these names, in order."""
    if page.root is not None:
        yield from page.root.iter(*names)


def tags(page: Page, name: str) -> list[str]:
    """What each tag of a name says."""
    return [e.get("content", "").strip() for e in elements(page, "meta") if e.get("name") == name]


def text_of(element: Any) -> str:
    """The words of an element and of all below it."""
    return _BLANKS.sub(" ", "".join(element.itertext())).strip()


def classed(page: Page, name: str, cls: str) -> Iterator[Any]:
    """The elements of a name with a class."""
    for element in elements(page, name):
        if cls in element.get("class", "").split():
            yield element
