"""All families of rules over the content."""

from collections.abc import Callable, Iterator

from gksite.inspection import (
    annual_report,
    application,
    catalogue,
    clearance,
    column_kinds,
    column_parts,
    columns,
    dates,
    doubles,
    guide,
    hosting,
    identity,
    index_codes,
    interpretations,
    ipv6,
    look,
    metadata,
    numbers,
    open_data,
    statutory,
    task_summaries,
    timing,
)
from gksite.inspection.inspected import Inspected
from gksite.problems.problem import Problem

FAMILIES: tuple[Callable[[Inspected], Iterator[Problem]], ...] = (
    identity.check,
    look.check,
    hosting.check,
    dates.check,
    metadata.check,
    index_codes.check,
    numbers.check,
    columns.check,
    column_kinds.check,
    interpretations.check,
    timing.check,
    clearance.check,
    doubles.check,
    column_parts.check,
    guide.check,
    statutory.check,
    application.check,
    annual_report.check,
    catalogue.check,
    ipv6.check,
    open_data.check,
    task_summaries.check,
)
"""Each takes what is looked at, and gives its findings."""


def inspect(inspected: Inspected) -> Iterator[Problem]:
    """The findings of every family."""
    for family in FAMILIES:
        yield from family(inspected)
