"""Identifiers of government sites: filings, site codes, badges; what was meant by one typed otherwise."""

import re
import unicodedata

ICP = re.compile(r"[\u4e00-\u9fff]ICP备\d{6,10}号(?:-\d{1,3})?")
"""滇ICP备12345678号-1."""
POLICE = re.compile(r"[\u4e00-\u9fff]公网安备\s?\d{14}号")
"""滇公网安备 53999902000001号."""
BADGE = re.compile(r"[0-9A-F]{32}")
"""The number of a record at the register of party and government sites."""
_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 66), (71, 71), (81, 82))
"""The first two figures of every code of a division (行政区划代码); 66 is that of 新疆生产建设兵团."""
_TYPED = str.maketrans(
    {"備": "备", "號": "号", "網": "网", "—": "-", "－": "-", "–": "-", "―": "-", "−": "-", "‐": "-", "_": "-"}
)
"""What a keyboard, or a page in Traditional characters, puts in place of the signs of a filing number."""
_LABEL = re.compile(r"(?:网站)?(?:ICP)?(?:公安)?(?:联网)?(?:备案)(?:号|编号|序号)?[:：]")
"""What pages print before a filing number, and what is copied with it."""
_ICP_PARTS = re.compile(r"([\u4e00-\u9fff])ICP备(?:第)?(\d{6,10})号?(-\d{1,3})?号?")
"""A filing number whose 号 was lost, or went behind the number of the site."""
_POLICE_PARTS = re.compile(r"([\u4e00-\u9fff])公网安备(?:第)?(\d{14})号?")
"""The same of the police."""
_BADGE_IN = re.compile(r"(?<![0-9A-Z])[0-9A-F]{32}(?![0-9A-Z])")
"""The number of a badge somewhere in an address or a script."""
_TELEPHONE = re.compile(
    r"(?<![\d-])(?:\(?0\d{2,3}\)?[- ]?\d{7,8}|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|\d{7,8}|1\d{4})(?![\d-])"
)
"""Telephone numbers: with or without the area, of a mobile, of a service line."""


def is_division(figures: str) -> bool:
    """Whether figures begin as the code of a division does."""
    return any(first <= int(figures[:2]) <= last for first, last in _RANGES)


def is_domain_of(host: str, kind: str) -> bool:
    """Whether a host is in a domain of a kind of body; one of a public institution may be below .gov.cn too."""
    endings = (".cn", ".公益") if kind == "事业单位" else (".gov.cn", ".政务")
    return host.endswith(endings)


def mended_icp(text: str) -> str | None:
    """The filing number that a text means; None where that is not to be told."""
    match = _ICP_PARTS.fullmatch(_plain(text).upper())
    if match is None:
        return None
    return f"{match[1]}ICP备{match[2]}号{match[3] or ''}"


def mended_police(text: str) -> str | None:
    """The police's filing number that a text means; None where that is not to be told."""
    match = _POLICE_PARTS.fullmatch(_plain(text))
    if match is None:
        return None
    return f"{match[1]}公网安备 {match[2]}号"


def mended_badge(text: str) -> str | None:
    """The number of a badge that a text holds: in small letters, with blanks, in an address; None where it has none."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    found = _BADGE_IN.findall(plain)
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    """A filing number without differences of width, blanks, its label and other characters for the same sign."""
    folded = re.sub(r"\s", "", unicodedata.normalize("NFKC", text.translate(_TYPED)).translate(_TYPED))
    return _LABEL.sub("", folded, count=1)


def figures(text: str) -> str:
    """The figures of a text alone."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isascii() and c.isdigit())


def telephones(text: str) -> tuple[str, ...]:
    """The telephone numbers that a text states, as figures alone."""
    folded = unicodedata.normalize("NFKC", text).translate(_TYPED)
    return tuple(figures(number) for number in _TELEPHONE.findall(folded))


def is_same_telephone(one: str, other: str) -> bool:
    """Whether two numbers, as figures, are one line: one may lack the area."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return longer == shorter or (longer.startswith("0") and len(shorter) >= 7 and longer.endswith(shorter))
