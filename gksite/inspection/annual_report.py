"""The annual reports of a portal: there in time, of the right year and agency, complete, and right in every figure."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from gksite.inspection.inspected import Inspected
from gksite.inspection.report_codes import ABSENT, CLOSED, CONTACT, LATE, MISSING, NO_SITE_REPORT, OTHER_YEAR
from gksite.inspection.report_table import (
    ReportEntry,
    absent_parts,
    carried_otherwise,
    counted_otherwise,
    place_of_absent,
    wrong_sums,
)
from gksite.model.records import PUBLIC, AgencyRecord
from gksite.problems.problem import Location, Phrase, Problem
from gksite.registry.agencies import Registry
from gksite.text.contacts import digits
from gksite.text.names import fold_name

_GOVERNMENT = re.compile(r"(?<![乡镇])人民政府$")
"""The name of the government of a county or above; those of townships report as departments do."""
_TELEPHONE = re.compile(r"\(?\d{3,4}\)?[-—–\s]?\d{7,8}|\d{7,11}")
"""A telephone number, with what an office puts between its parts."""
_POSTCODE = re.compile(r"\(?(?:邮政编码|邮编):?\s?\d{6}\)?")
"""What may stand behind an address."""
COLUMN_TYPE = "信息公开年报"
"""The type of the columns in which reports are published."""


def check(inspected: Inspected) -> Iterator[Problem]:
    """The findings about all annual reports."""
    entries = inspected.records.column.reports
    by_year = {entry.record.year: entry for entry in entries if _is_named_by_year(entry)}
    yield from _missing(inspected)
    yield from _missing_of_site(inspected)
    registry = Registry(inspected.records.registries)
    counted = {report.record.year: report.counted for report in inspected.site.reports}
    for entry in entries:
        yield from _dates(entry)
        if entry.record.disclosure != PUBLIC:
            place = entry.document.location(("disclosure",))
            yield Problem(CLOSED, place, disclosure=entry.record.disclosure)
        yield from absent_parts(entry)
        yield from wrong_sums(entry)
        before = by_year.get(entry.record.year - 1)
        if before is not None and _is_named_by_year(entry):
            yield from carried_otherwise(entry, before)
        here = counted.get(entry.record.year)
        if here is not None:
            yield from counted_otherwise(entry, here)
        yield from _of_agency(entry, registry, inspected)


def due(year: int, level: str) -> date:
    """The last day on which the report of a year is published in time (政府信息公开条例 第四十九条)."""
    if level == "county":
        return date(year + 1, 3, 31)
    return date(year + 1, 1, 31)


def _said(day: date) -> Phrase:
    return Phrase("{month} 月 {day} 日", month=day.month, day=day.day)


def _missing(inspected: Inspected) -> Iterator[Problem]:
    """That the report of last year is not there although it is due, where the portal has the column or any report."""
    column, last = inspected.records.column, inspected.today.year - 1
    if column.disclosure is None and not column.reports:
        return
    if any(entry.record.year == last for entry in column.reports):
        return
    day = due(last, _level(inspected))
    if inspected.today > day:
        yield Problem(MISSING, Location(f"content/reports/{last}.yaml"), year=last, due=_said(day))


def _level(inspected: Inspected) -> str:
    """Whose report is due: as the newest says, else as the name of the agency in the guide does; else the later day."""
    column = inspected.records.column
    if column.reports:
        newest = max(column.reports, key=lambda entry: entry.record.year)
        return newest.record.level
    guide = column.disclosure.record.guide if column.disclosure else None
    if guide is not None and not _GOVERNMENT.search(fold_name(guide.agency)):
        return "department"
    return "county"


def _missing_of_site(inspected: Inspected) -> Iterator[Problem]:
    """That a column of reports lacks last year's report on the website itself, after 31 January."""
    last = inspected.today.year - 1
    if inspected.today <= date(last + 1, 1, 31):
        return
    for i, column in enumerate(inspected.settings.record.columns):
        if column.type != COLUMN_TYPE:
            continue
        titles = [item.record.title for item in inspected.records.column.items if item.record.column == column.id]
        if not any(str(last) in title and "报表" in title for title in map(fold_name, titles)):
            place = inspected.settings.document.location(("columns", i))
            yield Problem(NO_SITE_REPORT, place, column=column.name, year=last)


def _is_named_by_year(entry: ReportEntry) -> bool:
    """Whether the name of the file is the year."""
    return entry.document.path.endswith(f"/{entry.record.year}.yaml")


