"""The table of an annual report: every line there, every sum right, and in balance with the year before."""

from collections.abc import Iterator, Mapping

from gksite.documents.shapes import Entry
from gksite.inspection.report_codes import ABSENT, BALANCE, CARRIED, COLUMN, COUNTED, REVIEW, ROW
from gksite.model.positions import Record
from gksite.model.reports import ReportRecord
from gksite.model.site import CountedHere
from gksite.problems.problem import Location, Phrase, Problem
from gksite.reporting.form import CARRIED_IN, CARRIED_OVER, COLUMNS, FACTS, LINES, PARTS, REVIEWS, TOTAL, KeyPath
from gksite.reporting.sums import LABELS, SUMS, Cell, Compared, Sum, compared, value

ReportEntry = Entry[ReportRecord]
_COUNTED_KEYS = ("made", "repealed", "in_force")
_ALL = len(COLUMNS) - 1
"""The column 总计."""


def absent_parts(entry: ReportEntry) -> Iterator[Problem]:
    """What of the form is not there: a part, a line, a number."""
    told = set[KeyPath]()
    for key_path, label in _wanted():
        above = key_path[:-1]
        if any(key_path[:length] in told for length in range(1, len(key_path))):
            continue
        if entry.record.at(key_path) is None and not _is_counted(entry.record, key_path):
            told.add(key_path)
            yield Problem(ABSENT, place_of_absent(entry, above, key_path), what=label)


def _wanted() -> Iterator[tuple[KeyPath, Phrase]]:
    """Everything that the form asks for, what holds others before these."""
    for key, heading in PARTS.items():
        yield (key,), Phrase(heading)
    holders = set[KeyPath]()
    for fact in FACTS:
        holder = fact.key_path[:2]
        if holder not in holders:
            holders.add(holder)
            yield holder, Phrase(fact.matter)
        if len(fact.key_path) > 2:
            yield fact.key_path, Phrase("{matter}：{counted}", matter=Phrase(fact.matter), counted=Phrase(fact.counted))
    for line in LINES:
        yield line.key_path, Phrase(line.label)
    for key_path, label in REVIEWS.items():
        yield key_path, Phrase(label)


def _is_counted(report: ReportRecord, key_path: KeyPath) -> bool:
    """Whether the portal fills in a number itself."""
    counts = report.disclosed is not None and report.disclosed.counted
    return counts and key_path[:2] == ("disclosed", "normative")


def place_of_absent(entry: ReportEntry, above: KeyPath, key_path: KeyPath) -> Location:
    """The key that was left blank, else the one that it belongs below."""
    holder = entry.record.at(above)
    if isinstance(holder, Record) and key_path[-1] in holder.model_fields_set:
        return entry.document.location(key_path, key=True)
    return entry.document.location(above, key=True)


def wrong_sums(entry: ReportEntry) -> Iterator[Problem]:
    """The sums that do not hold, each at the number that closes it.

    What only follows from another is not told: a wrong sum of 总计 where one of a single column is wrong already, and
    a balance that is right again once （七）总计 is.
    """
    wrong: dict[Sum, Compared] = {}
    for each in SUMS:
        both = compared(entry.record, each)
        if both is not None and both.left != both.right:
            wrong[each] = both
    for each, both in wrong.items():
        if each.kind in ("column", "balance") and _follows(each, wrong):
            continue
        yield _told(entry, each, both)


def _follows(each: Sum, wrong: Mapping[Sum, Compared]) -> bool:
    """Whether a sum is wrong only because another is."""
    if each.cell.column == _ALL:
        return True  # it holds wherever the lines and the other columns do
    if each.kind == "column":
        return False
    for other, both in wrong.items():
        if other.kind == "column" and other.cell == Cell(TOTAL, each.cell.column):
            balance = wrong[each]
            return both.wanted - both.stands == balance.left - balance.right
    return False


def _told(entry: ReportEntry, each: Sum, both: Compared) -> Problem:
    """The finding about a sum."""
    place = entry.document.location(each.cell.key_path)
    column = Phrase(each.cell.column_label)
    match each.kind:
        case "row":
            line = Phrase(LABELS[each.cell.line])
            return Problem(ROW, place, line=line, stands=both.stands, wanted=both.wanted)
        case "review":
            line = Phrase(LABELS[each.cell.line])
            return Problem(REVIEW, place, line=line, stands=both.stands, wanted=both.wanted)
        case "column":
            return Problem(COLUMN, place, column=column, stands=both.stands, wanted=both.wanted)
        case "balance":
            hint = Phrase("")
            if both.wanted >= 0:
                hint = Phrase("，照此应为 {wanted}", wanted=both.wanted)
            sides = {"left": both.left, "right": both.right}
            return Problem(BALANCE, place, column=column, **sides, stands=both.stands, hint=hint)


def carried_otherwise(entry: ReportEntry, before: ReportEntry) -> Iterator[Problem]:
    """Where 上年结转 is not what the report of the year before left."""
    is_told = False
    for column in range(len(COLUMNS)):
        stands = value(entry.record, Cell(CARRIED_IN, column))
        wanted = value(before.record, Cell(CARRIED_OVER, column))
        if stands is None or wanted is None or stands == wanted or (column == _ALL and is_told):
            continue
        is_told = True
        place = entry.document.location((*CARRIED_IN, column))
        other = before.document.location((*CARRIED_OVER, column))
        said = {"stands": stands, "wanted": wanted, "year": before.record.year, "other": str(other)}
        yield Problem(CARRIED, place, column=Phrase(COLUMNS[column]), **said)


def counted_otherwise(entry: ReportEntry, counted: CountedHere) -> Iterator[Problem]:
    """Where a number of 行政规范性文件 is not what the portal counts."""
    for fact in FACTS:
        *above, key = fact.key_path
        if tuple(above) != ("disclosed", "normative") or key not in _COUNTED_KEYS:
            continue
        stands = entry.record.at(fact.key_path)
        wanted = getattr(counted, key)
        if stands is not None and stands != wanted and (stands != "无" or wanted):
            place = entry.document.location(fact.key_path)
            yield Problem(COUNTED, place, what=Phrase(fact.counted), stands=stands, wanted=wanted)
