"""What every page offers to go to: the entries of the main menu, and the places to which a reader can keep."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An entry of the main menu; it stands for the pages below its address and for those below others, `within`."""

    text: str
    url: str
    within: tuple[str, ...] = ()
    outside: bool = False
    """The address is one of another site."""
    of_place: str | None = None
    """The address of the same for one place, with {place} for its id; None where there is no such list."""
    of_year: str | None = None
    """The address of the same for one year of a place that has several, with {place} and {year}."""


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place to which a reader can keep, or one year of it where it has several."""

    name: str
    url: str
    place: str
    year: int | None = None
