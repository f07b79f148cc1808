"""An agency's names together with its place, as people and signs say them: 厦门市财政局, 厦门财政局."""

import re
from collections.abc import Iterator, Sequence

_LEVEL = re.compile(r"(?<=..)(?<!新)(?<!开发)(?:特别行政区|自治[区县州旗]|[省市区县旗盟州])$")
"""What kind of place a name says that it is, behind what people call it: 市 in 厦门市, but no 区 of 高新区."""
MAKES_WORD = "委直级属政场容域"
"""What makes a word of the level in front of a name, so that it cannot be left out: 市委, 市政, 市场, 区域."""
_WORD = re.compile(f"[{MAKES_WORD}]")
"""Such a character behind the level."""
_HAN = re.compile(r"[\u3400-\u9fff]")
"""A Chinese character."""


def names_with_place(names: Sequence[str], place: str) -> tuple[str, ...]:
    """The names of an agency with that of its place in front, none of those given among them; the first is its title.

    They follow from the names alone: 市财政局 of 厦门市 is 市财政局（厦门市）, 厦门市财政局 and 厦门财政局.
    """
    found = dict.fromkeys([_title(names[0], place)])
    for name in names:
        found |= dict.fromkeys(_said(name, place))
    return tuple(name for name in found if name not in names)


def short_place(place: str) -> str:
    """A place as people call it: 厦门 for 厦门市."""
    return _LEVEL.sub("", place)


def _title(name: str, place: str) -> str:
    """What the site itself calls an agency wherever those of several places stand together."""
    if _HAN.search(name):
        return f"{name}（{place}）"
    return f"{name} ({place})"


def _said(name: str, place: str) -> Iterator[str]:
    """A name with its place, whole and as people call it for short."""
    if not _HAN.search(name):
        return
    short = short_place(place)
    rest = name.removeprefix(place)
    if rest != name:
        yield f"{short}{rest}"
    elif name.startswith(short):
        yield f"{place}{name.removeprefix(short)}"
    elif short != place and name.startswith(place[-1]):
        yield from _of_its_level(name, place, short)
    elif short not in name:
        yield f"{place}{name}"
        yield f"{short}{name}"


def _of_its_level(name: str, place: str, short: str) -> Iterator[str]:
    """A name that begins with the level of its place: 市财政局; or with a word that only looks so: 市场监督管理局."""
    yield f"{short}{name}"
    if _WORD.match(name, 1):
        yield f"{place}{name}"
    else:
        yield f"{short}{name[1:]}"
