"""Passports and other papers of persons; plates and mail addresses beside them."""

import re
from collections.abc import Iterator

from gksite.privacy.finding import Kind, Public
from gksite.privacy.mails import mails_in
from gksite.privacy.plates import plates_in

_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9-])(?:[EGDSPK]\d{7,8}|[A-Z]{2}\d{7}|[CWHMTL]\d{8}|1[45]\d{7})(?![A-Za-z0-9])", re.IGNORECASE
)
"""The number of a passport or a permit for Hong Kong, Macao and Taiwan."""
_TRAVEL = re.compile("护照|通行证|台胞证|回乡证|居留证|passport", re.IGNORECASE)
"""What says that a number is of a travel document."""
_NEAR = 16
"""Characters around a number in which that has to stand."""
_CODE = re.compile(r"[A-Za-z]|使 ?\d|(?<!\d)1[45]\d{7}(?!\d)")
"""Something without which there is none of all this."""
_LABELLED = re.compile(
    r"(?:台胞证|台湾居民来往大陆通行证|回乡证|港澳居民来往内地通行证)(?:号码?|编号)?[:： (]{0,3}"
    r"(?P<home>[HMhm]?\d{8}(?:\d\d)?)(?!\d)|"
    r"(?:护照|passport)[,，;； ]{0,2}(?:(?:证件)?(?:号码?|编号|number|no\.?)[:： (]{0,3}|[:：(]{1,2})"
    r"(?P<passport>[A-Z]{0,2} ?\d{3,4} ?\d{4,5})(?![0-9A-Z])|"
    r"(?:永久居留|居留)(?:身份)?证件?(?:号码?|编号)?[:： (]{0,3}"
    r"(?P<resident>[A-Z]{3}\d{12}|9\d{16}[0-9X])(?![0-9A-Z])|"
    r"(?:出生医学证明|出生证明?)(?:号码?|编号)?[:： (]{0,3}(?P<birth>[A-Z]\d{9})(?!\d)|"
    r"(?:驾驶证|驾照)(?:档案)?(?:号码?|编号)[:： (]{0,3}(?P<driver>\d{12})(?!\d)",
    re.IGNORECASE,
)
"""The number of another paper of a person, right behind the name of the paper."""
_SOLDIER = re.compile(r"[\u4e00-\u9fff]{1,2}字第 ?\d{6,8} ?号")
"""The number of a paper of a soldier."""
_SOLDIERS_PAPER = re.compile(
    "军官证|士官证|士兵证|义务兵证|军人证|军人证件|军人身份证件|文职干部证|警官证|士兵退役证|退役证"
)
"""What says that it is one."""
_PAPER = re.compile("证|护照|passport", re.IGNORECASE)
"""Something without which there is none of these."""


def papers_in(text: str, header: str, public: Public) -> Iterator[tuple[Kind, int, int]]:
    """The passports, papers, plates and mail addresses in a folded text."""
    for start, end in _labelled(text, header):
        yield "passport", start, end
    if not _CODE.search(text):
        return
    for match in _PASSPORT.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if _TRAVEL.search(around) or _TRAVEL.search(header):
            yield "passport", match.start(), match.end()
    for start, end in plates_in(text, header):
        yield "plate", start, end
    for start, end in mails_in(text, header, public):
        yield "email", start, end


def _labelled(text: str, header: str) -> Iterator[tuple[int, int]]:
    """The numbers that the name of a paper stands in front of, or above."""
    above = ""
    if header:
        above = f"{header[-_NEAR:]}:"
    if _PAPER.search(above + text):
        for match in _LABELLED.finditer(above + text):
            start, end = match.span(str(match.lastgroup))
            if start >= len(above):
                yield start - len(above), end - len(above)
    for match in _SOLDIER.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR] + header
        if _SOLDIERS_PAPER.search(around):
            yield match.span()
