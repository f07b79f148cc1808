"""A number of a sheet as a person sees it there: figures, a percentage, a date or a time by its number format."""

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from gksite.readers.package import Element, attribute, number
from gksite.readers.xlsx_formats import NumberFormat, sections, written_moment, written_number

_MONTH_AND_DAY = 'm"月"d"日"'
"""6月30日."""
_YEAR_AND_MONTH = 'yyyy"年"m"月"'
"""2018年6月."""
_BUILT_IN = MappingProxyType(
    {
        1: "0",
        2: "0.00",
        **dict.fromkeys((3, 37, 38), "#,##0"),
        **dict.fromkeys((4, 39, 40), "#,##0.00"),
        9: "0%",
        10: "0.00%",
        **dict.fromkeys((14, 15, 16, 30), "yyyy-mm-dd"),
        17: "yyyy-mm",
        22: "yyyy-mm-dd hh:mm",
        **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_AND_MONTH),
        **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_AND_DAY),
        31: 'yyyy"年"m"月"d"日"',
        **dict.fromkeys((18, 20, 32, 34, 55), "hh:mm"),
        **dict.fromkeys((19, 21, 33, 35, 45, 46, 47, 56), "hh:mm:ss"),
    }
)
"""Formats that a file names by number alone, those of the Chinese edition (27 to 58) too; a sheet shows 14 as the
computer it is opened on is set, and here it is the ISO date."""
_SYSTEM = MappingProxyType({"[$-F800]": 'yyyy"年"m"月"d"日"', "[$-F400]": "h:mm:ss"})
"""How a format begins that writes the long date, or the time, of the computer."""
_LAST_DAY = 2_958_465
"""9999-12-31 as a serial number."""
_BETWEEN_EPOCHS = 1500
"""Days from 1900 to 1904, which are 1462, and some more: so many before the last day both counts have a date."""
_HELD = 15
"""Figures of a number that a spreadsheet holds; those behind it are zeros, whatever was typed."""
_LONGEST = 400
"""Figures of a number; the largest that a sheet can hold has 309."""


def number_formats(root: Element) -> list[str]:
    """The number format of each cell style of the part of styles, "" where it is General."""
    own: dict[int, str] = {}
    for element in root.iterfind("{*}numFmts/{*}numFmt"):
        code = str(element.get("formatCode") or "")
        own[number(element.get("numFmtId"), -1)] = _SYSTEM.get(code[:8].upper(), code)
    formats = []
    for cell_style in root.iterfind("{*}cellXfs/{*}xf"):
        format_id = number(attribute(cell_style, "numFmtId"))
        formats.append(own.get(format_id, _BUILT_IN.get(format_id, "")))
    return formats


def shown_value(value: str, number_format: str, *, since_1904: bool) -> str:
    """A stored number as text; what is no number stays as it is."""
    amount = _amount(value)
    if amount is None:
        return value
    general = _general(amount)
    form = _section(number_format, amount)
    if form is None:
        return general
    if form.is_moment:
        return _shown_moment(amount, form, since_1904=since_1904) or general
    shown = written_number(amount, form, general.removeprefix("-"))
    if shown is None:
        return general
    if amount < 0 and form is sections(number_format)[0]:
        return f"-{shown}"
    return shown


def _amount(value: str) -> Decimal | None:
    """A stored number, None where it is none."""
    try:
        amount = Decimal(value.strip())
    except InvalidOperation:
        return None
    if amount.is_finite() and abs(amount.adjusted()) < _LONGEST:
        return amount
    return None


def _section(number_format: str, amount: Decimal) -> NumberFormat | None:
    """The section of a format that writes a number; None where that has no format of its own."""
    forms = sections(number_format)
    if not any(form.pieces for form in forms):
        return None
    if amount < 0 and len(forms) > 1:
        return forms[1]
    if amount == 0 and len(forms) > 2:
        return forms[2]
    return forms[0]


def _general(amount: Decimal) -> str:
    """A number without a format: a whole one with all its figures, another with as many as a sheet holds."""
    if amount == amount.to_integral_value():
        return f"{amount.to_integral_value():f}"
    return f"{float(amount):.15g}"


def has_lost_figures(value: str) -> bool:
    """Whether a stored whole number has more figures than a spreadsheet holds, so that it may not be the typed one.

    Figures that a file spells out to the last, as other programs write them, are the typed ones.
    """
    amount = _amount(value)
    if amount is None or amount.adjusted() < _HELD or amount != amount.to_integral_value():
        return False
    spelt_out = value.strip().lstrip("+-").isdigit()
    return not spelt_out or not value.strip().lstrip("+-")[_HELD:].strip("0")


def _shown_moment(amount: Decimal, form: NumberFormat, *, since_1904: bool) -> str | None:
    """A date or a time as its format writes it; None for a number that is none, or a count of hours."""
    if not 0 <= amount <= _LAST_DAY or form.has("elapsed"):
        return None
    return written_moment(_moment_of(float(amount), since_1904=since_1904), form)


def _moment_of(amount: float, *, since_1904: bool) -> datetime:
    """The moment of a serial number; Excel's 29 February 1900, its day 60, never was."""
    since_epoch = timedelta(seconds=round(min(amount, _LAST_DAY - _BETWEEN_EPOCHS) * 86400))
    if since_1904:
        return datetime(1904, 1, 1) + since_epoch
    return datetime(1899, 12, 30 if amount >= 60 else 31) + since_epoch
