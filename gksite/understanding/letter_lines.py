"""What a single line outside the table is: a number, a date, an office, a note of disclosure, a page number."""

import re
from collections.abc import Iterable
from typing import TypeVar

from gksite.text.breaks import bare, ends, unspaced
from gksite.text.dates import is_date, printed_date
from gksite.text.markings import is_open, marking_in, meaning_of
from gksite.understanding.text_kinds import HasText
from gksite.understanding.vocabulary import agency_like

P = TypeVar("P", bound=HasText)
"""A paragraph or a line."""

_KINDS = (
    "通知|意见|方案|决定|公告|通告|通报|批复|报告|请示|函|规定|办法|细则|要点|规划|计划|纪要|决议|命令|预案|"
    "清单|分工|安排|表|台账|分解|责任书"
)
"""Kinds of documents, with which their titles end: 通知 in 关于印发…的通知."""
_TITLE_END = re.compile(rf"(?:{_KINDS})(?:[（(][^（）()]{{1,12}}[)）])?$")
"""The end of a title, with a note in brackets: 通知（试行）."""
_MASTHEAD = re.compile(r"^(.{2,40}?)(?:文件|（?通知）?稿)$")
"""The red head of a document: 某市人民政府文件."""
_PAGE = re.compile(
    r"^(?:[-—–―－~·•\s]*\d{1,4}[-—–―－~·•\s]*|第\s*\d+\s*页(?:[，,/\s]*共\s*\d+\s*页)?|\d{1,4}\s*/\s*\d{1,4}|"
    r"page\s*\d+(?:\s*of\s*\d+)?|[-*_=—]{3,})$",
    re.IGNORECASE,
)
"""The number of a page, or a rule: — 2 —, 第2页 共5页."""
_DISCLOSURE = re.compile(
    r"(?:此\s*+件|(?:(?:政府信息|信息|文件)\s*+)?公开\s*+(?:属性|方式|类别|类型|选项|形式|范围))\s*+(?:[：:]\s*+)?"
    r"(?P<how>主动公开|依申请公开|不予公开|不公开|删减后(?:主动)?公开|公开发布|予以公开|公开(?![\u4e00-\u9fff]))"
)
"""How a document may be published, the words of the note alone (R11): 主动公开 in （此件主动公开）."""
_LONGEST_NOTE = 40
"""Characters of a line that says no more than how a document may be published."""
PUBLISHED = ("公开发布", "予以公开", "公开", "是")
"""What （此件公开发布）, 是否公开：是 and the like print for 主动公开."""
_GOES_ON = re.compile(r"[（(]?(?:续表|表续|接上表|续上表)[一二三四五六七八九十\d]*[)）]?[：:]?")
"""A line above a table that goes on: （续表一） (R34)."""
_ATTACHED = re.compile(r"^附\s*+(?:[件表录]\s*+)?[\d一二三四五六七八九十]*+\s*+[：:]?$")
"""A line above what is attached: 附件1."""
_COPIES = re.compile(r"^\s*(?:主\s*送|抄\s*送|抄\s*报|分\s*送|报\s*送|发\s*送)\s*[：:]\s*")
"""The label in front of those who get a copy: 抄送：."""
_ADDRESS = re.compile(r"^[^。；]{2,300}[：:]$")
"""Those whom a letter is for: 各县（市、区）人民政府，市直各单位：."""
_PRINTED = re.compile(r"印\s*[发制]\s*$")
"""The end of an imprint: 印发 in 2018年6月13日印发."""
_SIGNED = re.compile(r"^(?P<office>\D{4,60}?)\s+(?P<date>[12一二].*日)$")
"""An office and the date on one line: 某市财政局　2018年6月12日."""
_PAGE_NOTE = re.compile(
    "发布(?:时间|日期|机构)|信息来源|来源[：:]|浏览|字体|字号[：:]|打印|阅读|点击|责任编辑|分享|当前位置|编辑[：:]|上一[篇条]|下一[篇条]|扫一扫"
)
"""What a web page prints around a text, which is in no field (R20): 浏览次数, 字号：大 中 小."""
_LEADS = r"(?:为|是|即|系)[^，,。；;]{0,4}(?:牵头|主办|主责)"
"""The end of a sentence on who leads: 为牵头单位."""
_FIRST_LEADS = re.compile(
    r"(?:列|排|居|位)(?:名|在|于)?(?:首位|第[一1]位?|首个|最前|前面?)(?:位|个|名)?的?[^，,。；;]{0,12}?"
    + _LEADS
    + r"|第一(?:责任)?个?(?:单位|部门)"
    + _LEADS
)
"""A sentence that says that the first of several leads (R15): 列第一位的为牵头单位, 第一单位为牵头单位."""
_ASIDES = ("附件", "附：", "附:", "注：", "注:")
"""What a line begins with that names an attachment or is a note."""
LONGEST_HEADING = 80
"""Characters of a line of a title."""
_STOP = re.compile("[。；，、：:;,!！?？]$")
"""A sign with which no line of a title ends."""
_GAP = re.compile(r"\s{2,}|\t")
"""The gap between two offices that sign on one line."""
_SHORTEST_OFFICE = 4
"""Characters of the name of an office that signs: 县财政局."""


