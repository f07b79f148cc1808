"""What the accessibility tests of a theme have found: templates/accessibility.json, written by a test run."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from gksite.documents.shapes import read_entry
from gksite.model.positions import Record
from gksite.model.records import Lines
from gksite.model.values import Day, Number, OneLine
from gksite.problems.problem import Problems
from gksite.theming.theme import ORIGINS, Theme

RECORD = "accessibility.json"


class Tool(Record):
    """A program that tested a theme."""

    name: OneLine
    version: OneLine


class Reviewed(Record):
    """A rule whose findings a person has to judge, and the pages on which somebody did."""

    rule: OneLine
    pages: Number


class AccessibilityRecord(Record):
    """templates/accessibility.json: how the theme was tested, on kinds of pages × widths × modes, and what was found.

    `theme` is the digest of the theme that was tested; `markup_pages` counts those that the HTML checker read.
    """

    standard: OneLine
    tools: tuple[Tool, ...]
    date: Day
    pages: Lines
    widths: tuple[Number, ...]
    modes: Lines
    runs: Number
    violations: Number
    markup_pages: Number
    reviewed: tuple[Reviewed, ...] = ()
    engines: tuple[Tool, ...] = ()
    """The browsers in which layout, search and the main ways through the site were tried too."""
    theme: OneLine


@dataclass(frozen=True, slots=True)
class Accessibility:
    """A theme's test record, None where there is none; `fits` unless the theme has changed since."""

    record: AccessibilityRecord | None
    fits: bool


UNTESTED = Accessibility(None, fits=False)


def read_accessibility(theme: Theme, root: Path, problems: Problems) -> Accessibility:
    """The record in a theme, compared with the theme as it is; problems are noted where the record is bad."""
    path = theme.path(RECORD)
    if not path.exists():
        return UNTESTED
    entry = read_entry(AccessibilityRecord, path, root, problems, within=theme.folder(RECORD))
    if entry is None:
        return UNTESTED
    return Accessibility(entry.record, fits=entry.record.theme == theme_digest(theme))


def theme_digest(theme: Theme) -> str:
    """SHA-256 over the path and the bytes of every file of a theme but the records and the translations.

    The colours and fonts that a portal sets are part of it; its picture and lines at head and foot are not. The pages
    that are tested are in Chinese and hold no word of strings/, most of which is told to editors.
    """
    whole = hashlib.sha256()
    for name, path in theme.files().items():
        if name not in (RECORD, ORIGINS) and not name.startswith("strings/"):
            whole.update(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {name}\n".encode())
    whole.update(theme.tokens)
    return whole.hexdigest()
