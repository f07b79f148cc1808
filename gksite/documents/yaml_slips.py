"""Lines of YAML as an office's keyboard types them: signs and blanks in full width, Tabs, a quote or a blank left out.

Every rule looks at one line and says what is wrong in it, made good from its own words.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gksite.documents.key_names import KEYS
from gksite.documents.yaml_values import CLOSING, KEY, bracket_end, in_half_width, quote_end, value_fault
from gksite.problems.problem import Code, Phrase, instead

BAD_YAML = Code(
    "GK006",
    "YAML 写法有误：{reason}",
    why="YAML 靠缩进和标点表示结构，有一处写错，整个文件就无法理解。",
    mend="看提示的那一行和它的上一行：缩进是否用空格对齐、冒号后是否有一个空格、引号括号是否成对。",
)
_BLANKS = {"\t": Phrase("制表符（Tab）"), "\u3000": Phrase("全角空格"), "\xa0": Phrase("不间断空格")}
"""What looks like a blank and is none for YAML, by name."""
_PAIR = re.compile(
    rf"(?P<indent> *(?:- +)*)(?P<key>{KEY})(?P<before>\s*)(?P<colon>[:：﹕︰∶])(?P<gap>\s*)(?P<value>.*)"
)
"""A line with a key and its value."""
_ITEM = re.compile(r"(?P<indent> *(?:- +)+)(?P<value>\S.*)")
"""A line with an item of a list."""
_DASH = re.compile(r"(?P<indent> *)(?P<dash>[-－—–−‐﹣·•●])(?P<gap>\s*)(?P<rest>[^\s\-－—–−‐﹣].*)")
"""A line that begins with a dash or a dot, one alone."""
_COMMENT = re.compile(r"(?P<indent> *)[＃﹟]\s*(?P<rest>.*)")
"""A line that begins with a full-width number sign."""
_NARROW = str.maketrans("［］｛｝", "[]{}")
"""Brackets in full width, which close nothing."""
_BLOCK = re.compile(r"(?:^|[:\-] )\s*[|>][-+0-9]*\s*(?s:#.*)?\Z")
"""The sign behind which a text of several lines stands as it is."""

_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
"""A line that a version control leaves where two changes meet."""


class Slip(NamedTuple):
    """What is wrong with a line, and from which column on, counted from 1."""

    column: int
    reason: Phrase


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


def begins_block(line: str) -> bool:
    """Whether a text of several lines is to stand below a line."""
    return _BLOCK.search(line) is not None


def slip_in(line: str) -> Slip | None:
    """The first slip in a line of YAML."""
    for rule in (_conflict, _indent, _comment, _dash, _pair, _braces, _value):
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
    pair = _PAIR.match(stripped)
    if pair is None or pair["key"] not in KEYS:
        return None
    return _indent(line) or _pair(line)


def has_key(line: str) -> bool:
    """Whether a line begins with a key of the content files, a colon and a blank."""
    match = _PAIR.match(line.lstrip())
    return match is not None and match["key"] in KEYS and is_pair(line.lstrip())


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
    if match is None or match["value"][:1] not in ('"', "'") or quote_end(match["value"]) is not None:
        return None
    return match.start("value") + 1, match["value"].rstrip()


def unclosed_quote(quote: tuple[int, str], end: int) -> Slip:
    """The slip of a quote, as `open_quote` finds it, that ends only on a later line."""
    column, value = quote
    return Slip(column, Phrase("引号没有成对，到第 {line} 行才结束{hint}", line=end, hint=instead(value + value[0])))


def open_bracket(line: str) -> tuple[int, str] | None:
    """Where a list or pairs begin that do not end on their line, from 1, and the value."""
    match = _PAIR.match(line) or _ITEM.match(line)
    if match is None or match["value"][:1] not in CLOSING or bracket_end(match["value"]) is not None:
        return None
    value = match["value"].rstrip().translate(_NARROW)
    if bracket_end(value) is None:
        value += CLOSING[value[0]]
    return match.start("value") + 1, value


def _conflict(line: str) -> Slip | None:
    if _CONFLICT.match(line) is None:
        return None
    return Slip(1, Phrase("这是合并冲突的标记；两种改法留一种，再把 <<<<<<<、=======、>>>>>>> 三行删去"))


def _indent(line: str) -> Slip | None:
    leading = line[: len(line) - len(line.lstrip())]
    odd = leading.lstrip(" ")[:1]
    if not odd:
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
    between = match["before"] + match["colon"] + match["gap"]
    if re.fullmatch(r" *:(?:[ \t].*)?", between) and (between.endswith((" ", "\t")) or not match["value"]):
        return None
    value = match["value"].strip().lstrip(":： ")
    fault = value_fault(value)
    if fault is not None and fault.mended is not None:
        value = fault.mended
    hint = instead(f"{match['key']}: {value}".rstrip())
    return Slip(match.start("key") + 1, Phrase("缺少冒号；冒号应是半角，后面加一个空格{hint}", hint=hint))


def _braces(line: str) -> Slip | None:
    """Full-width signs between braces, and a blank left out."""
    match = re.search("[{｛]", line)
    if match is None:
        return None
    mended = in_half_width(line[match.start() :])
    if mended is None:
        return None
    return Slip(match.start() + 1, Phrase("花括号、冒号和逗号应是半角，冒号后面加一个空格{hint}", hint=instead(mended)))


def _value(line: str) -> Slip | None:
    match = _PAIR.match(line) or _ITEM.match(line)
    if match is None or not match["value"]:
        return None
    fault = value_fault(match["value"], in_item="key" not in match.groupdict())
    if fault is None:
        return None
    hint = instead(fault.mended)
    return Slip(match.start("value") + 1, Phrase("{fault}{hint}", fault=fault.reason, hint=hint))
