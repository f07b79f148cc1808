"""Lines of YAML as an office's keyboard types them: signs and blanks in full width, Tabs, a quote or a blank left out.

Every rule looks at one line and says what is wrong in it, made good from its own words.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gksite.documents.key_names import CHINESE_NAMES
from gksite.problems.problem import Code, Phrase, instead

BAD_YAML = Code(
    "GK006",
    "YAML 写法有误：{reason}",
    why="YAML 靠缩进和标点表示结构，有一处写错，整个文件就无法理解。",
    mend="看提示的那一行和它的上一行：缩进是否用空格对齐、冒号后是否有一个空格、引号括号是否成对。",
)
_BLANKS = {"\t": Phrase("制表符（Tab）"), "\u3000": Phrase("全角空格"), "\xa0": Phrase("不间断空格")}
"""What looks like a blank and is none for YAML, by name."""
_KEY = rf"(?:[A-Za-z_][A-Za-z0-9_]*|{'|'.join(sorted(CHINESE_NAMES, key=len, reverse=True))})"
"""A key, also by its Chinese name."""
_PAIR = re.compile(
    rf"(?P<indent> *(?:- +)*)(?P<key>{_KEY})(?P<before>\s*)(?P<colon>[:：﹕︰∶])(?P<gap>\s*)(?P<value>.*)"
)
"""A line with a key and its value."""
_ITEM = re.compile(r"(?P<indent> *(?:- +)+)(?P<value>\S.*)")
"""A line with an item of a list."""
_DASH = re.compile(r"(?P<indent> *)(?P<dash>[-－—–−‐﹣·•●])(?P<gap>\s*)(?P<rest>[^\s\-－—–−‐﹣].*)")
"""A line that begins with a dash or a dot, one alone."""
_COMMENT = re.compile(r"(?P<indent> *)[＃﹟]\s*(?P<rest>.*)")
"""A line that begins with a full-width number sign."""
_INNER_PAIR = re.compile(rf"(?P<sign>[{{,，、；])\s*(?P<key>{_KEY})\s*[:：]\s*")
"""A key between braces, with the sign in front of it."""
_NOTE = re.compile(r"(?:\s{2,}# .*|\s+)\Z")
"""A comment as it may stand behind a value: two blanks in front of the sign, one behind it."""
_CUT = re.compile(r"\s#")
"""Where YAML ends a plain text and begins a comment."""
_BLOCK = re.compile(r"(?:^|[:\-] )\s*[|>][-+0-9]*\s*(?:#.*)?\Z")
"""The sign behind which a text of several lines stands as it is."""
_CLOSING = {"[": "]", "{": "}"}
"""The brackets of lists and of pairs."""
_WIDE_CLOSING = {"[": "］】〕", "{": "｝"}
"""What full-width typing closes them with."""


class Slip(NamedTuple):
    """What is wrong with a line, and from which column on, counted from 1."""

    column: int
    reason: Phrase


class _Fault(NamedTuple):
    """What is wrong with a value, and how it should be written where that is known."""

    reason: Phrase
    mended: str | None


def quoted(text: str) -> str:
    """A text between single quotes, in which every sign is text."""
    return "'" + text.replace("'", "''") + "'"


def quote_first(sign: str) -> Phrase:
    """That a text which begins with a sign of YAML's own wants quotes."""
    if sign == "!":
        return Phrase("不支持以 ! 开头的标签；文字以 ! 开头时要加引号")
    return Phrase("以 {sign} 开头的文字要加引号", sign=sign)


