"""A reading divided: what stands before the tasks, the tables that hold them, what stands after, what is furniture."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gksite.model.blocks import Paragraph, Spot, Table
from gksite.text.breaks import bare
from gksite.understanding import letter_lines
from gksite.understanding.annexes import Annex, annex_at, begins_annex
from gksite.understanding.body_parts import BodyPart, settled_body
from gksite.understanding.cells_by_count import build_table
from gksite.understanding.cells_by_fit import split_lone_columns
from gksite.understanding.columns import Columns, guessed_columns
from gksite.understanding.header_rows import header_height, is_header, named_columns
from gksite.understanding.items import HeadingItem
from gksite.understanding.labelled_facts import facts_in_table
from gksite.understanding.left_out_cells import move_right
from gksite.understanding.row_slots import TableRow, rows_of
from gksite.understanding.rows import Segment
from gksite.understanding.shared_agencies import name_of, split_off_labels
from gksite.understanding.text_kinds import has_outer_number

_NOTE = re.compile(r"^\s*(?:注|备注|说明|附注|抄\s*送|抄\s*报|分\s*送|填表说明)\s*[：:]")
"""The label of a row that is no task: 注： (R24), 抄送：."""
_MOST_IN_NOTE = 2
"""Texts of a row below a note that is no task either."""
_LONGEST_HEADING = 80
"""Characters of a heading between two tables."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts in order; `unused` holds repeated headers, page numbers and all else without a place in a draft."""

    before: tuple[Paragraph, ...] = ()
    body: tuple[BodyPart, ...] = ()
    after: tuple[Paragraph, ...] = ()
    unused: tuple[tuple[Spot, str], ...] = ()
    loose: bool = False
    """Whether the table's cells stood one to a line or between blanks."""
    moved: int = 0
    """Rows whose texts were moved right, where cells in front of them are left out."""

    @property
    def segments(self) -> list[Segment]:
        """The rows of tasks."""
        return [part for part in self.body if isinstance(part, Segment)]


def layout_of(blocks: Sequence[Paragraph | Table]) -> Layout:
    """The parts of a file; without a table of tasks everything is `before`."""
    tabled = build_table(split_lone_columns(blocks))
    tables = {i: rows_of(block) for i, block in enumerate(tabled) if isinstance(block, Table) and block.cells}
    named = [i for i, rows in tables.items() if any(map(is_header, rows))]
    guesses: dict[int, Columns] = {}
    if not named:
        guesses = _guesses(tables)
    of_tasks = _with_continued(named or guesses, tables)
    division = _Division(several=len(of_tasks) > 1 or any(_holds_annex(tables[i]) for i in of_tasks))
    columns: Columns | None = None
    waiting: list[Paragraph] = []
    for i, block in enumerate(tabled):
        if isinstance(block, Paragraph):
            waiting.append(block)
        elif i not in of_tasks:
            waiting += _as_paragraphs(tables.get(i, []))
        else:
            rows = tables[i]
            start = _first_header(rows)
            division.add_lines([*waiting, *_as_paragraphs(rows[:start])])
            waiting = []
            columns = division.add_rows(rows[start:], guesses.get(i, columns))
    return division.layout(waiting, loose=tabled != list(blocks))


def _guesses(tables: Mapping[int, Sequence[TableRow]]) -> dict[int, Columns]:
    """What the columns of each table hold, without those where that cannot be guessed."""
    guesses = {}
    for i, rows in tables.items():
        if guess := guessed_columns(rows):
            guesses[i] = guess
    return guesses


def _first_header(rows: Sequence[TableRow]) -> int:
    """The first row of a table that is a header, or its first row."""
    for n in range(len(rows)):
        if header_height(rows, n):
            return n
    return 0


def _holds_annex(rows: Sequence[TableRow]) -> bool:
    """Whether an annex begins inside a table, below its first header (R41)."""
    below = rows[_first_header(rows) :]
    return any(len(row.stated) == 1 and begins_annex(row.text()) for row in below)


