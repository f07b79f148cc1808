"""What pages show of cited documents: their lists, who cites them in which words, and the picture of it."""

from dataclasses import dataclass

from gksite.model.outputs import Link


@dataclass(frozen=True, slots=True)
class CitedLink:
    """A document as the text that cites it names it; `url` leads to its page, or to the notice that it is."""

    text: str
    number: str | None
    url: str | None
    by: tuple[Link, ...] = ()
    """Which tasks of a notice cite it."""
    by_letter: bool = False


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A cited document as lists show it; without a title where nobody prints one."""

    number: str
    title: str | None
    url: str
    tasks: int
    notices: int
    notice: Link | None


@dataclass(frozen=True, slots=True)
class CitingPlace:
    """A place that cites a document: where that is, and its words with the reference apart."""

    link: Link
    place: str
    before: str
    printed: str
    after: str


@dataclass(frozen=True, slots=True)
class CitingNotice:
    """The places of one notice that cite a document."""

    notice: Link
    places: tuple[CitingPlace, ...]


@dataclass(frozen=True, slots=True)
class PrintedTitle:
    """A title as printed, and the places that print it."""

    title: str
    places: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class GraphText:
    """A line of text in a picture: where it begins, ends or has its middle (per cent), and its height (em)."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class GraphArrow:
    """An arrow in a picture, from what cites to what is cited: per cent across, em down."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class CitationGraph:
    """A picture of who cites a document: texts and arrows, the box in its middle, and what it leaves out in words."""

    id: str
    title: str
    summary: str
    height: float
    texts: tuple[GraphText, ...]
    arrows: tuple[GraphArrow, ...]
    box: tuple[float, float, float, float]
    """Left and width in per cent, top and height in em."""
    rest: str = ""
