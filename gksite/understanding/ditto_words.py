"""Signs and words that repeat what stands above: 〃, 同上, 同第3项 (R40)."""

import re
from dataclasses import dataclass

from gksite.text.breaks import bare
from gksite.text.outline import value_of

_SIGN = re.compile("(?:[〃″＂\"“”〝〞‟々´`'′’‘＇]{1,2}|,,|，，|、、)")
"""A sign for the text above: 〃, ″, 々, two strokes."""
_WHOSE = r"(?:的?(?:(?:总?牵头|责任|配合|协办|主办|承办|落实|参与)?(?:单位|部门|科室|处室|主体)|时限|时间|内容|要求))?"
"""What the words may name that they repeat: 同上牵头单位."""
_ABOVE = re.compile(
    r"[（(【]?(?:如|[同与與和](?:以)?)(?:上|前)(?:面|述|列|边)?(?:一|个)?(?:[项行条栏格款]|任务)?"
    rf"{_WHOSE}(?:相?同|一致|一样)?[）)】]?[。.]?|[（(]?上同[）)]?"
)
"""Words for the text above: 同上, 同前, （同上）, 同上一项, 与上项相同, 同上述单位."""
_LEFT = re.compile(r"[（(]?同左[）)]?[。.]?")
"""Words for the text at the left: 同左."""
_TASK = re.compile(
    r"[（(【]?[同与與和见](?:(?:第|序号|任务)[（(]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,4})[）)]?"
    r"(?:[项条号款行])?|(?P<figure>\d{1,3})[项条号款行])(?:任务)?"
    rf"{_WHOSE}(?:相?同|一致)?[）)】]?[。.]?"
)
"""Words for the text of another task: 同第3项, 同3项, 与第三项相同, 同序号3."""


@dataclass(frozen=True, slots=True)
class Ditto:
    """What a cell repeats: the text above, that at the left, or that of the task with a number."""

    left: bool = False
    number: int = 0


def ditto_in(text: str) -> Ditto | None:
    """What a text repeats that is nothing but such a sign or word; None for any other."""
    words = bare(text)
    if _SIGN.fullmatch(words) or _ABOVE.fullmatch(words):
        return Ditto()
    if _LEFT.fullmatch(words):
        return Ditto(left=True)
    if task := _TASK.fullmatch(words):
        return Ditto(number=value_of(task["number"] or task["figure"]))
    return None
