"""Numbers that are divided: over the cells of a row, over two paragraphs of a file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gksite.model.blocks import Paragraph, Table
from gksite.privacy import labels
from gksite.privacy.folding import fold

_PART = re.compile(r" ?[0-9]{1,17}[Xx]? ?| ?[Xx] ?")
"""A cell with a part of a number and nothing else."""
_LONGEST = 20
"""Characters of such a cell, blanks counted."""
_LENGTHS = frozenset((11, 15, 16, 17, 18, 19))
"""Digits of the numbers of persons."""
_BEGUN = re.compile(r"(?<![0-9.-])[0-9]{3,17}$")
"""The part of a number that ends a paragraph."""
_ENDED = re.compile(r"[0-9]{1,15}[Xx]?(?![0-9.A-Za-z-])")
"""The part of a number that begins the next one."""
_WHOLE = frozenset((11, 18))
"""Digits of a number that is put together of two paragraphs."""


def divided_numbers(row: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Cells side by side whose digits have together as many as a number of a person, with the column of the first."""
    begin = 0
    while begin < len(row):
        end = begin
        while end < len(row) and _is_part(row[end]):
            end += 1
        cells = row[begin:end]
        if len(cells) > 1 and sum(map(len, map(str.strip, cells))) in _LENGTHS:
            yield begin, cells
        begin = end + 1


def _is_part(cell: str) -> bool:
    """Whether a cell has a part of a number and nothing else."""
    return 0 < len(cell) <= _LONGEST and _PART.fullmatch(fold(cell).text) is not None


def is_of_number(told: Sequence[str]) -> bool:
    """Whether the labels of a cell say that a number of a person follows."""
    return any(labels.PERSONAL.search(fold(label).text) for label in told)


def joined_paragraphs(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The blocks of a file; two paragraphs over which a number is divided are one, where the first stands."""
    before: Paragraph | None = None
    for block in blocks:
        if not isinstance(block, Paragraph):
            if before is not None:
                yield before
            before = None
            yield block
        elif before is not None and _goes_on(before.text, block.text):
            before = replace(before, text=f"{before.text}\n{block.text}")
        else:
            if before is not None:
                yield before
            before = block
    if before is not None:
        yield before


def _goes_on(text: str, following: str) -> bool:
    """Whether a number that a text ends with goes on in the one that follows."""
    begun, ended = _BEGUN.search(text), _ENDED.match(following)
    return begun is not None and ended is not None and len(begun[0]) + len(ended[0]) in _WHOLE
