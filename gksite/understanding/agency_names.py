"""A cell of agencies cut into names as printed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from gksite.text.breaks import bare, glued
from gksite.text.outline import mark_of
from gksite.understanding.vocabulary import agency_like

_CUTS = "、，,；;。\n\t 　/／"
_BREAKS = "\n\t 　"
_OPEN, _CLOSED = "（(〔[", "）)〕]"
_LONGEST = 200
"""Characters of a piece in which 和 may join names; a longer one is a sentence."""
_OTHER_NAME = re.compile(r"[（(]([^（）()]{3,16})[）)]$")
_OTHER_NAME_END = re.compile(r"(?:办|局|委|部|厅|院|处|中心|政府|会|室|公司|站|队)$")
_STEM = re.compile(r"[省市县区州旗]?(?:人民)?政府|[省市县区州旗]委|[省市县区州旗](?:人大|政协)")
_PREFIXED = re.compile(r"[省市县区州旗镇乡各团国驻武中]|[^、]{2,4}[省市县区州]")
_HALF = re.compile(r"各[县市区镇乡州旗]")
_PARTY = re.compile(r"各.*党(?:工|（工）)?委")
_OTHER_OFFICE = re.compile(r"(?:(?:人民)?政府|办事处|管委会)(?![\u3400-\u9fff])")
"""The second office in 各乡镇党委、政府, which has no place of its own."""
_OTHER_HALF = re.compile(r"(?:自治)?[县市区镇乡州旗](?:(?:人民)?政府|$)")
_SHORTEST = 3
"""Characters of a name such as 各乡镇, which needs its 各."""
_AND = re.compile(r"以及|及|和|与")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a cell and the sign in front of it, "" at the beginning."""

    text: str
    cut: str


def tokens(cell: str) -> list[Token]:
    """The pieces of a cell between its signs, those inside brackets left alone, broken names whole again."""
    pieces: list[Token] = []
    for token in _untorn(_cut(cell)):
        if pieces and _continues(pieces[-1], token):
            before = pieces.pop()
            sign = token.cut if token.cut not in _BREAKS else ""
            pieces.append(Token(glued(before.text + sign, token.text), before.cut))
        else:
            pieces.append(token)
    return [part for piece in pieces for part in _divided(piece)]


def _untorn(tokens: Sequence[Token]) -> Iterator[Token]:
    """The pieces, where one character before a line break begins the word of the next line."""
    torn: Token | None = None
    for token, below in zip_longest(tokens, tokens[1:]):
        if torn:
            yield Token(torn.text + token.text, torn.cut)
            torn = None
        elif below and below.cut == "\n" and len(token.text) == 1 and token.cut not in _BREAKS:
            torn = token
        else:
            yield token


def _cut(cell: str) -> list[Token]:
    found, text, cut, depth = [], "", "", 0
    for c in cell:
        depth += (c in _OPEN) - (c in _CLOSED)
        if c in _CUTS and depth <= 0:
            if text.strip():
                found.append(Token(text.strip(), cut))
                cut = ""
            text, cut = "", c if c not in _BREAKS or not cut else cut
        elif not (depth > 0 and c in _BREAKS):
            text += c
    return [*found, Token(text.strip(), cut)] if text.strip() else found


def _continues(before: Token, token: Token) -> bool:
    """Whether a piece goes on with the name in front of it rather than being the next."""
    if token.cut in _BREAKS:
        if token.text[0] in _OPEN:
            return True
        if mark_of(token.text):
            return False
        if token.cut == "\n" and len(bare(token.text)) == 1:
            return True
        whole = bare(before.text)
        if _STEM.fullmatch(whole):
            return _PREFIXED.match(token.text) is None
        return not _complete(whole)
    if token.cut == "、":
        if len(bare(token.text)) == 1:
            return True
        if _PARTY.fullmatch(before.text) and _OTHER_OFFICE.match(token.text):
            return True
        half = re.split("、", before.text)[0]
        return _HALF.fullmatch(half) is not None and _OTHER_HALF.match(token.text) is not None
    return False


def _complete(text: str) -> bool:
    """Whether a piece can stand by itself: as a name, with its role, or as a sentence of its own."""
    return (
        agency_like(text)
        or re.search(r"[：:；。]|(?:牵头|负责|配合|主办|协办|承办|落实|参与|协助|等|全体)$", text) is not None
    )


def _divided(piece: Token) -> list[Token]:
    """Two names joined by 和, where both halves are names."""
    for match in _AND.finditer(piece.text) if len(piece.text) <= _LONGEST else ():
        left, right = piece.text[: match.start()], piece.text[match.end() :]
        name = re.sub(r"(?:按[^、]*)?(?:分别|共同)?(?:牵头|负责|配合|落实)$", "", right)
        if len(left) > 2 and len(name) > 2 and _is_half(left) and agency_like(name) and _outside(left):
            return [Token(left, piece.cut), *_divided(Token(right, "、"))]
    return [piece]


def _is_half(name: str) -> bool:
    """Whether a text in front of 和 is a name by itself: 各区住房 in 各区住房和城乡建设局 is none."""
    return agency_like(name.removeprefix("各") if len(name) > _SHORTEST else name)


def _outside(text: str) -> bool:
    return sum(c in _OPEN for c in text) == sum(c in _CLOSED for c in text)


def without_other_name(name: str) -> str:
    """A name without the second name of the same office in brackets: 市编办（市审改办） is 市编办."""
    match = _OTHER_NAME.search(name)
    if match and not name.startswith("各") and _OTHER_NAME_END.search(match[1]) and not re.search("[、，]", match[1]):
        return name[: match.start()].strip()
    return name
