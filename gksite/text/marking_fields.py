"""Fields and boxes of disclosure: which of their options is chosen, and what that means."""

import re
from typing import Literal

from gksite.text.marking_signs import BOXED_CROSS, CROSS, EMPTY, TICK, close_up
from gksite.text.marking_words import Word, find_closed, words_of

Statement = Literal["open", "closed", "unclear"]
"""What a field states: that all may read, that they may not, or something that cannot be told."""
Kind = Literal["how", "yes", "no", "level"]
"""What a label asks: how open a document is, whether it is open, whether it is closed, how secret it is."""

_CLOSED_IF_YES = (
    "是否(?:属于|涉及|为)?(?:涉密|保密|涉及国家秘密|国家秘密|工作秘密|秘密|内部(?:文件|资料)?|依申请公开|不予公开)|"
    "依申请公开|不予?公开|涉密"
)
"""Labels that ask whether a document is closed."""
_OPEN_IF_YES = (
    "(?:是否|可否|能否|应否|宜否|可不可以)(?:属于|同意|可以|可|适宜|宜|予以|应当|应|全文|依法|主动|向社会|对外)*"
    "(?:公开|发布|上网(?:公开|发布)?|网上公开)|(?:信息|文件)?公开与否|(?:同意|可以|适宜|主动)公开|能不能公开"
)
"""Labels that ask whether it is open."""
_HOW_CLOSED = (
    "(?:文件|信息|公文|资料|涉密|保密|秘密|定密)?(?:[密秘]级|保密等级|保密级别|涉密等级|涉密级别|秘密等级|秘密级别|"
    "保密程度|秘密程度|密别)(?:[和及与]保密期限|标识|标志|程度)?|保密期限|保密要求|classification|sensitivity|敏感度"
)
"""Labels of the level of a secret."""
_HOW_OPEN = (
    "(?:政府信息|政务信息|政府|政务|文件|公文|信息|本文|此件|本件|该件|文稿)?(?:主动)?公开(?:属性|方式|类别|类型|选项|形式|范围|"
    "性质|程度|审查意见|审核意见|审查结果|意见|分类|级别|等级|状态|标识|标志|标注|建议|情况|权限|选择|要求)|"
    "(?:信息|文件|公文)?(?:发布|传播|阅读|知悉|使用|发放|传阅)(?:范围|属性)|(?:信息|文件|公文)属性|(?:信息)?公开"
)
"""Labels of how open a document is."""
LABELS: tuple[tuple[Kind, str], ...] = (
    ("no", _CLOSED_IF_YES),
    ("yes", _OPEN_IF_YES),
    ("level", _HOW_CLOSED),
    ("how", _HOW_OPEN),
)
"""The labels of fields that say how open or how secret a document is."""
_ANY = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in LABELS)
"""Any of them, in a group with the name of its kind."""
_FIELD = re.compile(
    rf"(?<![\u4e00-\u9fffa-z])(?:{_ANY})"
    rf"(?P<end> ?[】\]〕)]? ?(?:[:(=]|—+|-+>?)|[】\]〕]| |$|(?=[{TICK}{EMPTY}]))"
)
"""A label in a line, with what divides it from its value: 公开属性：, 【公开属性】."""
_MARK = re.compile("(?:信息|主动)?公开|依申请公开|不予?公开|涉密")
"""What is a label only in front of a colon, else an option."""
_NEXT = re.compile(r"(?<=.)[ ;|【\[](?=[\u4e00-\u9fff ]{2,9}?[:】\]])")
"""Where the next field of a line begins: before 索引号 in 公开方式：主动公开 索引号：X."""
_SIGN = re.compile(f"([{TICK}{CROSS}{EMPTY}{BOXED_CROSS}])")
"""One box of a form."""
_LETTERS = re.compile(r"(?<![a-z])([vrspt])(?![a-z])|([口囗])")
"""What is typed for a tick (√ as V, R and S in Wingdings 2) or for a box (口)."""
_EDGES = " ,;。、!/|·-—.:\"'“”()[]{}〔〕【】"
"""What may stand around an option."""
_NO = frozenset(("no", "n", "f", "false")) | frozenset(
    ("否", "不", "不是", "不公开", "不同意", "不同意公开", "不可以", "不可", "不宜", "不能", "不行")
)
"""What an answer says for no."""
_YES = frozenset(("是", "同意", "可以", "可", "yes", "y", "t", "true"))
"""What an answer says for yes."""
_NO_SECRET = re.compile(
    r"|无|没有|非密|非涉密|不涉密|公开|普通|一般|不保密|无密级|否|none|public|general|主动公开|[-—/\\]+|不?定密|未定密|空"
)
"""What the field of a level says where there is none."""
_IS_TERM = re.compile("[绝机秘]密|长期|永久|[\\d一二三四五六七八九十]+年")
"""A level or a term that stands behind its label without a colon: 保密期限 长期."""
_INSIDE = re.compile(
    "(?:仅|只)?(?:限|供)?(?:本(?:单位|机关|系统|部门|局|委|办)|(?:政务)?内网|(?:机关|单位|系统|部门)内部?)"
)
"""Those for whom a document is where the public is not among them: 公开范围：本单位."""
_EXPLAINS = re.compile("分为|包括|按照|[二三四两几多各](?:种|类)")
"""A word of a sentence on how documents may be open, which says nothing of this one."""
_SECRET = re.compile(r"(?:[\d一二三四五六七八九十]+(?:年|个月)|长期|永久|内部|internal|restricted)")
"""How the field of a level begins that a document has: 10年."""
_SHORT = 8
"""Characters of an answer that is none of the known ones and yet an answer."""


