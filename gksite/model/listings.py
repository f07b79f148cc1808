"""What lists of columns show: a line of a column, and a column itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntryCard:
    """An item or a notice as the lists of columns show it; `published` is None where nobody stated it."""

    title: str
    url: str
    published: str | None
    number: str | None
    status: str | None


@dataclass(frozen=True, slots=True)
class ColumnCard:
    """A column as lists show it, with the number of what stands in it and the newest time of publication."""

    name: str
    url: str
    description: str | None
    count: int
    newest: str | None
