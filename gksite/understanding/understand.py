"""From a grid to meaning: one reading → one draft notice, with every judgement that could be otherwise marked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gksite.model.blocks import Reading, Spot
from gksite.model.draft import Doubt, Draft, DraftSection
from gksite.understanding import doubts, letter_lines
from gksite.understanding.dittos import tasks_with_dittos
from gksite.understanding.document_parts import Layout, layout_of
from gksite.understanding.heading_doubts import doubts_of_headings
from gksite.understanding.items import Item, SharedAgencies, TaskItem, change_tasks
from gksite.understanding.legible import legible
from gksite.understanding.letter import facts_around_tasks
from gksite.understanding.line_joining import join_lines
from gksite.understanding.name_variants import short_name_doubts, variant_doubts
from gksite.understanding.neighbouring_rows import decide_candidates, join_torn_rows, move_requirements_back
from gksite.understanding.notice_facts import LetterLine, NoticeFacts
from gksite.understanding.prose import prose_of
from gksite.understanding.roles import Hint, with_hints
from gksite.understanding.rows import Segment, have_column, items_of, task_rank
from gksite.understanding.sections import Outline, draft_sections
from gksite.understanding.shared_agencies import hand_down, read_headings
from gksite.understanding.tasks_from_rows import build_outline, split_off_numbers
from gksite.understanding.text_kinds import texts_of
from gksite.understanding.traditional import simplify, texts_in
from gksite.understanding.vocabulary import HOLDERS, ColumnKind, column_kind

_FIRST_LEADS: dict[Hint, Hint] = {"duty": "first", "both": "first"}
"""What a column or label that leaves open who leads says where the notice says that the first does (R15)."""


@dataclass(frozen=True, slots=True)
class _Body:
    """The headings and tasks of a notice as rows or paragraphs print them."""

    items: Sequence[Item] = ()
    rank: int | None = None
    """The rank of the numbers that stand in the tasks' texts."""
    titled: bool = False
    """Whether a table has a column for titles."""


def understand(reading: Reading) -> Draft:
    """The draft of the one notice that a file holds; every piece of it that is not in the draft is in `unused`."""
    reading, as_printed = simplify(replace(reading, blocks=tuple(legible(reading.shown()))))
    blocks = join_lines(reading.blocks)
    layout = layout_of(blocks)
    if layout.segments:
        body = _read_tables(layout)
    else:
        layout, body = _read_prose(layout)
    items, silent = _split_off_silent(body.items)
    first_leads = any(map(letter_lines.first_leads, texts_in(reading)))
    if first_leads:
        items = change_tasks(items, _with_first_leading)
    outline = build_outline(split_off_numbers(items, body.rank), titled=body.titled)
    facts = _facts(layout, reading)
    headings = doubts_of_headings(outline.top)
    unsure = [Doubt("other", question) for question in reading.questions]
    unsure += [*headings.whole, *_doubts_of_columns(layout)]
    if len(blocks) < len(reading.blocks):
        unsure.append(doubts.UNWRAPPED)
    if first_leads:
        unsure.append(doubts.FIRST_LEADS)
    unsure += [*_doubts_of_facts(facts), *short_name_doubts(outline.top)]
    by_task = _join_doubts(headings.by_task, variant_doubts(outline.top))
    unused = [*layout.unused, *map(_words, silent), *_unused_around(layout, facts, outline)]
    draft = _draft(facts, draft_sections(outline.top, by_task))
    draft = replace(draft, doubts=tuple(dict.fromkeys(unsure)), unused=tuple(sorted(unused, key=_place)))
    return as_printed(draft)


def _read_tables(layout: Layout) -> _Body:
    """The headings and tasks of tables."""
    segments = layout.segments
    rank = task_rank(segments)
    items: list[Item | SharedAgencies] = []
    for part in layout.body:
        if isinstance(part, Segment):
            items += move_requirements_back(decide_candidates(list(items_of(part, rank))))
        else:
            items.append(part)
    items = join_torn_rows(items, rank, numbered=have_column(segments, "number"))
    with_agencies = read_headings(items, named=not have_column(segments, *HOLDERS))
    return _Body(hand_down(with_agencies), rank, titled=have_column(segments[:1], "title"))


def _read_prose(layout: Layout) -> tuple[Layout, _Body]:
    """The headings and tasks of a text without a table of tasks, and its parts by these; none where nobody is named."""
    prose = prose_of(letter_lines.without_furniture(layout.before))
    if prose is None:
        return layout, _Body()
    furniture = [(p.spot, p.text) for p in layout.before if letter_lines.is_furniture(p.text)]
    parts = Layout(prose.before, (), prose.after, (*layout.unused, *furniture))
    return parts, _Body(tasks_with_dittos(prose.items), prose.rank)


