"""What a test run writes about a theme."""

from gksite.model.records import Lines, Record
from gksite.model.values import Day, Line, Number


class Tool(Record):
    """A program that tested a theme."""

    name: Line
    version: Line


class Reviewed(Record):
    """A rule whose findings a person has to judge, and the pages on which somebody did."""

    rule: Line
    pages: Number


class Tested(Record):
    """templates/accessibility.json: how the theme was tested, on kinds of pages × widths × modes, and what was found.

    `theme` is the digest of the theme that was tested; `markup_pages` counts those that the HTML checker read.
    """

    standard: Line
    tools: tuple[Tool, ...]
    date: Day
    pages: Lines
    widths: tuple[Number, ...]
    modes: Lines
    runs: Number
    violations: Number
    markup_pages: Number
    reviewed: tuple[Reviewed, ...] = ()
    theme: Line
