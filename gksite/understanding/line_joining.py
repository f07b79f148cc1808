"""Paragraphs whole again whose lines were broken at the width of a page, as text taken from a PDF is."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from gksite.model.blocks import Paragraph, Table
from gksite.text.breaks import ends, glued
from gksite.text.outline import mark_of
from gksite.understanding import letter_lines
from gksite.understanding.role_labels import labels
from gksite.understanding.row_slots import spot_of
from gksite.understanding.text_kinds import texts_of

_FEWEST = 5
"""Lines of the full width that break off in a sentence, from which on they are taken for parts of paragraphs."""
_NARROWEST, _WIDEST = 18, 60
"""Characters of a line of a page: in a narrower one a cell has room, in a wider one a paragraph."""
_SELDOM = 0.1
"""Share of the lines that break off in a sentence, below which one begins that has a number or a label."""
_SLACK = 2
"""By how many characters a full line may fall short."""
_TORN = 0.15
"""By which share of the width a line may fall short that breaks off in a sentence."""
_TITLE = 3
"""Lines of a title."""
_INDENT = "\u3000\u3000"
"""The blanks with which a paragraph begins."""
_HALF = 0.5
"""The width of a Latin letter or a figure, measured in Chinese characters."""
_CLOSED = ("）", ")", "】")
"""The end of a bracket with roles, with which a paragraph may end."""


def join_lines(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, lines of one paragraph as one; page numbers inside it stay behind it (R35)."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    texts = texts_of(letter_lines.without_furniture(paragraphs))
    widest = max(map(_width, texts), default=0)
    if len(paragraphs) < len(blocks) or not _are_broken(texts, widest):
        return list(blocks)
    whole: list[Paragraph | Table] = []
    aside: list[Paragraph] = []
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        if run and letter_lines.is_furniture(paragraph.text):
            aside.append(paragraph)
        elif run and _goes_on(run, paragraph, widest):
            run.append(paragraph)
        else:
            whole += [*_join_run(run), *aside]
            run, aside = [paragraph], []
    return [*whole, *_join_run(run), *aside]


def _are_broken(texts: Sequence[str], widest: float) -> bool:
    """Whether lines are as wide as those of a page, and break off in the middle of sentences."""
    below = [line for text, line in pairwise(texts) if _is_full(text, widest) and not _may_end(text)]
    begin_anew = [text for text in below if mark_of(text) or labels(text)]
    torn = len(below) >= _FEWEST and len(begin_anew) <= _SELDOM * len(below)
    return torn and _NARROWEST <= widest <= _WIDEST


def _goes_on(run: Sequence[Paragraph], line: Paragraph, widest: float) -> bool:
    """Whether a paragraph of some lines goes on with one more."""
    last = run[-1].text
    return _is_full(last, widest) and not _is_title(run) and not _begins_paragraph(last, line.text)


def _is_title(run: Sequence[Paragraph]) -> bool:
    """Whether some lines are the title of a document, whole."""
    lines = "\n".join(texts_of(run[-_TITLE:]))
    return letter_lines.ends_title(run[-1].text) and "关于" in lines


def _join_run(run: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraph whose lines these are, none for no lines."""
    if len(run) < 2:
        return list(run)
    parts = [run[0].text]
    for before, line in pairwise(run):
        parts.append(glued(before.text[-1:], line.text.strip())[1:])
    return [Paragraph("".join(parts), spot_of(run))]


def _is_full(text: str, widest: float) -> bool:
    """Whether a line is as wide as the page, all but a few characters."""
    slack: float = _SLACK
    if not ends(text):
        slack = max(_SLACK, _TORN * widest)
    return _width(text) >= widest - slack


def _begins_paragraph(before: str, text: str) -> bool:
    """Whether a line below a full one begins a paragraph."""
    is_numbered = mark_of(text) is not None and _may_end(before)
    is_apart = ends(before) and letter_lines.stands_apart(text)
    return is_numbered or is_apart or text.startswith(_INDENT)


def _may_end(text: str) -> bool:
    """Whether a paragraph may end with a line: in a stop, or in the bracket with roles."""
    return ends(text) or text.rstrip().endswith(_CLOSED)


def _width(text: str) -> float:
    """The width of a line in Chinese characters."""
    return sum(map(_width_of, text.strip()))


def _width_of(character: str) -> float:
    """The width of a character, measured in Chinese ones."""
    if unicodedata.east_asian_width(character) in "WFA":
        return 1
    return _HALF
