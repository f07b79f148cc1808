"""Index codes (索引号) that an office gives out itself: `kysrmzf/{year}-{serial:05}` and the numbers already given."""

import re
from collections.abc import Iterable
from string import Formatter

_WIDTH = re.compile(r"0[1-9]")
"""How many figures a serial number has: 05."""


def is_template(text: str) -> bool:
    """Whether codes can be made of a text: {year} and {serial} stand in it once each, and no other blank."""
    try:
        parts = [(field, spec, conversion) for _, field, spec, conversion in Formatter().parse(text)]
    except ValueError:
        return False
    blanks = [part for part in parts if part[0] is not None]
    if sorted(str(field) for field, _, _ in blanks) != ["serial", "year"]:
        return False
    for field, spec, conversion in blanks:
        if conversion or (spec and (field == "year" or not _WIDTH.fullmatch(spec))):
            return False
    return True


def code_of(template: str, year: int, serial: int) -> str:
    """The code of a serial number in a year."""
    return template.format(year=year, serial=serial)


def last_serial(template: str, year: int, codes: Iterable[str]) -> int:
    """The highest serial number of a year that codes have; 0 where none is of this form."""
    pattern = _pattern(template, year)
    highest = 0
    for code in codes:
        match = pattern.fullmatch(code)
        if match is not None:
            highest = max(highest, int(match["serial"]))
    return highest


def _pattern(template: str, year: int) -> re.Pattern[str]:
    """What the codes of a year look like."""
    written = ""
    for literal, field, _, _ in Formatter().parse(template):
        written += re.escape(literal)
        if field == "year":
            written += str(year)
        elif field == "serial":
            written += r"(?P<serial>\d{1,9})"
    return re.compile(written)
