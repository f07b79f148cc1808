"""Doubtful kinds of columns decided: by the columns beside them, and by how often their cells are blank."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gksite.text.breaks import bare, ends
from gksite.understanding.columns import Columns, own_texts, texts_beside_others, usual_look
from gksite.understanding.row_slots import TableRow
from gksite.understanding.text_kinds import TextLook, has_outer_number, look_of
from gksite.understanding.vocabulary import ColumnKind, column_kind, leans_to_requirement, person_like

_UNNAMED: dict[TextLook | None, ColumnKind] = {"number": "number", "heading": "section"}
"""What a column without a heading holds, by the look of its texts."""
_MOSTLY = 0.5
"""Share of the texts of a column under unknown words that must be exceeded by those that say something."""
_THIRD = 0.3
"""Share of rows below another row's text from which on the texts of a column are headings (R14)."""
_GOAL = re.compile("(?:目标|成果|指标)$")
"""A heading of goals, which are kept in the remark beside measures: 年度目标 (R32)."""
_SPECIFIC = "具体"
"""What the heading of a column of requirements begins with, although it names tasks: 具体任务."""
_FEW = 3
"""Rows from which a column under 类别 shows whether its cells stand over several."""


def settle_columns(columns: Columns, rows: Sequence[TableRow]) -> Columns:
    """The columns with every doubtful kind decided."""
    if not columns.guessed:
        columns = _settle_unnamed(columns, rows)
    columns = _settle_agencies(columns)
    columns = _settle_unknown(columns, rows)
    columns = _settle_goals(columns)
    columns = _settle_sections(columns, rows)
    return _settle_texts(columns, rows)


def _settle_unnamed(columns: Columns, rows: Sequence[TableRow]) -> Columns:
    """A column without a heading, in front of one that has one, is a number or a section where it looks like one."""
    decided: dict[int, ColumnKind] = {}
    for column in range(columns.named_width):
        if columns.labels[column]:
            continue
        if kind := _UNNAMED.get(usual_look(own_texts(column, rows))):
            decided[column] = kind
    return replace(columns.with_kinds(decided), by_look=frozenset(decided))


def _settle_agencies(columns: Columns) -> Columns:
    """承办单位 and 责任单位 lead where others support and nobody else leads; else they support (R16, R25, R29)."""
    lead, support = bool(columns.of("lead")), bool(columns.of("support"))
    duty = bool(columns.of("duty"))
    decided: dict[int, ColumnKind] = {}
    for column in (*columns.of("host"), *columns.of("duty")):
        beside_duty = duty and columns.kinds[column] == "host"
        leads = not lead and (support or beside_duty)
        decided[column] = "lead" if leads else "support"
        lead, support = lead or leads, support or not leads
    return columns.with_kinds(decided)


def _settle_unknown(columns: Columns, rows: Sequence[TableRow]) -> Columns:
    """A column under unknown words holds the requirement where no other does, or the title in front of it."""
    decided: dict[int, ColumnKind] = {}
    sizes: dict[int, float] = {}
    for column in columns.of("other"):
        if size := _size(column, columns.labels[column], rows):
            sizes[column] = size
    texts = columns.of("section", "title", "requirement")
    if not texts and sizes:
        longest = max(sizes, key=sizes.__getitem__)
        decided[longest] = "requirement"
        texts = (longest,)
    before = _last_before(texts[0], sizes) if len(texts) == 1 else None
    if before is not None:
        decided[before] = "title"
    return columns.with_kinds(decided)


def _last_before(column: int, columns: Iterable[int]) -> int | None:
    """The last of some columns in front of another, None where there is none."""
    return max((other for other in columns if other < column), default=None)


def _size(column: int, label: str, rows: Sequence[TableRow]) -> float:
    """How long the texts of a column under unknown words are; 0 where they are names, numbers or limits."""
    texts = texts_beside_others(column, rows)
    if not label or column_kind(label) or not texts:
        return 0
    plain = [text for text in texts if look_of(text) in ("heading", "text") and not person_like(text)]
    if len(plain) <= _MOSTLY * len(texts):
        return 0
    return sum(map(len, plain)) / len(texts)


