"""Check digits and birthdays: GB 11643 (identity numbers), ISO/IEC 7812 (Luhn), GB 32100 (credit codes)."""

from datetime import date

_PROVINCES = frozenset(
    (
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43"),
        *("44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83"),
    )
)
"""How an identity number begins."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FIRST, _LAST = 1900, 2039
"""The years in which those were born who have a number."""


def looks_like_id(number: str) -> bool:
    """Whether 15 or 18 characters have a province and a birthday where an identity number has them."""
    if number[:2] not in _PROVINCES:
        return False
    if len(number) == 15:
        return is_day("19" + number[6:12])
    return len(number) == 18 and is_day(number[6:14])


def has_right_check(number: str) -> bool:
    """Whether the last of 18 characters is the check character of the others."""
    total = 0
    for digit, weight in zip(number, _WEIGHTS, strict=False):
        total += int(digit) * weight
    return "10X98765432"[total % 11] == number[-1].upper()


def is_day(digits: str) -> bool:
    """Whether eight digits are a day on which somebody now alive could have been born."""
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return _FIRST <= day.year <= _LAST


def is_luhn(number: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value // 10 + value % 10
    return total % 10 == 0


def is_credit_code(code: str) -> bool:
    """Whether 18 characters are a 统一社会信用代码 with its check character."""
    values = list(map(_CREDIT_SIGNS.find, code))
    if len(code) != 18 or min(values) < 0:
        return False
    total = 0
    for place, value in enumerate(values[:17]):
        total += value * pow(3, place, 31)
    return (total + values[17]) % 31 == 0
