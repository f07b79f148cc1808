"""What one reader gives, and its form on the pipe from the process that reads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from gksite.model.blocks import Cell, Margin, Paragraph, Spot, Table
from gksite.problems.problem import Phrase

Progress = Callable[[int, int], None]
"""Hears how many parts of one file are read, of how many: pages, sheets or paragraphs, unlike the steps of a build."""
BLANK_SIGN = "\u25a1"
"""What stands for a character that the file gives no meaning."""


@dataclass(frozen=True, slots=True)
class Content:
    """A reading without the name of its file: see `gksite.model.blocks.Reading`."""

    blocks: tuple[Paragraph | Table, ...]
    facts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Phrase, ...] = ()
    margins: tuple[Margin, ...] = ()
    questions: tuple[Phrase, ...] = ()


def to_plain(content: Content) -> dict[str, Any]:
    """The content as JSON can hold it."""
    return {
        "blocks": list(map(_block_to_plain, content.blocks)),
        "facts": content.facts,
        "remarks": list(map(phrase_to_plain, content.remarks)),
        "margins": [(*phrase_to_plain(margin.where), margin.text) for margin in content.margins],
        "questions": list(map(phrase_to_plain, content.questions)),
    }


def from_plain(plain: dict[str, Any]) -> Content:
    """The content from its plain form."""
    return Content(
        tuple(map(_block_from_plain, plain["blocks"])),
        tuple((str(label), str(value)) for label, value in plain["facts"]),
        tuple(map(phrase_from_plain, plain["remarks"])),
        tuple(Margin(phrase_from_plain((message, values)), text) for message, values, text in plain["margins"]),
        tuple(map(phrase_from_plain, plain["questions"])),
    )


def phrase_to_plain(phrase: Phrase) -> tuple[str, dict[str, Any]]:
    """A text with texts, numbers and other such texts in it."""
    plain: dict[str, Any] = {}
    for name, value in phrase.arguments:
        plain[name] = value
        if isinstance(value, Phrase):
            plain[name] = phrase_to_plain(value)
    return phrase.message, plain


def phrase_from_plain(plain: tuple[str, dict[str, Any]]) -> Phrase:
    """The phrase from its plain form."""
    message, arguments = plain
    values: dict[str, Any] = {}
    for name, value in arguments.items():
        values[name] = value
        if isinstance(value, list | tuple):
            values[name] = phrase_from_plain((value[0], value[1]))
    return Phrase(message, **values)


def _block_to_plain(block: Paragraph | Table) -> dict[str, Any]:
    plain = {name: getattr(block, name) for name in type(block).__slots__}
    if isinstance(block, Table):
        plain["cells"] = list(_cells_to_plain(block.cells))
    plain["spot"] = _SPOT(block.spot)
    return plain


def _cells_to_plain(cells: Iterable[Cell]) -> Iterator[tuple[Any, ...]]:
    """The fields of each cell in their order, without names, its spot where the cell before has another one.

    A sheet has a hundred thousand cells.
    """
    before: Spot | None = None
    for cell in cells:
        text, row, column, spot, *rest = _CELL(cell)
        if spot == before:
            yield text, row, column, None, *rest
        else:
            yield text, row, column, _SPOT(spot), *rest
        before = spot


def _block_from_plain(plain: dict[str, Any]) -> Paragraph | Table:
    spot = _spot_from_plain(plain.pop("spot"))
    if "cells" not in plain:
        return Paragraph(**plain, spot=spot)
    cells = tuple(_cells_from_plain(plain.pop("cells")))
    hidden_columns = tuple(plain.pop("hidden_columns"))
    return Table(**plain, cells=cells, spot=spot, hidden_columns=hidden_columns)


def _cells_from_plain(cells: Iterable[list[Any]]) -> Iterator[Cell]:
    spot = Spot()
    for text, row, column, place, *rest in cells:
        if place is not None:
            spot = _spot_from_plain(place)
        yield Cell(text, row, column, spot, *rest)


def _spot_from_plain(plain: list[Any]) -> Spot:
    lines, table, pages, rows, paragraphs = plain
    return Spot(_range(lines), table, _range(pages), _range(rows), _range(paragraphs))


def _range(plain: list[int] | None) -> tuple[int, int] | None:
    """A range; JSON knows no tuples."""
    return None if plain is None else (plain[0], plain[1])


_CELL = attrgetter(*Cell.__slots__)
"""All fields of a cell."""
_SPOT = attrgetter(*Spot.__slots__)
"""All fields of a spot."""
