"""Which column holds what: by the words of the header row, else by what stands in the columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gksite.text.breaks import bare, ends, mended
from gksite.text.outline import ARABIC, mark_of
from gksite.understanding.row_slots import Row
from gksite.understanding.text_kinds import Look, look
from gksite.understanding.vocabulary import HOLDERS, ColumnKind, column_kind, leans_to_requirement, person_like

_ENOUGH = 0.6
"""Share of a header row's cells whose words must be known."""
_MOSTLY = 0.5
_THIRD = 0.3
UNNAMED: tuple[Look, ...] = ("number", "heading")
"""Words of our own for a column without a heading, by what its cells look like."""
_GOAL = re.compile("(?:目标|成果|指标)$")
_FEW = 3
"""Rows from which the columns of a table without a header can be told."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, in order, under which words; `guessed` where no header says so."""

    kinds: tuple[ColumnKind, ...]
    labels: tuple[str, ...]
    guessed: bool = False

    def of(self, *kinds: ColumnKind) -> tuple[int, ...]:
        """The columns of these kinds."""
        return tuple(i for i, kind in enumerate(self.kinds) if kind in kinds)


def is_header(row: Row) -> bool:
    """Whether a row names columns: two words at least, most of them known."""
    texts = [slot.text for slot in row.slots if slot.stated]
    known = [kind for text in texts if (kind := column_kind(text))]
    return len(set(known)) > 1 and len(known) >= _ENOUGH * len(texts)


def header_height(rows: Sequence[Row], at: int) -> int:
    """How many rows the header that begins at a row has: 0, 1, or 2 where a second one divides merged headings."""
    if not is_header(rows[at]):
        return 0
    below = rows[at + 1] if at + 1 < len(rows) else None
    divided = below is not None and any(
        upper.state == "left" or not upper.text.strip()
        for upper, lower in zip(rows[at].slots, below.slots, strict=True)
        if lower.stated
    )
    if below and _hangs(rows[at], below):
        return 2
    if below and divided and below.stated and all(column_kind(below.slots[i].text) for i in below.stated):
        return 2
    return 1


def _hangs(upper: Row, lower: Row) -> bool:
    """Whether a row of headings of agencies divides one above, but stands at the left, where extraction put it."""
    kinds = [column_kind(lower.slots[i].text) for i in lower.stated]
    first = column_kind(upper.slots[0].text)
    known = bool(kinds) and all(kind in HOLDERS for kind in kinds)
    return known and len(kinds) > 1 and first not in (None, *HOLDERS) and lower.stated[0] == 0


def _hung(upper: Row, lower: Row) -> list[str]:
    """The words of a header of two rows, the lower put in place of the heading of agencies that it divides."""
    words = [slot.text for slot in upper.slots]
    parts = [lower.slots[i].text for i in lower.stated]
    at = next(i for i, text in enumerate(words) if column_kind(text) in HOLDERS)
    rest = words[at + 1 :]
    while rest and not rest[0].strip() and len(words) - len(rest) - at < len(parts):
        rest = rest[1:]
    whole = [*words[:at], *parts, *rest][: len(words)]
    return [*whole, *[""] * (len(words) - len(whole))]


def named_columns(header: Sequence[Row]) -> Columns:
    """The columns as a header of one or two rows names them."""
    if len(header) == 2 and _hangs(*header):
        names = [mended(text).replace("\n", "") for text in _hung(*header)]
        return Columns(tuple(column_kind(name) or "other" for name in names), tuple(map(bare, names)))
    kinds: list[ColumnKind] = []
    labels = []
    for column in range(len(header[0].slots)):
        stack = [
            row.slots[column].text
            for row in header
            if row.slots[column].state in ("own", "left") and row.slots[column].text.strip()
        ]
        label = mended(stack[-1]).replace("\n", "") if stack else ""
        kind = column_kind(label) if label else None
        kinds.append(kind or "other")
        labels.append(bare(label))
    return Columns(tuple(kinds), tuple(labels))