def _settle_goals(columns: Columns) -> Columns:
    """A column of goals beside one of measures or contents has no field of its own (R32)."""
    requirements = columns.of("requirement")
    goals = [column for column in requirements if _GOAL.search(columns.labels[column])]
    if len(goals) == len(requirements):
        return columns
    return columns.with_kinds(dict.fromkeys(goals, "other"))


def _settle_sections(columns: Columns, rows: Sequence[TableRow]) -> Columns:
    """Columns of short texts in front of the last text column are headings where their cells span rows (R14)."""
    texts = columns.of("title", "requirement")
    number = _number_column(columns)
    decided: dict[int, ColumnKind] = {}
    for column in texts[:-1]:
        before_number = column < number < texts[-1]
        spans = _spans_rows(column, texts, rows, 0 if before_number else _THIRD)
        if (spans or _is_numbered_as_sections(column, rows)) and not _is_numbered_with(column, number, rows):
            decided[column] = "section"
    return columns.with_kinds(decided)


def _settle_texts(columns: Columns, rows: Sequence[TableRow]) -> Columns:
    """Of several text columns one is the title, one the requirement; a lone one is the requirement (R4, R14)."""
    texts = columns.of("title", "requirement")
    if not texts:
        return columns
    head = _last_before(texts[0], columns.of("section"))
    if len(texts) == 1 and head is not None and _is_title(head, columns, texts, rows):
        columns = columns.with_kinds({head: "title"})
        texts = (head, *texts)
    if len(texts) == 1:
        return columns.with_kinds({texts[0]: "requirement"})
    decided: dict[int, ColumnKind] = dict.fromkeys(texts, "other")
    title = _title_column(columns, texts)
    others = list(texts)
    others.remove(title)
    decided[title] = "title"
    decided[_requirement_column(columns, others)] = "requirement"
    return columns.with_kinds(decided)


def _title_column(columns: Columns, texts: Sequence[int]) -> int:
    """Which of some text columns holds the titles: the first that is headed so, else the first."""
    for column in texts:
        if columns.kinds[column] == "title" and not columns.labels[column].startswith(_SPECIFIC):
            return column
    return texts[0]


def _requirement_column(columns: Columns, texts: Sequence[int]) -> int:
    """Which of some text columns holds the requirements: the first that is headed so, else the first."""
    for column in texts:
        if columns.kinds[column] == "requirement" or leans_to_requirement(columns.labels[column]):
            return column
    return texts[0]


def _number_column(columns: Columns) -> int:
    """The first column of numbers, -1 where there is none."""
    return min(columns.of("number"), default=-1)


def _is_title(column: int, columns: Columns, texts: Sequence[int], rows: Sequence[TableRow]) -> bool:
    """Whether a column headed 类别 or 领域 has no cell over several rows anywhere, and no numbered headings."""
    if not columns.is_named(column) or len(rows) < _FEW:
        return False
    return not _spans_rows(column, texts, rows, 0) and not _is_numbered_as_sections(column, rows)


def _is_numbered_with(column: int, number: int, rows: Sequence[TableRow]) -> bool:
    """Whether the numbers span rows where a column's texts do, and so count these texts."""
    below = [row for row in rows if row.slots[column].state == "above"]
    return number >= 0 and bool(below) and all(row.slots[number].state == "above" for row in below)


def _is_numbered_as_sections(column: int, rows: Sequence[TableRow]) -> bool:
    """Whether every text of a column is numbered 一、 or （一）, while rows without one follow (R14)."""
    texts = texts_beside_others(column, rows)
    leaves_rows_out = not all(row.states(column) for row in rows)
    return bool(texts) and leaves_rows_out and all(map(has_outer_number, texts))


def _spans_rows(column: int, texts: Sequence[int], rows: Sequence[TableRow], least: float) -> bool:
    """Whether a column's cells each stand over several rows that have a text of their own further right.

    So they do where they are blank, merged, or printed again in more than the least share of those rows.
    """
    behind = [text for text in texts if text > column]
    blank = total = 0
    text_above, shown = "。", ""
    for row in rows:
        body = row.first_text(behind)
        text = bare(row.text_at(column))
        # a row below a text that breaks off goes on with it, and tells nothing
        if body and ends(text_above) and row.slots[column].state != "none":
            total += 1
            blank += not row.states(column) or text == shown
        text_above = body or text_above
        shown = text or shown
    return total > 1 and blank > least * total
