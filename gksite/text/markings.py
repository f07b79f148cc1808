"""Markings with which a document says that it is not for the public: 机密★1年, 内部资料, 依申请公开☑.

A marking is a line, box, cell or field of its own, never a word in a sentence (保守国家秘密法, GB/T 9704,
政府信息公开条例 第十四条至第十七条).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from gksite.text.marking_fields import Statement, field_statement, label_kind, option_statement
from gksite.text.marking_signs import close_up, fold
from gksite.text.marking_words import Word, words_of

_LONGEST = 120
"""Characters of a line that is a marking with all that stands beside it."""
_GAP = re.compile(r"[\t\n\u3000]+|[ \xa0]{2,}")
"""The gap between two things on one line: 000012　　机密★1年."""
_NUMBERED = re.compile(
    r"[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[)）]?[、.．:：]|[(（](?:[一二三四五六七八九十]{1,3}|\d{1,3})[)）]|"
    r"\s*[①-⑳]|第[一二三四五六七八九十\d]{1,3}[章节条部篇]"
)
"""The number of a heading or a task, which no marking has: （三）."""
_DOCUMENT = re.compile(
    r"(?:通知|意见|方案|决定|公告|通告|通报|批复|报告|请示|函|规定|办法|细则|要点|规划|计划|纪要|清单|分工|表|台账|"
    r"文件|印发|名单|汇总|一览|预案|责任书|附件\d*|稿)$"
)
"""The end of the name of a document, behind which a bracket speaks of all of it."""
_ANNEX = re.compile(r"附[件表]?\d*:")
"""A line that lists annexes."""
_BRACKET = re.compile(r"[(\[〔【〖]([^()\[\]〔〕【】〖〗]{2,24})[)\]〕】〗]")
"""A bracket with what stands in it."""
_SIDES = re.compile("[ —–-]+")
"""What divides a marking from what stands beside it: 任务分解表-内部."""
_LISTED = re.compile(r"[,;，；、\s]+")
"""What stands between the keywords of a file."""
_LETTER = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f]")
"""A letter or sign that is not of the figures, blanks and marks of ASCII, of which alone no marking consists."""
TELLS = re.compile("[a-z密秘内仅只限供不禁勿免缓非未申毁回还退焚外参知开布网围性敏]")
"""The characters of which every word that says who may read, and every label that asks it, has one once folded."""
_MENU = re.compile(
    r"首页|网站(?:首页|地图)|(?:政府|政务)?信息?公开(?:指南|目录|制度|年报|年度报告|专栏|工作年度报告)|法定主动公开内容|"
    r"(?:政务|信息|政府信息)公开|政民互动|互动交流|政务服务|办事服务|走进.{2,6}|新闻(?:中心|动态)|政策(?:解读|文件)|"
    r"通知公告|公示公告|当前位置.*"
)
"""The columns of a government's site, among which 依申请公开 is one."""


@dataclass(frozen=True, slots=True)
class Marking:
    """The words of a marking as printed, and whether they close the document or leave open what is meant."""

    text: str
    meaning: Literal["closed", "unclear"]


def marking_in(text: str) -> Marking | None:
    """The marking that a line, a box or a cell of its own is; None for any other text."""
    if not _LETTER.search(text):
        return None
    line = fold(text)
    if len(line) > _LONGEST or not TELLS.search(line):
        return None
    stated = _stated(text, line)
    if stated in ("closed", "unclear"):
        return Marking(" ".join(text.split()), stated)
    return None


def marking_across(texts: Sequence[str]) -> Marking | None:
    """The marking that options and their boxes make which stand in cells of their own."""
    stated = option_statement(" ".join(map(fold, texts)))
    if stated in ("closed", "unclear"):
        return Marking(" ".join(texts), stated)
    return None


def is_open(text: str) -> bool:
    """Whether a line states in a field or in boxes that the document is for the public."""
    line = fold(text)
    return "open" in (field_statement(line), option_statement(line))


def is_disclosure_label(text: str) -> bool:
    """Whether a cell asks how open a document is: 公开属性, 是否公开, 密级."""
    return _LETTER.search(text) is not None and label_kind(fold(text)) is not None


def is_request(text: str) -> bool:
    """Whether a text is 依申请公开 and nothing else, which names a part of the work and a column of a site too."""
    words = _telling(words_of(close_up(fold(text))))
    return bool(words) and all(word.is_request for word in words)


def is_weak(text: str) -> bool:
    """Whether a text is a bare word such as 不予公开, with which a sentence broken over lines may end."""
    words = _telling(words_of(close_up(fold(text))))
    return bool(words) and all(word.is_weak for word in words)


def is_menu(text: str) -> bool:
    """Whether a line names a column of a government's site."""
    return _MENU.fullmatch(close_up(fold(text))) is not None


