"""A row of a task table as a task, each text in the field that its column names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gksite.model.draft import Doubt, Role
from gksite.text.breaks import bare, mended
from gksite.text.outline import plain_number
from gksite.understanding import doubts
from gksite.understanding.columns import Columns
from gksite.understanding.items import HeadingItem, TaskItem
from gksite.understanding.misplaced_cells import headings_in, hint_of
from gksite.understanding.roles import Hint
from gksite.understanding.row_slots import TableRow, enclosing_spot
from gksite.understanding.vocabulary import HOLDERS


@dataclass(slots=True)
class _AgencyCells:
    """The stated agency cells, the columns that are blank, and the roles that a merged cell above gives."""

    cells: list[tuple[Hint, str]] = field(default_factory=list)
    blank: list[Hint] = field(default_factory=list)
    above: list[Role] = field(default_factory=list)


def task_by_columns(row: TableRow, columns: Columns) -> TaskItem:
    """A row whose texts stand where its header says; a stated merge holds for each row that it covers (R8, R30)."""
    agencies = _agency_cells(row, columns)
    tops = [slot.top for slot in row.slots_at(columns.of("number", "title", "requirement"))]
    tops += [slot.top for slot in row.slots_at(columns.of("deadline", "remark", "other")) if slot.ditto]
    return TaskItem(
        enclosing_spot([row.spot, *filter(None, tops)]),
        printed=_number(row, columns),
        title=_text(row, columns.of("title")),
        requirement=_text(row, columns.of("requirement")),
        cells=tuple(agencies.cells),
        blank=tuple(agencies.blank),
        above=tuple(dict.fromkeys(agencies.above)),
        headings=tuple(_headings_beside(row, columns)),
        deadline=_text(row, columns.of("deadline")),
        remark=_remark(row, columns),
        doubts=(*_doubts_of_lacking(row, columns), *_doubts_of_dittos(row, columns)),
        merges=row.merges,
        untitled=any(slot.state == "none" for slot in row.slots_at(columns.of("title"))),
    )


def _number(row: TableRow, columns: Columns) -> str | None:
    """The number of a row as printed, also one that a merged cell above shows (R30)."""
    for text in row.shown_texts(columns.of("number")):
        return plain_number(text) or bare(text)
    return None


def _headings_beside(row: TableRow, columns: Columns) -> Iterator[HeadingItem]:
    """The headings that begin with a row, in the section columns beside its task."""
    for level, column in enumerate(columns.of("section")):
        if row.states(column):
            yield from headings_in(row.slots[column], level)


def _doubts_of_lacking(row: TableRow, columns: Columns) -> tuple[Doubt, ...]:
    """The doubt of a row that ends early: which column of agencies it lacks cannot be seen."""
    needed = columns.of("title", "requirement", *HOLDERS)
    if not row.missing(needed):
        return ()
    holders = columns.of(*HOLDERS)
    shown = [column for column in holders if not row.slots[column].blank]
    if shown and row.missing(holders):
        return (doubts.agency_cell_missing(columns.labels[shown[0]]),)
    return (doubts.SHORT,)


def _doubts_of_dittos(row: TableRow, columns: Columns) -> Iterator[Doubt]:
    """The doubts of cells that repeat others: of texts always, of agencies where what they mean is unsure (R40)."""
    for column, slot in enumerate(row.slots):
        if not slot.ditto:
            continue
        label = columns.labels[column]
        if columns.kinds[column] not in HOLDERS:
            yield doubts.ditto_text(label, slot.ditto, found=slot.state == "above")
        elif slot.state == "none" and slot.top is None:
            yield doubts.DITTO_LOST
        elif slot.crossed:
            yield doubts.DITTO_ACROSS


def _text(row: TableRow, columns: Sequence[int]) -> str | None:
    """What some columns show, each on lines of its own, or None."""
    return "\n".join(map(mended, row.shown_texts(columns))) or None


def _remark(row: TableRow, columns: Columns) -> str | None:
    """The remark column, and every text without a field of its own under its heading, in their order (R13, R36)."""
    parts = []
    for column in columns.of("remark", "other"):
        text = mended(row.text_at(column))
        if text and columns.kinds[column] == "other":
            text = f"{columns.labels[column]}：{text}".removeprefix("：")
        if text:
            parts.append(text)
    return "\n".join(parts) or None


def _agency_cells(row: TableRow, columns: Columns) -> _AgencyCells:
    """What the agency columns of a row hold."""
    agencies = _AgencyCells()
    for column in columns.of(*HOLDERS):
        slot, hint = row.slots[column], hint_of(columns, column)
        if slot.state == "own" and slot.blank:
            agencies.blank.append(hint)
        if slot.blank:
            continue
        agencies.cells.append((hint, slot.text))
        if slot.state == "above" and (hint == "lead" or hint == "support"):
            agencies.above.append(hint)
        elif slot.state == "above":
            agencies.above += ("lead", "support")
    return agencies
