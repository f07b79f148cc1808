"""What pages of comparisons show: tasks beside each other, what they have in common, and the matrix of topics."""

from dataclasses import dataclass

from gksite.model.facts import CitedDocument, Deadline
from gksite.model.outputs import Link, TaskRow
from gksite.text.runs import Run


@dataclass(frozen=True, slots=True)
class ComparedTask:
    """A task in a comparison: where it stands, who has it, by when, on what authority."""

    name: str
    """Place, year and number, which tell it apart from the others."""
    place: Link
    year: int
    notice: Link
    row: TaskRow
    deadlines: tuple[Deadline, ...]
    documents: tuple[CitedDocument, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """What a task's text says otherwise than that of the first one.

    `state`: the same words, some in common, none in common, or that one of the two has no text.
    """

    name: str
    url: str
    state: str
    runs: tuple[Run, ...] = ()
    new: int = 0
    gone: int = 0
    """Characters that it alone has, and that the first one alone has, without blanks and punctuation."""


@dataclass(frozen=True, slots=True)
class ComparisonCard:
    """A comparison as the list shows it: its places with their years, each once."""

    title: str
    url: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonGroup:
    """The comparisons of one topic; without one where they have none."""

    topic: Link | None
    title: str
    cards: tuple[ComparisonCard, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A topic in the matrix: its level from 1, and how many tasks of each notice are in it, with where these stand."""

    title: str
    level: int
    counts: tuple[int, ...]
    urls: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many tasks are in each topic, by notice; `columns` names them by place and year."""

    columns: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
