"""The one walk over a notice's sections: every heading and every task, in reading order, with the way to each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

KeyPath = tuple[str | int, ...]
"""The keys and indexes that lead from the top of a content file to a value: ("sections", 0, "tasks", 2, "lead")."""


class Branch(Protocol):
    """What a notice's tree is made of, before linking (SectionRecord) and after (Section)."""

    @property
    def title(self) -> str | None:
        """The heading as printed; None in a draft of a table without any."""

    @property
    def tasks(self) -> tuple[Any, ...]:
        """The tasks directly under the heading."""

    @property
    def sections(self) -> tuple[Any, ...]:
        """The sub-sections, which follow those tasks."""


S = TypeVar("S", bound=Branch)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SectionStep(Generic[S]):
    """A section met on the walk: its place in the YAML, and the sections from the top down to it, itself the last."""

    key_path: KeyPath
    path: tuple[S, ...]

    @property
    def section(self) -> S:
        """The section itself."""
        return self.path[-1]

    @property
    def headings(self) -> tuple[str, ...]:
        """The titles from the top down to its own."""
        return tuple(section.title or "" for section in self.path)


@dataclass(frozen=True, slots=True)
class TaskStep(Generic[S, T]):
    """A task met on the walk: its place in the YAML, the section that it stands under, and the task."""

    key_path: KeyPath
    under: SectionStep[S]
    task: T


def walk_sections(
    sections: Iterable[S], key_path: KeyPath = ("sections",), above: tuple[S, ...] = ()
) -> Iterator[SectionStep[S]]:
    """Every section of a tree, each before those below it."""
    for i, section in enumerate(sections):
        step = SectionStep((*key_path, i), (*above, section))
        yield step
        yield from walk_sections(section.sections, (*step.key_path, "sections"), step.path)


def walk_tasks(sections: Iterable[S]) -> Iterator[TaskStep[S, Any]]:
    """Every task of a tree, in reading order."""
    for under in walk_sections(sections):
        for i, task in enumerate(under.section.tasks):
            yield TaskStep((*under.key_path, "tasks", i), under, task)


def walk_doubts(notice: Any) -> Iterator[tuple[KeyPath, Any]]:
    """Every doubt of a notice and of its tasks, with its place in the YAML."""
    for i, doubt in enumerate(notice.doubts):
        yield ("doubts", i), doubt
    for step in walk_tasks(notice.sections):
        for i, doubt in enumerate(step.task.doubts):
            yield (*step.key_path, "doubts", i), doubt
