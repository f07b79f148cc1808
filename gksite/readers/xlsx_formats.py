"""Number formats of a sheet: a stored number as its format writes it: 「000218」, 「12.5%」, 「6月30日」, 「3项」."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]{0,99}+)[^\]]{0,99}+\]|\[(?P<elapsed>[hH]+|[mM]+|[sS]+)\]'
    r"|\[(?P<condition>[<>=][^\]]{0,99}+)\]|\[[^\]]{0,99}+\]|(?P<general>G/通用格式|[Gg]eneral)|(?P<half>上午/下午|AM/PM|am/pm|A/P)"
    r"|(?P<scientific>[Ee][+-])|(?P<moment>[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+(?:\.0+)?|[Aa]{3,4})|(?P<digit>[0#?])"
    r"|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<literal>.)",
    re.DOTALL,
)
"""A piece of a format: a quoted text, a sign behind a stroke, a currency, a place of a figure, a part of a date."""
_NUMERIC = ("digit", "point", "comma")
"""The pieces that are places of a number."""
_WEEKDAYS = "一二三四五六日"
"""How 「aaaa」 ends: 星期三."""
_MOST_FORMATS = 1000
"""Formats that are kept cut into pieces; a file has a few dozen."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a format: which group of the pattern it is, and its words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """One section of a format, for positive numbers, negative ones or zero."""

    pieces: tuple[_Piece, ...]

    def has(self, *kinds: str) -> bool:
        """Whether it has a piece of one of these kinds."""
        return any(piece.kind in kinds for piece in self.pieces)

    @property
    def is_moment(self) -> bool:
        """Whether it writes a date or a time."""
        return self.has("moment", "elapsed") and not self.has("general", "digit")

    def letters(self) -> set[str]:
        """The letters of its date and time: y, m, d, h, s, a."""
        return {piece.words[0].lower() for piece in self.pieces if piece.kind in ("moment", "elapsed")}


@lru_cache(maxsize=_MOST_FORMATS)
def sections(code: str) -> tuple[NumberFormat, ...]:
    """The sections of a format, at least one; none where it has conditions of its own, which nobody needs."""
    found: list[list[_Piece]] = [[]]
    for match in _PIECE.finditer(code):
        kind = match.lastgroup or ""
        if kind == "condition":
            return ()
        if kind == "literal" and match[kind] == ";":
            found.append([])
        elif kind:
            found[-1].append(_literal(kind, match[kind]))
    return tuple(NumberFormat(tuple(pieces)) for pieces in found)


def _literal(kind: str, words: str) -> _Piece:
    """A piece, of which every kind of text that stands for itself is a literal."""
    if kind in ("quoted", "escaped", "currency"):
        return _Piece("literal", words)
    return _Piece(kind, words)


def written_number(amount: Decimal, form: NumberFormat, general: str) -> str | None:
    """A number as a section writes it; `general` is how it is written without a format; None where it cannot be."""
    if form.has("scientific") or _is_fraction(form):
        return None
    if not form.has("digit"):
        return "".join(_words_without_places(form, general))
    before, places, behind = _divide(form.pieces)
    amount = abs(amount).scaleb(2 * sum(piece.kind == "percent" for piece in form.pieces))
    while places and places[-1].kind == "comma":
        amount = amount.scaleb(-3)
        places = places[:-1]
    return _literals(before) + _in_places(amount, places) + _literals(behind)


def _is_fraction(form: NumberFormat) -> bool:
    """Whether a section writes 1/2."""
    return form.has("digit") and any(piece == _Piece("literal", "/") for piece in form.pieces)


def _words_without_places(form: NumberFormat, general: str) -> Iterator[str]:
    """What a section without places of figures writes."""
    for piece in form.pieces:
        if piece.kind in ("general", "text"):
            yield general
        elif piece.kind in ("literal", "percent"):
            yield piece.words


def _divide(pieces: Sequence[_Piece]) -> tuple[Sequence[_Piece], Sequence[_Piece], Sequence[_Piece]]:
    """What stands in front of the places of a number, between the first and the last of them, and behind."""
    numeric = [at for at, piece in enumerate(pieces) if piece.kind in _NUMERIC]
    first, last = numeric[0], numeric[-1]
    return pieces[:first], pieces[first : last + 1], pieces[last + 1 :]


def _literals(pieces: Sequence[_Piece]) -> str:
    return "".join(piece.words for piece in pieces if piece.kind in ("literal", "percent"))


def _in_places(amount: Decimal, places: Sequence[_Piece]) -> str:
    """A number in the places of a format: 0 always shows a figure, # only where there is one."""
    point = next((at for at, piece in enumerate(places) if piece.kind == "point"), len(places))
    decimals = [piece for piece in places[point + 1 :] if piece.kind == "digit"]
    with_decimals = amount.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    whole, _, part = f"{with_decimals:f}".partition(".")
    needed = len(part)
    while needed and part[needed - 1] == "0" and decimals[needed - 1].words != "0":
        needed -= 1
    shown = _whole_part(whole.lstrip("0"), places[:point])
    if point == len(places):
        return shown
    return f"{shown}.{part[:needed]}"