def listed_words(value: str) -> list[str]:
    """The keywords that a property of a file lists, each of which may be a marking; a bare 依申请公开 is a topic."""
    words = _LISTED.split(value)
    if len(words) < 2 or marking_in(value) is not None:
        return []
    return [word for word in words if word and not is_weak(word)]


def meaning_of(text: str) -> Statement | None:
    """What words for disclosure mean that stand by themselves: 公开发布, 依申请公开."""
    telling = _telling(words_of(close_up(fold(text))))
    if not telling:
        return None
    if {word.meaning for word in telling} == {"open"}:
        return "open"
    return "closed"


def _stated(text: str, line: str) -> Statement | None:
    """What a line says as a whole, in its fields, in one of its parts, or in its bracket."""
    field = field_statement(line)
    if field is not None:
        return field
    options = option_statement(line)
    if options is not None:
        return options
    if _is_heading(text, line):
        return None
    if _is_closed(line):
        return "closed"
    if any(_is_closed(part) for part in _parts(text)) or _is_beside(line) or _is_in_bracket(line):
        return "closed"
    return None


def _is_heading(text: str, line: str) -> bool:
    """Whether a line is a numbered heading of one word, or one that a colon ends."""
    stripped = text.strip()
    number = _NUMBERED.match(stripped)
    rest = fold(stripped[number.end() :]) if number else line
    if number is None and not rest.endswith(":"):
        return False
    words = _telling(words_of(close_up(rest)))
    return len(words) == 1 and words[0].is_weak


def _telling(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words that say anything of disclosure."""
    return tuple(word for word in words if word.meaning != "neutral")


def _is_closed(text: str) -> bool:
    """Whether a folded text is words of markings and nothing else, one of which closes.

    主动公开和依申请公开 is a topic, unless one of them is chosen by its letter.
    """
    words = words_of(close_up(text))
    if any(word.forbids and after.closes for word, after in pairwise(words)):
        return False
    closing = [word for word in words if word.closes]
    names_both = any(word.meaning == "open" for word in words) and all(word.is_weak for word in closing)
    is_chosen = any(word.text.startswith("选") for word in words)
    return bool(closing) and (is_chosen or not names_both)


def _parts(text: str) -> list[str]:
    """What stands between the gaps of a line, characters that are spread put together again."""
    parts: list[str] = []
    spread = False
    for part in filter(None, map(fold, _GAP.split(text.strip()))):
        if spread and len(part) == 1:
            parts[-1] += part
        else:
            parts.append(part)
        spread = len(part) == 1
    return parts if len(parts) > 1 else []


def _is_beside(line: str) -> bool:
    """Whether what stands before the first gap of a line or behind its last one marks what stands beside it."""
    gaps = list(_SIDES.finditer(line))
    if not gaps:
        return False
    first, last = gaps[0], gaps[-1]
    sides = (
        (first, line[: first.start()], line[first.end() :]),
        (last, line[last.end() :], line[: last.start()]),
    )
    for gap, part, rest in sides:
        is_way = gap[0] != " " and is_request(part)  # through a site: 信息公开—依申请公开
        if not is_way and _marks(part, rest):
            return True
    return False


def _marks(part: str, rest: str) -> bool:
    """Whether a part of a line is a marking: a word that no heading holds, or one beside the name of a document."""
    if not rest or not _is_closed(part):
        return False
    words = _telling(words_of(part))
    return _DOCUMENT.search(rest) is not None or not all(word.is_weak for word in words)


def _is_in_bracket(line: str) -> bool:
    """Whether a bracket at the end or the beginning of a line, or behind an annex, is a marking of its own."""
    is_sentence = line.count("。") > line.endswith("。")
    lists_annexes = _ANNEX.match(line) is not None
    for bracket in _BRACKET.finditer(line):
        words = _telling(words_of(close_up(bracket[1])))
        if not any(word.closes for word in words):
            continue
        head, tail = line[: bracket.start()].strip(), line[bracket.end() :].strip(" 。;,")
        is_weak = all(word.is_weak for word in words)
        if is_sentence and (is_weak or tail or not head.endswith("。")):
            continue
        if lists_annexes or (not head and _opens_line(bracket.group(), words)):
            return True
        if not tail and (_DOCUMENT.search(head) or not is_weak):
            return True
    return False


def _opens_line(bracket: str, words: tuple[Word, ...]) -> bool:
    """Whether a bracket in front of a line marks it: 【内部资料】, （机密）; 【依申请公开】 is a column of a site."""
    if all(word.is_request for word in words):
        return False
    return bracket[0] in "【[〖" or any("密" in word.text for word in words) or not all(w.is_weak for w in words)
