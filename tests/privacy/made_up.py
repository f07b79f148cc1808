"""Made-up numbers with their check digits, from the standards themselves: nothing here comes from the package.

No number belongs to anybody: identity numbers are of a county that does not exist (539999), the four middle digits of
mobile numbers are 0000, and bank cards have a row of noughts in them.
"""

import random

COUNTY = "539999"
"""The code of a county that does not exist."""


def id18(dice: random.Random, born: str = "") -> str:
    """Eighteen characters as GB 11643-1999 says: county, birthday, order, check character (ISO 7064 MOD 11-2)."""
    body = COUNTY + (born or birthday(dice)) + f"{dice.randrange(1, 999):03}"
    return body + mod_11_2(body)


def mod_11_2(body: str) -> str:
    """The check character: the sum of digits times 2 to the power of their place from the right is 1 modulo 11."""
    total = 0
    for digit in body:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11]


def id18_ending_in_x(dice: random.Random) -> str:
    """One whose check character is X."""
    while True:
        made = id18(dice)
        if made.endswith("X"):
            return made


def id18_wrong(dice: random.Random) -> str:
    """One with another check character than it should have."""
    made = id18(dice)
    others = [sign for sign in "0123456789" if sign != made[-1]]
    return made[:-1] + dice.choice(others)


def id15(dice: random.Random) -> str:
    """Fifteen digits as before 1999: county, birthday with two digits of the year, order."""
    return COUNTY + birthday(dice)[2:] + f"{dice.randrange(1, 999):03}"


def birthday(dice: random.Random, first: int = 1945, last: int = 1999) -> str:
    """Eight digits of a day."""
    return f"{dice.randint(first, last)}{dice.randint(1, 12):02}{dice.randint(1, 28):02}"


def mobile(dice: random.Random) -> str:
    """Eleven digits."""
    return (
        dice.choice(("139", "138", "159", "186", "177", "199", "151", "133", "166", "147")) + "0000" + digits(dice, 4)
    )


def digits(dice: random.Random, count: int) -> str:
    """So many digits."""
    return "".join(dice.choices("0123456789", k=count))


def card(dice: random.Random, length: int = 19) -> str:
    """A number of a bank card of so many digits, with the check digit of ISO/IEC 7812 (Luhn)."""
    begin = dice.choice(("622848", "621700", "622202", "621661", "622588", "436742"))
    body = begin + "000" + digits(dice, length - 10)
    return body + luhn(body)


def luhn(body: str) -> str:
    """The check digit: every second digit from the right is doubled, nines cast out."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (1 + (place % 2 == 0))
        total += value // 10 + value % 10
    return str(-total % 10)


def not_luhn(dice: random.Random, length: int) -> str:
    """Digits of an account that is no card: its last digit is none that Luhn would give."""
    body = "53" + digits(dice, length - 3)
    right = int(luhn(body))
    return body + str((right + dice.randint(1, 9)) % 10)


def credit_code(dice: random.Random, begin: str = "") -> str:
    """A 统一社会信用代码 with the check characters of GB 11714 and GB 32100-2015."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    head = begin or dice.choice(("11", "12", "91", "92", "93", "52"))
    organisation = "".join(dice.choices("0123456789", k=8))
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(a) * b for a, b in zip(organisation, weights, strict=True)) % 11
    organisation += {10: "X", 11: "0"}.get(rest, str(rest))
    body = head + "530999" + organisation
    total = sum(signs.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + signs[-total % 31]


def isbn(dice: random.Random) -> str:
    """Thirteen digits of a book, with hyphens."""
    body = "9787" + digits(dice, 8)
    total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(body))
    whole = body + str(-total % 10)
    return f"{whole[:3]}-{whole[3]}-{whole[4:8]}-{whole[8:12]}-{whole[12]}"