def first_leads(text: str) -> bool:
    """Whether a sentence says that the first agency of several leads: 列第一位的为牵头单位 (R15)."""
    return _FIRST_LEADS.search(bare(text)) is not None


def is_page_note(text: str) -> bool:
    """Whether a line is what a web page prints around a text: its source, date, readers, sizes of type."""
    return not ends(text) and _PAGE_NOTE.search(text) is not None


def stands_apart(text: str) -> bool:
    """Whether a line belongs to no task: a signature, a date, an imprint, a note of the page."""
    states_fact = bool(disclosure(text) or copies(text)) or is_imprint(text)
    signs = is_office(text) or is_date(text)
    is_aside = is_page_note(text) or is_attachment_mark(text) or text.lstrip().startswith(_ASIDES)
    return states_fact or signs or is_aside


def is_furniture(text: str) -> bool:
    """Whether a line is a page number or a rule."""
    return _PAGE.match(text.strip()) is not None


def without_furniture(pieces: Iterable[P]) -> list[P]:
    """Some paragraphs or lines without page numbers and rules (R35)."""
    return [piece for piece in pieces if not is_furniture(piece.text)]


def masthead(text: str) -> str | None:
    """The office in the red head of a document: X of X文件."""
    match = _MASTHEAD.match(bare(text))
    if match and agency_like(match[1]):
        return match[1]
    return None


def disclosure(text: str) -> str | None:
    """How a document may be published, where a line of its own says so; None where it says that in part only."""
    words = bare(text)
    if len(words) > _LONGEST_NOTE:
        return None
    match = _DISCLOSURE.search(words)
    if match is None:
        return _ticked(words) if is_open(text) else None
    how = match["how"]
    return None if marking_in(text) and meaning_of(how) == "open" else how


def _ticked(words: str) -> str:
    """The word for what is public that stands beside a ticked box."""
    return next(how for how in ("主动公开", *PUBLISHED) if how in words)


def is_attachment_mark(text: str) -> bool:
    """Whether a line says only that an attachment begins."""
    return _ATTACHED.match(text.strip()) is not None


def is_heading_like(text: str) -> bool:
    """Whether a line may be part of a title: short, without a stop at its end."""
    words = text.strip()
    return 0 < len(bare(words)) <= LONGEST_HEADING and not _STOP.search(words)


def goes_on(text: str) -> bool:
    """Whether a line says only that a table goes on: 续表, （续表一）."""
    return _GOES_ON.fullmatch(bare(text)) is not None


def ends_title(text: str) -> bool:
    """Whether a line ends as titles of documents do."""
    return not goes_on(text) and is_heading_like(text) and _TITLE_END.search(bare(text)) is not None


def signature(text: str) -> tuple[str, str] | None:
    """The office and the date of a line that signs with both, as printed."""
    match = _SIGNED.match(text.strip())
    if match and is_date(match["date"]) and agency_like(match["office"]):
        return unspaced(match["office"]), match["date"]
    return None


def is_office(text: str) -> bool:
    """Whether a line holds the name of one office, or of several that sign together."""
    names = _GAP.split(text.strip())
    return all(map(_is_office_name, names)) and not _MASTHEAD.match(bare(text))


def _is_office_name(name: str) -> bool:
    """Whether a text is the name of an office that may sign."""
    return agency_like(name) and len(bare(name)) >= _SHORTEST_OFFICE


def split_offices(text: str) -> list[str]:
    """The pieces of a line between its gaps."""
    return _GAP.split(text)


def is_address(text: str) -> bool:
    """Whether a line may say whom a letter is for."""
    return _ADDRESS.match(text.strip()) is not None


def copies(text: str) -> str | None:
    """What follows 抄送：in a line."""
    match = _COPIES.match(text)
    if match is None:
        return None
    return text[match.end() :]


def is_imprint(text: str) -> bool:
    """Whether a line says when a document was printed: 2018年6月13日印发."""
    return _PRINTED.search(text) is not None and printed_date(text) is not None