def guessed_columns(rows: Sequence[Row]) -> Columns | None:
    """The columns of a table without a header, where what stands in them leaves no other reading."""
    if len(rows) < _FEW:
        return None
    kinds: list[ColumnKind] = []
    for column in range(len(rows[0].slots)):
        looks = Counter(
            look(row.slots[column].text) for row in rows if row.slots[column].stated and len(row.stated) > 1
        )
        most, count = looks.most_common(1)[0] if looks else ("text", 0)
        if count == 0:
            kinds.append("other")
        elif most == "number" and count > _MOSTLY * looks.total():
            kinds.append("number")
        elif most == "limit" and count > _MOSTLY * looks.total():
            kinds.append("deadline")
        elif most == "agencies" and count > _MOSTLY * looks.total():
            kinds.append("lead" if "lead" not in kinds else "support" if "support" not in kinds else "other")
        else:
            kinds.append("requirement")
    if kinds.count("lead") == 1 and "support" not in kinds:
        kinds[kinds.index("lead")] = "duty"
    if "requirement" not in kinds or not {"lead", "duty"} & set(kinds):
        return None
    return Columns(tuple(kinds), ("",) * len(kinds), guessed=True)


def settled(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns with every doubtful kind decided: by its neighbours, and by how often its cells are blank."""
    kinds, labels = list(columns.kinds), list(columns.labels)
    if not columns.guessed:
        _settle_unnamed(kinds, labels, rows)
    _settle_agencies(kinds)
    _settle_unknown(kinds, labels, rows)
    _settle_texts(kinds, labels, rows)
    return Columns(tuple(kinds), tuple(labels), columns.guessed)


def _settle_unnamed(kinds: list[ColumnKind], labels: list[str], rows: Sequence[Row]) -> None:
    """A column without a heading, in front of one that has one, is a number or a section where it looks like one."""
    last = max((i for i, label in enumerate(labels) if label), default=0)
    for column in range(last):
        if labels[column]:
            continue
        looks = Counter(look(row.slots[column].text) for row in rows if row.slots[column].stated)
        most, count = looks.most_common(1)[0] if looks else ("text", 0)
        if count > _MOSTLY * looks.total() and most in UNNAMED:
            kinds[column] = "number" if most == "number" else "section"
            labels[column] = most


def _settle_unknown(kinds: list[ColumnKind], labels: Sequence[str], rows: Sequence[Row]) -> None:
    """A column under unknown words holds the requirement where no other does, or the title in front of it."""
    texts = [i for i, kind in enumerate(kinds) if kind in ("section", "title", "requirement")]
    sizes = {i: size for i, kind in enumerate(kinds) if kind == "other" and (size := _speaks(i, labels[i], rows))}
    if not texts and sizes:
        longest = max(sizes, key=lambda i: sizes[i])
        kinds[longest] = "requirement"
        texts = [longest]
    if len(texts) == 1 and (before := [i for i in sizes if i < texts[0]]):
        kinds[before[-1]] = "title"


def _speaks(column: int, label: str, rows: Sequence[Row]) -> float:
    """How long the texts of a column under unknown words are; 0 where they are names, numbers or limits."""
    said = [row.slots[column].text for row in rows if row.slots[column].stated and len(row.stated) > 1]
    if not label or column_kind(label) or not said:
        return 0
    plain = [text for text in said if look(text) in ("heading", "text") and not person_like(text)]
    return sum(map(len, plain)) / len(said) if len(plain) > _MOSTLY * len(said) else 0


def _settle_agencies(kinds: list[ColumnKind]) -> None:
    lead = "lead" in kinds
    second = "support" in kinds
    for doubtful in ("host", "duty"):
        for i, kind in enumerate(kinds):
            if kind == doubtful:
                leads = not lead and (second or (doubtful == "host" and "duty" in kinds))
                kinds[i] = "lead" if leads else "support"
                lead, second = lead or leads, second or not leads


def _settle_texts(kinds: list[ColumnKind], labels: Sequence[str], rows: Sequence[Row]) -> None:
    """Of several text columns one is the title, one the requirement; those whose cells span rows are sections."""
    _settle_goals(kinds, labels)
    texts = [i for i, kind in enumerate(kinds) if kind in ("title", "requirement")]
    number = kinds.index("number") if "number" in kinds else -1
    for column in texts[:-1]:
        left = [i for i in texts if kinds[i] != "section"]
        least = 0 if column < number < left[-1] else _THIRD
        above = _spans(column, texts, rows, least) or _numbered_as_sections(column, rows)
        if len(left) > 1 and above and not _numbered_with(column, number, rows):
            kinds[column] = "section"
    texts = [i for i in texts if kinds[i] != "section"]
    heads = [i for i, kind in enumerate(kinds) if kind == "section" and texts and i < texts[0]]
    if len(texts) == 1 and heads and labels[heads[-1]] and not _is_section(heads[-1], texts, rows):
        kinds[heads[-1]] = "title"
        texts = [heads[-1], *texts]
    if len(texts) == 1:
        kinds[texts[0]] = "requirement"
        return
    title = next(
        (i for i in texts if kinds[i] == "title" and not labels[i].startswith("具体")), texts[0] if texts else -1
    )
    others = [i for i in texts if i != title]
    requirement = next(
        (i for i in others if kinds[i] == "requirement" or leans_to_requirement(labels[i])), others[0] if others else -1
    )
    for i in texts:
        kinds[i] = "title" if i == title else "requirement" if i == requirement else "other"


def _numbered_with(column: int, number: int, rows: Sequence[Row]) -> bool:
    """Whether the numbers span rows where a column's texts do, and so count these texts."""
    below = [row for row in rows if row.slots[column].state == "above"]
    return number >= 0 and bool(below) and all(row.slots[number].state == "above" for row in below)


def _settle_goals(kinds: list[ColumnKind], labels: Sequence[str]) -> None:
    """A column of goals beside one of measures or contents has no field of its own."""
    goals = [i for i, kind in enumerate(kinds) if kind == "requirement" and _GOAL.search(labels[i])]
    if goals and any(kind == "requirement" for i, kind in enumerate(kinds) if i not in goals):
        for i in goals:
            kinds[i] = "other"


def _is_section(column: int, texts: Sequence[int], rows: Sequence[Row]) -> bool:
    """Whether a column headed 类别 or 领域 has a cell over several rows anywhere, or numbered headings."""
    return len(rows) < _FEW or _spans(column, texts, rows, 0) or _numbered_as_sections(column, rows)


def _numbered_as_sections(column: int, rows: Sequence[Row]) -> bool:
    """Whether every text of a column is numbered 一、 or （一）, while rows without one follow."""
    marks = [mark_of(row.slots[column].text) for row in rows if row.slots[column].stated and len(row.stated) > 1]
    blank = sum(not row.slots[column].stated for row in rows)
    return bool(marks) and blank > 0 and all(mark is not None and mark.rank < ARABIC for mark in marks)


def _spans(column: int, texts: Sequence[int], rows: Sequence[Row], least: float) -> bool:
    """Whether a column's cells each stand over several rows that have a text of their own further right.

    So they do where they are blank, merged, or printed again in more than the least share of those rows.
    """
    blank = total = 0
    above, shown = "。", ""
    for row in rows:
        body = next((row.slots[i].text for i in texts if i > column and row.slots[i].stated), None)
        if body is not None and ends(above):
            total += 1
            blank += not row.slots[column].stated or bare(row.slots[column].text) == shown
        above = body or above
        shown = bare(row.slots[column].text) or shown
    return total > 1 and blank > least * total
