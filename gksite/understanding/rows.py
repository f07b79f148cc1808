"""The rows of a task table as headings and tasks, each text under the field that its column names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gksite.model.draft import Role
from gksite.text.breaks import bare, mended
from gksite.text.outline import ARABIC, mark_of, plain_number
from gksite.understanding import doubts
from gksite.understanding.columns import Columns
from gksite.understanding.items import Heading, Task
from gksite.understanding.misplaced_cells import by_content, headings_in, hint_of, several
from gksite.understanding.role_statements import names_agencies
from gksite.understanding.roles import Hint
from gksite.understanding.row_slots import Row, joined
from gksite.understanding.text_kinds import agencies, look
from gksite.understanding.vocabulary import HOLDERS

_LONG = 30
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """Rows that stand under one header, as far as its next printing; `ragged`: rows may be short of cells."""

    columns: Columns
    rows: tuple[Row, ...]
    ragged: bool = False


def task_rank(segments: Sequence[Segment]) -> int | None:
    """The rank of the numbers that tasks bear in their text; None where a column of its own holds them."""
    if any(segment.columns.of("number") for segment in segments):
        return None
    ranks: Counter[int] = Counter()
    values: dict[int, set[int]] = defaultdict(set)
    for segment in segments:
        for row in segment.rows:
            first = next((i for i in segment.columns.of("title", "requirement") if row.slots[i].stated), None)
            mark = mark_of(row.slots[first].text) if first is not None and len(row.stated) > 1 else None
            if mark:
                ranks[mark.rank] += 1
                values[mark.rank].add(mark.value)
    counting = [(rank, count) for rank, count in ranks.most_common(1) if count == 1 or len(values[rank]) > 1]
    return counting[0][0] if counting else None


def items_of(segment: Segment, rank: int | None) -> Iterator[Heading | Task]:
    """The headings and tasks of a segment in order."""
    columns = segment.columns
    slipped = not segment.ragged and any(_extra(row, columns) for row in segment.rows)
    arabic = any(
        (plain_number(row.slots[i].text) or "").isdigit() for row in segment.rows for i in columns.of("number")
    )
    named = sum(map(bool, columns.labels)) or len(columns.kinds)
    for row in segment.rows:
        if not row.stated:
            continue
        if heading := _heading(row, columns, rank) or _numbered_heading(row, columns, arabic=arabic):
            yield heading
        elif segment.ragged and len(row.stated) > named:
            yield from several(row, columns)
        elif slipped or _misfits(row, segment):
            yield by_content(row, columns, by_columns(row, segment), beyond=_extra(row, columns))
        else:
            yield by_columns(row, segment)


def _extra(row: Row, columns: Columns) -> bool:
    """Whether a text stands beyond the columns that the header names."""
    return not columns.guessed and any(not columns.labels[i] for i in row.stated)


def _heading(row: Row, columns: Columns, rank: int | None) -> Heading | None:
    """The heading that is all a row says, or None."""
    others = any(slot.state == "none" or (slot.state == "above" and bare(slot.text)) for slot in row.slots)
    if len(row.stated) != 1 or others:
        return None
    at = row.stated[0]
    slot, kind = row.slots[at], columns.kinds[at]
    text = mended(slot.text).replace("\n", "")
    mark = mark_of(text)
    if plain_number(text) or (kind in HOLDERS and not row.full):
        return None
    if mark and rank is not None and mark.rank == rank:
        return None
    numbered = mark and (mark.rank <= ARABIC or (rank or 0) > mark.rank)
    if row.full or kind == "section" or numbered or names_agencies(text):
        return Heading(text, slot.spot)
    first = at == min((0, *columns.of("number", "section", "title", "requirement")))
    if not mark and first and len(bare(text)) <= _LONG and not text.endswith(("；", "，", "、")):
        titled = (columns.of("title", "number") or rank is not None) and look(text) == "heading"
        return Heading(text, slot.spot, doubts=(doubts.UNNUMBERED,)) if titled else None
    return None


def _numbered_heading(row: Row, columns: Columns, *, arabic: bool) -> Heading | None:
    """The heading of a row whose number is 一 in a column where tasks have 1, and that has one text besides."""
    numbers = columns.of("number")
    if not arabic or len(row.stated) != 2 or row.stated[0] not in numbers or row.stated[1] not in _texts(columns):
        return None
    number, text = (mended(row.slots[i].text).replace("\n", "") for i in row.stated)
    if (plain_number(number) or "1").isdigit():
        return None
    whole = f"{number} {text}" if re.search(r"\w$", number) else number + text
    return Heading(whole, row.spot)


def _texts(columns: Columns) -> tuple[int, ...]:
    return columns.of("section", "title", "requirement")


def _misfits(row: Row, segment: Segment) -> bool:
    """Whether texts stand under columns that cannot hold them."""
    columns = segment.columns
    for i in columns.of("number"):
        text = row.slots[i].text
        if row.slots[i].stated and len(bare(text)) > _SHORT and not plain_number(text) and not mark_of(text):
            return True
    body = next((look(row.slots[i].text) for i in columns.of("requirement") if bare(row.slots[i].text)), None)
    holders = [row.slots[i] for i in columns.of(*HOLDERS)]
    if body != "text" and any(slot.stated and _is_text(slot.text) for slot in holders):
        return True
    blank = not any(bare(slot.text) for slot in holders)
    return body == "agencies" and blank and (segment.ragged or any(slot.state == "absent" for slot in holders))


def _is_text(text: str) -> bool:
    return len(bare(text)) > _LONG and not agencies(text) and look(text) == "text" and mark_of(text) is None


def by_columns(row: Row, segment: Segment) -> Task:
    """A row whose texts stand where its header says."""
    columns = segment.columns
    numbers = [row.slots[i].text for i in columns.of("number") if bare(row.slots[i].text)]
    cells, blank, above = _agency_cells(row, columns)
    needed = columns.of("title", "requirement", *HOLDERS)
    lacking = [i for i in needed if row.slots[i].state == "absent"]
    shown = [columns.labels[i] for i in columns.of(*HOLDERS) if bare(row.slots[i].text)]
    unsure = bool(shown) and any(columns.kinds[i] in HOLDERS for i in lacking)
    tops = [row.slots[i].top for i in columns.of("number", "title", "requirement")]
    return Task(
        joined([row.spot, *(top for top in tops if top)]),
        printed=plain_number(numbers[0]) or bare(numbers[0]) if numbers else None,
        title=_text(row, columns.of("title")),
        requirement=_text(row, columns.of("requirement")),
        cells=cells,
        blank=blank,
        above=above,
        headings=tuple(
            heading
            for level, i in enumerate(columns.of("section"))
            if row.slots[i].stated
            for heading in headings_in(row.slots[i], level)
        ),
        deadline=_text(row, columns.of("deadline")),
        remark=_remark(row, columns),
        doubts=(doubts.left_out(shown[0]),) if unsure else (doubts.SHORT,) if lacking else (),
        merges=row.merges,
    )


def _text(row: Row, columns: Sequence[int]) -> str | None:
    return "\n".join(mended(row.slots[i].text) for i in columns if bare(row.slots[i].text)) or None


def _remark(row: Row, columns: Columns) -> str | None:
    """The remark column, and every text without a field of its own under its heading, in the order of the columns."""
    parts = []
    for i in columns.of("remark", "other"):
        text = mended(row.slots[i].text)
        label = columns.labels[i] if columns.kinds[i] == "other" else ""
        parts += [f"{label}：{text}".removeprefix("：")] if text else []
    return "\n".join(parts) or None


def _agency_cells(
    row: Row, columns: Columns
) -> tuple[tuple[tuple[Hint, str], ...], tuple[Hint, ...], tuple[Role, ...]]:
    """The stated agency cells, the columns that are blank, and the roles that a merged cell above gives."""
    cells: list[tuple[Hint, str]] = []
    blank: list[Hint] = []
    above: list[Role] = []
    for i in columns.of(*HOLDERS):
        slot, hint = row.slots[i], hint_of(columns, i)
        if bare(slot.text):
            cells.append((hint, slot.text))
            if slot.state == "above":
                above += [hint] if hint in ("lead", "support") else ["lead", "support"]
        elif slot.state == "own":
            blank.append(hint)
    return tuple(cells), tuple(blank), tuple(dict.fromkeys(above))
