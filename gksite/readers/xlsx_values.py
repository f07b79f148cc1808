"""A number of a sheet as a person sees it there: figures, a percentage, a date or a time by its number format."""

import re
from datetime import datetime, timedelta
from types import MappingProxyType

from gksite.readers.package import Package, attribute, number

_BUILT_IN = MappingProxyType(
    {
        9: "0%",
        10: "0.00%",
        **dict.fromkeys((14, 15, 16, 27, 28, 29, 30, 36, 50, 51, 52, 54, 57, 58), "yyyy-m-d"),
        17: "yyyy-m",
        31: 'yyyy"年"m"月"d"日"',
        **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm:ss"),
        22: "yyyy-m-d h:mm",
        53: "yyyy-m-d",
    }
)
"""Formats that a file names by number alone, those of the Chinese edition (27 to 58) too."""
_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
"""What a format has beside its code: 「"年"」, 「_-」, 「[Red]」, but not 「[h]」, the hours beyond a day."""
_MOMENT = re.compile("[ymdhs]")
"""The letters of a date or a time in a format."""
_DATE = re.compile("[yd]")
"""The letters of a date that no time has; m may be months or minutes."""
_TIME = re.compile("[hs]")
"""The letters of a time that no date has."""
_LAST_DAY = 2_958_465
"""9999-12-31 as a serial number."""
_BETWEEN_EPOCHS = 1500
"""Days from 1900 to 1904, which are 1462, and some more: so many before the last day both counts have a date."""
_EXACT = 1e15
"""Whole numbers below this are shown in full."""


def number_formats(package: Package, styles: str | None) -> list[str]:
    """The number format of each cell style, "" where it is General."""
    if styles is None:
        return []
    root = package.tree(styles)
    own: dict[int, str] = {}
    for element in root.iterfind("{*}numFmts/{*}numFmt"):
        own[number(element.get("numFmtId"), -1)] = str(element.get("formatCode") or "")
    formats = []
    for cell_style in root.iterfind("{*}cellXfs/{*}xf"):
        format_id = number(attribute(cell_style, "numFmtId"))
        formats.append(own.get(format_id, _BUILT_IN.get(format_id, "")))
    return formats


def shown_value(value: str, number_format: str, *, since_1904: bool) -> str:
    """A stored number as text; what is no number stays as it is."""
    try:
        amount = float(value)
    except ValueError:
        return value
    code = _NO_CODE.sub("", number_format.partition(";")[0]).lower()
    if _MOMENT.search(code) and "general" not in code and 0 <= amount <= _LAST_DAY:
        moment = _shown_moment(amount, code, since_1904=since_1904)
        return _in_chinese(moment) if "年" in number_format else moment
    if code.endswith("%"):
        return f"{_shown_number(round(amount * 100, 10))}%"
    return _shown_number(amount)


def _in_chinese(moment: str) -> str:
    """2018-06-30 as 2018年6月30日, a month as 2018年6月, the time after it left."""
    day, _, clock = moment.partition(" ")
    parts = zip(day.split("-"), "年月日", strict=False)
    chinese_day = "".join(f"{int(value)}{unit}" for value, unit in parts)
    return f"{chinese_day} {clock}".rstrip()


def _shown_number(amount: float) -> str:
    if amount.is_integer() and abs(amount) < _EXACT:
        return str(int(amount))
    return repr(amount)


def _shown_moment(amount: float, code: str, *, since_1904: bool) -> str:
    """A date as 2018-06-12, a month as 2018-06, a time as 09:30."""
    moment = _moment_of(amount, since_1904=since_1904)
    clock = moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    day = moment.date().isoformat()
    has_time = _TIME.search(code) is not None
    if has_time and amount < 1 and not _DATE.search(code):
        return clock
    if "y" in code and "d" not in code:
        day = day[:7]
    return f"{day} {clock}" if has_time else day


def _moment_of(amount: float, *, since_1904: bool) -> datetime:
    """The moment of a serial number; Excel's 29 February 1900, its day 60, never was."""
    since_epoch = timedelta(seconds=round(min(amount, _LAST_DAY - _BETWEEN_EPOCHS) * 86400))
    if since_1904:
        return datetime(1904, 1, 1) + since_epoch
    return datetime(1899, 12, 30 if amount >= 60 else 31) + since_epoch
