"""Text made comparable for markings of disclosure: one width, simplified, its boxes and ticks by what they say."""

import re
import unicodedata
from functools import lru_cache

EMPTY, TICK, CROSS, BOXED_CROSS = "\u2610", "\u2611", "\u00d7", "\u2612"
"""What a box says once folded: not chosen, chosen, crossed, crossed inside a box."""
STAR = "\u2605"
"""The star between a secret level and its term: 机密★1年."""
_AS_TYPED = str.maketrans(
    {
        **dict.fromkeys("\uf0fe\uf052\uf050\uf0fc\u00fe\u00fc", TICK),
        **dict.fromkeys("\uf0a8\uf06f\uf0a3\uf071\u00a8\u00a3", EMPTY),
        **dict.fromkeys("\uf0fd\uf053\uf054\uf051\uf078\u00fd", BOXED_CROSS),
        **dict.fromkeys("\uf0fb\uf04f\u00fb", CROSS),
        **dict.fromkeys("\uf0ab\uf0b5\uf0b6", STAR),
        "\u3299": "机密",
    }
)
"""Places in Wingdings that a file keeps as text (þ, £, U+F0FE), and ㊙, before they are folded to something else."""
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("√✓✔✅☑🗹■▣◼⬛●◉⦿◆", TICK),
        **dict.fromkeys("□☐◻⬜▢○◯◇❑❏", EMPTY),
        **dict.fromkeys("☒⊠❎🗷🗵", BOXED_CROSS),
        **dict.fromkeys("×✗✘✕✖╳❌⨯", CROSS),
        **dict.fromkeys("★☆✩✪✭✮✯✰✱⭐※", STAR),
    }
)
"""The signs of all fonts by what they say."""
_SIMPLE = str.maketrans(
    "機絕絶祕內開請屬發級長傳於動資閱導僅張範圍別類選項為爲參會議後還國對務單門無擴轉載複製註檔關體象領業辦個與處"
    "標識責涉網設規禁嚴許應當將讓勿語審見結權說屆時間實號銷毀歸留",
    "机绝绝秘内开请属发级长传于动资阅导仅张范围别类选项为为参会议后还国对务单门无扩转载复制注档关体象领业办个与处"
    "标识责涉网设规禁严许应当将让勿语审见结权说届时间实号销毁归留",
)
"""The simplified character for a Traditional one of the words of markings: 机 for 機, 开 for 開."""
_UNSEEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\ufe0e\ufe0f\x00-\x08\x0e-\x1f]")
"""Characters without width, which may stand between two others unseen."""
_TICK_IN_BRACKETS = re.compile(rf"[(\[〔【]\s*[{TICK}vx\u2713]\s*[)\]〕】]")
"""A tick between brackets: (√), [x], 【V】."""
_CROSS_IN_BRACKETS = re.compile(rf"[(\[〔【]\s*[{CROSS}]\s*[)\]〕】]")
"""A cross between brackets: （×）."""
_EMPTY_BRACKETS = re.compile(rf"[(\[〔【]\s*+(?:{EMPTY}\s*+)?[)\]〕】]")
"""Brackets for a tick that has not been made: （ ）, [ ]."""
_BLANKS = re.compile(r"\s+")
"""Any run of blanks."""


@lru_cache(maxsize=1024)  # a cell is asked for as a marking, as a label, and beside its neighbours
def fold(text: str) -> str:
    """A line in one width, simplified, without what cannot be seen; blanks as one, boxes as what they say."""
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text).translate(_AS_TYPED))
    text = text.translate(_FOLDED).translate(_SIMPLE).casefold().replace("_", " ")
    text = _TICK_IN_BRACKETS.sub(TICK, text)
    text = _CROSS_IN_BRACKETS.sub(CROSS, text)
    return _BLANKS.sub(" ", _EMPTY_BRACKETS.sub(EMPTY, text)).strip()


def close_up(text: str) -> str:
    """A folded text without any blank."""
    return text.replace(" ", "")
