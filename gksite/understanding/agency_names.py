"""A cell of agencies cut into names as printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gksite.text.breaks import bare, glued
from gksite.text.outline import mark_of
from gksite.understanding.vocabulary import agency_like

_CUTS = "、，,；;。\n\t 　/／"
"""Signs between two names (R6); blanks count too (R16)."""
_BREAKS = "\n\t 　"
"""Blanks and line breaks, which may stand inside a name too, where its line is broken."""
_OPEN, _CLOSED = "（(〔[", "）)〕]"
"""Brackets, inside which no name is cut: 各县（市、区）政府."""
_LONGEST = 200
"""Characters of a piece in which 和 may join names; a longer one is a sentence."""
_OTHER_NAME = re.compile(r"[（(]([^（）()]{3,16})[）)]$")
"""A bracket at the end of a name: （市审改办） in 市编办（市审改办）."""
_OTHER_NAME_END = re.compile(r"(?:办|局|委|部|厅|院|处|中心|政府|会|室|公司|站|队)$")
"""What the bracket ends with where it holds another name and no level or note."""
_LIST_SIGN = re.compile("[、，]")
"""Signs that tell a list in brackets from one name."""
_STEM = re.compile(r"[省市县区州旗]?(?:人民)?政府|[省市县区州旗]委|[省市县区州旗](?:人大|政协)")
"""The beginning of a name that a line break may cut behind it: 市政府 in 市政府⏎新闻办."""
_PREFIXED = re.compile(r"[省市县区州旗镇乡各团国驻武中]|[^、]{2,4}[省市县区州]")
"""The beginning of a name that is whole by itself, and so does not go on with the line above: 市 in 市财政局."""
_HALF = re.compile(r"各[县市区镇乡州旗]")
"""The first half of 各县、市、区政府."""
_PARTY = re.compile(r"各.*党(?:工|（工）)?委")
"""The first half of 各乡镇党委、政府."""
_OTHER_OFFICE = re.compile(r"(?:(?:人民)?政府|办事处|管委会)(?![\u3400-\u9fff])")
"""The second office in 各乡镇党委、政府, which has no place of its own."""
_OTHER_HALF = re.compile(r"(?:自治)?[县市区镇乡州旗](?:(?:人民)?政府|$)")
"""The second half of 各县、市、区政府: 区政府."""
_SHORTEST = 3
"""Characters of a name that stands by itself: 财政局; one as short as 各乡镇 needs its 各."""
_AND = re.compile(r"以及|及|和|与")
"""Words that join two names, where they are not part of one: 和 in 市住房和城乡建设局 is."""
_COMPLETE = re.compile(r"[：:；。]|(?:牵头|负责|配合|主办|协办|承办|落实|参与|协助|等|全体)$")
"""What shows that a piece is whole although it names no agency: its role, or a sign of a sentence."""
_ROLE_END = re.compile(r"(?:按[^、]{0,40})?(?:分别|共同)?(?:牵头|负责|配合|落实)$")
"""The role behind a name: 分别负责 in 市教育局和市民政局分别负责."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a cell and the sign in front of it, "" at the beginning."""

    text: str
    cut: str


def tokens(cell: str) -> list[Token]:
    """The pieces of a cell between its signs, those inside brackets left alone, broken names whole again (R6)."""
    pieces: list[Token] = []
    for token in _mend_torn_words(_cut(cell)):
        if pieces and _continues(pieces[-1], token):
            before = pieces.pop()
            sign = "" if token.cut in _BREAKS else token.cut
            pieces.append(Token(glued(before.text + sign, token.text), before.cut))
        else:
            pieces.append(token)
    names: list[Token] = []
    for piece in pieces:
        names += _split_at_and(piece)
    return names


