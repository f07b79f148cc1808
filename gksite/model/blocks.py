"""What a reader makes of a file: paragraphs and tables in reading order, each piece with its place in the source.

The same shape for text, HTML, docx, xlsx and pdf, so that finding the meaning does not know the format.
"""

from dataclasses import dataclass, replace
from typing import Literal

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


BlankReason = Literal["", "hidden", "struck", "uncounted"]
"""Why a cell shows no text although something stands in it: out of sight, struck out, or a formula whose value the
file does not hold. Such a blank says nothing of the cells above it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its top left corner counted from 0, the rows and columns it spans, its text with its breaks."""

    text: str
    row: int
    column: int
    spot: Spot
    rows: int = 1
    columns: int = 1
    blank: BlankReason = ""
    unseen: str = ""
    """The text that a hidden row or column keeps out of sight."""


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
    hidden: bool = False
    """Whether the whole table is out of sight, as a hidden sheet is."""
    hidden_columns: tuple[int, ...] = ()
    name: str = ""
    """What it is called, as a sheet is."""


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

    `remarks` are for footnotes moved, pages without text, and the like. `questions` are what a person must look at
    before a notice is published: text struck out or hidden and therefore left out, numbers not held in full.
    """

    file: str
    sha256: str
    blocks: tuple[Paragraph | Table, ...]
    facts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Phrase, ...] = ()
    margins: tuple[Margin, ...] = ()
    questions: tuple[Phrase, ...] = ()

    def shown(self) -> "tuple[Paragraph | Table, ...]":
        """The blocks without the tables and columns that are out of sight."""
        return tuple(_shown(block) for block in self.blocks if isinstance(block, Paragraph) or not block.hidden)


def _shown(block: Paragraph | Table) -> Paragraph | Table:
    """A paragraph, or a table without its hidden columns."""
    if isinstance(block, Paragraph) or not block.hidden_columns:
        return block
    seen = [column for column in range(block.width) if column not in block.hidden_columns]
    cells: list[Cell] = []
    for cell in block.cells:
        columns = [seen.index(n) for n in range(cell.column, cell.column + cell.columns) if n in seen]
        if columns:
            cells.append(replace(cell, column=columns[0], columns=len(columns)))
    return replace(block, cells=tuple(cells), width=len(seen), hidden_columns=())
