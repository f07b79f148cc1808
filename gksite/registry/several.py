"""One item of a list that names several agencies, as the items that it should be."""

import re
from collections.abc import Callable, Sequence

from gksite.documents.yaml_reader import Document
from gksite.documents.yaml_scalar import scalar
from gksite.model.walk import KeyPath
from gksite.problems.problem import LONGEST_MENDED, Phrase, Whole, instead
from gksite.text.as_typed import as_names

_BLANK_OR_STROKE = re.compile(r"[\s/／|｜]+")
"""What divides names only where each of them is known."""


def as_several(name: str, is_known: Callable[[str], bool]) -> list[str]:
    """The names that one text lists; none where it is one name."""
    names = as_names(name, is_known)
    if len(names) > 1:
        return names
    names = _BLANK_OR_STROKE.split(name.strip())
    if len(names) > 1 and all(map(is_known, names)):
        return names
    return []


def as_items(names: Sequence[str], key_path: KeyPath, document: Document) -> Phrase:
    """How the names should be written in the list that holds them as one item."""
    start, end = document.span(key_path)
    if document.text[start : start + 1] == "{":
        return Phrase("；如果是几个单位，每个单位各写一项")
    first, last = document.span(key_path[:-1])
    if document.text[first : first + 1] == "[":
        mended = ", ".join([scalar(name, in_flow=True) for name in names])
        whole = document.text[first:start] + mended + document.text[end:last]
        return instead(whole, "；如果是几个单位，应写成 {mended}")
    items = " ".join([f"“- {scalar(name)}”" for name in names])
    if len(items) > LONGEST_MENDED:
        return Phrase("；如果是几个单位，一行写一个")
    return Phrase("；如果是几个单位，一行写一个：{items}", items=Whole(items))
