"""From a grid to meaning: one reading → one draft notice, with every judgement that could be otherwise marked."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gksite.model.blocks import Paragraph, Reading, Spot
from gksite.model.draft import Doubt, Draft
from gksite.understanding import doubts, letter_lines
from gksite.understanding.columns import UNNAMED
from gksite.understanding.document_parts import Layout, layout_of
from gksite.understanding.items import Group, Item, Task
from gksite.understanding.labelled_facts import Header
from gksite.understanding.letter import header_of
from gksite.understanding.line_joining import unwrapped
from gksite.understanding.name_variants import alike, variants
from gksite.understanding.neighbouring_rows import continued, settled, slid_back
from gksite.understanding.prose import prose_of
from gksite.understanding.roles import Hint
from gksite.understanding.rows import Segment, items_of, task_rank
from gksite.understanding.sections import Node, Outline, drafted, examined
from gksite.understanding.shared_agencies import shared, spread
from gksite.understanding.tasks_from_rows import numbered, outlined
from gksite.understanding.traditional import simplified
from gksite.understanding.vocabulary import HOLDERS, column_kind


def understand(reading: Reading) -> Draft:
    """The draft of the one notice that a file holds; every piece of it that is not in the draft is in `unused`."""
    reading, as_printed = simplified(reading)
    blocks = unwrapped(reading.blocks)
    layout = layout_of(blocks)
    first = any(letter_lines.first_leads(text) for text in _texts(reading))
    if layout.segments:
        items, rank = _tabled(layout)
        items = _led(items) if first else items
        columns = layout.segments[0].columns
        outline = outlined(numbered(items, rank), titled=bool(columns.of("title")))
    else:
        layout, outline = _written(layout, first=first)
    header = header_of(_content(layout.before), layout.after, reading.facts)
    top = outline.top
    by_task, whole = examined(top)
    by_task = {number: [*by_task.get(number, []), *found] for number, found in _merged(by_task, variants(top)).items()}
    noted = {doubts.UNWRAPPED: len(blocks) < len(reading.blocks), doubts.FIRST_LEADS: first}
    draft = _draft(
        header,
        _doubting(top, by_task),
        [*whole, *_columns(layout), *(found for found, holds in noted.items() if holds), *_facts(header), *alike(top)],
        _unused(layout, header, outline),
    )
    return as_printed(draft)


def _merged(first: dict[int, list[Doubt]], second: dict[int, list[Doubt]]) -> dict[int, list[Doubt]]:
    return {number: second.get(number, []) for number in {*first, *second}}


def _tabled(layout: Layout) -> tuple[list[Item], int | None]:
    rank = task_rank(layout.segments)
    items: list[Item | Group] = []
    for part in layout.body:
        items += slid_back(settled(list(items_of(part, rank)))) if isinstance(part, Segment) else [part]
    by_number = any(segment.columns.of("number") for segment in layout.segments)
    whole = continued(items, rank, numbered=by_number)
    holders = any(segment.columns.of(*HOLDERS) for segment in layout.segments)
    return _speaking(spread(shared(whole, named=not holders)), layout), rank


def _speaking(items: Sequence[Item], layout: Layout) -> list[Item]:
    """The items without rows that name no task, which go to what was not used."""
    silent = [item for item in items if isinstance(item, Task) and not (item.title or item.requirement)]
    layout.unused += [(task.spot, _words(task)) for task in silent]
    return [item for item in items if item not in silent]


def _words(task: Task) -> str:
    """What a row says that names no task."""
    said = (task.printed, *(cell for _, cell in task.cells), task.deadline, task.remark)
    return " ".join([*filter(None, said), *(heading.text for heading in task.headings)])


def _texts(reading: Reading) -> Iterator[str]:
    for block in reading.blocks:
        yield from [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]


def _led(items: Sequence[Item]) -> list[Item]:
    """The tasks, led by the first agency of those whose column or label leaves open who leads."""
    return [
        replace(item, cells=_first(item.cells), given=_first(item.given)) if isinstance(item, Task) else item
        for item in items
    ]


def _first(cells: Sequence[tuple[Hint, str]]) -> tuple[tuple[Hint, str], ...]:
    return tuple(("first" if hint in ("duty", "both") else hint, text) for hint, text in cells)


def _written(layout: Layout, *, first: bool) -> tuple[Layout, Outline]:
    """A text without a table of tasks."""
    prose = prose_of(_content(layout.before))
    if prose is None:
        return layout, Outline()
    parts = Layout([*prose.before], [], [*prose.after], [*layout.unused, *_furniture(layout.before)])
    items = _led(prose.items) if first else prose.items
    return parts, outlined(numbered(_speaking(items, parts), prose.rank), titled=False)


def _content(paragraphs: list[Paragraph]) -> list[Paragraph]:
    return [p for p in paragraphs if not letter_lines.is_furniture(p.text)]


def _furniture(paragraphs: list[Paragraph]) -> list[tuple[Spot, str]]:
    return [(p.spot, p.text) for p in paragraphs if letter_lines.is_furniture(p.text)]


def _doubting(top: list[Node], by_task: dict[int, list[Doubt]]) -> list[Node]:
    for node in top:
        node.tasks = [
            replace(task, doubts=tuple(dict.fromkeys((*task.doubts, *by_task.get(task.number, ())))))
            for task in node.tasks
        ]
        _doubting(node.sections, by_task)
    return top


def _columns(layout: Layout) -> Iterator[Doubt]:
    """Doubts about the columns, once for the notice."""
    seen = dict.fromkeys(segment.columns for segment in layout.segments)
    labels = {columns.labels[i] for columns in seen for i in columns.of("other") if columns.labels[i]}
    for label in sorted(labels):
        yield doubts.column_doubt(label)
    unknown = {
        (c.labels[i], i in c.of("title"))
        for c in seen
        for i in c.of("title", "requirement")
        if c.labels[i] not in ("", *UNNAMED) and column_kind(c.labels[i]) is None
    }
    for label, titles in sorted(unknown):
        yield doubts.text_column(label, titles=titles)
    as_lead = {c.labels[i] for c in seen for i in c.of("lead") if column_kind(c.labels[i]) in ("duty", "host")}
    for label in sorted(as_lead):
        yield doubts.duty_leads(label)
    if layout.loose:
        yield doubts.LOOSE
    if layout.moved:
        yield doubts.LEFT_OUT
    if any(columns.guessed for columns in seen):
        yield doubts.GUESSED


def _facts(header: Header) -> Iterator[Doubt]:
    """Facts that a notice should state and does not."""
    if header.disclosure is None:
        yield doubts.UNDISCLOSED
    if header.title is None:
        yield doubts.UNTITLED
    elif header.borrowed:
        yield doubts.BORROWED_TITLE


def _unused(layout: Layout, header: Header, outline: Outline) -> list[tuple[Spot, str]]:
    paragraphs = [(p.spot, p.text) for p in (*layout.before, *layout.after) if id(p) not in header.used]
    return [
        *layout.unused,
        *paragraphs,
        *((heading.spot, heading.text) for heading in outline.repeats if heading.level is None),
    ]


def _draft(header: Header, top: list[Node], found: list[Doubt], unused: list[tuple[Spot, str]]) -> Draft:
    return Draft(
        drafted(top),
        title=header.title,
        number=header.number,
        issuer=header.issuer,
        issued=header.issued,
        printed=header.printed,
        disclosure=header.disclosure,
        index_code=header.index_code,
        subject=header.subject,
        addressees=header.addressees,
        preamble="\n\n".join(header.preamble) or None,
        table_title=header.table_title,
        closing="\n".join(header.closing) or None,
        cc=tuple(header.cc),
        doubts=tuple(dict.fromkeys(found)),
        unused=tuple(sorted(unused, key=_place)),
    )


def _place(piece: tuple[Spot, str]) -> tuple[int, ...]:
    spot = piece[0]
    return (spot.pages or (0,))[0], spot.table or 0, (spot.lines or spot.rows or spot.paragraphs or (0,))[0]
