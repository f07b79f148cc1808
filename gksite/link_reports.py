"""Annual reports as they are shown: whose they are, and what the portal itself counts for them."""

from collections.abc import Iterable, Mapping
from datetime import date

from gksite.model.items import ItemRecord
from gksite.model.records import PUBLIC
from gksite.model.site import AgencyKey, AnnualReport, CountedHere, Item
from gksite.problems.problem import Problems
from gksite.read_column import ColumnRecords
from gksite.registry.agencies import Registry, resolver

NORMATIVE_CLASS = 1
"""The class of 第二十条 to which 行政规范性文件 belong."""
ENDED = ("失效", "废止")
"""What is said of a document that is not in force any more."""


def link_reports(
    column: ColumnRecords, items: Mapping[str, Item], registry: Registry, problems: Problems
) -> tuple[AnnualReport, ...]:
    """The public reports, newest first; an agency that the registry does not know is noted."""
    found = []
    for entry in column.reports:
        record = entry.record
        agency = resolver(registry, record.jurisdiction, entry.document, problems)(record.agency, ("agency",))
        if agency is None or record.disclosure != PUBLIC:
            continue
        counted = None
        if record.disclosed is not None and record.disclosed.counted:
            counted = count_here(items.values(), agency, record.year)
        found.append(AnnualReport(record, agency, counted))
    return tuple(sorted(found, key=lambda report: -report.record.year))


def count_here(items: Iterable[Item], agency: AgencyKey, year: int) -> CountedHere:
    """What the portal shows of an agency in a year."""
    made = repealed = in_force = published = 0
    for each in items:
        item = each.record
        if each.issuer != agency:
            continue
        published += item.published is not None and item.published.year == year
        if item.kind != "document" or NORMATIVE_CLASS not in item.art20 or item.day is None:
            continue
        made += item.day.year == year
        repealed += item.repealed is not None and item.repealed.year == year
        in_force += _is_in_force(item, date(year, 12, 31))
    return CountedHere(made, repealed, in_force, published)


def _is_in_force(item: ItemRecord, day: date) -> bool:
    """Whether a document was in force at the end of a day."""
    if item.day is None or item.day > day:
        return False
    if item.repealed is not None:
        return item.repealed > day
    return item.status not in ENDED
