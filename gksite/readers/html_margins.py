"""What stands outside the text of a web page: its title, comments, hidden parts, forms, the words for its pictures.

依申请公开 alone is left out wherever a page says it of one of its columns: there it is an entry of a menu.
"""

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, Tag

from gksite.model.blocks import Margin
from gksite.problems.problem import Phrase
from gksite.readers.html_facts import META
from gksite.readers.html_tags import INLINE, is_hidden, words_of
from gksite.text.markings import is_request

_UNSEEN = ("noscript", "template", "textarea", "iframe", "object", "button")
"""Tags whose text a reader does not see as that of the page."""
_TAGS = re.compile(r"<[^<>]{0,500}>|\n")
"""What divides the words of a comment that holds a part of a page, as Word's comments hold properties."""
_FACTS = frozenset(name.lower() for name in META)
"""The page tags that are facts, which are looked at with them."""
_BREAK = "\n"
"""What stands between two lines."""


def html_margins(soup: BeautifulSoup) -> Iterator[Margin]:
    """All words of a page that its text does not hold, each with what it belongs to."""
    for title in soup.find_all("title"):
        yield from _margins(Phrase("网页标题"), [title.get_text()])
    for tag in soup.find_all("meta"):
        name = str(tag.get("name") or tag.get("property") or "").strip()
        if name and name.lower() not in _FACTS:
            yield from _margins(Phrase("网页属性“{name}”", name=name), [str(tag.get("content", ""))])
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        yield from _margins(Phrase("网页的注释"), _TAGS.split(str(comment)))
    for tag in soup.find_all(_is_outermost_hidden):
        yield from _margins(Phrase("网页里隐藏的文字"), _lines_of(tag))
    for tag in soup.find_all("img"):
        yield from _margins(Phrase("图片说明"), (str(tag.get(name, "")) for name in ("alt", "title")))
    yield from _margins(Phrase("网页的表单"), _form_values(soup))


def _margins(where: Phrase, lines: Iterable[str]) -> Iterator[Margin]:
    for line in lines:
        text = " ".join(line.split())
        if text and not is_request(text):
            yield Margin(where, text)


def _is_outermost_hidden(tag: Tag) -> bool:
    """Whether a tag is kept out of sight, and none around it is."""
    return _is_unseen(tag) and not any(map(_is_unseen, tag.parents))


def _is_unseen(tag: Tag) -> bool:
    return tag.name in _UNSEEN or (tag.name != "[document]" and is_hidden(tag))


def _lines_of(tag: Tag) -> list[str]:
    """The text of a tag, a line for each of its blocks."""
    pieces: list[str] = []
    for child in tag.children:
        if not isinstance(child, Tag):
            pieces.append(words_of(child).replace(_BREAK, " "))
        elif child.name in INLINE:
            pieces.append(" ".join(_lines_of(child)))
        else:
            pieces.append(_BREAK + _BREAK.join(_lines_of(child)) + _BREAK)
    return "".join(pieces).split(_BREAK)


def _form_values(soup: BeautifulSoup) -> Iterator[str]:
    """What is filled in or chosen in the fields of forms."""
    for field in soup.find_all("input"):
        if str(field.get("type", "text")).lower() in ("text", "hidden"):
            yield str(field.get("value", ""))
    for option in soup.find_all("option"):
        if option.has_attr("selected"):
            yield option.get_text()
