"""Which paragraphs of a text say who is responsible, and with which one the task begins that each of them is about."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare, ends
from gksite.text.outline import mark_of
from gksite.understanding import letter_lines
from gksite.understanding.role_labels import labels, names_agencies, text_and_labels
from gksite.understanding.role_statements import closing_bracket
from gksite.understanding.text_kinds import rank_of

_USUALLY = 0.8
"""Share of the statements of agencies above which a rank must number one paragraph to be that of the tasks."""
LINE = 40
"""Characters of a title on a line of its own; a longer line without a stop goes on in the next."""
BULLETS = "▲△●○◆◇■□★☆▪•·➢※—-"
"""Signs in front of the items of a list."""


def stating_paragraphs(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The paragraphs that state agencies, and those with other labels right above or below such a one."""
    stating: list[int] = []
    for stands, run in groupby(range(len(paragraphs)), lambda at: _states_anything(paragraphs[at])):
        block = list(run)
        framed = block[0] > 0 and letter_lines.is_page_note(paragraphs[block[0] - 1].text)
        if stands and not framed and any(_states_agencies(paragraphs[at]) for at in block):
            stating += block
    return stating


def _states_anything(paragraph: Paragraph) -> bool:
    """Whether a paragraph has a bracket with agencies at its end, or is a line of labels."""
    return bool(closing_bracket(paragraph.text) or labels(paragraph.text))


def _states_agencies(paragraph: Paragraph) -> bool:
    """Whether a paragraph has a bracket with agencies at its end, or is a line of labels for agencies."""
    return closing_bracket(paragraph.text) is not None or names_agencies(paragraph.text)


def split_at_labels(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, each cut in two where labels such as 责任单位： follow its text in the same line."""
    for paragraph in paragraphs:
        text, behind = ("", "") if labels(paragraph.text) else text_and_labels(paragraph.text)
        if behind:
            yield from (replace(paragraph, text=text), replace(paragraph, text=behind))
        else:
            yield paragraph


def rank_of_tasks(paragraphs: Sequence[Paragraph], stating: Sequence[int]) -> int | None:
    """The rank of the tasks' numbers: the innermost that stands once above each statement of agencies."""
    ranks = list(map(_rank, paragraphs))
    own = _count_ranks(ranks[at] for at in stating)
    if 2 * own.total() >= len(stating):
        return own.most_common(1)[0][0]
    blocks = _ranks_above_statements(paragraphs, stating, ranks)
    needed = _USUALLY * len(blocks)
    once = _blocks_with_one(blocks)
    outermost = set(map(min, filter(None, blocks)))
    in_brackets = not own and all(ends_in_bracket(paragraphs[at]) for at in stating)
    if in_brackets and all(once[rank] < needed for rank in outermost):
        return None
    enough = [rank for rank, count in once.items() if count >= needed]
    if enough:
        return max(enough)
    return max(once, key=lambda rank: (once[rank], rank), default=None)


def _rank(paragraph: Paragraph) -> int | None:
    """The rank of the number of a paragraph, None without one and for a line of labels."""
    return None if labels(paragraph.text) else rank_of(paragraph.text)


def _count_ranks(ranks: Iterable[int | None]) -> Counter[int]:
    """How often each rank stands among those of some paragraphs."""
    return Counter(rank for rank in ranks if rank is not None)


def _ranks_above_statements(
    paragraphs: Sequence[Paragraph], stating: Sequence[int], ranks: Sequence[int | None]
) -> list[Counter[int]]:
    """How often each rank stands above each statement of agencies, as far as the statement before.

    Lines of labels right below another are one statement with it.
    """
    blocks = []
    start = 0
    for n, at in enumerate(stating):
        goes_on = n > 0 and at == stating[n - 1] + 1 and bool(labels(paragraphs[at].text))
        if not goes_on:
            blocks.append(_count_ranks(ranks[start : at + 1]))
        start = at + 1
    return blocks


def _blocks_with_one(blocks: Sequence[Counter[int]]) -> Counter[int]:
    """For each rank how many blocks have it once, ranks in the order in which they stand."""
    once: Counter[int] = Counter()
    for block in blocks:
        for rank, count in block.items():
            once[rank] += count == 1
    return once


def ends_in_bracket(paragraph: Paragraph) -> bool:
    """Whether a paragraph says what is to be done in front of its bracket with agencies."""
    closing = closing_bracket(paragraph.text)
    return closing is not None and bool(closing[0])


def owner_of(paragraphs: Sequence[Paragraph], at: int, rank: int | None) -> int:
    """The paragraph that begins the task whose agencies a paragraph states."""
    if _numbers_task(paragraphs[at], rank, or_outer=True):
        return at
    for i in reversed(range(at)):
        if _numbers_task(paragraphs[i], rank):
            return i
        if _ends_task(paragraphs, i):
            return i + 1
    return at


def _numbers_task(paragraph: Paragraph, rank: int | None, *, or_outer: bool = False) -> bool:
    """Whether a paragraph bears a number of the tasks' rank, or `or_outer` of one outside it."""
    own = _rank(paragraph)
    if own is None:
        return False
    is_outer = rank is not None and own < rank
    return own == rank or (or_outer and is_outer)


def _ends_task(paragraphs: Sequence[Paragraph], at: int) -> bool:
    """Whether a paragraph states agencies and no line of labels goes on with it."""
    if closing_bracket(paragraphs[at].text):
        return True
    return bool(labels(paragraphs[at].text)) and not labels(paragraphs[at + 1].text)


def heads_tasks(paragraph: Paragraph, rank: int | None) -> bool:
    """Whether a paragraph right above a task is a heading: its number stands outside those of the tasks."""
    own = rank_of(paragraph.text)
    heads = is_short(paragraph.text) or not ends(paragraph.text)
    return own is not None and (rank is None or own < rank) and heads


def is_short(text: str) -> bool:
    """Whether a text is as short as headings are, one sentence at most."""
    return 0 < len(bare(text)) <= LINE and "。" not in text.strip()[:-1]


def unnumbered_headings(paragraphs: Sequence[Paragraph], stating: Sequence[int], rank: int | None) -> set[int]:
    """Short lines without a number between a task's agencies and the next task: headings, where they are few."""
    headings: set[int] = set()
    for at in stating:
        between, below = at + 1, at + 2
        if below >= len(paragraphs) or between in stating or rank is None:
            continue
        if rank_of(paragraphs[below].text) == rank and may_head_tasks(paragraphs[between]):
            headings.add(between)
    return headings if 2 * len(headings) < len(stating) else set()


def may_head_tasks(paragraph: Paragraph) -> bool:
    """Whether a line without a number may head tasks."""
    text = paragraph.text.strip()
    if not letter_lines.is_heading_like(text) or len(bare(text)) > LINE:
        return False
    if text[0] in BULLETS or mark_of(text):
        return False
    return not letter_lines.ends_title(text) and not letter_lines.stands_apart(text)
