"""content/ → records of the statutory column and of what else is published beside notices."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gksite.documents.files import LARGEST_SOURCE, read_bytes
from gksite.documents.folders import CATALOGUE, CLEARANCES, DISCLOSURE, WORDS
from gksite.documents.shapes import Entry, named, read_entry, read_item, read_optional
from gksite.model.catalogue import CatalogueRecord
from gksite.model.clearances import ClearancesRecord
from gksite.model.disclosure import DisclosureRecord
from gksite.model.items import ItemFields, ItemRecord
from gksite.model.reports import ReportRecord
from gksite.model.words import WordsRecord
from gksite.problems.problem import Phrase, Problems
from gksite.public import DRAFT, has_known_disclosure, is_public


@dataclass(frozen=True, slots=True)
class ColumnRecords:
    """What editors write beside notices: items, the statutory column, who examined which file, wording."""

    items: tuple[Entry[ItemRecord], ...] = ()
    """Those that are public, or will be."""
    closed: tuple[Entry[ItemFields], ...] = ()
    """Drafts, and items that are not public: nothing may show anything of them."""
    hidden: frozenset[str] = frozenset()
    """The names of the files of those, and of what waits for its time of publication."""
    disclosure: Entry[DisclosureRecord] | None = None
    catalogue: Entry[CatalogueRecord] | None = None
    clearances: Entry[ClearancesRecord] | None = None
    reports: tuple[Entry[ReportRecord], ...] = ()
    examined: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 of each page and of each file of the column, which have no record of who examined them."""
    words: Entry[WordsRecord] | None = None


NO_COLUMN = ColumnRecords()
"""What a portal has that publishes notices alone."""


def read_column(
    content: Path, items: Iterable[Path], reports: Iterable[Path], pages: Iterable[Path], problems: Problems
) -> ColumnRecords:
    """All of it, problems noted."""
    public, closed = _items(items, content, problems)
    return ColumnRecords(
        items=public,
        closed=closed,
        hidden=frozenset(Path(entry.document.path).stem for entry in closed),
        disclosure=read_optional(DisclosureRecord, content / DISCLOSURE, problems),
        catalogue=read_optional(CatalogueRecord, content / CATALOGUE, problems),
        clearances=read_optional(ClearancesRecord, content / CLEARANCES, problems),
        reports=_reports(reports, content, problems),
        examined=_digests(content, [*pages, content / DISCLOSURE, content / CATALOGUE]),
        words=read_optional(WordsRecord, content / WORDS, problems),
    )


def _items(
    paths: Iterable[Path], content: Path, problems: Problems
) -> tuple[tuple[Entry[ItemRecord], ...], tuple[Entry[ItemFields], ...]]:
    """The items that are public, and those that are not."""
    public: list[Entry[ItemRecord]] = []
    closed: list[Entry[ItemFields]] = []
    for path in paths:
        entry = named(read_item(path, content.parent, problems, within=content), "id", path, problems)
        if entry is None:
            continue
        document, record = entry.document, entry.record
        is_known = has_known_disclosure(document, record, problems)
        if not isinstance(record, ItemRecord):
            problems.add(DRAFT, document.location(("draft",), key=True), rest=Phrase("核对后再删去这一行"))
            closed.append(entry)
        elif is_known and is_public(document, record, problems):
            public.append(Entry(document, record))
        else:
            closed.append(entry)
    return tuple(public), tuple(closed)


def _reports(paths: Iterable[Path], content: Path, problems: Problems) -> tuple[Entry[ReportRecord], ...]:
    found = []
    for path in paths:
        entry = read_entry(ReportRecord, path, content.parent, problems, within=content)
        if entry is not None:
            found.append(entry)
    return tuple(found)


def _digests(content: Path, paths: Iterable[Path]) -> dict[str, str]:
    """The SHA-256 of each file that is there, by its place below content/; whoever reads it tells its faults."""
    found = {}
    for path in paths:
        if not os.path.lexists(path):
            continue
        data = read_bytes(path, content.parent, Problems(), within=content, limit=LARGEST_SOURCE)
        if data is not None:
            found[path.relative_to(content).as_posix()] = hashlib.sha256(data).hexdigest()
    return found