def _dates(entry: ReportEntry) -> Iterator[Problem]:
    """A year other than that of the file's name, a day before the year's end, none, or one too late."""
    record, document = entry.record, entry.document
    if not _is_named_by_year(entry):
        name = document.path.rpartition("/")[2]
        what = Phrase("文件名")
        yield Problem(
            OTHER_YEAR, document.location(("year",)), what=what, stands=name, year=record.year, hint=Phrase("")
        )
        return
    if record.published is None:
        yield Problem(ABSENT, place_of_absent(entry, (), ("published",)), what=Phrase("发布日期"))
        return
    day = record.published.date()
    if day.year <= record.year:
        said = {"what": Phrase("发布日期"), "stands": day, "year": record.year}
        hint = Phrase("，应在年度结束以后公布")
        yield Problem(OTHER_YEAR, document.location(("published",)), **said, hint=hint)
    last = due(record.year, record.level)
    if day > last:
        said = {"year": record.year, "published": day, "due": _said(last)}
        yield Problem(LATE, document.location(("published",)), **said)


def _of_agency(entry: ReportEntry, registry: Registry, inspected: Inspected) -> Iterator[Problem]:
    """What the report says of its agency, and in its texts, against the registry."""
    from gksite.inspection.report_text import check_texts  # its expressions take a while; few portals have reports yet
    from gksite.reporting.claims import Reporter

    key = registry.resolve(entry.record.jurisdiction, entry.record.agency)
    agency = inspected.site.agencies.get(key) if key else None
    if agency is None:
        return
    record, place = agency.record, inspected.site.jurisdictions[agency.key.jurisdiction].name
    names = [record.name, *([record.full_name] if record.full_name else []), f"{place}{record.name}"]
    yield from _name(entry, names)
    yield from _contact(entry, record)
    known = (*names, *record.aliases, *_shortened(names, place))
    is_government = bool(_GOVERNMENT.search(names[0]))
    reporter = Reporter(known, place, is_government)
    yield from check_texts(entry, reporter, _telephones(record, inspected))


def _shortened(names: list[str], place: str) -> Iterator[str]:
    """The names with the last sign of the place alone before them: 县统计局."""
    for name in names:
        rest = name.removeprefix(place)
        yield f"{place[-1:]}{rest}"
        yield f"{place}{rest}"


def _name(entry: ReportEntry, names: list[str]) -> Iterator[Problem]:
    """That the agency is written with a short name."""
    stands = entry.record.agency
    if fold_name(stands) in map(fold_name, names):
        return
    place = entry.document.location(("agency",))
    yield Problem(CONTACT, place, what=Phrase("单位"), stands=stands, wanted=names[1] if len(names) > 2 else names[0])


def _contact(entry: ReportEntry, agency: AgencyRecord) -> Iterator[Problem]:
    """A telephone number or an address that is not the registered one."""
    record, contact = entry.record, agency.contact
    if contact is None:
        return
    if record.telephone and contact.telephone:
        known = [digits(number) for number in _numbers(contact.telephone)]
        unknown = [each for each in map(digits, _numbers(record.telephone)) if not _is_among(each, known)]
        if unknown or not known:
            place = entry.document.location(("telephone",))
            yield Problem(CONTACT, place, what=Phrase("电话"), stands=record.telephone, wanted=contact.telephone)
    if record.address and contact.address and not _same_address(record.address, contact.address):
        place = entry.document.location(("address",))
        yield Problem(CONTACT, place, what=Phrase("地址"), stands=record.address, wanted=contact.address)


def _numbers(text: str) -> list[str]:
    """The telephone numbers in a text."""
    return _TELEPHONE.findall(unicodedata.normalize("NFKC", text)) or [text]


def _is_among(number: str, known: list[str]) -> bool:
    """Whether a number is one of those known, its area code there or not."""
    for each in known:
        if each.endswith(number) or number.endswith(each):
            return len(number) >= 7
    return False


def _same_address(one: str, other: str) -> bool:
    """Whether two texts name the same place, one of them perhaps without the names of the place above."""
    first, second = (_POSTCODE.sub("", fold_name(text)).strip("。,()") for text in (one, other))
    return first.endswith(second) or second.endswith(first)


def _telephones(agency: AgencyRecord, inspected: Inspected) -> tuple[str, ...]:
    """The numbers at which a text may say to ask; none where none is registered."""
    if agency.contact is None or agency.contact.telephone is None:
        return ()
    found = [*_numbers(agency.contact.telephone), *inspected.settings.record.privacy.public_contacts]
    disclosure = inspected.records.column.disclosure
    for part in (disclosure.record.guide, disclosure.record.application) if disclosure else ():
        if part is not None and part.telephone:
            found += _numbers(part.telephone)
    return tuple(found)
