"""Plates of vehicles of persons."""

import re
from collections.abc import Iterator

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
"""The characters with which plates begin."""
_PLATE = re.compile(
    rf"(?<![0-9A-Za-z])[{PROVINCES}] ?[A-HJ-Z][ ·•.‧・-]?(?=[A-Z]{{0,4}}[0-9])"
    r"(?:[A-HJ-NP-Z0-9]{4}(?:挂(?![牌职图])|学(?![生校习])|港(?![澳口币])|澳(?!门)|领(?![导取到])|使(?!用))|[A-HJ-NP-Z][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJ-NP-Z]|[A-HJ-NP-Z0-9]{5})"
    r"(?![A-Z0-9-])"
)
"""The plate of a vehicle, of six characters where it runs on electricity; 警 is none of a person's."""
_EMBASSY = re.compile(r"(?<![大公])使 ?\d{3}[ ·.-]?\d{3}(?![0-9A-Za-z-])")
"""The plate of a vehicle of an embassy."""
_VEHICLE = re.compile("车牌|号牌|机动车|车辆|汽车|车主")
"""What says that a plate follows, be it in small letters."""
_NUMBERED = re.compile(r"(?:(?<!车牌)(?<!号牌)(?<!车辆)编号|执法证号?|文号|型号|批号|登记证|许可证号?)[:： ]{0,3}$")
"""What says that the number of a thing follows."""
_CAPITALS = {small: small - 32 for small in range(ord("a"), ord("z") + 1)}
"""Capital letters for small ones."""


def plates_in(text: str, header: str) -> Iterator[tuple[int, int]]:
    """The plates in a folded text."""
    capitals = text
    is_of_vehicle = _VEHICLE.search(text) is not None or _VEHICLE.search(header) is not None
    if is_of_vehicle:
        capitals = text.translate(_CAPITALS)
        for match in _EMBASSY.finditer(text):
            yield match.span()
    for match in _PLATE.finditer(capitals):
        if not _NUMBERED.search(text[max(0, match.start() - 12) : match.start()]):
            yield match.span()
