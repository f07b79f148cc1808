"""Which paragraphs of a text say who is responsible, and with which one the task begins that each of them is about."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare, ends
from gksite.text.outline import mark_of
from gksite.understanding import letter_lines
from gksite.understanding.role_statements import closing_bracket, labels, names_agencies, text_and_labels

_USUALLY = 0.8
LINE = 40
"""Characters of a title on a line of its own; a longer line without a stop goes on in the next."""
BULLETS = "▲△●○◆◇■□★☆▪•·➢※—-"


def stating(paragraphs: Sequence[Paragraph]) -> list[int]:
    """The paragraphs that state agencies, and those with other labels right above or below such a one."""
    said = [bool(closing_bracket(p.text) or labels(p.text)) for p in paragraphs]
    found: list[int] = []
    for stands, run in groupby(range(len(paragraphs)), said.__getitem__):
        block = list(run)
        framed = block[0] > 0 and letter_lines.is_page_note(paragraphs[block[0] - 1].text)
        stating = (closing_bracket(paragraphs[i].text) or names_agencies(paragraphs[i].text) for i in block)
        if stands and not framed and any(stating):
            found += block
    return found


def divided(paragraph: Paragraph) -> list[Paragraph]:
    """A paragraph, cut in two where labels such as 责任单位： follow its text in the same line."""
    text, said = ("", "") if labels(paragraph.text) else text_and_labels(paragraph.text)
    return [replace(paragraph, text=text), replace(paragraph, text=said)] if said else [paragraph]


def rank_of(paragraphs: Sequence[Paragraph], stated: Sequence[int]) -> int | None:
    """The rank of the tasks' numbers: the innermost that stands once above each statement of agencies."""
    ranks = [mark.rank if (mark := mark_of(p.text)) and not labels(p.text) else None for p in paragraphs]
    own = Counter(rank for at in stated if (rank := ranks[at]) is not None)
    if 2 * own.total() >= len(stated):
        return own.most_common(1)[0][0]
    blocks = []
    begin = 0
    for n, at in enumerate(stated):
        if not n or at > stated[n - 1] + 1 or not labels(paragraphs[at].text):
            blocks.append(Counter(rank for rank in ranks[begin : at + 1] if rank is not None))
        begin = at + 1
    if not own and all(speaks(paragraphs[at]) for at in stated):
        first = Counter(min(block) for block in blocks if block)
        often = [rank for rank in first if sum(block[rank] == 1 for block in blocks) >= _USUALLY * len(blocks)]
        if not often:
            return None
    once = {rank: sum(block[rank] == 1 for block in blocks) for block in blocks for rank in block}
    enough = [rank for rank, count in once.items() if count >= _USUALLY * len(blocks)]
    if enough:
        return max(enough)
    return max(once, key=lambda rank: (once[rank], rank), default=None)


def speaks(paragraph: Paragraph) -> bool:
    """Whether a paragraph says what is to be done in front of its bracket."""
    found = closing_bracket(paragraph.text)
    return found is not None and bool(found[0])


def owner(paragraphs: Sequence[Paragraph], at: int, rank: int | None) -> int:
    """The paragraph that begins the task whose agencies a paragraph states."""
    for i in reversed(range(at + 1)):
        mark = mark_of(paragraphs[i].text)
        if mark and (mark.rank == rank or (i == at and rank and mark.rank < rank)) and not labels(paragraphs[i].text):
            return i
        if i == at:
            continue
        if closing_bracket(paragraphs[i].text) or (labels(paragraphs[i].text) and not labels(paragraphs[i + 1].text)):
            return i + 1
    return at


def opens(paragraph: Paragraph, rank: int | None) -> bool:
    """Whether a heading stands directly above the first task."""
    mark = mark_of(paragraph.text)
    heads = is_short(paragraph.text) or not ends(paragraph.text)
    return mark is not None and (rank is None or mark.rank < rank) and heads


def is_short(text: str) -> bool:
    """Whether a text is as short as headings are, one sentence at most."""
    return 0 < len(bare(text)) <= LINE and "。" not in text.strip()[:-1]


def unnumbered(paragraphs: Sequence[Paragraph], stated: Sequence[int], rank: int | None) -> set[int]:
    """Short lines without a number between a task's agencies and the next task: headings, where they are few."""
    found = {
        id(paragraphs[at + 1])
        for at in stated
        if at + 2 < len(paragraphs)
        and rank is not None
        and at + 1 not in stated
        and (mark := mark_of(paragraphs[at + 2].text))
        and mark.rank == rank
        and names_part(paragraphs[at + 1])
    }
    return found if 2 * len(found) < len(stated) else set()


def names_part(paragraph: Paragraph) -> bool:
    """Whether a line without a number may head tasks."""
    text = paragraph.text.strip()
    own = (
        letter_lines.is_heading_like(text) and text[0] not in BULLETS and not mark_of(text) and len(bare(text)) <= LINE
    )
    return own and not letter_lines.ends_title(text) and not letter_lines.stands_apart(text)
