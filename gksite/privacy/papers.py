"""Passports and other travel documents, plates of vehicles, mail addresses of persons."""

import re
from collections.abc import Iterator

from gksite.privacy.finding import Kind, Public

_PASSPORT = re.compile(
    r"(?<![A-Za-z0-9-])(?:[EGDSPK]\d{7,8}|E[A-Z]\d{7}|[CWHMT]\d{8}|1[45]\d{7})(?![A-Za-z0-9])", re.IGNORECASE
)
"""The number of a passport or a permit for Hong Kong, Macao and Taiwan."""
_TRAVEL = re.compile("护照|通行证|台胞证|回乡证|居留证|passport", re.IGNORECASE)
"""What says that a number is of a travel document."""
_NEAR = 16
"""Characters around a number in which that has to stand."""
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-Z][ ·•.‧・-]?"
    r"(?=[A-Z]{0,3}[0-9])(?:[A-HJ-NP-Z0-9]{4}(?:[A-HJ-NP-Z0-9]{1,2}|[挂学港澳])|[A-HJ-NP-Z][0-9]{4}挂)(?![A-Z0-9-])"
)
"""The plate of a vehicle; 警 is none of a person's."""
_CODE = re.compile(r"[A-Za-z]|(?<!\d)1[45]\d{7}(?!\d)")
"""Something without which there is none of all this."""
_VEHICLE = re.compile("车牌|号牌|机动车|车辆|汽车|车主")
"""What says that a plate follows, be it in small letters."""
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,6"
    r"2}){1,5}"
)
"""A mail address."""
_CAPITALS = {small: small - 32 for small in range(ord("a"), ord("z") + 1)}
"""Capital letters for small ones."""
_OFFICES = (".gov.cn", ".政务.cn")
"""How the hosts of offices end, whose addresses are public."""


def papers_in(text: str, header: str, public: Public) -> Iterator[tuple[Kind, int, int]]:
    """The passports, plates and mail addresses in a folded text."""
    if not _CODE.search(text):
        return
    for match in _PASSPORT.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if _TRAVEL.search(around) or _TRAVEL.search(header):
            yield "passport", match.start(), match.end()
    plates = text
    if _VEHICLE.search(text) or _VEHICLE.search(header):
        plates = text.translate(_CAPITALS)
    for match in _PLATE.finditer(plates):
        yield "plate", match.start(), match.end()
    if "@" not in text:
        return
    for match in _MAIL.finditer(text):
        address = match[0].casefold().rstrip(".-")
        if not address.endswith(_OFFICES) and address not in public.mails:
            yield "email", match.start(), match.start() + len(address)
