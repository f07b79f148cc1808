"""Cells that only repeat what stands above made to show it, as merged cells do (R40)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gksite.model.draft import Agencies, Role
from gksite.text.outline import mark_of, plain_number, value_of
from gksite.understanding import doubts
from gksite.understanding.agency_names import tokens
from gksite.understanding.columns import Columns
from gksite.understanding.ditto_words import Ditto, ditto_in
from gksite.understanding.items import Item, TaskItem
from gksite.understanding.roles import Hint, Roles, roles_of
from gksite.understanding.row_slots import Slot, TableRow, row_of
from gksite.understanding.rows import Segment
from gksite.understanding.text_kinds import texts_of
from gksite.understanding.vocabulary import HOLDERS

_PIECES = re.compile(r"([；;，,。\n])")
"""The signs between the labels of a line: 牵头单位：同上；配合单位：县档案馆."""
_LABEL = re.compile(r"(?P<label>[^：:]{2,12}[：:])?(?P<words>.*)", re.DOTALL)
"""A label in front of names, and these: 责任单位： and 同上."""
_LEADS = re.compile("牵头|主办|主责")
"""Labels of those who lead."""
_NOBODY = Roles(Agencies(), Agencies())
"""The roles where nobody has been named yet."""


@dataclass(slots=True)
class _Above:
    """What the rows above say: by column, and by the numbers of tasks; `crossed`: a heading stands in between."""

    labels: tuple[str, ...] = ()
    slots: dict[int, Slot] = field(default_factory=dict)
    by_number: dict[int, TableRow] = field(default_factory=dict)
    crossed: bool = False


def with_dittos(segments: Sequence[Segment]) -> list[Segment]:
    """The rows of tables, in order, with every cell that repeats another showing the text of that (R40)."""
    above = _Above()
    shown: list[Segment] = []
    for segment in segments:
        if segment.columns.labels != above.labels:
            above = _Above(segment.columns.labels)
        rows = tuple(_row_with_dittos(row, segment.columns, above) for row in segment.rows)
        shown.append(replace(segment, rows=rows))
    return shown


def _row_with_dittos(row: TableRow, columns: Columns, above: _Above) -> TableRow:
    """A row whose cells show what they repeat; what it says is above the next one."""
    slots = list(row.slots)
    if not row.full and len(row.stated) > 1:
        for column in row.stated:
            slots[column] = _shown(slots, column, columns, above)
    if any(slot.ditto for slot in slots):
        row = row_of(tuple(slots), merges=row.merges, full=row.full)
    _remember(row, columns, above)
    return row


def _remember(row: TableRow, columns: Columns, above: _Above) -> None:
    """Keep what a row says for those below; a heading is no text of a column."""
    shown = [slot for slot in row.slots if not slot.blank]
    if row.full or len(shown) < 2:
        above.crossed = above.crossed or bool(shown)
        return
    above.crossed = False
    for column, slot in enumerate(row.slots):
        if slot.state == "none" or not slot.blank:
            above.slots[column] = slot
    if number := _number(row, columns):
        above.by_number[number] = row


def _number(row: TableRow, columns: Columns) -> int:
    """The number of the task of a row, 0 for none."""
    for text in row.shown_texts(columns.of("number")):
        return value_of(plain_number(text) or "")
    if mark := mark_of(row.first_text(columns.of("title", "requirement"))):
        return mark.value
    return 0


def _shown(slots: Sequence[Slot], column: int, columns: Columns, above: _Above) -> Slot:
    """A cell as it is, or with what it repeats; in a cell of agencies one of several names may do so."""
    slot = slots[column]
    ditto = ditto_in(slot.text)
    holds = columns.kinds[column] in HOLDERS
    if ditto is None and holds:
        return _with_names(slots, column, above)
    if ditto is None:
        return slot
    meant = _meant(ditto, slots, column, above)
    if meant is None and holds:
        return Slot("", slot.spot, "none", ditto=slot.text)
    if meant is None:
        return replace(slot, ditto=slot.text)
    crossed = above.crossed and not ditto.left and not ditto.number
    shown = Slot(meant.text, slot.spot, "above", meant.top or meant.spot, ditto=slot.text, crossed=crossed)
    if meant.state == "none":
        return replace(shown, state="none")
    return shown


def _meant(ditto: Ditto, slots: Sequence[Slot], column: int, above: _Above) -> Slot | None:
    """The cell that another one repeats, None where there is none."""
    if ditto.left:
        row: Sequence[Slot] = slots[max(0, column - 1) : column]
        return next((slot for slot in row if not slot.blank), None)
    if not ditto.number:
        return above.slots.get(column)
    named = above.by_number.get(ditto.number)
    if named is None or named.slots[column].blank:
        return None
    return named.slots[column]


def _with_names(slots: Sequence[Slot], column: int, above: _Above) -> Slot:
    """A cell of agencies of which some are those above: 同上、县教育局."""
    slot = slots[column]
    names = texts_of(tokens(slot.text))
    found = {name: ditto for name in names if (ditto := ditto_in(name))}
    if not found:
        return slot
    whole: list[str] = []
    for name in names:
        if name not in found:
            whole.append(name)
        elif meant := _meant(found[name], slots, column, above):
            whole.append(meant.text)
    return Slot("、".join(whole), slot.spot, "above", slot.spot, ditto=slot.text)


def tasks_with_dittos(items: Sequence[Item]) -> list[Item]:
    """The tasks of a text without a table, with those responsible as above where they only say so: 责任单位：同上."""
    shown: list[Item] = []
    before = _NOBODY
    for item in items:
        if isinstance(item, TaskItem):
            item = _task_with_dittos(item, before)
            if item.cells:
                before = roles_of(item.cells)
        shown.append(item)
    return shown


def _task_with_dittos(task: TaskItem, before: Roles) -> TaskItem:
    """A task with the names of the one before in place of each ditto."""
    cells: list[tuple[Hint, str]] = []
    taken: list[Role] = []
    for hint, text in task.cells:
        pieces: list[str] = []
        for piece in _PIECES.split(text):
            label, words = _LABEL.fullmatch(piece).groups()  # type: ignore[union-attr]  # it takes any text
            if ditto_in(words):
                role = _role_meant(label or "", hint, before)
                taken.append(role)
                words = "、".join(getattr(before, role).names)
            pieces.append((label or "") + words)
        cells.append((hint, "".join(pieces)))
    if not taken:
        return task
    task = replace(task, cells=tuple(cells), above=(*task.above, *taken))
    if before.lead.names or before.support.names:
        return task
    return task.doubting(doubts.DITTO_LOST)


def _role_meant(label: str, hint: Hint, before: Roles) -> Role:
    """Whose names a ditto repeats: those of the role of its label, else those that there are."""
    leads = hint == "lead" or _LEADS.search(label) is not None
    if not before.support.names or (leads and before.lead.names):
        return "lead"
    return "support"