def lines_of_structure(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a YAML text by number, but for those of texts that stand behind | or >."""
    inside: int | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip(" "):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and indent > inside:
            continue
        inside = None
        if not line.lstrip().startswith("#"):
            yield number, line
            if _BLOCK.search(line):
                inside = indent


def slip_in(line: str) -> Slip | None:
    """The first slip in a line of YAML."""
    for rule in (_indent, _comment, _dash, _pair, _braces, _value):
        slip = rule(line)
        if slip is not None:
            return slip
    return None


def swallowed_slip(line: str, *, in_list: bool) -> Slip | None:
    """The slip for which YAML has taken a line for more text of the value above."""
    stripped = line.lstrip()
    if in_list and _dash(stripped) is not None:
        return _indent(line) or _dash(line)
    if in_list and stripped.startswith("- "):
        return _indent(line) or Slip(line.index("-") + 1, Phrase("此处缩进与上面的列表不齐"))
    if _pair(stripped) is not None or _comment(stripped) is not None:
        return _indent(line) or _pair(line) or _comment(line)
    if _PAIR.match(stripped) and _indent(line) is not None:
        return _indent(line)
    return None


def begins_with_dash(text: str) -> bool:
    """Whether a text begins as an item of a list does, but for the right sign or the blank."""
    return _dash(text) is not None


def key_slip(line: str) -> Slip | None:
    """The slip for which YAML has read another key in a line than was meant."""
    return _indent(line) or _dash(line) or _pair(line) or _braces(line)


def is_pair(line: str) -> bool:
    """Whether a line is a key with its value, as YAML wants it."""
    match = _PAIR.match(line)
    return match is not None and match["colon"] == ":" and (match["gap"] != "" or not match["value"])


def dash_slip(line: str) -> Slip | None:
    """The slip for which YAML has not read an item of a list."""
    return _indent(line) or _dash(line)


def key_column(line: str) -> int | None:
    """How many characters stand in front of the key in a line."""
    match = _PAIR.match(line)
    if match is None:
        return None
    return len(match["indent"])


def open_quote(line: str) -> tuple[int, str] | None:
    """Where a value begins with a quote that does not end on its line, from 1, and the value."""
    match = _PAIR.match(line) or _ITEM.match(line)
    if match is None or match["value"][:1] not in ('"', "'") or _quote_end(match["value"]) is not None:
        return None
    return match.start("value") + 1, match["value"].rstrip()


def open_bracket(line: str) -> tuple[int, str] | None:
    """Where a list or pairs begin that do not end on their line, from 1, and the value."""
    match = _PAIR.match(line) or _ITEM.match(line)
    if match is None or match["value"][:1] not in _CLOSING or _bracket_end(match["value"]) is not None:
        return None
    value = match["value"].rstrip()
    return match.start("value") + 1, value + _CLOSING[value[0]]


def _indent(line: str) -> Slip | None:
    leading = line[: len(line) - len(line.lstrip())]
    odd = leading.lstrip(" ")[:1]
    if not odd or not line.strip(" \t"):
        return None
    column = leading.index(odd) + 1
    blank = _BLANKS.get(odd, Phrase("特殊的空格"))
    if not line.strip():
        return Slip(column, Phrase("这一行只有{blank}；请清空这一行", blank=blank))
    return Slip(column, Phrase("这里有{blank}；缩进只能用空格，而且是半角的", blank=blank))


def _comment(line: str) -> Slip | None:
    match = _COMMENT.match(line)
    if match is None:
        return None
    mended = f"# {match['rest']}"
    return Slip(match.end("indent") + 1, Phrase("注释以半角的 # 开头{hint}", hint=instead(mended)))


def _dash(line: str) -> Slip | None:
    match = _DASH.match(line)
    if match is None or (match["dash"] == "-" and match["gap"][:1] in (" ", "\t")):
        return None
    reason = Phrase("列表的每一项以半角的“-”开头，后面加一个空格{hint}", hint=instead(f"- {match['rest'].rstrip()}"))
    return Slip(match.start("dash") + 1, reason)


def _pair(line: str) -> Slip | None:
    match = _PAIR.match(line)
    if match is None or match["value"].startswith("//"):
        return None
    glued = match["value"] != "" and match["gap"][:1] not in (" ", "\t")
    if match["colon"] == ":" and not glued and not match["before"].strip(" "):
        if not re.search("[\u3000\xa0]", match["before"] + match["gap"][:1]):
            return None
    value = match["value"].strip()
    fault = _fault(value)
    if fault is not None and fault.mended is not None:
        value = fault.mended
    hint = instead(f"{match['key']}: {value}".rstrip())
    return Slip(match.start("key") + 1, Phrase("缺少冒号；冒号应是半角，后面加一个空格{hint}", hint=hint))


def _braces(line: str) -> Slip | None:
    """Full-width signs between braces."""
    start = line.find("{")
    if start < 0:
        return None
    inner = line[start:].rstrip()
    wrong = [match for match in _INNER_PAIR.finditer(inner) if "：" in match[0] or match["sign"] in "，、；"]
    if not wrong and not inner.endswith("｝"):
        return None
    mended = _INNER_PAIR.sub(_half_width, inner)
    if inner.endswith("｝"):
        mended = mended[:-1] + "}"
    end = _bracket_end(mended) or len(mended)
    return Slip(start + 1, Phrase("花括号里的冒号和逗号应是半角，后面加一个空格{hint}", hint=instead(mended[:end])))


def _half_width(match: re.Match[str]) -> str:
    if match["sign"] == "{":
        return f"{{{match['key']}: "
    return f", {match['key']}: "


def _value(line: str) -> Slip | None:
    match = _PAIR.match(line) or _ITEM.match(line)
    if match is None or not match["value"]:
        return None
    fault = _fault(match["value"], in_item="key" not in match.groupdict())
    if fault is None:
        return None
    hint = instead(fault.mended)
    return Slip(match.start("value") + 1, Phrase("{fault}{hint}", fault=fault.reason, hint=hint))


def _fault(value: str, *, in_item: bool = False) -> _Fault | None:
    """What keeps a value from being read as it is written."""
    body = _NOTE.sub("", value)
    first = body[:1]
    if first in ('"', "'"):
        return _quote_fault(body)
    if first in _CLOSING:
        return _bracket_fault(body)
    if first in ("|", ">") and re.fullmatch(r"[|>][-+0-9]*", body):
        return None
    starts = first in "&*!%@`|>,]}" or re.match(r"[-?:](?: |\Z)", body)
    if first and starts:
        return _Fault(quote_first(first), quoted(body))
    if not in_item and re.search(r":(?:\s|\Z)", body):
        return _Fault(Phrase("这里不应有冒号；文字里有半角冒号时要加引号"), quoted(body))
    return None


def _quote_fault(body: str) -> _Fault | None:
    end = _quote_end(body)
    if end is None or not body[end:].strip():
        return None
    return _Fault(Phrase("引号外面还有文字；要给整段加引号"), quoted(body))


def _bracket_fault(body: str) -> _Fault | None:
    end = _bracket_end(body)
    if end is not None and body[end:].strip():
        return _Fault(quote_first(body[0]), quoted(body))
    if end is not None:
        return None
    if body[-1] in _WIDE_CLOSING[body[0]]:
        return _Fault(Phrase("括号应是半角"), body[:-1] + _CLOSING[body[0]])
    if _CUT.search(body):
        return _Fault(Phrase("空格后面的 # 使后文成为注释；文字里有它时要加引号"), _with_quoted_item(body))
    return None


def _with_quoted_item(body: str) -> str:
    """A list on one line with its items that hold a number sign between quotes."""
    items = re.split(r"(\s*[,\[\]]\s*)", body)
    for at, item in enumerate(items):
        if _CUT.search(item):
            items[at] = quoted(item)
    return "".join(items)


def _quote_end(body: str) -> int | None:
    """Behind the quote that ends the text with which a value begins."""
    text = r"'(?:[^']|'')*'"
    if body[0] == '"':
        text = r'"(?:[^"\\]|\\.)*"'
    match = re.match(text, body)
    if match is None:
        return None
    return match.end()


def _bracket_end(body: str) -> int | None:
    """Behind the bracket that ends the list or the pairs with which a value begins."""
    depth, at = 0, 0
    while at < len(body):
        if body[at] in "\"'" and body[at - 1] in "[{,: ":
            at += _quote_end(body[at:]) or 1
            continue
        if body[at] == "#" and body[at - 1] in " \t":
            return None
        depth += (body[at] in "[{") - (body[at] in "]}")
        at += 1
        if depth == 0:
            return at
    return None
