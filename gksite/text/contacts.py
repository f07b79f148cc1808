"""Telephones, addresses, hours and e-mail as offices write them: what states one, and when two are the same."""

import re
import unicodedata

_FILLERS = frozenset(
    (
        "",
        *("无", "空", "略", "待", "暂无", "暂缺", "暂空", "暂未提供", "没有"),
        *("未知", "未定", "未填", "未填写", "未提供", "未注明"),
        *("待补", "待补充", "待填", "待填写", "待定", "待完善", "待核实", "待更新", "待公布", "待录入"),
        *("na", "none", "null", "tbd", "todo"),
    )
)
"""What stands in a field that somebody left for later, its signs taken out."""
_TEMPLATE = re.compile(r"(?<![A-Za-z])(?:X{2,}|x{3,})(?![A-Za-z])|[×Ｘ○]{2,}|某某|某[省市县区镇乡路号]")
"""What a copied form has where the name or the number goes: XX县XX路, 0870-XXXXXXX, 某某局."""
_SHORT = 60
"""Characters of a fact; a longer text may well speak of 某某."""
_NO_FAX = re.compile("(?:本机关|本单位)?(?:无|没有|未设|不设|未设置)(?:传真)?(?:号码|机)?")
"""What states that there is no fax."""
_SIGNS = re.compile(r"[\W_]+")
"""All that is neither a letter nor a figure."""
_DASH = re.compile("[-‐‑‒–—―−─━⸺⸻ー－﹘﹣]+")
"""The dashes and what keyboards and fonts put in their place, one or several."""
_BLANK = re.compile(r"\s+")
"""Any run of blanks."""
_PARTS = re.compile(r"[、,;/或和及\n]")
"""What stands between two telephone numbers."""
_LOCAL = 7
"""Figures of a number without its area code, at least."""
_TO = re.compile(r"[至到~]")
"""What joins the first and the last hour."""
_DIVIDING = re.compile(r"[、,;/和()及]")
"""What stands between morning and afternoon."""
_NOUGHT = re.compile(r"(?<!\d)0(?=\d:)")
"""The nought of 08:30."""
_ABOVE = re.compile(r"(?:[\u4e00-\u9fff]{2,9}[省市区州盟]){1,2}")
"""The places above the one with which a short address begins."""
_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.ASCII)
"""An address of e-mail."""


def is_stated(text: str | None) -> bool:
    """Whether a field says something: signs alone, 待补充 and the blanks of a form (XX县XX路) do not."""
    if text is None or (len(text) <= _SHORT and _TEMPLATE.search(text)):
        return False
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold() not in _FILLERS


def says_no_fax(text: str) -> bool:
    """Whether a field states that an office has no fax."""
    return _NO_FAX.fullmatch(_SIGNS.sub("", text)) is not None


def fold_contact(text: str) -> str:
    """A telephone number, an address or hours without blanks, width differences and kinds of dash."""
    return _DASH.sub("-", _BLANK.sub("", unicodedata.normalize("NFKC", text)))


def digits(number: str) -> str:
    """A telephone number as its digits."""
    return "".join(filter(str.isdigit, number))


def is_same_telephone(one: str, other: str) -> bool:
    """Whether every number of one text is among those of the other, with its area code or without."""
    known = _numbers(other)
    return fold_contact(one) == fold_contact(other) or (
        bool(known) and all(any(_ends_alike(number, each) for each in known) for number in _numbers(one) or ("",))
    )


def _numbers(text: str) -> list[str]:
    """The telephone numbers of a text as their figures."""
    plain = unicodedata.normalize("NFKC", text)
    return list(filter(None, map(digits, _PARTS.split(plain))))


def _ends_alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _LOCAL and long.endswith(short)


def is_same_hours(one: str, other: str) -> bool:
    """Whether two texts give the same hours, whatever joins and divides them."""
    return _hours(one) == _hours(other)


def _hours(text: str) -> str:
    plain = _TO.sub("-", fold_contact(text))
    return _DIVIDING.sub("", _NOUGHT.sub("", plain))


def is_same_address(one: str, other: str) -> bool:
    """Whether two addresses are one, which may begin with the province or city."""
    short, long = sorted((fold_contact(one), fold_contact(other)), key=len)
    return short == long or (bool(short) and _ABOVE.fullmatch(long.removesuffix(short)) is not None)


def mails(text: str) -> list[str]:
    """The addresses of e-mail in a text, folded: the case and the width of their letters say nothing."""
    return [found.casefold() for found in _MAIL.findall(unicodedata.normalize("NFKC", text))]
