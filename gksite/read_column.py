"""content/ → records of the statutory column and of what else is published beside notices."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gksite.documents.folders import CATALOGUE, CLEARANCES, DISCLOSURE, files_in
from gksite.documents.shapes import Entry, read_entry
from gksite.model.catalogue import CatalogueRecord
from gksite.model.clearances import ClearancesRecord
from gksite.model.disclosure import DisclosureRecord
from gksite.model.items import ItemRecord
from gksite.model.positions import Record
from gksite.problems.problem import Problems

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class ColumnRecords:
    """What editors write beside notices: items, the statutory column, its catalogue, who examined which file."""

    items: tuple[Entry[ItemRecord], ...] = ()
    disclosure: Entry[DisclosureRecord] | None = None
    catalogue: Entry[CatalogueRecord] | None = None
    clearances: Entry[ClearancesRecord] | None = None


NO_COLUMN = ColumnRecords()
"""What a portal has that publishes notices alone."""


def read_column(content: Path, problems: Problems) -> ColumnRecords:
    """All of it, problems noted."""
    return ColumnRecords(
        items=_items(content, problems),
        disclosure=_file(DisclosureRecord, content / DISCLOSURE, problems),
        catalogue=_file(CatalogueRecord, content / CATALOGUE, problems),
        clearances=_file(ClearancesRecord, content / CLEARANCES, problems),
    )


def _items(content: Path, problems: Problems) -> tuple[Entry[ItemRecord], ...]:
    found = []
    for path in files_in(content, "items", problems):
        entry = read_entry(ItemRecord, path, content.parent, problems, within=content)
        if entry is not None:
            found.append(entry)
    return tuple(found)


def _file(kind: type[R], path: Path, problems: Problems) -> Entry[R] | None:
    """The record in a file that a portal need not have."""
    if not os.path.lexists(path):
        return None
    return read_entry(kind, path, path.parent.parent, problems, within=path.parent)
