"""The national emblem stands on the home page of those that have to show it, and is the file that was looked up."""

import hashlib
import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from gksite.checks.tree import CheckedTree, Page
from gksite.model.settings import Emblem
from gksite.problems.problem import Code, Location, Phrase, Problem

NOT_SHOWN = Code(
    "GK649",
    "首页{reason}",
    why="《国徽法》第六条、第七条列明的机构要在网站首页显著位置使用国徽图案，并且用标准图案。",
    mend="改过模板的，恢复首页显示国徽的一行；图案放在 content/files/，不要缩进页脚。",
    clause="《中华人民共和国国徽法》第六条、第七条、第八条",
    rows=("W-29",),
)


def check(page: Page, tree: CheckedTree) -> Iterator[Problem]:
    """What is wrong with the emblem of the home page, of a portal that has to show it."""
    identity = tree.site.config.identity
    if page.path != "index.html" or identity is None or identity.emblem is None or not identity.emblem.required:
        return
    place, emblem = Location("output/index.html"), identity.emblem
    file = tree.files.get(f"files/{emblem.file}")
    if file is None or hashlib.sha256(file.content).hexdigest() != emblem.sha256:
        yield Problem(NOT_SHOWN, place, reason=Phrase("的国徽图案不是登记的标准图案"))
    shown = _pictures(page, emblem)
    if not shown:
        yield Problem(NOT_SHOWN, place, reason=Phrase("没有国徽图案"))
    elif not any(picture.get("alt", "").strip() for picture in shown):
        yield Problem(NOT_SHOWN, place, reason=Phrase("的国徽图案没有替代文字"))


def _pictures(page: Page, emblem: Emblem) -> list[Any]:
    """The pictures of the emblem above the foot of a page."""
    found = []
    for picture in page.in_order("img"):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(picture.get("src", ""))))
        is_below = any(above.tag == "footer" for above in picture.iterancestors())
        if path == f"files/{emblem.file}" and not is_below and picture.get("hidden") is None:
            found.append(picture)
    return found
