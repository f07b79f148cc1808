"""Where the tasks of a text without a table begin and end, among the letter, aims, demands and the signature."""

from collections.abc import Sequence
from itertools import pairwise

from gksite.model.blocks import Paragraph
from gksite.text.outline import mark_of
from gksite.understanding.letter_lines import stands_apart
from gksite.understanding.prose_groups import SharingLines
from gksite.understanding.role_paragraphs import heads_tasks
from gksite.understanding.text_kinds import rank_of, texts_of

_OUTERMOST = 1
"""The rank of numbers such as 一、, which count aims and measures around the tasks too."""


def first_of_tasks(
    paragraphs: Sequence[Paragraph], owners: Sequence[int], sharing: Sequence[SharingLines], rank: int | None
) -> int:
    """Where the tasks begin, with the headings right above them."""
    first = len(paragraphs)
    if sharing:
        first = sharing[0].at.start
    if owners:
        first = min(first, _first_counted(paragraphs, min(owners), rank))
    while first > 0 and heads_tasks(paragraphs[first - 1], rank):
        first -= 1
    return first


def _first_counted(paragraphs: Sequence[Paragraph], first: int, rank: int | None) -> int:
    """Where the tasks begin that count up to the first with agencies under the same heading."""
    mark = mark_of(paragraphs[first].text)
    if mark is None or rank is None or mark.rank != rank:
        return first
    if rank <= _OUTERMOST:
        return first
    value = mark.value
    for at in reversed(range(first)):
        if value <= 1:
            break
        above = mark_of(paragraphs[at].text)
        if above and above.rank == rank and above.value == value - 1:
            first, value = at, above.value
        elif above and above.rank <= rank:
            break
    return first


def end_of_tasks(
    paragraphs: Sequence[Paragraph],
    first: int,
    stating: Sequence[int],
    sharing: Sequence[SharingLines],
    rank: int | None,
) -> int:
    """Where the tasks end: behind the last that names somebody, and those that go on with it."""
    have_text = _have_text_below(paragraphs, stating, rank) or _have_text_between(paragraphs, sharing)
    end = max([*stating, *(lines.at.stop for lines in sharing)]) + 1
    while end < len(paragraphs):
        goes_on = have_text and _goes_on(paragraphs[end], rank)
        if not goes_on and not _is_next(paragraphs, first, end, rank):
            break
        end += 1
    return end


def _have_text_below(paragraphs: Sequence[Paragraph], stating: Sequence[int], rank: int | None) -> bool:
    """Whether tasks before the last have text below what states their agencies."""
    if rank is None:
        return False
    below = [paragraphs[at + 1] for at in stating[:-1] if at + 1 not in stating]
    return any(_goes_on(paragraph, rank) for paragraph in below)


def _have_text_between(paragraphs: Sequence[Paragraph], sharing: Sequence[SharingLines]) -> bool:
    """Whether tasks whose agencies stand above them have text without a number below their first line."""
    for before, after in pairwise(sharing):
        inside = paragraphs[before.at.stop + 1 : after.at.start]
        if None in map(rank_of, texts_of(inside)):
            return True
    return False


def _is_next(paragraphs: Sequence[Paragraph], first: int, at: int, rank: int | None) -> bool:
    """Whether a paragraph bears the number after that of the last task: one for which nobody is responsible."""
    mark = mark_of(paragraphs[at].text)
    if mark is None or mark.rank != rank:
        return False
    for above in reversed(range(first, at)):
        last = mark_of(paragraphs[above].text)
        if last and last.rank == rank:
            return mark.value == last.value + 1
    return False


def _goes_on(paragraph: Paragraph, rank: int | None) -> bool:
    """Whether a paragraph can belong to the task above it: no heading, signature or note of the page."""
    own = rank_of(paragraph.text)
    is_inner = own is None or (rank is not None and own > rank)
    return is_inner and not stands_apart(paragraph.text)
