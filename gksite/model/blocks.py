"""What a reader makes of a file: paragraphs and tables in reading order, each piece with its place in the source.

The same shape for text, HTML, docx, xlsx and pdf, so that finding the meaning does not know the format.
"""

from dataclasses import dataclass

from gksite.problems.problem import Phrase


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece stands in its file: inclusive ranges counted from 1, the keys of a task's `source`.

    Text: `lines`. Table forms (docx, xlsx, HTML): `table` (an xlsx sheet is a table) and `rows`; pdf: `pages` and
    `rows` (counted over the tables of those pages). A paragraph outside every table has `lines`, or `paragraphs`
    (counted over the paragraphs of the file) and in a pdf its `pages` too.
    """

    lines: tuple[int, int] | None = None
    table: int | None = None
    pages: tuple[int, int] | None = None
    rows: tuple[int, int] | None = None
    paragraphs: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text outside every table; `level` is 1 to 6 for a heading of the format, 0 for other text."""

    text: str
    spot: Spot
    level: int = 0
    centred: bool = False
    linked: bool = False
    """Whether all of it leads to another page, as the entry of a menu does."""
    outside: bool = False
    """Whether it stands beside the text, in a text box or a note: its words are among the margins too."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its top left corner counted from 0, the rows and columns it spans, its text with its breaks."""

    text: str
    row: int
    column: int
    spot: Spot
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of `height` rows and `width` columns that its cells cover without overlap; header rows if stated.

    Where a text gives a cell to a line a row may end early: what it lacks is not covered, and is not blank.
    """

    cells: tuple[Cell, ...]
    height: int
    width: int
    spot: Spot
    header_rows: int = 0


@dataclass(frozen=True, slots=True)
class Margin:
    """Words of a file that stand outside its text: in a header, a text box, a comment, a property; a line each.

    They are no part of the notice, but a marking among them speaks of all of it.
    """

    where: Phrase
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: its blocks in order, its metadata box and <meta> as (label, value), and what an editor must know.

    `remarks` are for hidden rows and sheets, footnotes moved, pages without text, and the like.
    """

    file: str
    sha256: str
    blocks: tuple[Paragraph | Table, ...]
    facts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Phrase, ...] = ()
    margins: tuple[Margin, ...] = ()
