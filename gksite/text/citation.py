"""How an official document, or a part of its table, is cited: 发文机关：文号附件第 n 项，日期。"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gksite.text.dates import chinese_date

_INNER = str.maketrans("《》", "〈〉")
"""The marks of a title inside a title (GB/T 15834—2011)."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What is known of a document, and of the item of it that is cited; what nobody stated is None.

    `in_annex`: the item stands in what the document sends out, not in its own text. `section` is the heading that
    tells two items of one number apart.
    """

    title: str
    year: int
    issuer: str | None = None
    number: str | None = None
    issued: date | None = None
    in_annex: bool = False
    section: str | None = None
    item: str | None = None


Say = Callable[[str], str]
"""A pattern in the language of a page."""


def citation(cited: Cited, say: Say = str, show: Callable[[date], str] = chinese_date) -> str:
    """The citation up to its full stop; only what is known stands in it. `show` tells how a day is written."""
    issuer = say("{issuer}：").format(issuer=cited.issuer) if cited.issuer else ""
    document = cited.number or say("《{title}》").format(title=cited.title.translate(_INNER))
    day = show(cited.issued) if cited.issued else say("{year}年").format(year=cited.year)
    return say("{cited}，{day}。").format(cited=f"{issuer}{document}{_item(cited, say)}", day=day)


def _item(cited: Cited, say: Say) -> str:
    """Which item of the document is cited, as its table counts them."""
    if cited.item is None:
        return ""
    section = say("“{section}”").format(section=cited.section) if cited.section else ""
    item = section + say("第{n}项").format(n=cited.item)
    return say("附件{item}").format(item=item) if cited.in_annex else item
