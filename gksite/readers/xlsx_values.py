"""A number of a sheet as a person sees it there: figures, a percentage, a date or a time by its number format."""

import re
from datetime import datetime, timedelta

from gksite.readers.package import Package, attribute, number

_BUILT_IN = {
    9: "0%",
    10: "0.00%",
    **dict.fromkeys((14, 15, 16, 27, 28, 29, 30, 36, 50, 51, 52, 54, 57, 58), "yyyy-m-d"),
    17: "yyyy-m",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "h:mm:ss"),
    22: "yyyy-m-d h:mm",
    53: "yyyy-m-d",
}
"""Formats that a file names by number alone, those of the Chinese edition (27 to 58) too."""
_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_LAST_DAY = 2_958_465
"""9999-12-31 as a serial number."""


def formats(package: Package, styles: str | None) -> list[str]:
    """The number format of each cell style, "" where it is General."""
    if styles is None:
        return []
    root = package.tree(styles)
    own = {number(f.get("numFmtId"), -1): f.get("formatCode") or "" for f in root.iterfind("{*}numFmts/{*}numFmt")}
    numbers = [number(attribute(xf, "numFmtId")) for xf in root.iterfind("{*}cellXfs/{*}xf")]
    return [str(own.get(n, _BUILT_IN.get(n, ""))) for n in numbers]


def shown(value: str, form: str, *, since_1904: bool) -> str:
    """A stored number as text; what is no number stays as it is."""
    try:
        amount = float(value)
    except ValueError:
        return value
    code = _NO_CODE.sub("", form.partition(";")[0]).lower()
    if re.search(r"[ymdhs]", code) and "general" not in code and 0 <= amount <= _LAST_DAY:
        said = _moment(amount, code, since_1904=since_1904)
        return _in_chinese(said) if "年" in form else said
    if code.endswith("%"):
        return f"{_plain(round(amount * 100, 10))}%"
    return _plain(amount)


def _in_chinese(moment: str) -> str:
    """2018-06-30 as 2018年6月30日, a month as 2018年6月, the time after it left."""
    day, _, clock = moment.partition(" ")
    parts = zip(day.split("-"), "年月日", strict=False)
    return "".join(f"{int(value)}{unit}" for value, unit in parts) + (f" {clock}" if clock else "")


def _plain(amount: float) -> str:
    return str(int(amount)) if amount.is_integer() and abs(amount) < 1e15 else repr(amount)


def _moment(amount: float, code: str, *, since_1904: bool) -> str:
    """A date as 2018-06-12, a month as 2018-06, a time as 09:30; Excel's 29 February 1900 never was."""
    epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if amount >= 60 else 31)
    moment = epoch + timedelta(seconds=round(min(amount, _LAST_DAY - 1500) * 86400))
    clock = moment.strftime("%H:%M:%S" if moment.second else "%H:%M")
    day = moment.date().isoformat()
    if not re.search(r"[yd]", code) and re.search(r"[hs]", code):
        return clock if amount < 1 else f"{day} {clock}"
    if "y" in code and "d" not in code:
        day = day[:7]
    return f"{day} {clock}" if re.search(r"[hs]", code) else day
