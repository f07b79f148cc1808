"""Names of agencies and places → the ASCII ids that stand in addresses."""

import re
from collections.abc import Collection
from itertools import count

from gksite.text.listed import lines_of
from gksite.text.names import fold_name
from gksite.text.pinyin import syllables
from gksite.text.place_names import MAKES_WORD

_WORD = re.compile("|".join(sorted(lines_of("gksite.drafting", "name_words.txt"), key=len, reverse=True)))
"""A word of names of agencies, the longest first."""
_OWN = re.compile(f"^[市区县州旗盟](?=[^{MAKES_WORD}]|政[府务法协])")
"""The level in front of an agency's name, which its id leaves out; not the first character of 市委, 市政, 区域."""
_ENDING = re.compile("^(?:局|委|办|部|处|厅|会|室|院|馆|站|所|科|署|台)$")
"""What ends a name and is spelt with the word before it."""
_LEVEL = re.compile("(?:特别行政区|自治[区县旗]|[省市区县旗盟])$")
"""What kind of place a name says that it is, which its id leaves out."""
_CHANG = re.compile("长(?!子)")
"""Of all places only 长子 reads 长 as zhang."""
_LONGEST = 76
"""Characters of an id, with four to spare for a number that tells it from another."""


def pinyin(text: str) -> str:
    """A text in letters without tones and spaces: 厦门 is xiamen."""
    return re.sub("[^a-z0-9]", "", "".join(syllables(text)).lower())


def place_id(name: str) -> str:
    """The id of a place: 泉州市 is quanzhou."""
    stem = _LEVEL.sub("", name) if len(name) > 2 else name
    return pinyin(_CHANG.sub("chang", stem))


def agency_id(name: str, taken: Collection[str]) -> str:
    """The id of an agency that has none yet: 市住房和城乡建设局 is zhufang-he-chengxiang-jiansheju."""
    parts = [pinyin(word) for word in _split(_OWN.sub("", fold_name(name)))]
    made = "-".join(part for part in parts if part)
    while len(made) > _LONGEST and "-" in made:
        made = made.rpartition("-")[0]
    made = made[:_LONGEST] or "danwei"
    if made not in taken:
        return made
    return next(f"{made}-{n}" for n in count(2) if f"{made}-{n}" not in taken)


def _split(name: str) -> list[str]:
    """The words of a name, neighbours that no list knows kept together, a closing 局 or 委 on its word."""
    words: list[str] = []
    at = 0
    for match in _WORD.finditer(name):
        _add_unknown(words, name[at : match.start()])
        words.append(match.group())
        at = match.end()
    _add_unknown(words, name[at:])
    return words


def _add_unknown(words: list[str], text: str) -> None:
    """Add what stands between two known words."""
    for piece in filter(None, re.split(r"\W+", text)):
        if words and _ENDING.match(piece):
            words[-1] += piece
        else:
            words.append(piece)
