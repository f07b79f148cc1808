"""How much a probe may ask, and how long it may take; what the clock says is handed in."""

from collections.abc import Callable
from dataclasses import dataclass

from gksite.problems.problem import Phrase


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of one probe."""

    rate: float = 2.0
    """Requests in a second."""
    requests: int = 600
    seconds: float = 1200.0
    """For the whole probe."""
    patience: float = 15.0
    """Seconds for one answer, from the connection and its handshake to its last byte."""
    page_bytes: int = 5_000_000
    read_bytes: int = 2_000_000
    """Of a page, a script or a style sheet, in which addresses are looked for."""
    header_bytes: int = 200_000
    links: int = 100
    """Links of each level that are tried."""
    page_links: int = 2_000
    """Addresses of one page that are looked at."""
    known_links: int = 20_000
    """Those of all pages of the second level that are remembered."""
    robots_lines: int = 2_000
    tries: int = 5
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds that only grow, and a way to let some pass."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


class Unanswered(Exception):
    """What was asked got no answer that is one; `phrase` says why, `blind` that it is this machine that cannot ask."""

    def __init__(self, phrase: Phrase, *, blind: bool = False) -> None:
        super().__init__(phrase.message)
        self.phrase = phrase
        self.blind = blind


class Exhausted(Exception):
    """The probe has asked all that it may."""
