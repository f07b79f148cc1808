"""What a text is by its own look, wherever it stands: a number, a time limit, a heading, agencies, or a task."""

import re
from collections.abc import Iterable
from typing import Literal, Protocol

from gksite.text.breaks import bare, ends, mended
from gksite.text.deadlines import is_limit
from gksite.text.outline import ARABIC, mark_of, plain_number
from gksite.understanding.vocabulary import agency_like

TextLook = Literal["number", "limit", "heading", "agencies", "text"]
"""What a text looks like by itself."""


class HasText(Protocol):
    """A paragraph, a cell, or another piece of a source that holds a text."""

    @property
    def text(self) -> str:
        """The text as printed."""


_ROLE_END = re.compile(
    r"(?:分别|共同|具体|按职责分工|按照职责分工){0,4}(?:牵头|负责|配合|主办|协办|承办|落实|参与|参加|协助|组织实施){1,6}[。；;]?$"
)
"""The role at the end of a list of agencies: 分别负责 in 市教育局、市民政局分别负责."""
_ETC = re.compile(
    r"等(?:有关|相关|各|行业|主管|责任|职能|成员|市直|县直|区直){0,4}(?:部门|单位|科室|处室|股室|镇街){0,4}$"
)
"""Agencies that a list leaves out: 等有关部门 in 市财政局等有关部门 (R16)."""
_LIST = re.compile(r"[、，,；;\s]+")
"""What stands between the names of a list."""
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
"""A bracket in a list of names: （市审改办） in 市委编办（市审改办）."""
_SENTENCE_SIGNS = re.compile("[。；：].")
"""A stop or a colon with more behind it, which no list of names holds."""
_MARK_STOPS = re.compile("[。；].")
"""A stop with more behind it, which no numbered heading holds."""
_STOPS = re.compile("[。；，,;].")
"""A stop or a comma with more behind it, which no heading without a number holds."""
_LONGEST_NUMBERED = 80
"""Characters of a heading with a number: 一、着力加强重点领域信息公开."""
_LONGEST_HEADING = 24
"""Characters of a heading without a number: 重点领域公开."""


def texts_of(pieces: Iterable[HasText]) -> list[str]:
    """The texts of some pieces of a source."""
    return [piece.text for piece in pieces]


def ends_in_role(text: str) -> bool:
    """Whether a text ends with a word for what its agencies do: 牵头, 配合."""
    return _ROLE_END.search(bare(text)) is not None


def look_of(text: str) -> TextLook:
    """What a text looks like by itself."""
    words = bare(text)
    if plain_number(text):
        return "number"
    if has_outer_number(text) and len(words) <= _LONGEST_NUMBERED and not _MARK_STOPS.search(words):
        return "heading"
    if lists_agencies(text):
        return "agencies"
    if is_limit(text):
        return "limit"
    if len(words) <= _LONGEST_HEADING and not _STOPS.search(words):
        return "heading"
    return "text"


def has_outer_number(text: str) -> bool:
    """Whether a text is numbered as headings are, 一、 or （一）, and not as tasks mostly are."""
    rank = rank_of(text)
    return rank is not None and rank < ARABIC


def is_section(text: str) -> bool:
    """Whether a text is a heading by its number, 一、 or （一）, and no sentence."""
    return has_outer_number(text) and not ends(text)


def lists_agencies(text: str) -> bool:
    """Whether a cell holds nothing but agencies, with or without words for their roles."""
    words = text.strip().removeprefix("由")
    outside = _ETC.sub("", _BRACKET.sub("", words).rstrip("。；;"))
    parts = list(filter(None, _LIST.split(outside)))
    if not parts or _SENTENCE_SIGNS.search(bare(outside)):
        return False
    first = _ROLE_END.sub("", parts[0])
    if _ROLE_END.search(parts[-1]) and (agency_like(first) or first.startswith("各")):
        return True
    return _names_agency(parts[0]) and all(map(_may_name_agency, parts))


def _names_agency(part: str) -> bool:
    """Whether a part of a list is a name, with or without the word for its role: 市财政局, 各县配合."""
    return part.startswith("各") or agency_like(_ROLE_END.sub("", part))


def _may_name_agency(part: str) -> bool:
    """Whether a part of a list is a name, or one character that a line break cut off from one."""
    return len(part) == 1 or _names_agency(part)


def on_one_line(text: str) -> str:
    """A heading whose lines may be broken as one line."""
    return mended(text).replace("\n", "")


def without_number(text: str) -> str:
    """A text without the number in front of it, where it has one: 公开 of 1.公开."""
    mark = mark_of(text)
    if mark is None:
        return text
    return mark.rest


def rank_of(text: str) -> int | None:
    """The rank of the number in front of a text, None where there is none: that of 1.公开 is 3."""
    mark = mark_of(text)
    if mark is None:
        return None
    return mark.rank
