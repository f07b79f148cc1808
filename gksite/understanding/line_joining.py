"""Paragraphs whole again whose lines were broken at the width of a page, as text taken from a PDF is."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from gksite.model.blocks import Paragraph, Table
from gksite.text.breaks import ends, glued
from gksite.text.outline import mark_of
from gksite.understanding import letter_lines
from gksite.understanding.role_statements import labels
from gksite.understanding.row_slots import joined

_FEWEST = 5
"""Lines of the full width that break off in a sentence, from which on they are taken for parts of paragraphs."""
_NARROWEST, _WIDEST = 18, 60
"""Characters of such a line: in a narrower one a cell has room, in a wider one a paragraph."""
_SELDOM = 0.1
"""Share of such lines below which one begins that has a number or a label."""
_SLACK = 2
_TORN = 0.15
"""By how many characters a full line may fall short, and by which share of the width one that breaks off may."""
_TITLE = 3
"""Lines of a title."""
_INDENT = "\u3000\u3000"


def unwrapped(blocks: Sequence[Paragraph | Table]) -> list[Paragraph | Table]:
    """The blocks, lines of one paragraph as one; page numbers inside it stay behind it."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    if len(paragraphs) < len(blocks):
        return list(blocks)
    texts = [paragraph.text for paragraph in paragraphs if not letter_lines.is_furniture(paragraph.text)]
    widest = max(map(_width, texts), default=0)
    below = [after for text, after in pairwise(texts) if _is_full(text, widest) and not _ended(text)]
    begun = sum(bool(mark_of(text) or labels(text)) for text in below)
    torn = len(below) >= _FEWEST and begun <= _SELDOM * len(below)
    if not torn or not _NARROWEST <= widest <= _WIDEST:
        return list(blocks)
    whole: list[Paragraph | Table] = []
    aside: list[Paragraph] = []
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        if run and letter_lines.is_furniture(paragraph.text):
            aside.append(paragraph)
        elif run and _is_full(run[-1].text, widest) and not (_is_title(run) or _begins(run[-1].text, paragraph.text)):
            run.append(paragraph)
        else:
            whole += [*([_one(run)] if run else []), *aside]
            run, aside = [paragraph], []
    return [*whole, *([_one(run)] if run else []), *aside]


def _is_title(run: Sequence[Paragraph]) -> bool:
    """Whether some lines are the title of a document, whole."""
    return letter_lines.ends_title(run[-1].text) and any("关于" in paragraph.text for paragraph in run[-_TITLE:])


def _one(run: Sequence[Paragraph]) -> Paragraph:
    """The paragraph whose lines these are."""
    parts = [run[0].text]
    for before, line in pairwise(run):
        parts.append(glued(before.text[-1:], line.text.strip())[1:])
    return Paragraph("".join(parts), joined([paragraph.spot for paragraph in run])) if len(run) > 1 else run[0]


def _is_full(text: str, widest: float) -> bool:
    slack = _SLACK if ends(text) else max(_SLACK, _TORN * widest)
    return _width(text) >= widest - slack


def _begins(before: str, text: str) -> bool:
    """Whether a line below a full one begins a paragraph."""
    numbered = mark_of(text) is not None and _ended(before)
    return numbered or text.startswith(_INDENT) or (ends(before) and letter_lines.stands_apart(text))


def _ended(text: str) -> bool:
    """Whether a paragraph may end with a line: in a stop, or in the bracket with roles."""
    return ends(text) or text.rstrip().endswith(("）", ")", "】"))


def _width(text: str) -> float:
    """The width of a line in Chinese characters."""
    return sum(1 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text.strip())
