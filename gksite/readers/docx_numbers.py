"""The numbers that Word shows before a paragraph but does not store in it: computed from numbering.xml and styles."""

from dataclasses import dataclass, field

from gksite.readers.list_numbers import ENDS_ITSELF, number_in_form
from gksite.readers.package import Element, attribute, number, value_at

_LEVELS = 9
"""Levels of a list in Word."""
_LONGEST_PATTERN = 50
"""Characters of a level's text, as 「（%1）」, at most."""


@dataclass(frozen=True, slots=True)
class _ListLevel:
    """How one level of a list is numbered, as numbering.xml states it.

    `text` has %1 where the number of the first level stands. `figures`: all numbers in it are in figures.
    `restart`: the level, counted from 1, whose items make this one begin anew; 0 for none, -1 for all above.
    `close`: no blank follows. `style`: the paragraph style that is tied to the level.
    """

    start: int
    form: str
    text: str
    figures: bool
    restart: int
    close: bool
    style: str


_Levels = dict[int, _ListLevel]
"""The levels of a list by their number, counted from 0."""


@dataclass(slots=True)
class WordLists:
    """The lists of a document and how far each has counted; `next_number` is called once per paragraph, in order."""

    _lists: dict[str, _Levels] = field(default_factory=dict)
    _nums: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    """numId → the list that it counts in, and where it begins to count at its levels."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _in_use: set[str] = field(default_factory=set)
    """The numIds of which a paragraph has come."""

    def read(self, root: Element) -> None:
        """Take in a numbering part."""
        linked, styled = self._read_abstract(root)
        for num in root.iterchildren("{*}num"):
            name = _value(num, "abstractNumId")
            name = styled.get(linked.get(name, ""), name)
            num_id = attribute(num, "numId") or ""
            own = _own_levels(num)
            if own:
                base, name = name, f"{name}/{num_id}"
                self._lists[name] = self._lists.get(base, {}) | own
            self._nums[num_id] = (name, _starts(num))

    def _read_abstract(self, root: Element) -> tuple[dict[str, str], dict[str, str]]:
        """Take in the lists that others refer to; which are only links to a style, and which list a style has."""
        linked: dict[str, str] = {}
        styled: dict[str, str] = {}
        for abstract in root.iterchildren("{*}abstractNum"):
            name = attribute(abstract, "abstractNumId") or ""
            self._lists[name] = _levels_in(abstract)
            if link := _value(abstract, "numStyleLink"):
                linked[name] = link
            if style := _value(abstract, "styleLink"):
                styled[style] = name
        return linked, styled

    def _list_of(self, num_id: str) -> tuple[str, dict[int, int], _Levels]:
        """The list that a numId counts in, where it begins to count, and the levels of the list."""
        name, starts = self._nums.get(num_id, ("", {}))
        return name, starts, self._lists.get(name, {})

    def level_of_style(self, num_id: str, style: str) -> int:
        """The level of a list that a paragraph style is tied to, 0 if none."""
        _, _, levels = self._list_of(num_id)
        for index, level in levels.items():
            if style and level.style == style:
                return index
        return 0

    def next_number(self, num_id: str, index: int) -> str:
        """The number shown before the next paragraph of a list, with the blank after it; empty for a bullet."""
        name, starts, levels = self._list_of(num_id)
        level = levels.get(index)
        if level is None:
            return ""
        counts = self._counts.setdefault(name, {})
        if num_id not in self._in_use:
            self._in_use.add(num_id)
            for overridden in starts:
                counts.pop(overridden, None)
        counts[index] = counts[index] + 1 if index in counts else starts.get(index, level.start)
        _restart_below(index, levels, counts)
        return _number_text(level, levels, counts)


def _restart_below(index: int, levels: _Levels, counts: dict[int, int]) -> None:
    """Let the deeper levels begin anew, unless they say that this level does not concern them."""
    for deeper in list(counts):
        if deeper <= index:
            continue
        level = levels.get(deeper)
        if level is None or level.restart < 0 or index < level.restart:
            del counts[deeper]


def _number_text(level: _ListLevel, levels: _Levels, counts: dict[int, int]) -> str:
    """The text of a level with the numbers in it, and the blank that follows."""
    if level.form == "bullet":
        return ""
    text = level.text
    for index in range(_LEVELS):
        place = f"%{index + 1}"
        if place in text and index in levels:
            form = "decimal" if level.figures else levels[index].form
            text = text.replace(place, number_in_form(counts.get(index, levels[index].start), form))
    if not text or level.close or text.endswith(ENDS_ITSELF):
        return text
    return text + " "


def _levels_in(element: Element) -> _Levels:
    return {number(attribute(level, "ilvl")): _read_level(level) for level in element.iterchildren("{*}lvl")}


def _own_levels(num: Element) -> _Levels:
    """The levels that a list numbers otherwise than the one it refers to."""
    levels: _Levels = {}
    for override in num.iterchildren("{*}lvlOverride"):
        levels |= _levels_in(override)
    return levels


def _starts(num: Element) -> dict[int, int]:
    """Where a list begins to count at its levels, if it says so."""
    starts = {}
    for override in num.iterchildren("{*}lvlOverride"):
        start = override.find("{*}startOverride")
        if start is not None:
            starts[number(attribute(override, "ilvl"))] = number(attribute(start, "val"), 1)
    return starts


def _value(element: Element, name: str) -> str:
    """What a child states, empty where there is none."""
    return value_at(element, f"{{*}}{name}") or ""


def _read_level(level: Element) -> _ListLevel:
    form = level.find("{*}numFmt")
    return _ListLevel(
        start=number(value_at(level, "{*}start"), 1),
        form="decimal" if form is None else attribute(form, "val") or "",
        text=_value(level, "lvlText")[:_LONGEST_PATTERN],
        figures=level.find("{*}isLgl") is not None,
        restart=number(value_at(level, "{*}lvlRestart"), -1),
        close=_value(level, "suff") == "nothing",
        style=_value(level, "pStyle"),
    )