def label_kind(text: str) -> Kind | None:
    """What a folded text asks that is a label and nothing else."""
    match = _FIELD.fullmatch(close_up(text).strip(":*【】[]()"))
    if match is None or _MARK.fullmatch(match.group()):
        return None
    return _kind_of(match)


def field_statement(line: str) -> Statement | None:
    """What the fields of a folded line say; of several the first that does not open."""
    return _stated_by_fields(line) or _stated_by_fields(close_up(line))


def _stated_by_fields(line: str) -> Statement | None:
    found: Statement | None = None
    for match in _FIELD.finditer(line):
        if ":" not in match["end"] and _MARK.fullmatch(match[_kind_of(match)]):
            continue
        value = _NEXT.split(line[match.end() :], maxsplit=1)[0]
        stated = _statement(_kind_of(match), value, has_colon=bool(match["end"].strip()))
        if stated in ("closed", "unclear"):
            return stated
        found = found or stated
    return found


def _kind_of(match: re.Match[str]) -> Kind:
    return next(kind for kind, _ in LABELS if match[kind] is not None)


def _statement(kind: Kind, value: str, *, has_colon: bool) -> Statement | None:
    """What a label and its value say together."""
    options = option_statement(value, kind)
    if options is not None:
        return options
    words = close_up(value).strip(_EDGES)
    if not words:
        return None
    match kind:
        case "level":
            return _level(words) if has_colon or _IS_TERM.fullmatch(words) else None
        case "yes" | "no":
            return _answer(kind, words) if has_colon else None
    return _how_open(words, has_colon=has_colon)


def _level(words: str) -> Statement | None:
    """What the field of a level says."""
    if _NO_SECRET.fullmatch(words):
        return None
    if find_closed(words) or _SECRET.match(words):
        return "closed"
    return "unclear" if len(words) <= _SHORT and words.endswith(("密", "级")) else None


def _answer(kind: Kind, words: str) -> Statement | None:
    """What yes or no means for a document."""
    first = re.split(r"[,;。(、]", words)[0]
    if first in _NO:
        return "closed" if kind == "yes" else "open"
    if first in _YES:
        return "open" if kind == "yes" else "closed"
    stated = _how_open(words, has_colon=True)
    return stated if kind == "yes" else None


def _how_open(words: str, *, has_colon: bool) -> Statement | None:
    """What the words of a field say, of which those that close may stand among others."""
    if has_colon and (words in _NO or _INSIDE.fullmatch(words)):
        return "closed"
    whole = words_of(words)
    if whole:
        return _of_words(whole)
    if has_colon and find_closed(words) and not _EXPLAINS.search(words):
        return "closed"
    return None


def _of_words(words: tuple[Word, ...]) -> Statement | None:
    """What words say that stand beside each other: a list of both kinds leaves open which is meant."""
    meanings = {word.meaning for word in words}
    is_list = any(word.is_weak for word in words) and "open" in meanings
    if is_list or "partly" in meanings:
        return "unclear"
    if "closed" in meanings:
        return "closed"
    return "open" if "open" in meanings else None


def option_statement(text: str, kind: Kind = "how") -> Statement | None:
    """What a folded row of options with boxes says; None where it is no such row."""
    typed = _LETTERS.sub(lambda letter: TICK if letter[1] else EMPTY, text)
    pieces = [piece.strip(_EDGES) for piece in _SIGN.split(typed)]
    pieces = [piece for piece in pieces if piece]
    signs = [piece for piece in pieces if _SIGN.fullmatch(piece)]
    options = [close_up(piece) for piece in pieces if not _SIGN.fullmatch(piece)]
    stated = [_option(option, kind) for option in options]
    if not signs or not options or not any(stated):
        return None
    if len(options) == 1 and set(signs) == {EMPTY}:
        return None
    if len(options) == 1 and set(signs) == {CROSS}:
        return "unclear"
    if not all(stated) and not _asks_for_disclosure(options):
        return None
    chosen = _chosen(pieces, signs)
    if chosen is None:
        return "unclear"
    meant = {_option(close_up(option), kind) for option in chosen}
    if meant == {"open"}:
        return "open"
    return "closed" if meant == {"closed"} else "unclear"


def _asks_for_disclosure(options: list[str]) -> bool:
    """Whether options, one of them unknown, are about disclosure: at least two are known."""
    return sum(_option(option, "how") is not None for option in options) > 1


def _option(option: str, kind: Kind) -> Statement | None:
    """What one option means if it is chosen."""
    if option in _NO | _YES and kind != "how":
        return _answer(kind, option)
    if kind == "level" and _NO_SECRET.fullmatch(option):
        return "open"
    stated = _of_words(words_of(option))
    if kind == "no" and stated is None:
        return None
    return stated


def _chosen(pieces: list[str], signs: list[str]) -> list[str] | None:
    """The options whose box is ticked; None where none is, or where it cannot be told to which a box belongs."""
    ticks = {TICK}
    if TICK not in signs:
        ticks = {CROSS, BOXED_CROSS}
    elif BOXED_CROSS in signs:
        return None
    is_before = _SIGN.fullmatch(pieces[0]) is not None
    if not is_before and _SIGN.fullmatch(pieces[-1]) is None:
        return None
    if is_before and _SIGN.fullmatch(pieces[-1]):
        return None
    step = 1 if is_before else -1
    chosen = []
    for at, piece in enumerate(pieces):
        if piece in ticks:
            chosen.append(pieces[at + step])
    return chosen if chosen and not any(map(_SIGN.fullmatch, chosen)) else None
