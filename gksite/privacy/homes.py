"""Where somebody lives, down to the house or the group of a village."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gksite.privacy.names import name_at, names_in

_HOME = re.compile(
    r"(?:家庭(?:详细)?[住地]址|户籍(?:所在)?地?(?:址)?|户口所在地(?:址)?|现居?住(?:地址|地|址)|"
    r"(?:经常)?居住(?:地址?|址)|常住(?:地址?|住址)|"
    r"(?<![公司业厂店])住址|家住|住所地|安置地址|通[讯信]地址[(]?(?:本人|家庭|住宅)[)]?|[家本]人(?:住址|地址)|收[货件]地址|"
    r"现住(?=[:： ])|住所(?=[:： ]))"
    r" ?(?:[:： (]|为|是|在)? ?"
)
"""The label of a home."""
_LIVES = re.compile(
    r"(?:[,，。;；、 )）]|^)(?:(?:现)?(?:租住|住)(?:在|于)?|居住[在于]) ?(?![宅房建院户宿培保校民持公廉]|政府)"
    r"(?=[\u4e00-\u9fff])|"
    r"租住[在于] ?(?=[\u4e00-\u9fff])"
)
"""In a description of somebody: 男，汉族，住云岭县……"""
_VILLAGER = re.compile(
    r"(?P<place>[\u4e00-\u9fff0-9]{2,24}?[村区][\u4e00-\u9fff]{0,8}?[0-9一二三四五六七八九十]{1,3} ?[组社])[的]"
    r"?(?:村民|居民|农户|户主|群众) ?"
)
"""Somebody of a group of a village: 太平镇红星村3组村民."""
_PLACE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()·#—-]{4,80}")
"""The place that follows."""
_HOUSE = re.compile(
    r"[0-9一二三四五六七八九十百]{1,6} ?(?:号|[组社室栋幢楼弄排巷户]|单元|村民小组)|\d{1,4}(?:-\d{1,4}){1,3}|"
    r"村民小组|[\u4e00-\u9fff]组\d|[\u4e00-\u9fff]{1,4}村[\u4e00-\u9fff]{2,4}组"
)
"""What in a place names a house or the group of a village."""
_HEADER = re.compile(
    "家庭.{0,2}[住地]址|户籍.{0,4}(?:地|地址|址)|户口.{0,4}地|居住|现住|(?:^|[^公司])住址|住所|家庭所在|常住地|"
    "安置地址|(?:申请人|当事人|被执行人|户主|业主|本人|个人).{0,2}(?:地址|住址)"
)
"""The header of a column of homes."""
_FIRM = re.compile("公司|企业|单位|法人|机构|办公|注册|项目|学校|办理|施工")
"""Who else has a seat."""
_SIGN = frozenset("住户址籍村居")
"""Characters without one of which no text speaks of a home."""
_BEFORE = 12
"""Characters in front of a label that say whose place follows."""


@lru_cache(maxsize=4096)
def heads_homes(header: str) -> bool:
    """Whether a header is that of a column of homes."""
    return _HEADER.search(header) is not None and not _FIRM.search(header)


def homes_in(text: str, header: str) -> Iterator[tuple[int, int]]:
    """The homes in a folded text."""
    if header and heads_homes(header):
        for match in _PLACE.finditer(text):
            if _HOUSE.search(match[0]):
                yield match.span()
                return
    if _SIGN.isdisjoint(text):
        return
    for match in _VILLAGER.finditer(text):
        if name_at(text, match.end()):
            yield match.span("place")
    seen = 0
    for label in (*_HOME.finditer(text), *_LIVES.finditer(text)):
        place = _PLACE.match(text, label.end())
        if place is None or place.start() < seen or _FIRM.search(text[max(0, label.start() - _BEFORE) : label.start()]):
            continue
        if label[0].startswith("住所") and "地" not in label[0] and not _is_of_person(text, label.start(), place.end()):
            continue
        house = _last_house(place[0])
        if house:
            seen = place.start() + house
            yield place.start(), seen


def _is_of_person(text: str, start: int, end: int) -> bool:
    """Whether a name stands right before or behind a 住所, which firms have too."""
    return bool(names_in(text[max(0, start - _BEFORE) : start])) or bool(names_in(text[end - _BEFORE : end + _BEFORE]))


def _last_house(place: str) -> int:
    """Where the last word of a place ends that names a house; 0 where none does."""
    found = 0
    for match in _HOUSE.finditer(place):
        found = match.end()
    return found