def _split_off_silent(items: Sequence[Item]) -> tuple[list[Item], list[TaskItem]]:
    """The items without the rows that name no task, and these, which go to what was not used."""
    speaking: list[Item] = []
    silent: list[TaskItem] = []
    for item in items:
        if isinstance(item, TaskItem) and not (item.title or item.requirement):
            silent.append(item)
        else:
            speaking.append(item)
    return speaking, silent


def _words(task: TaskItem) -> tuple[Spot, str]:
    """Where a row stands that names no task, and what it says."""
    cells = (cell for _, cell in task.cells)
    stated = filter(None, (task.printed, *cells, task.deadline, task.remark))
    return task.spot, " ".join([*stated, *texts_of(task.headings)])


def _with_first_leading(task: TaskItem) -> TaskItem:
    """A task led by the first agency where its column or label leaves open who leads (R15)."""
    cells, given = with_hints(task.cells, _FIRST_LEADS), with_hints(task.given, _FIRST_LEADS)
    return replace(task, cells=cells, given=given)


def _facts(layout: Layout, reading: Reading) -> NoticeFacts:
    """What the lines around the tasks, and the labels of the file, say of the notice."""
    lines = [LetterLine(place, p.text, p.outside) for place, p in enumerate((*layout.before, *layout.after))]
    before, after = lines[: len(layout.before)], lines[len(layout.before) :]
    return facts_around_tasks(letter_lines.without_furniture(before), after, reading.facts)


def _unused_around(layout: Layout, facts: NoticeFacts, outline: Outline) -> Iterator[tuple[Spot, str]]:
    """The paragraphs around the tasks that state no fact, and the headings with a row of their own printed again."""
    for place, paragraph in enumerate((*layout.before, *layout.after)):
        if place not in facts.used:
            yield paragraph.spot, paragraph.text
    for heading in outline.repeats:
        if heading.level is None:
            yield heading.spot, heading.text


def _join_doubts(first: Mapping[int, list[Doubt]], second: Mapping[int, list[Doubt]]) -> dict[int, list[Doubt]]:
    """The doubts of both by the number of their task."""
    joined: dict[int, list[Doubt]] = defaultdict(list)
    for by_task in (first, second):
        for number, of_task in by_task.items():
            joined[number] += of_task
    return joined


def _doubts_of_columns(layout: Layout) -> Iterator[Doubt]:
    """Doubts about the columns, once for the notice."""
    headed = _headed_columns(layout.segments)
    for label, kind in headed:
        if kind == "other":
            yield doubts.column_doubt(label)
    for label, kind in headed:
        if kind in ("title", "requirement") and column_kind(label) is None:
            yield doubts.text_column(label, titles=kind == "title")
    for label, kind in headed:
        if kind == "lead" and column_kind(label) in ("duty", "host"):
            yield doubts.duty_leads(label)
    if layout.loose:
        yield doubts.LOOSE
    if layout.moved:
        yield doubts.LEFT_OUT
    if any(segment.columns.guessed for segment in layout.segments):
        yield doubts.GUESSED


def _headed_columns(segments: Iterable[Segment]) -> list[tuple[str, ColumnKind]]:
    """The headings of columns with what stands below them, each once, sorted."""
    headed: set[tuple[str, ColumnKind]] = set()
    for segment in segments:
        for label, kind in zip(segment.columns.labels, segment.columns.kinds, strict=True):
            if label:
                headed.add((label, kind))
    return sorted(headed)


def _doubts_of_facts(facts: NoticeFacts) -> Iterator[Doubt]:
    """Facts that a notice should state and does not."""
    if facts.disclosure is None:
        yield doubts.UNDISCLOSED
    if facts.title is None:
        yield doubts.UNTITLED
    elif facts.borrowed:
        yield doubts.BORROWED_TITLE


def _draft(facts: NoticeFacts, sections: tuple[DraftSection, ...]) -> Draft:
    """The draft of a notice by its facts and its sections."""
    return Draft(
        sections,
        title=facts.title,
        number=facts.number,
        issuer=facts.issuer,
        issued=facts.issued,
        printed=facts.printed,
        disclosure=facts.disclosure,
        index_code=facts.index_code,
        subject=facts.subject,
        addressees=facts.addressees,
        preamble="\n\n".join(facts.preamble) or None,
        table_title=facts.table_title,
        closing="\n".join(facts.closing) or None,
        cc=facts.cc,
    )


def _place(piece: tuple[Spot, str]) -> tuple[int, ...]:
    """Where a piece of the source stands, for ordering."""
    spot = piece[0]
    page, _ = spot.pages or (0, 0)
    counted = spot.lines or spot.rows or spot.paragraphs
    start, _ = counted or (0, 0)
    return page, spot.table or 0, start
