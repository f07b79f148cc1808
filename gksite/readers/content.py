"""What one reader gives, and its form on the pipe from the process that reads."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from gksite.model.blocks import Cell, Paragraph, Spot, Table
from gksite.problems.problem import Phrase

Tell = Callable[[int, int], None]
"""Hears how many pages or parts are done, of how many."""
BLANK_SIGN = "\u25a1"
"""What stands for a character that the file gives no meaning."""


@dataclass(frozen=True, slots=True)
class Content:
    """A reading without the name of its file: see `gksite.model.blocks.Reading`."""

    blocks: tuple[Paragraph | Table, ...]
    facts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[Phrase, ...] = ()


def to_plain(content: Content) -> dict[str, Any]:
    """The content as JSON can hold it."""
    return {
        "blocks": [_block_to_plain(block) for block in content.blocks],
        "facts": content.facts,
        "remarks": [phrase_to_plain(phrase) for phrase in content.remarks],
    }


def from_plain(plain: dict[str, Any]) -> Content:
    """The content from its plain form."""
    return Content(
        tuple(_block(block) for block in plain["blocks"]),
        tuple((str(label), str(value)) for label, value in plain["facts"]),
        tuple(phrase(remark) for remark in plain["remarks"]),
    )


def phrase_to_plain(phrase: Phrase) -> tuple[str, dict[str, Any]]:
    """A text with texts and numbers in it."""
    return phrase.message, dict(phrase.arguments)


def phrase(plain: tuple[str, dict[str, Any]]) -> Phrase:
    """The phrase from its plain form."""
    return Phrase(plain[0], **plain[1])


def _block_to_plain(block: Paragraph | Table) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {**_fields(block), "spot": _spot_to_plain(block.spot)}
    cells = [{**_fields(cell), "spot": _spot_to_plain(cell.spot)} for cell in block.cells]
    return {**_fields(block), "cells": cells, "spot": _spot_to_plain(block.spot)}


def _fields(value: Paragraph | Table | Cell) -> dict[str, Any]:
    return {name: getattr(value, name) for name in type(value).__slots__ if name not in ("spot", "cells")}


def _spot_to_plain(spot: Spot) -> dict[str, Any]:
    return {name: value for name, value in asdict(spot).items() if value is not None}


def _block(plain: dict[str, Any]) -> Paragraph | Table:
    spot = _spot(plain.pop("spot"))
    if "cells" not in plain:
        return Paragraph(**plain, spot=spot)
    cells = tuple(Cell(**{**cell, "spot": _spot(cell["spot"])}) for cell in plain.pop("cells"))
    return Table(**plain, cells=cells, spot=spot)


def _spot(plain: dict[str, Any]) -> Spot:
    values: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in plain.items()}
    return Spot(**values)
