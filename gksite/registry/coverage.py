"""Which agencies a group could hold: by what its editor says that it covers, never by its name."""

import re

from gksite.model.records import AgencyRecord, Coverage, Kind
from gksite.text.naming import plain_form

_BY_KIND: dict[Kind, tuple[Coverage, ...]] = {
    "department": ("departments",),
    "institution": ("units",),
    "enterprise": ("units",),
    "district": ("districts", "towns", "zones"),
    "group": (),
}
"""What may cover an agency of a kind. A group is part of another only where that states it as a member; a district may
be any kind of place (区县、镇街和开发区), unless its name tells which."""
_SEAT = r"(?:(?:人民)?政府|办事处|街道办|党?工?委)?$"
"""What may stand behind the name of a place in that of its office: 人民政府 in 城关镇人民政府."""
_ZONE = "开发|经开|高新|产业|工业|合作|保税|度假|风景|投资|示范|试验|综保|自贸|名胜"
"""What a zone is for, in front of 区: 投资 in 台商投资区."""
_BY_NAME: tuple[tuple[re.Pattern[str], tuple[Coverage, ...]], ...] = (
    (re.compile(rf"(?:{_ZONE})(?:园|港)?区{_SEAT}"), ("zones",)),
    (re.compile(r"(?:管委会|管理委员会|[业技]园|产业城|科学城)$"), ("zones",)),
    (re.compile(r"(?:[镇乡]|街道|苏木)(?:(?:人民)?政府|办事处|办|党?工?委)?$|办事处$|街$"), ("towns",)),
    (re.compile(rf"新区{_SEAT}"), ("districts", "zones")),
    (re.compile(r"社区|村(?:民?委(?:员会)?)?$"), ()),
    (re.compile(rf"[县市区旗州盟]{_SEAT}"), ("districts",)),
)
"""What may cover a district by the end of its name, the first that fits: 浦东新区 is a district, 新区 may be a zone."""

_OF_ITS_OWN = re.compile(
    r"[省市县区州旗盟]委(?!员)|纪委|监委|监察委|政法委|党委|党组|党校|宣传部|组织部|统战部|人大|政协|法院|检察院|"
    r"总工会|团委|共青团|妇联|工商联|文联|科协|侨联|残联|红十字会"
)
"""Whose name says that it is no department of a government: a body of the Party (市委网信办), a court, a union."""
_GOVERNMENT = re.compile(r"(?:人民)?政府$")
"""What a government itself is called, which is no department of its own."""


def covered_as(agency: AgencyRecord) -> tuple[Coverage, ...]:
    """The words of `covers` that could mean an agency, by its kind, and by what its name tells besides."""
    if agency.kind == "district":
        for name in filter(None, (agency.full_name, agency.name)):
            for pattern, words in _BY_NAME:
                if pattern.search(plain_form(name)):
                    return words
    if agency.kind == "department" and _OF_ITS_OWN.search(plain_form(agency.name)):
        return ("units",)
    if agency.kind == "department" and _GOVERNMENT.search(plain_form(agency.name)):
        return ()
    return _BY_KIND[agency.kind]


def could_hold(group: AgencyRecord, agency: AgencyRecord) -> bool:
    """Whether a group could hold an agency by what it covers."""
    return not set(group.covers).isdisjoint(covered_as(agency))
