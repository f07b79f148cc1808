"""How a value that has the wrong shape should be written, made from what is written there."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from gksite.documents.yaml_scalar import in_single_quotes, scalar
from gksite.documents.yaml_values import in_half_width
from gksite.model.values import FAULTS
from gksite.problems.problem import Phrase, did_you_mean, instead
from gksite.text.as_typed import as_day, as_moment, as_names, as_number, as_span
from gksite.text.names import is_id, near
from gksite.text.web_addresses import address_fault

SPANS = ("lines", "pages", "rows", "paragraphs")
"""The keys whose value is the first and the last of some units."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
"""A checksum as it is wanted."""
_BULLET = re.compile(r"^[-+*·•●－—–]+\s*")
"""What is typed in front of an item: +, --, •."""
EMPTY = Phrase("是空的；请填写，或删去这一行")
"""What is said of a value that is not there."""
_SOURCES = re.compile(r"(?:\.?/)?(?:content/)?sources/")
"""The folder that all source files lie in, which nobody need write."""


def mended_text(written: str, given: Any) -> Phrase:
    """What to write where a text is wanted and another kind of value stands."""
    if given is None and not written:
        return EMPTY
    is_on_one_line = written and "\n" not in written and not isinstance(given, str)
    if not is_on_one_line:
        return Phrase("应是文字；文字中有冒号、以特殊符号开头时要加引号")
    return Phrase("应是文字{hint}", hint=instead(in_single_quotes(written), "；请加上引号，写成 {mended}"))


def mended_number(given: Any, written: str) -> Phrase:
    """What to write where a whole number is wanted."""
    number = as_number(str(given) if isinstance(given, str) else written)
    return Phrase("应是整数{hint}", hint=_shown(number))


def mended_list(given: Any, written: str) -> Phrase:
    """What to write where a list is wanted."""
    mended = _list(given, written)
    if mended is None:
        return Phrase("应是列表：每项另起一行，以“- ”开头，或写成 [甲, 乙] 的样子")
    return Phrase("应是列表：每项另起一行，以“- ”开头，或写在方括号里{hint}", hint=instead(mended))


def _list(given: Any, written: str) -> str | None:
    if "\n" in written or given is None:
        return None
    if isinstance(given, dict) and not any(given.values()):  # {甲, 乙}
        return _in_brackets(map(str, given))
    if isinstance(given, str):
        return _in_brackets(as_names(_BULLET.sub("", given)))
    if isinstance(given, (int, float)):
        return f"[{in_single_quotes(written)}]"
    if written.startswith("{"):
        return f"[{written}]"
    return None


def _in_brackets(names: Iterable[str]) -> str:
    return f"[{', '.join([scalar(name, in_flow=True) for name in names])}]"


def mended_pairs(given: Any, written: str) -> Phrase:
    """What to write where keys with their values are wanted."""
    if given is None:
        return EMPTY
    if isinstance(given, (int, float)):  # the name of an agency
        return mended_text(written, given)
    mended = None
    if written.startswith("｛"):
        mended = in_half_width(written)
    return Phrase("下面应是一行一项的“键: 值”{hint}", hint=instead(mended))


def mended_span(written: str) -> Phrase:
    """What to write where the first and the last of some units are wanted."""
    span = as_span(written)
    if span is None or written.count("(") != written.count(")"):  # (3, 4) between braces ends at its comma
        return Phrase("应是方括号里的起止两个整数，用半角逗号隔开")
    return Phrase("应是方括号里的起止两个整数{hint}", hint=instead(f"[{span[0]}, {span[1]}]"))


def mended_day(given: Any) -> Phrase:
    """What to write in place of something that is no day."""
    form = Phrase("；要写确有的一天，四位的年、两位的月、两位的日，中间用 - 连接")
    return _mended_time("date", given, as_day(str(given)), form)


def mended_day_or_month(given: Any) -> Phrase:
    """What to write in place of something that is neither a day nor a month."""
    mended = as_day(str(given))
    if mended is None:
        return _fault("day_or_month", Phrase(""), value=str(given))
    return mended_day(given)


def mended_moment(given: Any) -> Phrase:
    """What to write in place of something that is no time of a day."""
    form = Phrase("；日期写法同成文日期，后面空一格，写两位的时、冒号、两位的分")
    return _mended_time("moment", given, as_moment(str(given)), form)


def _mended_time(kind: str, given: Any, mended: str | None, form: Phrase) -> Phrase:
    """A day or a time in the right form, or how that form is written where nobody knows which is meant."""
    hint = form
    if mended is not None:
        hint = instead(mended, "，应写成 {mended}")
    return _fault(kind, hint, value=str(given))


def mended_checksum(given: Any) -> Phrase:
    """What to write in place of a checksum that is in capitals or in pieces."""
    typed = re.sub(r"[\s:]", "", unicodedata.normalize("NFKC", str(given))).lower()
    if _SHA256.fullmatch(typed):
        return Phrase("应是 64 位小写的 SHA-256 校验值{hint}", hint=instead(typed))
    return Phrase("应是 64 位小写的 SHA-256 校验值")


def mended_id(given: Any) -> Phrase:
    """What to write in place of an id in capitals, with blanks or with other dashes."""
    narrow = unicodedata.normalize("NFKC", str(given)).strip(" “”‘’\"'").lower()
    typed = re.sub(r"[\s_.\-\u2010-\u2015]+", "-", narrow)
    mended = None
    if is_id(typed):
        mended = scalar(typed)
    return _fault("id", instead(mended))


def mended_file_name(given: Any) -> Phrase:
    """What to write in place of a path."""
    name = _SOURCES.sub("", str(given).replace("\\", "/"), count=1)
    mended = None
    if name != str(given) and name and not name.startswith(".") and "/" not in name:
        mended = scalar(name, in_flow=True)
    return _fault("file_name", instead(mended))


def mended_address(given: Any) -> Phrase:
    """What to write in place of a web address in full-width signs."""
    typed = unicodedata.normalize("NFKC", str(given)).strip(" “”‘’\"'")
    mended = None
    if address_fault(typed) is None:
        mended = scalar(typed)
    return _fault("web_address", instead(mended))


def mended_word(given: Any, expected: str) -> Phrase:
    """What to write in place of a word that is none of those allowed."""
    words = re.findall(r"'([^']*)'", expected)
    typed = unicodedata.normalize("NFKC", str(given)).strip(" 。.,，;；“”‘’\"'").lower()
    return Phrase("只能是 {expected}{hint}", expected=", ".join(words), hint=did_you_mean(near(typed, words, most=1)))


def _fault(kind: str, hint: Phrase, **values: str) -> Phrase:
    """What is said of a fault of a kind in values.FAULTS, with what to write."""
    return Phrase("{fault}{hint}", fault=Phrase(FAULTS[kind], **values), hint=hint)


def _shown(number: int | None) -> Phrase:
    if number is None:
        return Phrase("")
    return instead(str(number))


BY_FAULT: dict[str, Callable[[Any], Phrase]] = {
    "date": mended_day,
    "day_or_month": mended_day_or_month,
    "moment": mended_moment,
    "id": mended_id,
    "file_name": mended_file_name,
    "web_address": mended_address,
}
"""What is said of a fault by its kind in values.FAULTS."""