def _cut(cell: str) -> list[Token]:
    """The pieces between the signs outside brackets; of several signs in a row the last that is no blank counts."""
    pieces: list[Token] = []
    text, cut, depth = "", "", 0
    for character in cell:
        depth += (character in _OPEN) - (character in _CLOSED)
        if character in _CUTS and depth <= 0:
            if text.strip():
                pieces.append(Token(text.strip(), cut))
                cut = ""
            text = ""
            if character not in _BREAKS or not cut:
                cut = character
        elif depth <= 0 or character not in _BREAKS:
            text += character
    if text.strip():
        pieces.append(Token(text.strip(), cut))
    return pieces


def _mend_torn_words(pieces: Sequence[Token]) -> Iterator[Token]:
    """The pieces, where one character before a line break begins the word of the next line."""
    torn: Token | None = None
    for token, below in zip_longest(pieces, pieces[1:]):
        if torn:
            yield Token(torn.text + token.text, torn.cut)
            torn = None
        elif below and below.cut == "\n" and _may_be_torn(token):
            torn = token
        else:
            yield token


def _may_be_torn(token: Token) -> bool:
    """Whether a piece is one character behind a sign, as 市 in 、市⏎财政局."""
    return len(token.text) == 1 and token.cut not in _BREAKS


def _continues(before: Token, token: Token) -> bool:
    """Whether a piece goes on with the name in front of it rather than being the next."""
    if token.cut in _BREAKS:
        return _continues_line(before.text, token)
    return token.cut == "、" and _continues_list(before.text, token.text)


def _continues_line(before: str, token: Token) -> bool:
    """Whether a piece behind a blank or a line break goes on with a name: 新闻办 behind 市政府."""
    if token.text[0] in _OPEN:
        return True
    if mark_of(token.text):
        return False
    if token.cut == "\n" and len(bare(token.text)) == 1:
        return True
    whole = bare(before)
    if _STEM.fullmatch(whole):
        return _PREFIXED.match(token.text) is None
    return not _is_complete(whole)


def _continues_list(before: str, text: str) -> bool:
    """Whether a piece behind 、 is part of a name with a list inside: 各县、市、区政府 is one name (R16)."""
    if len(bare(text)) == 1:
        return True
    if _PARTY.fullmatch(before) and _OTHER_OFFICE.match(text):
        return True
    half = before.split("、")[0]
    return _HALF.fullmatch(half) is not None and _OTHER_HALF.match(text) is not None


def _is_complete(text: str) -> bool:
    """Whether a piece can stand by itself: as a name, with its role, or as a sentence of its own."""
    return agency_like(text) or _COMPLETE.search(text) is not None


def _split_at_and(piece: Token) -> list[Token]:
    """Two names joined by 和, where both halves are names."""
    if len(piece.text) > _LONGEST:
        return [piece]
    for match in _AND.finditer(piece.text):
        left, right = piece.text[: match.start()], piece.text[match.end() :]
        name = _ROLE_END.sub("", right)
        are_names = _is_half(left) and agency_like(name)
        if min(len(left), len(name)) >= _SHORTEST and are_names and _is_balanced(left):
            return [Token(left, piece.cut), *_split_at_and(Token(right, "、"))]
    return [piece]


def _is_half(name: str) -> bool:
    """Whether a text in front of 和 is a name by itself: 各区住房 in 各区住房和城乡建设局 is none."""
    if len(name) > _SHORTEST:
        name = name.removeprefix("各")
    return agency_like(name)


def _is_balanced(text: str) -> bool:
    """Whether every bracket that a text opens is closed in it."""
    return sum(map(text.count, _OPEN)) == sum(map(text.count, _CLOSED))


def without_other_name(name: str) -> str:
    """A name without the second name of the same office in brackets: 市编办（市审改办） is 市编办."""
    match = _OTHER_NAME.search(name)
    if match is None or name.startswith("各"):
        return name
    if _OTHER_NAME_END.search(match[1]) and not _LIST_SIGN.search(match[1]):
        return name[: match.start()].strip()
    return name
