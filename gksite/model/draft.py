"""What importing a reading makes: one notice with its doubts, before its agencies are looked up.

Names of fields are those of content/notices/*.yaml; text is as printed, with line breaks inside a cell mended.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gksite.model.blocks import Spot
from gksite.model.signatures import DoubtKind
from gksite.problems.problem import Phrase

Role = Literal["lead", "support"]
ROLES: tuple[Role, ...] = ("lead", "support")
"""The roles of agencies, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A judgement that could be otherwise, in words for the editor, and what else it could be."""

    kind: DoubtKind
    reason: Phrase
    other: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Agencies:
    """One role of a task: the names cut from its cell, and the cell as printed."""

    names: tuple[str, ...] = ()
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class DraftTask:
    """One task as understood; `number` is unique in the draft, `label` holds what is printed where that differs."""

    number: int
    spot: Spot
    label: str | None = None
    title: str | None = None
    requirement: str | None = None
    lead: Agencies = Agencies()
    support: Agencies = Agencies()
    inherited: tuple[Role, ...] = ()
    deadline: str | None = None
    remark: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A heading as printed, the tasks directly under it, then its sub-sections."""

    title: str
    tasks: tuple[DraftTask, ...] = ()
    sections: tuple["DraftSection", ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One notice as understood; `unused` lists every piece of the source that stands nowhere in the draft."""

    sections: tuple[DraftSection, ...]
    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued: date | None = None
    printed: date | None = None
    disclosure: str | None = None
    index_code: str | None = None
    subject: str | None = None
    addressees: str | None = None
    preamble: str | None = None
    table_title: str | None = None
    closing: str | None = None
    cc: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    unused: tuple[tuple[Spot, str], ...] = ()