def _with_continued(starts: Collection[int], tables: Mapping[int, Sequence[TableRow]]) -> set[int]:
    """The tables with a header, and those behind them that go on without one: as wide, several cells to a row."""
    of_tasks = set(starts)
    width = 0
    for i, rows in tables.items():
        if i in of_tasks:
            width = len(rows[0].slots)
        elif width > 1 and len(rows[0].slots) == width and any(len(row.stated) > 1 for row in rows):
            of_tasks.add(i)
    return of_tasks


def _as_paragraphs(rows: Sequence[TableRow]) -> list[Paragraph]:
    """The cells of a table that only lays out, each line as a paragraph of its own; labels with their values."""
    facts = facts_in_table(rows)
    if facts:
        return facts
    paragraphs: list[Paragraph] = []
    for row in rows:
        for column in row.stated:
            lines = filter(str.strip, row.text_at(column).splitlines())
            paragraphs += [Paragraph(line, row.slots[column].spot) for line in lines]
    return paragraphs


def _is_section(text: str) -> bool:
    """Whether a text is a numbered heading of the outer ranks, also one that ends in a colon."""
    return has_outer_number(text) and not text.strip().endswith("。")


def _heading(paragraph: Paragraph) -> HeadingItem:
    """A paragraph as a heading."""
    return HeadingItem(paragraph.text.strip(), paragraph.spot)


def annex_heading(annex: Annex) -> HeadingItem:
    """What heads the tasks of an annex."""
    return HeadingItem(annex.heading.text.strip(), annex.heading.spot, annex=True)


