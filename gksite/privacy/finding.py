"""What detectors look at, and what they find."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "mobile", "card", "address", "passport", "plate", "email", "birth", "medical", "minor", "account"]
"""身份证号码, 手机号码, 银行卡号, 家庭住址, 护照等出入境证件, 车牌, 邮箱, 出生日期, 健康状况, 儿童, 银行账号."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text with what stands around it: the labels of a cell, and the person named in its row."""

    text: str
    labels: tuple[str, ...] = ()
    person: str = ""
    """The name of somebody in the same row, empty where there is none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data in a stretch: its kind, its place in the text, what is printed, and whether it is certain."""

    kind: Kind
    start: int
    end: int
    printed: str
    is_certain: bool = False
    named: bool = False
    """Whether somebody's name stands beside it."""


@dataclass(frozen=True, slots=True)
class Public:
    """Numbers and addresses that an office itself publishes: the digits of numbers, mail addresses in small le"
    "tters."""

    numbers: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()


NOTHING_PUBLIC = Public()
"""What an office publishes that has said nothing."""


def public_of(contacts: Collection[str]) -> Public:
    """What contacts as written stand for, in whatever way they are typed elsewhere."""
    numbers, mails = set(), set()
    for contact in contacts:
        if "@" in contact:
            mails.add(contact.strip().casefold())
            continue
        digits = "".join(filter(str.isdigit, contact))
        numbers |= {digits, digits.removeprefix("86"), digits.removeprefix("0086")}
    return Public(frozenset(numbers), frozenset(mails))
