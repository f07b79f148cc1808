"""What lists of columns and of topics show: a line of a column, a column itself, a topic."""

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


@dataclass(frozen=True, slots=True)
class TopicNode:
    """A topic with tasks as its tree shows it, with the number of these and of the notices that they are from."""

    title: str
    url: str
    about: str | None
    tasks: int
    notices: int
    below: tuple["TopicNode", ...]