def _whole_part(figures: str, places: Sequence[_Piece]) -> str:
    """Figures in their places from right to left, what stands between them kept; more figures than places stay."""
    grouped = _is_grouped(places)
    shown: list[str] = []
    count = 0

    def put(figure: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0:
            shown.append(",")
        shown.append(figure)
        count += 1

    left = list(figures)
    for piece in reversed(places):
        if piece.kind == "digit" and (left or piece.words == "0"):
            put((left or ["0"]).pop())
        elif piece.kind == "literal":
            shown.append(piece.words[::-1])
    while left:
        put(left.pop())
    return "".join(reversed(shown))


def _is_grouped(places: Sequence[_Piece]) -> bool:
    """Whether a comma stands between places of figures."""
    return any(piece.kind == "comma" and after.kind == "digit" for piece, after in pairwise(places))


def written_moment(moment: datetime, form: NumberFormat) -> str:
    """A date or a time as a section writes it."""
    shown: list[str] = []
    clock = ""
    halves = form.has("half")
    for at, piece in enumerate(form.pieces):
        if piece.kind == "half":
            shown.append(("上午", "下午")[moment.hour // 12])
        elif piece.kind == "moment":
            letter = piece.words[0].lower()
            minutes = letter == "m" and (clock == "h" or _goes_on_with_seconds(form.pieces[at + 1 :]))
            shown.append(_part(moment, piece.words.lower(), minutes=minutes, halves=halves))
            clock = letter
        elif piece.kind not in ("general", "text"):
            shown.append(piece.words)
    return "".join(shown).strip()


def _goes_on_with_seconds(pieces: Sequence[_Piece]) -> bool:
    """Whether the next part of a date or time is its seconds, so that an m in front of it means minutes."""
    following = next((piece.words for piece in pieces if piece.kind == "moment"), "")
    return following[:1].lower() == "s"


def _part(moment: datetime, code: str, *, minutes: bool, halves: bool) -> str:
    """One part of a date or a time: yyyy, m, dd, aaaa, hh, ss."""
    width = min(len(code), 2)
    match code[0]:
        case "y":
            if len(code) > 2:
                return f"{moment.year:04}"
            return f"{moment.year % 100:02}"
        case "m":
            if minutes:
                return f"{moment.minute:0{width}}"
            return f"{moment.month:0{width}}"
        case "d":
            return f"{moment.day:0{width}}"
        case "a":
            return "星期"[: 2 * (len(code) - 3)] + _WEEKDAYS[moment.weekday()]
        case "h":
            if halves:
                return f"{(moment.hour + 11) % 12 + 1:0{width}}"
            return f"{moment.hour:0{width}}"
    return f"{moment.second:0{width}}"
