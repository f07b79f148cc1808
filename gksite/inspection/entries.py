"""What is published with particulars of its own: notices and items."""

from collections.abc import Iterator, Mapping

from gksite.documents.shapes import Entry
from gksite.inspection.inspected import Inspected
from gksite.model.items import ItemRecord
from gksite.model.records import AgencyRecord, NoticeRecord
from gksite.problems.problem import Location
from gksite.registry.agencies import names
from gksite.text.names import fold_name

Published = Entry[NoticeRecord] | Entry[ItemRecord]


def published(inspected: Inspected) -> Iterator[Published]:
    """Every notice and item that is public, now or when its time has come."""
    yield from inspected.records.notices
    yield from inspected.records.column.items


def is_document(record: NoticeRecord | ItemRecord) -> bool:
    """Whether something is an official document, which has all the particulars of one."""
    return isinstance(record, NoticeRecord) or record.kind == "document"


def place(entry: Published, key: str) -> Location:
    """Where a key of a record stands, or the record where it has none."""
    return entry.document.location((key,))


def named_agencies(inspected: Inspected) -> Mapping[str, AgencyRecord]:
    """The agencies of all registries by every name that they answer to, folded."""
    found: dict[str, AgencyRecord] = {}
    for entry in inspected.records.registries:
        for agency in entry.record.agencies:
            for name in names(agency):
                found.setdefault(fold_name(name), agency)
    return found
