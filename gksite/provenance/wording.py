"""How documents word what is compared: who leads, what follows a list of names, the forms of a date."""

import re
from datetime import date

from gksite.text.breaks import bare

LEADING = re.compile("牵头|主办")
"""What a cell says that states the lead beside other roles."""
_ROLE = re.compile("牵头|主办|负责|责任|配合|协助|协办|承办|参与|参加|落实")
"""A word that says who does what: a cell with one of these, found in a requirement, is a statement there."""
AFTER_NAMES = r"[\u3400-\u9fff]{2,8}[:：]|\d{1,4}(?:[年月日]|个)|年[底初末内]|每[年季月周日]|全年|长期|持续"
"""What may follow the last name of a list: the label of another, or a time limit."""
_FIGURES = "〇一二三四五六七八九"
_TENS = ("", "十", "二十", "三十")


def states_agencies(cell: str, text: str) -> bool:
    """Whether a text states a cell: as a bracket （市财政局负责）, or as words of a sentence on who leads or helps."""
    inside = rf"[（(〔【\[][^）)〕】\]]{{0,12}}{re.escape(cell)}[^（(〔【\[]{{0,12}}[）)〕】\]]"
    words = bare(text)
    return re.search(inside, words) is not None or (cell in words and _ROLE.search(cell) is not None)


def date_forms(day: date) -> re.Pattern[str]:
    """How a document prints a day: 2018年6月12日, 2018-06-12, 二〇一八年六月十二日."""
    year = "".join(map(_year_figure, str(day.year)))
    arabic = rf"{day.year}(?:年0?{day.month}月0?{day.day}日|[-./]0?{day.month}[-./]0?{day.day}(?!\d))"
    return re.compile(f"{arabic}|{year}年{_spelt(day.month)}月{_spelt(day.day)}日")


def _year_figure(figure: str) -> str:
    """A figure of a year in Chinese; documents print the zero in many ways."""
    if figure == "0":
        return "[〇○零Oo]"
    return _FIGURES[int(figure)]


def _spelt(number: int) -> str:
    """12 as 十二: the number of a month or of a day."""
    tens, ones = divmod(number, 10)
    return _TENS[tens] + _FIGURES[ones].strip("〇")
