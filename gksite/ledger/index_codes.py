"""The index codes of items: as written, as the portal gave them out before, or the next of the year."""

from collections.abc import Iterator
from datetime import datetime

from gksite.documents.shapes import Entry
from gksite.model.items import ItemRecord
from gksite.model.settings import Config
from gksite.read import Records
from gksite.registry.agencies import names
from gksite.text.index_codes import code_of, is_template, last_serial
from gksite.text.names import fold_name


def index_codes(config: Config, records: Records, now: datetime, *, record: bool) -> dict[str, str | None]:
    """The code of each public item that has one or will get one; only a build that records gives out new ones."""
    found: dict[str, str | None] = {}
    waiting = []
    given = _given(records)
    for entry in _in_order(records, now):
        item = entry.record
        code = item.index_code or given.get(item.id)
        if code is not None:
            found[item.id] = code
        elif is_numbered_here(item, config, records):
            found[item.id] = None
            waiting.append(item)
    template = config.index_codes.issue
    if not record or template is None:
        return found
    used = [*_all_codes(records), *filter(None, found.values())]
    for item in waiting:
        year = (item.day or now.date()).year
        code = code_of(template, year, last_serial(template, year, used) + 1)
        found[item.id] = code
        used.append(code)
    return found


def is_numbered_here(item: ItemRecord, config: Config, records: Records) -> bool:
    """Whether the portal gives out the index code of an item: its issuer is the organizer, or one of those listed."""
    template = config.index_codes.issue
    if template is None or not is_template(template) or item.issuer is None:
        return False
    return fold_name(item.issuer) in set(map(fold_name, _own_issuers(config, records)))


def _own_issuers(config: Config, records: Records) -> Iterator[str]:
    """The names of the issuers whose information the portal numbers."""
    yield from config.index_codes.issuers
    if config.identity is None:
        return
    organizer = fold_name(config.identity.organizer)
    yield organizer
    for entry in records.registries:
        for agency in entry.record.agencies:
            if organizer in map(fold_name, names(agency)):
                yield from names(agency)


def _in_order(records: Records, now: datetime) -> list[Entry[ItemRecord]]:
    """The items that are public by now, the oldest first."""
    found = []
    for entry in records.column.items:
        item = entry.record
        if item.opens is None or item.opens <= now:
            found.append(entry)
    return sorted(found, key=lambda entry: (entry.record.day or now.date(), entry.record.id))


def _given(records: Records) -> dict[str, str]:
    """The code that the ledger has last for each item."""
    found = {}
    for item in records.ledger.record.published.items if records.ledger else ():
        if item.index_codes:
            found[item.id] = item.index_codes[-1]
    return found


def _all_codes(records: Records) -> Iterator[str]:
    """Every code that is or was used, so that none is given out again."""
    for notice in records.notices:
        yield notice.record.index_code or ""
    for item in records.column.items:
        yield item.record.index_code or ""
    if records.ledger is None:
        return
    for past in records.ledger.record.published.notices:
        yield from past.index_codes
    for gone in records.ledger.record.published.items:
        yield from gone.index_codes
