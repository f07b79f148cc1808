"""What pictures of a notice or an agency show, and what a table can be narrowed by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: what is counted, where that leads, and its count in each series."""

    label: str
    url: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Counts of tasks as bars; `roles` names the series ("lead", "support"), empty where there is one of all tasks.

    `head` heads the column of labels, `summary` says in words what the picture shows, `rest` what it leaves out.
    """

    id: str
    title: str
    summary: str
    head: str
    roles: tuple[str, ...]
    bars: tuple[Bar, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a task table can be narrowed by: (value, text, number of tasks) each."""

    agencies: tuple[tuple[str, str, int], ...]
    roles: tuple[tuple[str, str, int], ...]
    sections: tuple[tuple[str, str, int], ...]
