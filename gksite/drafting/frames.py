"""What frames the text of a source and is no part of it: heads of tables, numbers of pages, rules."""

from collections.abc import Iterable, Iterator

from gksite.model.blocks import Spot
from gksite.provenance.units import Unit
from gksite.text.breaks import bare
from gksite.text.outline import plain_number
from gksite.text.traditional import simple
from gksite.understanding.letter_lines import goes_on, is_furniture
from gksite.understanding.vocabulary import column_kind


def frames(text: str) -> bool:
    """Whether a line or a cell heads a column, numbers a page or a row, or draws a rule."""
    if not any(map(str.isalnum, text)):
        return True
    words = simple(text)
    if is_furniture(words) or goes_on(words) or plain_number(words) is not None or column_kind(words) is not None:
        return True
    return all(column_kind(word) is not None for word in words.split())


def is_frame(unit: Unit) -> bool:
    """Whether every cell of a unit is such."""
    return all(frames(cell) for cell in unit.cells if bare(cell))


def without_frames(pieces: Iterable[tuple[Spot, str]], units: Iterable[Unit]) -> Iterator[tuple[Spot, str]]:
    """Some pieces of a source without those that only frame it."""
    framing = {unit.bare for unit in units if is_frame(unit)}
    for spot, text in pieces:
        if bare(text) not in framing and not frames(text):
            yield spot, text
