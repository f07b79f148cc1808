"""How a portal looks: what its site.yaml says of the theme."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from gksite.model.positions import Record
from gksite.model.records import Lines, NamedFile
from gksite.model.values import FileName, OneLine, fault, none_to_empty

_COLOUR = re.compile(r"#[0-9a-f]{6}")
"""A colour as it is written: red, green and blue in two figures each."""
_FAMILY = re.compile(r"[^\W_][\w -]{0,60}")
"""The name of a family of fonts: letters, figures, blanks, hyphens; nothing that CSS would take for more."""
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
"""Endings of the pictures that browsers show."""


def _colour(value: Any) -> Any:
    if not isinstance(value, str) or not _COLOUR.fullmatch(value.lower()):
        raise fault("colour")
    return value.lower()


def _family(text: str) -> str:
    if not _FAMILY.fullmatch(text):
        raise fault("family")
    return text


def _picture(text: str) -> str:
    if not text.lower().endswith(PICTURES):
        raise fault("picture")
    return text


Colour = Annotated[str, BeforeValidator(_colour)]
"""#rrggbb in small letters."""
Families = Annotated[
    tuple[Annotated[OneLine, AfterValidator(_family)], ...], Field(max_length=10), BeforeValidator(none_to_empty)
]
"""Names of fonts that readers may have, the first that is there is used."""


class Shades(Record):
    """A colour by day and by night; in high contrast it is always the theme's."""

    light: Colour
    dark: Colour


class Colours(Record):
    """The colours of the theme that a portal may set; each brings those with it that are made of it."""

    brand: Shades | None = None
    """The band at the head of every page, and what is as strong as it."""
    link: Shades | None = None
    """Links and buttons."""
    soft: Shades | None = None
    """The tinted ground of boxes, menus and heads of tables."""
    paper: Shades | None = None
    """The ground on which sources stand."""


class Fonts(Record):
    """The fonts that a portal prefers to the theme's: of its pages, and of what sources say and of paper."""

    sans: Families = ()
    paper: Families = ()


class Logo(NamedFile):
    """A picture of content/files/ beside the name; `alt` says what is in it beyond the name."""

    file: Annotated[FileName, AfterValidator(_picture)]
    alt: OneLine | None = None


class Look(Record):
    """The theme of a portal: colours and fonts, a picture and lines at head and foot of every page."""

    colours: Colours = Colours()
    fonts: Fonts = Fonts()
    logo: Logo | None = None
    header: Lines = ()
    footer: Lines = ()
