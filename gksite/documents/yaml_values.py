"""What keeps a value on one line from being read as it is written, and how to write it."""

import re
from typing import NamedTuple

from gksite.documents.key_names import CHINESE_NAMES, KEYS
from gksite.documents.yaml_scalar import in_single_quotes
from gksite.problems.problem import Phrase

KEY = rf"(?:[A-Za-z_][A-Za-z0-9_]*|{'|'.join(sorted(CHINESE_NAMES, key=len, reverse=True))})"
"""A key, also by its Chinese name."""
_INNER_PAIR = re.compile(rf"(?P<sign>[{{,，、；])\s*(?P<key>{KEY})\s*[:：](?!//)\s*")
"""A key between braces, with the sign in front of it."""
_NOTE = re.compile(r"(?<!\s)\s{2,}# .*")
"""A comment as it may stand behind a value: two blanks in front of the sign, one behind it."""
_CUT = re.compile(r"\s#")
"""Where YAML ends a plain text and begins a comment."""
_KEY_IN_FRONT = re.compile(r"((?:[a-z_]+: ++)?)(.*)")
"""A key and its value, or an item of a list."""
_TWO_PAIRS = re.compile(rf".*\s(?:{'|'.join(sorted(KEYS))}): ")
"""A value behind which another key stands."""
CLOSING = {"[": "]", "{": "}"}
"""The brackets of lists and of pairs."""
_WIDE_CLOSING = {"[": "］】〕", "{": "｝"}
"""What full-width typing closes them with."""


class Fault(NamedTuple):
    """What is wrong with a value, and how it should be written where that is known."""

    reason: Phrase
    mended: str | None


def quote_first(sign: str) -> Phrase:
    """That a text which begins with a sign of YAML's own wants quotes."""
    if sign == "!":
        return Phrase("不支持以 ! 开头的标签；文字以 ! 开头时要加引号")
    return Phrase("以 {sign} 开头的文字要加引号", sign=sign)


def value_fault(value: str, *, in_item: bool = False) -> Fault | None:
    """What keeps a value from being read as it is written."""
    body = _NOTE.sub("", value).rstrip()
    first = body[:1]
    if first in ('"', "'"):
        return _quote_fault(body)
    if first in CLOSING:
        return _bracket_fault(body)
    if first in ("|", ">") and re.fullmatch(r"[|>][-+0-9]*", body):
        return None
    starts = first in "&*!%@`|>,]}" or re.match(r"[-?:](?: |\Z)", body)
    if first and starts:
        return Fault(quote_first(first), in_single_quotes(body))
    if first == "｛":
        return None
    if not in_item and re.match(r"[a-z_]+: ", body):
        return Fault(Phrase("这里不应有冒号；下一级的键另起一行，或写在花括号里"), f"{{{body}}}")
    if not in_item and _TWO_PAIRS.match(body):
        return Fault(Phrase("这里不应有冒号；是两项时分成两行写，是文字时要加引号"), None)
    if not in_item and re.search(r":(?:\s|\Z)", body):
        return Fault(Phrase("这里不应有冒号；文字里有半角冒号时要加引号"), in_single_quotes(body))
    return None


def _quote_fault(body: str) -> Fault | None:
    end = quote_end(body)
    if end is None or not body[end:].strip():
        return None
    if body[-1] == body[0] and body.count(body[0]) % 2:  # quotes around a text with another in it
        return Fault(Phrase("引号里还有同样的引号；里面的单引号要写两次"), in_single_quotes(body[1:-1]))
    return Fault(Phrase("引号外面还有文字；要给整段加引号"), in_single_quotes(body))


def _bracket_fault(body: str) -> Fault | None:
    end = bracket_end(body)
    if end is not None and body[end:].strip():
        return Fault(quote_first(body[0]), in_single_quotes(body))
    if end is not None:
        return None
    if body[-1] in _WIDE_CLOSING[body[0]]:
        return Fault(Phrase("括号应是半角"), body[:-1] + CLOSING[body[0]])
    if _CUT.search(body):
        return Fault(Phrase("空格后面的 # 使后文成为注释；文字里有它时要加引号"), _with_quoted_item(body))
    return None


def _with_quoted_item(body: str) -> str:
    """A list on one line with its items that hold a number sign between quotes."""
    items = re.split(r"(\s*[,\[\]{}]\s*)", body)
    for at, item in enumerate(items):
        if _CUT.search(item):
            key, value = _KEY_IN_FRONT.fullmatch(item).groups()  # type: ignore[union-attr]
            items[at] = key + in_single_quotes(value)
    return "".join(items)


def quote_end(body: str) -> int | None:
    """Behind the quote that ends the text with which a value begins."""
    text = r"'(?:[^']|'')*'"
    if body[0] == '"':
        text = r'"(?:[^"\\]|\\.)*"'
    match = re.match(text, body)
    if match is None:
        return None
    return match.end()


def bracket_end(body: str) -> int | None:
    """Behind the bracket that ends the list or the pairs with which a value begins."""
    depth, at = 0, 0
    while at < len(body):
        if body[at] in "\"'" and body[at - 1] in "[{,: ":
            at += quote_end(body[at:]) or 1
            continue
        if body[at] == "#" and body[at - 1] in " \t":
            return None
        depth += (body[at] in "[{") - (body[at] in "]}")
        at += 1
        if depth == 0:
            return at
    return None


def in_half_width(text: str) -> str | None:
    """The pairs between braces with which a text begins, with the signs that YAML wants; None where they have them."""
    inner = text.replace("｛", "{").replace("｝", "}")
    wrong = [match for match in _INNER_PAIR.finditer(inner) if _is_wrong(match)]
    if not wrong and inner == text:
        return None
    mended = _INNER_PAIR.sub(_half_width, inner).rstrip()
    return mended[: bracket_end(mended) or len(mended)]


def _is_wrong(match: re.Match[str]) -> bool:
    glued = not match[0].endswith((" ", "\t", "\n")) and match.string[match.end() : match.end() + 1] not in (
        "",
        "}",
        ",",
    )
    return "：" in match[0] or match["sign"] in "，、；" or glued


def _half_width(match: re.Match[str]) -> str:
    if match["sign"] == "{":
        return f"{{{match['key']}: "
    return f", {match['key']}: "