@dataclass(slots=True)
class _Division:
    """The parts of a file while its blocks are read in order; `several`: more than one table holds tasks."""

    several: bool
    before: list[Paragraph] = field(default_factory=list)
    body: list[BodyPart] = field(default_factory=list)
    unused: list[tuple[Spot, str]] = field(default_factory=list)
    moved: int = 0
    annex: int | None = None
    """The number of the annex that is being read, None outside every one."""

    def add_lines(self, waiting: Sequence[Paragraph]) -> None:
        """Add what stands in front of a table: the letter, or headings, and who is responsible for all its tasks."""
        lines, shared = split_off_labels(waiting)
        if self.body:
            self._add_lines_between(lines)
        else:
            self._add_letter(lines)
        self.body += shared

    def _add_letter(self, lines: Sequence[Paragraph]) -> None:
        """Add what stands before the first table, its last line as a heading where the table is one of several."""
        self.before += lines
        if not self.several or not lines:
            return
        if annex := annex_at(self.before):
            self._begin_first_annex(annex)
            return
        last = lines[-1]
        if _is_section(last.text) or name_of(last.text):
            self.before.pop()
            self.body.append(_heading(last))

    def _begin_first_annex(self, annex: Annex) -> None:
        """Head the first table with its annex, whose heading on the line of its mark is no line of the letter (R41)."""
        self.annex = annex.number
        self.body.append(annex_heading(annex))
        if annex.heading.spot == self.before[annex.at].spot:
            self.unused += [(line.spot, line.text) for line in self.before[annex.at + 1 :]]
            del self.before[annex.at :]

    def _begin_annex(self, annex: Annex, lines: Sequence[Paragraph]) -> None:
        """Head the next table with its annex, of which `lines` are all in front of the table."""
        if annex.alone and annex.number == self.annex:  # its mark at the head of each page
            self.unused += [(line.spot, line.text) for line in lines]
            return
        if self.annex is None:
            self._head_first_table()
        self.annex = annex.number
        self.body.append(annex_heading(annex))
        for line in lines:
            if line.spot != annex.heading.spot:
                self.unused.append((line.spot, line.text))

    def _add_lines_between(self, lines: Sequence[Paragraph]) -> None:
        """Add what stands between two tables: titles of annexes (R22) and other headings; nothing else is used."""
        first_title = self._first_title()
        if annex := annex_at(lines):
            self._add_lines_between(lines[: annex.at])
            self._begin_annex(annex, lines[annex.at :])
            return
        for n, paragraph in enumerate(lines, 1):
            text = paragraph.text.strip()
            is_last = n == len(lines)
            repeated = bool(first_title) and bare(text).startswith(first_title)
            is_title = is_last and letter_lines.ends_title(text) and not repeated
            is_name = is_last and bool(name_of(text))
            if is_title and first_title:
                self._head_first_table()
            is_styled = paragraph.level > 0 and not repeated and _may_be_heading(text)
            heads_table = is_title or is_name
            if heads_table or is_styled or _is_section(text):
                self.body.append(_heading(paragraph))
            else:
                self.unused.append((paragraph.spot, paragraph.text))

    def _first_title(self) -> str:
        """The last line before the first table, without blanks, "" where none stands there."""
        if not self.before:
            return ""
        return bare(self.before[-1].text)

    def _head_first_table(self) -> None:
        """Give the first table its heading, where another with a title of its own follows (R22)."""
        if not self.before or not self.body:
            return
        text = self.before[-1].text.strip()
        is_title = letter_lines.ends_title(text) and "关于" not in text
        if is_title and not isinstance(self.body[0], HeadingItem):
            self.body.insert(0, replace(_heading(self.before[-1]), annex=True))

    def add_rows(self, rows: Sequence[TableRow], columns: Columns | None) -> Columns | None:
        """Add the rows of a table, cut at every header; return the columns that hold at its end."""
        ragged = any(row.missing(range(len(row.slots))) for row in rows)
        part: list[TableRow] = []
        at = 0
        while at < len(rows):
            height = header_height(rows, at)
            if not height:
                part.append(rows[at])
                at += 1
                continue
            self._add_segment(part, columns, ragged=ragged)
            part = []
            header = rows[at : at + height]
            columns = named_columns(header)
            self.unused += [(row.spot, row.text()) for row in header]
            at += height
        self._add_segment(part, columns, ragged=ragged)
        return columns

    def _add_segment(self, part: list[TableRow], columns: Columns | None, *, ragged: bool) -> None:
        """Add the rows below one header."""
        if not part or not columns:
            return
        if not ragged:
            part, moved = move_right(part, columns)
            self.moved += moved
        self.body.append(Segment(columns, tuple(part), ragged))

    def layout(self, waiting: Sequence[Paragraph], *, loose: bool) -> Layout:
        """The parts of the whole file, of which some paragraphs stand below its last table."""
        if not self.body:
            return Layout((*self.before, *waiting), unused=tuple(self.unused), loose=loose, moved=self.moved)
        body, notes = _without_notes(self.body)
        settled = tuple(settled_body(body))
        return Layout(tuple(self.before), settled, (*notes, *waiting), tuple(self.unused), loose, self.moved)


def _may_be_heading(text: str) -> bool:
    """Whether a line that the format calls a heading may be one."""
    is_short = len(bare(text)) <= _LONGEST_HEADING and letter_lines.is_heading_like(text)
    return is_short and not letter_lines.is_furniture(text)


def _without_notes(body: list[BodyPart]) -> tuple[list[BodyPart], list[Paragraph]]:
    """The body without the notes and copies in the last rows of its table, and these (R24)."""
    last = body[-1]
    if not isinstance(last, Segment):
        return body, []
    for n, row in enumerate(last.rows):
        is_note = len(row.stated) == 1 and _NOTE.match(row.text())
        if is_note and all(len(below.stated) <= _MOST_IN_NOTE for below in last.rows[n:]):
            rows, notes = last.rows[:n], last.rows[n:]
            return [*body[:-1], Segment(last.columns, rows, last.ragged)], _as_paragraphs(notes)
    return body, []
