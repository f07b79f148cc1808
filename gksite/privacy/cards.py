"""Bank cards, and the accounts of persons."""

import re

from gksite.privacy import labels
from gksite.privacy.check_digits import is_luhn
from gksite.privacy.digits import FoundNumber, Number, counts, is_part
from gksite.privacy.finding import Public
from gksite.privacy.names import is_name, names_in

_CARD_GROUPS = re.compile(
    r"\d{12,19}|\d{4} \d{4} \d{4} \d{4}(?: \d{1,3})?|\d{6} \d{9,13}|\d{6} \d{8} \d{1,5}|"
    r"\d{4} \d{8,15}|\d{5} \d{5} \d{5} \d{1,4}"
)
"""How the digits of cards and accounts are grouped, a blank for what divides them."""
_OWNER = re.compile(
    r"(?:户名|[账帐]户名称|[账帐]户名|收款(?:人|单位|账户|帐户)|缴款[账帐]户|开户名称?|"
    r"户主)[:： ]*(?P<owner>[^，,；; ]{1,30})|(?P<kind>专户|公户|对公)"
)
"""Whose account it is."""
_BANK = re.compile(
    r"开户(?:银?行|机构)[^，,；; ]{0,30}|[\u4e00-\u9fff]{2,10}(?:银行|信用社|信用合作联社)[\u4e00-\u9fff]{0,10}"
)
"""The bank at which it is kept, which is no owner."""
_SENTENCE = re.compile("[。\n]")
"""What ends a sentence."""


def as_card(number: Number, person: str, public: Public) -> FoundNumber | None:
    """A bank card, or the account of a person."""
    digits, label = number.digits, number.label
    spaced = _spaced(number)
    if is_part(number) or digits in public.numbers or counts(number):
        return None
    is_card = 16 <= len(digits) <= 19 and is_luhn(digits)
    if not is_card and _CARD_GROUPS.fullmatch(spaced) is None:
        return None
    if is_card and labels.CARD.search(label):
        return FoundNumber("card", number.start, number.end, is_certain=True)
    if labels.THING.search(label) and not labels.PERSONAL.search(label):
        return None
    sentence = _SENTENCE.split(number.before)[-1]
    around = _BANK.sub("", f"{sentence}\0{number.after}")
    owner = _owner(around)
    if owner and labels.OFFICE.search(owner):
        return None
    if labels.ACCOUNT.search(label) or labels.CARD.search(label):
        return _of_owner(number, person or owner, around, is_card=is_card)
    if is_card and digits.startswith("62") and not number.header and _CARD_GROUPS.fullmatch(spaced):
        is_told = labels.CARD.search(sentence) is not None
        return FoundNumber("card", number.start, number.end, is_certain=is_told)
    return None


def _of_owner(number: Number, owner: str, around: str, *, is_card: bool) -> FoundNumber | None:
    """An account whose owner is a person, or which is a card by its digits and nobody else's."""
    has_person = is_name(owner) or bool(names_in(around)) or labels.OWN.search(number.label) is not None
    if is_card and (has_person or not number.header):
        return FoundNumber("card", number.start, number.end, is_certain=True)
    if has_person:
        return FoundNumber("account", number.start, number.end, is_certain=False)
    return None


def _spaced(number: Number) -> str:
    """The digits with a blank between their groups."""
    pieces, at = [], 0
    for length in number.groups:
        pieces.append(number.digits[at : at + length])
        at += length
    return " ".join(pieces)


def _owner(around: str) -> str:
    """Whose account it is said to be; empty where nothing says so."""
    match = _OWNER.search(_BANK.sub("", around))
    if match is None:
        return ""
    return match["owner"] or match["kind"] or ""
