"""One name with the words around it: its role, a mark, or a word that leaves others out."""

import re
from dataclasses import dataclass

from gksite.model.draft import Doubt
from gksite.understanding import doubts

_DUTIES = (
    r"(?:按照?|根据|依据|结合|依)(?:照)?(?:各自|自身|本单位)?(?:的)?(?:工作)?"
    r"(?:职责|职能|职权|分工)(?:和)?(?:任务)?(?:分工)?(?:分别|具体)?"
)
"""Words that say no more than that each does its own: 按职责分工 in 市直各单位按职责分工负责 (R6)."""
_ROLE = re.compile(
    rf"^(?P<name>.*?)(?:{_DUTIES})?(?:分别|共同|联合|具体|各自|分头|予以|积极)?"
    r"(?P<role>牵头负责|牵头|主办|负责落实|负责|承办|贯彻落实|落实|配合|协办|协助|参与|参加|组织实施)"
    r"(?:落实|做好|抓好|推进|实施|完成)?[。；]?$"
)
"""A name with its role behind it: 市编办牵头 (R6)."""
_ONLY_DUTIES = re.compile(rf"^(?P<name>.*?){_DUTIES}$")
"""A name that acts as its duties are: 各单位按职责分工."""
_NOTED = re.compile(r"^(?P<name>.+?)[（(](?P<role>总?牵头|主办|配合|协办|责任|负责)(?:单位|部门)?[）)]$")
"""A name with its own role in brackets: 市发改委（牵头）."""
_STARRED = re.compile(r"^[★☆*＊▲△](?P<name>.+)$")
"""A name with a mark in front, which tells that it leads: ★县司法局."""
_ETC = re.compile(
    r"^(?P<name>.+?)等(?:有关|相关|各|行业|主管|责任|职能|成员|市直|县直|区直|\d+个|[一二三四五六七八九十]+个|多个)*"
    r"(?:部门|单位|科室|处室|股室|镇街)*(?:[（(](?:单位|部门|科室)[)）])?$"
)
"""The last name of a list that leaves some out: 市人社局 in 市人社局等部门 (R16)."""


@dataclass(frozen=True, slots=True)
class NamedRole:
    """A name without the words around it, and the word for its role; `alone`: the word is that of no other name."""

    name: str
    word: str | None = None
    alone: bool = False
    doubts: tuple[Doubt, ...] = ()


def named_role(text: str) -> NamedRole:
    """A name without the words around it, and its role (R6)."""
    text = text.rstrip("。；").removeprefix("由")
    if starred := _STARRED.match(text):
        return NamedRole(starred["name"], "牵头", alone=True, doubts=(doubts.STARRED,))
    if noted := _NOTED.match(text):
        return NamedRole(noted["name"], noted["role"], alone=True)
    word = None
    if role := _ROLE.match(text):
        text, word = role["name"], role["role"]
    elif duties := _ONLY_DUTIES.match(text):
        text, word = duties["name"], "负责"
    if etc := _ETC.match(text):
        return NamedRole(etc["name"].strip(), word, doubts=(doubts.AND_OTHERS,))
    return NamedRole(text.strip(), word)
