"""Styles of a page that strike out or hide by class, as a spreadsheet saved as a page has them: put into the tags."""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from gksite.readers.html_tags import style_of

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
"""What a style sheet has beside its rules."""
_AT_RULE = re.compile(r"@[^{};]{0,400}+(?:;|\{(?>(?:[^{}]++|\{[^{}]*+\})*)\})")
"""Rules for a printer, or for small screens: 「@media print {…}」."""
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
"""A rule: what it holds for, and what it says."""
_CLASS = re.compile(r"(?:[a-z]+[0-9]?)?\.([\w-]+)", re.IGNORECASE)
"""A class by itself: 「.xl65」, 「td.xl65」, 「font.font5」."""
_TELLING = re.compile(
    r"(?:display|visibility|mso-hide|text-decoration|text-line-through)[^:;]{0,40}:[^;]*", re.IGNORECASE
)
"""What a rule may say that strikes out or hides."""


def apply_classes(soup: BeautifulSoup) -> None:
    """Write into the tags of tables what their classes say of striking out and hiding.

    Elsewhere classes hide menus, and tabs that a script opens.
    """
    by_class = _rules(soup)
    if not by_class:
        return
    for tag in soup.find_all(class_=list(by_class)):
        if tag.find_parent("table") is None:
            continue
        said = [by_class[name] for name in _classes(tag) if name in by_class]
        tag["style"] = ";".join((*said, style_of(tag)))


def _classes(tag: Tag) -> list[str]:
    """The classes of a tag."""
    return " ".join(tag.get_attribute_list("class")).split()


def _rules(soup: BeautifulSoup) -> dict[str, str]:
    """What each class says of striking out and hiding."""
    found: dict[str, str] = {}
    for sheet in soup.find_all("style"):
        for selectors, said in _RULE.findall(_AT_RULE.sub("", _COMMENT.sub("", sheet.get_text()))):
            telling = ";".join(_TELLING.findall(said))
            for selector in selectors.split(","):
                if telling and (name := _CLASS.fullmatch(selector.strip())):
                    found[name[1]] = telling
    return found
