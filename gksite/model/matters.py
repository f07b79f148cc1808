"""The catalogue as its page shows it."""

from dataclasses import dataclass

from gksite.model.outputs import Link


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A row of the catalogue as its page shows it; texts of several lines as lines, a page with whether it is outside.

    `channels` are the thirteen with their boxes, `chosen` those that are meant.
    """

    anchor: str
    name: str
    content: tuple[str, ...]
    basis: tuple[str, ...]
    words: tuple[str, ...]
    time_limit: str
    agency: Link
    responsible: str
    channels: tuple[str, ...]
    chosen: tuple[str, ...]
    audience: str
    disclosure: str
    levels: tuple[str, ...]
    pages: tuple[tuple[str, bool], ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class MatterView:
    """The rows of a first matter, and how many of them are published without being asked for."""

    anchor: str
    matter: str
    rows: tuple[MatterRow, ...]
    open: int
