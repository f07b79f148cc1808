"""What paragraphs and letters of a .docx take from their styles: list, heading level, alignment, what is struck out."""

import re
from dataclasses import asdict, dataclass, field, replace

from gksite.readers.docx_numbers import WordLists
from gksite.readers.package import Element, Package, attribute, is_on, number, value_at

_HEADING_NAME = re.compile("heading (?P<level>[1-6])")
"""The name of a style that Word keeps for headings of a level: heading 1."""
_DEEPEST = 20
"""Styles based on styles; a circle of them ends here."""
_NO_OUTLINE = 9
"""The outline level that Word gives to text that is no heading; headings have 0 to 8."""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style or a paragraph says of itself, None where it says nothing; `num` and `ilvl` name list and level."""

    num: str | None = None
    ilvl: int | None = None
    outline: int | None = None
    align: str | None = None
    struck: bool | None = None
    """Whether its letters are struck out."""
    hidden: bool | None = None

    def over(self, below: "ParagraphStyle") -> "ParagraphStyle":
        """This style where it says something, the one below where it does not."""
        stated = {name: value for name, value in asdict(self).items() if value is not None}
        return replace(below, **stated)


def _read_letters(properties: Element | None) -> ParagraphStyle:
    """What the properties of some letters say."""
    if properties is None:
        return ParagraphStyle()
    strikes = [_switch(properties, name) for name in ("strike", "dstrike")]
    letters = ParagraphStyle(hidden=_switch(properties, "vanish"))
    if strikes == [None, None]:
        return letters
    return replace(letters, struck=any(strikes))


def _switch(properties: Element, name: str) -> bool | None:
    """Whether a property is switched on, None where it is not stated."""
    element = properties.find(f"{{*}}{name}")
    return None if element is None else is_on(element)


def _read_properties(properties: Element | None) -> ParagraphStyle:
    if properties is None:
        return ParagraphStyle()
    ilvl = properties.find("{*}numPr/{*}ilvl")
    outline = properties.find("{*}outlineLvl")
    return ParagraphStyle(
        num=value_at(properties, "{*}numPr/{*}numId"),
        ilvl=None if ilvl is None else number(attribute(ilvl, "val")),
        outline=None if outline is None else number(attribute(outline, "val"), _NO_OUTLINE),
        align=value_at(properties, "{*}jc"),
    )


@dataclass(slots=True)
class Styles:
    """The paragraph styles of a document with its lists."""

    lists: WordLists = field(default_factory=WordLists)
    _by_name: dict[str, ParagraphStyle] = field(default_factory=dict)
    _bases: dict[str, str] = field(default_factory=dict)
    _default: str = ""

    def add(self, element: Element) -> None:
        """Take in a style of the part of styles."""
        name = attribute(element, "styleId") or ""
        own = _read_letters(element.find("{*}rPr")).over(_read_properties(element.find("{*}pPr")))
        self._by_name[name] = _with_heading_level(element, own)
        self._bases[name] = value_at(element, "{*}basedOn") or ""
        if attribute(element, "default") in ("1", "true") and attribute(element, "type") == "paragraph":
            self._default = name

    def style(self, name: str) -> ParagraphStyle:
        """A style with all it is based on."""
        style = ParagraphStyle()
        for _ in range(_DEEPEST):
            style = style.over(self._by_name.get(name, ParagraphStyle()))
            name = self._bases.get(name, "")
        return style

    def of(self, paragraph: Element) -> tuple[ParagraphStyle, str]:
        """The style of a paragraph, and the automatic number that stands before its text."""
        properties = paragraph.find("{*}pPr")
        name = self._name_in(properties)
        style = _read_properties(properties).over(self.style(name))
        if not style.num or style.num == "0":  # 0 takes a paragraph out of the list of its style
            return style, ""
        ilvl = style.ilvl if style.ilvl is not None else self.lists.level_of_style(style.num, name)
        return style, self.lists.next_number(style.num, ilvl)

    def letters_of(self, run: Element, around: ParagraphStyle) -> ParagraphStyle:
        """Whether the letters of a run are struck out or hidden: as it says, its style, or the paragraph's."""
        properties = run.find("{*}rPr")
        if properties is None:
            return around
        name = value_at(properties, "{*}rStyle")
        if name:
            around = self.style(name).over(around)
        return _read_letters(properties).over(around)

    def _name_in(self, properties: Element | None) -> str:
        """The name of the style that the properties of a paragraph state, or of the default one."""
        if properties is None:
            return self._default
        named = properties.find("{*}pStyle")
        return self._default if named is None else attribute(named, "val") or ""


def read_styles(package: Package, parts: dict[str, str]) -> Styles:
    """The styles of a document, from its parts by kind."""
    styles = Styles()
    if "numbering" in parts:
        styles.lists.read(package.tree(parts["numbering"]))
    if "styles" in parts:
        for element in package.tree(parts["styles"]).iterchildren("{*}style"):
            styles.add(element)
    return styles


def _with_heading_level(element: Element, style: ParagraphStyle) -> ParagraphStyle:
    """A style that is called "heading 1" to "heading 6" has that level unless it states another."""
    name = (value_at(element, "{*}name") or "").lower()
    match = _HEADING_NAME.fullmatch(name)
    if match is None:
        return style
    return style.over(ParagraphStyle(outline=int(match["level"]) - 1))
