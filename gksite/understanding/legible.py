"""What can be read of a file's blocks: their texts without invisible characters, of which no notice could be made."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gksite.model.blocks import Cell, Paragraph, Table
from gksite.text.hidden import hidden, without_hidden


def legible(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """Some blocks in which every text can be seen; a paragraph of which nothing is left is none."""
    for block in blocks:
        if isinstance(block, Table):
            yield _legible_table(block)
            continue
        text = _seen(block.text)
        if text == block.text:
            yield block
        elif text:
            yield replace(block, text=text)


def _legible_table(table: Table) -> Table:
    if not any(hidden(cell.text) for cell in table.cells):
        return table
    return replace(table, cells=tuple(map(_legible_cell, table.cells)))


def _legible_cell(cell: Cell) -> Cell:
    return replace(cell, text=_seen(cell.text))


def _seen(text: str) -> str:
    """A text that a page can hold; one of blanks alone once the others are gone is empty."""
    if hidden(text) is None:
        return text
    seen = without_hidden(text)
    if seen.strip():
        return seen
    return ""
