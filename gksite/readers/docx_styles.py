"""What a paragraph of a .docx takes from its style: list, heading level, alignment."""

from dataclasses import dataclass, field

from gksite.readers.docx_numbers import Numbering
from gksite.readers.package import Element, Package, attribute, number

_DEEPEST = 20
"""Styles based on styles; a circle of them ends here."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a style or a paragraph says of itself, None where it says nothing."""

    num: str | None = None
    ilvl: int | None = None
    outline: int | None = None
    align: str | None = None

    def over(self, below: "Look") -> "Look":
        """This look where it says something, the one below where it does not."""
        return Look(
            below.num if self.num is None else self.num,
            below.ilvl if self.ilvl is None else self.ilvl,
            below.outline if self.outline is None else self.outline,
            below.align if self.align is None else self.align,
        )


def _stated(properties: Element | None) -> Look:
    if properties is None:
        return Look()
    values = {
        name: attribute(found, "val") for name, path in _WHERE.items() if (found := properties.find(path)) is not None
    }
    return Look(
        values.get("num"),
        number(values["ilvl"]) if "ilvl" in values else None,
        number(values["outline"], 9) if "outline" in values else None,
        values.get("align"),
    )


_WHERE = {
    "num": "{*}numPr/{*}numId",
    "ilvl": "{*}numPr/{*}ilvl",
    "outline": "{*}outlineLvl",
    "align": "{*}jc",
}


@dataclass(slots=True)
class Styles:
    """The paragraph styles of a document with its lists."""

    numbering: Numbering = field(default_factory=Numbering)
    _looks: dict[str, Look] = field(default_factory=dict)
    _bases: dict[str, str] = field(default_factory=dict)
    _default: str = ""

    def style(self, name: str) -> Look:
        """The look of a style with all it is based on."""
        look = Look()
        for _ in range(_DEEPEST):
            look = look.over(self._looks.get(name, Look()))
            name = self._bases.get(name, "")
        return look

    def of(self, paragraph: Element) -> tuple[Look, str]:
        """The look of a paragraph, and the automatic number that stands before its text."""
        properties = paragraph.find("{*}pPr")
        named = None if properties is None else properties.find("{*}pStyle")
        style = self._default if named is None else attribute(named, "val") or ""
        own, inherited = _stated(properties), self.style(style)
        look = own.over(inherited)
        if not look.num or look.num == "0":
            return look, ""
        ilvl = look.ilvl if look.ilvl is not None else self.numbering.level_of_style(look.num, style)
        return look, self.numbering.next(look.num, ilvl)


def read_styles(package: Package, parts: dict[str, str]) -> Styles:
    """The styles of a document, from its parts by kind."""
    found = Styles()
    if "numbering" in parts:
        found.numbering.read(package.tree(parts["numbering"]))
    if "styles" in parts:
        for style in package.tree(parts["styles"]).iterchildren("{*}style"):
            name = attribute(style, "styleId") or ""
            base = style.find("{*}basedOn")
            found._looks[name] = _heading(style, _stated(style.find("{*}pPr")))
            found._bases[name] = "" if base is None else attribute(base, "val") or ""
            if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph":
                found._default = name
    return found


def _heading(style: Element, look: Look) -> Look:
    name = style.find("{*}name")
    said = "" if name is None else (attribute(name, "val") or "").lower()
    level = said.removeprefix("heading ")
    return look.over(Look(outline=int(level) - 1)) if said != level and level in "123456" and level else look
