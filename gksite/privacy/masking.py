"""How personal data is masked: so many characters kept at both ends, a star for each of the others."""

import re
from typing import Literal

from gksite.privacy.finding import Kind
from gksite.privacy.folding import WIDE
from gksite.privacy.mails import name_of_mail

Policy = Literal["strict", "common"]
"""What `privacy.mask` of the settings says."""

_TOWN = re.compile(r"[\u4e00-\u9fff]{0,40}?(?:街道|[镇乡]|苏木)")
"""An address as far as its township."""
_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,30}[县区市旗]")
"""An address as far as its county, where it names no township."""
_YEAR = re.compile(r"\d{4}")
"""The year of a birthday, which stays."""
_TAG = re.compile("<[^<>]{1,90}>|&#?[A-Za-z0-9]{2,6};")
"""A mark of HTML in a number, which stays."""


def masked(kind: Kind, printed: str, policy: Policy = "strict") -> str:
    """What is printed, with stars in the place of what must not be read; as many as there were characters."""
    text = printed.translate(WIDE)
    match kind:
        case "address":
            known = _TOWN.match(text) or _COUNTY.match(text)
            return _starred(printed, known.end() if known else 0, 0)
        case "birth":
            year = _YEAR.search(text)
            return _starred_digits(printed, year.end() if year else 0)
        case "email":
            end = max(name_of_mail(text), 1)
            return printed[:1] + "*" * (end - 1) + printed[end:]
        case "minor" | "medical" if not any(map(str.isdigit, text)):
            return printed[:1] + "*" * (len(printed) - 1)
    first, last = _kept(kind, sum(map(str.isalnum, _TAG.sub("", text))), policy)
    return _starred_between(printed, first, last)


def shown(kind: Kind, printed: str, policy: Policy = "strict") -> str:
    """The same on one line, with four stars for the end of an address."""
    text = " ".join(masked(kind, printed, policy).split())
    if kind == "address":
        return text.rstrip("*") + "****"
    return text


def _kept(kind: Kind, length: int, policy: Policy) -> tuple[int, int]:
    """How many characters stay at the beginning and at the end."""
    match kind:
        case "mobile":
            return length - 8, 4
        case "id" | "card" | "account":
            return (6, 4) if policy == "common" else (2, 3)
        case "plate":
            return 2, 2
        case "passport":
            return 1, 3
    return 0, 3


def _starred_between(printed: str, first: int, last: int) -> str:
    """A text whose letters and digits but the first and the last ones are stars."""
    signs = list(printed)
    shown_signs = _TAG.sub(lambda match: " " * len(match[0]), printed)
    places = [place for place, sign in enumerate(shown_signs) if sign.isalnum()]
    for place in places[first : len(places) - last]:
        signs[place] = "*"
    return "".join(signs)


def _starred(printed: str, first: int, last: int) -> str:
    return printed[:first] + "*" * (len(printed) - first - last) + printed[len(printed) - last :]


def _starred_digits(printed: str, first: int) -> str:
    return printed[:first] + re.sub(r"\d", "*", printed[first:])
