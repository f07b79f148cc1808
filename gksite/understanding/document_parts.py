"""A reading divided: what stands before the tasks, the tables that hold them, what stands after, what is furniture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gksite.model.blocks import Paragraph, Spot, Table
from gksite.text.breaks import bare
from gksite.text.outline import ARABIC, mark_of
from gksite.understanding import letter_lines
from gksite.understanding.cells_by_count import gathered
from gksite.understanding.cells_by_fit import parted
from gksite.understanding.columns import Columns, guessed_columns, header_height, is_header, named_columns, settled
from gksite.understanding.items import Group, Heading
from gksite.understanding.labelled_facts import boxed
from gksite.understanding.left_out_cells import shifted
from gksite.understanding.row_slots import Row, rows_of
from gksite.understanding.rows import Segment
from gksite.understanding.shared_agencies import above_table, name_of

_NOTE = re.compile(r"^\s*(?:注|备注|说明|附注|抄\s*送|抄\s*报|分\s*送|填表说明)\s*[：:]")
_LONGEST_HEADING = 80


@dataclass(slots=True)
class Layout:
    """The parts in order; `unused` holds repeated headers, page numbers and all else without a place in a draft."""

    before: list[Paragraph] = field(default_factory=list)
    body: list[Segment | Heading | Group] = field(default_factory=list)
    after: list[Paragraph] = field(default_factory=list)
    unused: list[tuple[Spot, str]] = field(default_factory=list)
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
    tabled = gathered(parted(blocks))
    tables = {i: rows_of(block) for i, block in enumerate(tabled) if isinstance(block, Table) and block.cells}
    named = [i for i, rows in tables.items() if any(map(is_header, rows))]
    guesses = {} if named else {i: guess for i, rows in tables.items() if (guess := guessed_columns(rows))}
    found = _continued(named or list(guesses), tables)
    layout = Layout(loose=tabled != list(blocks))
    columns: Columns | None = None
    waiting: list[Paragraph] = []
    for i, block in enumerate(tabled):
        if i not in found:
            waiting += [block] if isinstance(block, Paragraph) else _as_paragraphs(tables.get(i, []))
            continue
        rows = tables[i]
        start = next((n for n, row in enumerate(rows) if is_header(row)), 0)
        waiting += _as_paragraphs(rows[:start])
        _between(waiting, layout, several=len(found) > 1)
        waiting = []
        columns = _segments(rows[start:], guesses.get(i, columns), layout)
    layout.after = waiting if layout.body else []
    layout.before += [] if layout.body else waiting
    _notes_below(layout)
    _settle(layout)
    return layout


def _continued(starts: list[int], tables: dict[int, list[Row]]) -> set[int]:
    """The tables with a header, and those behind them that go on without one: as wide, several cells to a row."""
    found: set[int] = set(starts)
    width = 0
    for i, rows in tables.items():
        if i in found:
            width = len(rows[0].slots)
        elif width > 1 and len(rows[0].slots) == width and any(len(row.stated) > 1 for row in rows):
            found.add(i)
    return found


def _as_paragraphs(rows: Sequence[Row]) -> list[Paragraph]:
    """The cells of a table that only lays out, each as a paragraph of its own; labels with their values."""
    return boxed(rows) or [
        Paragraph(line, row.slots[i].spot)
        for row in rows
        for i in row.stated
        for line in row.slots[i].text.splitlines()
        if line.strip()
    ]


def _is_section(text: str) -> bool:
    """Whether a text is a numbered heading of the outer ranks."""
    mark = mark_of(text)
    return mark is not None and mark.rank < ARABIC and not text.strip().endswith("。")


def _between(waiting: Sequence[Paragraph], layout: Layout, *, several: bool) -> None:
    """Location what stands in front of a table: before the first all but the heading that it has as one of several."""
    waiting, groups = above_table(waiting)
    _headed(waiting, layout, several=several)
    layout.body += groups


def _headed(waiting: Sequence[Paragraph], layout: Layout, *, several: bool) -> None:
    if not layout.body:
        heads = several and bool(waiting) and (_is_section(waiting[-1].text) or bool(name_of(waiting[-1].text)))
        layout.before += waiting[:-1] if heads else waiting
        layout.body += [Heading(waiting[-1].text.strip(), waiting[-1].spot)] if heads else []
        return
    title = bare(layout.before[-1].text) if layout.before else ""
    for paragraph in waiting:
        text = paragraph.text.strip()
        short = len(bare(text)) <= _LONGEST_HEADING and letter_lines.is_heading_like(text)
        repeated = bool(title) and bare(text).startswith(title)
        titles = paragraph is waiting[-1] and letter_lines.ends_title(text) and not repeated
        if titles and title and not any(isinstance(part, Heading) for part in layout.body[:1]):
            layout.body[:0] = _title_above(layout.before[-1])
        named = paragraph is waiting[-1] and bool(name_of(text))
        styled = short and paragraph.level and not repeated and not letter_lines.is_furniture(text)
        if _is_section(text) or titles or named or styled:
            layout.body.append(Heading(text, paragraph.spot))
        else:
            layout.unused.append((paragraph.spot, paragraph.text))


def _title_above(paragraph: Paragraph) -> list[Heading]:
    """The heading of a first table, where another with a title of its own follows."""
    text = paragraph.text.strip()
    return [Heading(text, paragraph.spot)] if letter_lines.ends_title(text) and "关于" not in text else []


def _segments(rows: Sequence[Row], columns: Columns | None, layout: Layout) -> Columns | None:
    """Cut the rows of a table at every header; return the columns that hold at its end."""
    ragged = any(slot.state == "absent" for row in rows for slot in row.slots)
    part: list[Row] = []
    at = 0
    while at < len(rows):
        height = header_height(rows, at)
        if not height:
            part.append(rows[at])
            at += 1
            continue
        _close(part, columns, layout, ragged=ragged)
        part = []
        header = rows[at : at + height]
        columns = named_columns(header)
        layout.unused += [(row.spot, row.text()) for row in header]
        at += height
    _close(part, columns, layout, ragged=ragged)
    return columns


def _close(part: list[Row], columns: Columns | None, layout: Layout, *, ragged: bool) -> None:
    if part and columns:
        rows, moved = (part, 0) if ragged else shifted(part, columns)
        layout.moved += moved
        layout.body.append(Segment(columns, tuple(rows), ragged))


def _notes_below(layout: Layout) -> None:
    """Move notes and copies out of the last rows of the table."""
    if not layout.segments or layout.body[-1] is not layout.segments[-1]:
        return
    last = layout.segments[-1]
    rows = list(last.rows)
    notes: list[Row] = []
    for n, row in enumerate(rows):
        if len(row.stated) == 1 and _NOTE.match(row.text()) and all(len(r.stated) <= 2 for r in rows[n:]):
            notes = rows[n:]
            break
    if notes:
        layout.body[-1] = Segment(last.columns, tuple(rows[: len(rows) - len(notes)]), last.ragged)
        layout.after = _as_paragraphs(notes) + layout.after


def _settle(layout: Layout) -> None:
    """Decide what columns hold, over all rows under the same words; a page may have further columns without any."""
    by_words: dict[tuple[str, ...], list[Row]] = {}
    for segment in layout.segments:
        by_words.setdefault(_words(segment.columns), []).extend(segment.rows)
    kinds: dict[Columns, Columns] = {}
    for columns in dict.fromkeys(segment.columns for segment in layout.segments):
        words = _words(columns)
        known = settled(Columns(columns.kinds[: len(words)], words, columns.guessed), by_words[words])
        more = len(columns.kinds) - len(words)
        kinds[columns] = Columns(
            (*known.kinds, *columns.kinds[len(words) :]), (*known.labels, *[""] * more), columns.guessed
        )
    layout.body = [
        Segment(kinds[part.columns], part.rows, part.ragged) if isinstance(part, Segment) else part
        for part in layout.body
    ]


def _words(columns: Columns) -> tuple[str, ...]:
    """The words of a header up to the last column that has any; all columns of a table without one."""
    last = max((i + 1 for i, label in enumerate(columns.labels) if label), default=len(columns.labels))
    return columns.labels[:last]
