"""What a text is by its own look, wherever it stands: a number, a time limit, a heading, agencies, or a task."""

import re
from typing import Literal

from gksite.text.breaks import bare, ends
from gksite.text.deadlines import is_limit
from gksite.text.outline import ARABIC, mark_of, plain_number
from gksite.understanding.vocabulary import agency_like

Look = Literal["number", "limit", "heading", "agencies", "text"]

_ROLE_END = re.compile(
    r"(?:分别|共同|具体|按职责分工|按照职责分工)*(?:牵头|负责|配合|主办|协办|承办|落实|参与|参加|协助|组织实施)+[。；;]?$"
)
_ETC = re.compile(r"等(?:有关|相关|各|行业|主管|责任|职能|成员|市直|县直|区直)*(?:部门|单位|科室|处室|股室|镇街)*$")
_LIST = re.compile(r"[、，,；;\s]+")
_LONGEST_HEADING = 40
_SHORT_HEADING = 24


def ends_in_role(text: str) -> bool:
    """Whether a text ends with a word for what its agencies do: 牵头, 配合."""
    return _ROLE_END.search(bare(text)) is not None


def look(text: str) -> Look:
    """What a text looks like by itself."""
    words = bare(text)
    if plain_number(text):
        return "number"
    mark = mark_of(text)
    if mark and mark.rank < ARABIC and len(words) <= 2 * _LONGEST_HEADING and not re.search("[。；].", words):
        return "heading"
    if agencies(text):
        return "agencies"
    if is_limit(text):
        return "limit"
    if len(words) <= _SHORT_HEADING and not re.search("[。；，,;].", words):
        return "heading"
    return "text"


def is_section(text: str) -> bool:
    """Whether a text is a heading by its number, 一、 or （一）, and no sentence."""
    mark = mark_of(text)
    return mark is not None and mark.rank < ARABIC and not ends(text)


def agencies(text: str) -> bool:
    """Whether a cell holds nothing but agencies, with or without words for their roles."""
    words = text.strip().removeprefix("由")
    outside = _ETC.sub("", re.sub(r"[（(][^（）()]*[）)]", "", words).rstrip("。；;"))
    parts = [part for part in _LIST.split(outside) if part]
    if not parts or re.search("[。；：].", bare(outside)):
        return False
    first = _ROLE_END.sub("", parts[0])
    if _ROLE_END.search(parts[-1]) and (agency_like(first) or first.startswith("各")):
        return True
    named = [agency_like(_ROLE_END.sub("", part)) or part.startswith("各") for part in parts]
    return named[0] and all(one or len(part) == 1 for one, part in zip(named, parts, strict=True))
