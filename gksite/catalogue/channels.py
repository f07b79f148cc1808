"""The channels of a matter as cells name them: ■ and □ before each of thirteen, or only those that are meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from gksite.model.catalogue import CHANNELS, NOTICE_BOARD, OTHER_CHANNEL
from gksite.text.traditional import simple

TICKED, UNTICKED = "■", "□"
"""How a form that we write marks channels."""
_ALIASES = {
    "政府门户网站": "政府网站",
    "门户网站": "政府网站",
    "政务新媒体": "两微一端",
    "发布会": "发布会/听证会",
    "新闻发布会": "发布会/听证会",
    "新闻发布会/听证会": "发布会/听证会",
    "听证会": "发布会/听证会",
    "发布会听证会": "发布会/听证会",
    "发布会、听证会": "发布会/听证会",
    "广播/电视": "广播电视",
    "广播、电视": "广播电视",
    "纸质媒介": "纸质媒体",
    "纸质载体": "纸质媒体",
    "信息公开查阅点": "公开查阅点",
    "政府信息公开查阅点": "公开查阅点",
    "行政服务中心": "政务服务中心",
    "政务服务大厅": "政务服务中心",
    "便民服务中心": "便民服务站",
    "入户现场": "入户/现场",
    "入户、现场": "入户/现场",
    "社区/企事业单位/村公示栏(电子屏)": CHANNELS[10],
    "社区/企事业单位、村公示栏": CHANNELS[10],
    "社区、企事业单位、村公示栏": CHANNELS[10],
    "社区/企事业单位、村公示栏(电子屏)": CHANNELS[10],
    "社区、企事业单位、村公示栏(电子屏)": CHANNELS[10],
    "村公示栏": CHANNELS[10],
    "社区公示栏": CHANNELS[10],
    "村(社区)公示栏": CHANNELS[10],
    "公示栏": CHANNELS[10],
}
"""Other words that published forms have for some of the thirteen, folded."""
_PRINTED = {CHANNELS[10]: NOTICE_BOARD}
"""The words of the form where the list of channels is shorter."""
_FULL = "■☑☒✓✔√●◆█▇⬛🗹þ✅"
"""Signs before a channel that is meant; þ is what is left of a ticked box of Wingdings."""
_EMPTY = "□☐○◇▢⬜囗◻❑¨£"
"""Signs before one that is not; ¨ and £ are what is left of an empty box of Wingdings."""
_FULL_LETTERS, _EMPTY_LETTERS = "RrTtn", "oq口"
"""Letters that such boxes are left as, and what a scanner reads; they count right before a channel only."""
_BETWEEN = " 、，,；;/.。\n"
"""What may stand between two channels."""


def _folded(text: str) -> str:
    """A text in simplified characters without blanks and width differences, but with its signs."""
    kept = [character if character in _FULL + _EMPTY else normalize("NFKC", character) for character in text]
    return simple(re.sub(r"[^\S\n]+", "", "".join(kept)))


def _names() -> dict[str, str]:
    """Every known name of a channel, folded, longest first, with the one it means."""
    known = {_folded(name): name for name in CHANNELS} | _ALIASES
    return {name: known[name] for name in sorted(known, key=len, reverse=True)}


_NAMES = _names()
_ANY = "|".join(map(re.escape, _NAMES))
_MARK = re.compile(
    f"(?P<sign>[{_FULL}{_EMPTY}])|(?P<letter>[{_FULL_LETTERS}{_EMPTY_LETTERS}])(?=(?:{_ANY}))", re.IGNORECASE
)
"""A box before a channel, in whatever way it is drawn."""
_AT = re.compile(_ANY)
"""A known channel."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """What a cell says: the channels meant, and what cannot be told."""

    channels: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    """Channels that are ticked and not ticked, or that have no box where others have one."""


def channel(name: str) -> str | None:
    """The channel that a name means; 其他：… is one too. None for any other."""
    folded = _folded(name).replace("\n", "")
    if folded in _NAMES:
        return _NAMES[folded]
    other = re.fullmatch(r"其他[:(](?P<what>[^)]+)\)?", folded)
    return f"{OTHER_CHANNEL}{other['what']}" if other else None


def is_channel(name: str) -> bool:
    """Whether a name is written as the list has it, or as forms print it."""
    return name == NOTICE_BOARD or channel(name) == name


def ticks(text: str) -> Ticks:
    """The channels that a cell names, by boxes or without."""
    folded = _folded(text)
    marks = list(_MARK.finditer(folded))
    if not marks:
        return _known(_listed(folded))
    before = folded[: marks[0].start()].strip(_BETWEEN)
    full: dict[str, None] = {}
    empty: dict[str, None] = {}
    unclear = list(_pieces(before))
    for mark, piece in zip(marks, _behind(folded, marks), strict=True):
        names = list(_pieces(piece))
        unclear += names[1:]
        chosen = full if _is_full(mark) else empty
        chosen |= dict.fromkeys(names[:1])
    unclear += [name for name in full if name in empty]
    found = _known(list(full))
    order = {name: number for number, name in enumerate(CHANNELS)}
    ordered = sorted(found.channels, key=lambda name: order.get(name, len(CHANNELS)))
    return Ticks(tuple(ordered), found.unknown, tuple(unclear))


def _is_full(mark: re.Match[str]) -> bool:
    if mark["sign"]:
        return mark["sign"] in _FULL
    return mark["letter"] in _FULL_LETTERS


def _behind(folded: str, marks: list[re.Match[str]]) -> Iterator[str]:
    """What stands between each box and the next."""
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(folded)
        yield folded[mark.end() : end]


def _pieces(text: str) -> Iterator[str]:
    """The names in a text behind a box: a known one with a known one behind it are two; 其他 has what follows."""
    rest = text.replace("\n", "").strip(_BETWEEN)
    while rest:
        match = _AT.match(rest)
        if match is None:
            yield rest
            return
        if match.group() == "其他" and len(rest) > len("其他"):
            yield "其他：" + rest.removeprefix("其他").strip(":：()" + _BETWEEN)
            return
        behind = rest[match.end() :].strip(_BETWEEN)
        if behind and _AT.match(behind) is None:
            yield rest  # 政府网站群: no channel of the list
            return
        yield match.group()
        rest = behind


def _listed(folded: str) -> list[str]:
    """The names in a cell without boxes."""
    found: list[str] = []
    for line in folded.split("\n"):
        rest = line.strip(_BETWEEN)
        while rest:
            match = _AT.match(rest)
            name = match.group() if match else re.split("[、，,；;]", rest)[0]
            if name == "其他" or name.startswith("其他:"):
                name = rest
            rest = rest.removeprefix(name)
            if match and rest and rest[0] not in _BETWEEN and _AT.match(rest) is None:
                extra = re.split("[、，,；;]", rest)[0]
                name, rest = name + extra, rest.removeprefix(extra)
            found.append(name)
            rest = rest.strip(_BETWEEN)
    return found


def _known(names: list[str]) -> Ticks:
    """The channels among some names, each once, apart from what is none."""
    known: dict[str, None] = {}
    unknown = []
    for name in names:
        meant = channel(name)
        if meant is None:
            unknown.append(name)
        else:
            known[meant] = None
    return Ticks(tuple(known), tuple(unknown))


def boxes(channels: tuple[str, ...], between: str = " ") -> str:
    """The thirteen with a box before each: ■政府网站 □政府公报 …"""
    meant = set(map(channel, channels))
    others = [name.removeprefix(OTHER_CHANNEL) for name in channels if name.startswith(OTHER_CHANNEL)]
    shown = []
    for name in CHANNELS:
        if name == CHANNELS[-1] and others:
            shown.append(f"{TICKED}{OTHER_CHANNEL}{'、'.join(others)}")
        else:
            shown.append(f"{TICKED if name in meant else UNTICKED}{_PRINTED.get(name, name)}")
    return between.join(shown)
