"""All families of rules over the content."""

from collections.abc import Callable, Iterator

from gksite.inspection import catalogue
from gksite.inspection.inspected import Inspected
from gksite.problems.problem import Problem

FAMILIES: tuple[Callable[[Inspected], Iterator[Problem]], ...] = (catalogue.check,)
"""Each takes what is looked at, and gives its findings."""


def inspect(inspected: Inspected) -> Iterator[Problem]:
    """The findings of every family."""
    for family in FAMILIES:
        yield from family(inspected)
