"""The number of an item of a list as text: figures, Chinese numerals, letters and the other forms that Word knows."""

ENDS_ITSELF = tuple("、．。）：】〕　")
"""After these no blank stands between number and text."""
_DIGITS = "零一二三四五六七八九"
"""The digits of numbers in a text."""
_UNITS = "十百千"
"""Ten, a hundred, a thousand."""
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
"""The digits of sums of money, which nobody can turn into others with one more stroke."""
_LEGAL_UNITS = "拾佰仟"
"""Ten, a hundred, a thousand of sums of money."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
"""The ten heavenly stems, which count as A, B, C do."""
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
"""What the signs of a Roman number are worth, the largest first."""
_LONGEST_ROMAN = 20
"""Characters of a Roman number at most, so that an absurd counter makes no endless text."""
_LONGEST_LETTERS = 9
"""How often a letter is doubled at most: z is followed by aa, zz by aaa."""


def chinese_number(value: int, digits: str = _DIGITS, units: str = _UNITS) -> str:
    """A number of up to four digits in Chinese: 10 → 十, 21 → 二十一, 105 → 一百零五."""
    if not 0 < value < 10_000:
        return str(value)
    text, after_gap = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit:
            zero = digits[0] if after_gap else ""
            unit = units[place - 1] if place else ""
            text += zero + digits[digit] + unit
        after_gap = text != "" and digit == 0
    if digits is _DIGITS and 10 <= value < 20:
        return text[1:]  # 十 and not 一十
    return text


def _roman_number(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        while value >= worth and len(text) < _LONGEST_ROMAN:
            text += sign
            value -= worth
    return text


def _letter_number(value: int) -> str:
    """1 → a, 26 → z, 27 → aa, 28 → bb."""
    turn, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * min(turn + 1, _LONGEST_LETTERS)


def _digit_by_digit(value: int, zero: str, others: str) -> str:
    """Every figure of a number by itself; `others` has what stands for 1 to 9."""
    return str(max(value, 0)).translate(str.maketrans("0123456789", zero + others))


def number_in_form(value: int, form: str) -> str:
    """A counter in one of Word's number forms; a form not known here counts in figures."""
    match form:
        case "none" | "bullet":
            return ""
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand":
            return chinese_number(value)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return _digit_by_digit(value, "〇", _DIGITS[1:])
        case "chineseLegalSimplified" | "ideographLegalTraditional":
            return chinese_number(value, _LEGAL_DIGITS, _LEGAL_UNITS)
        case "ideographTraditional":
            return _STEMS[(value - 1) % 10]
        case "lowerLetter":
            return _letter_number(value)
        case "upperLetter":
            return _letter_number(value).upper()
        case "lowerRoman":
            return _roman_number(value).lower()
        case "upperRoman":
            return _roman_number(value)
        case "decimalZero":
            return f"{value:02}"
        case "decimalFullWidth":
            return _digit_by_digit(value, "０", "１２３４５６７８９")
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 1 <= value <= 20:
            return chr(ord("①") + value - 1)
    return str(value)
