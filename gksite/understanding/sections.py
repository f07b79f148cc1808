"""Headings and tasks in printed order as a tree of sections, any depth."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gksite.model.draft import Doubt, DraftSection, DraftTask
from gksite.text.breaks import bare
from gksite.understanding.items import HeadingItem
from gksite.understanding.text_kinds import rank_of

_OUTERMOST = -1
"""The rank of annexes, above that of 第一部分."""
_COLUMN = 10
"""Ranks of headings in a section column lie below those of numbered headings."""
_STOP = re.compile(r"[。．.；;：:]$")
"""The sign at the end of a heading: ： in 公开：."""
_GOES_ON = re.compile(r"(?<!\s)\s*+[（(]续[一二三\d]*+[)）]$")
"""The note on a heading that it goes on: （续） in 一、公开（续）."""


@dataclass(slots=True)
class Node:
    """A section while it grows."""

    title: str
    rank: int
    level: int | None = None
    doubts: tuple[Doubt, ...] = ()
    tasks: list[DraftTask] = field(default_factory=list)
    sections: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The sections so far, and the path to the one that takes the next task; ranks rise along it."""

    top: list[Node] = field(default_factory=list)
    path: list[Node] = field(default_factory=list)
    known: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The titles in section columns by their level."""
    repeats: list[HeadingItem] = field(default_factory=list)
    """Headings that are printed again where their section goes on."""

    def enter(self, heading: HeadingItem) -> None:
        """Open a section; a heading printed again on the next page goes on with the one that is open (R34)."""
        level = None if heading.level is None else self._level(heading)
        rank = _OUTERMOST if heading.annex else _rank(heading.text, level)
        title = _GOES_ON.sub("", heading.text)
        for depth, node in enumerate(self.path):
            if node.rank == rank and bare(node.title) == bare(title):
                self.path = self.path[: depth + 1]
                self.repeats.append(heading)
                return
        while self.path and self.path[-1].rank >= rank:
            self.path.pop()
        self._open(Node(title, rank, level, heading.doubts))
        if level is not None:
            self.known[level].append(title)

    def leave(self, printed: str | None) -> None:
        """Close the headings that are numbered as the next task is: （五） does not stand under （四）."""
        if not printed or printed[0] not in "（(":
            return
        rank = rank_of(f"{printed}、")
        while len(self.path) > 1 and self.path[-1].level is None and self.path[-1].rank == rank:
            self.path.pop()

    def take(self, task: DraftTask) -> None:
        """Put a task under the section that is open."""
        if not self.path:
            self._open(Node("", -1))
        self.path[-1].tasks.append(task)

    def _open(self, node: Node) -> None:
        """Put a section under the one that is open, and open it."""
        siblings = self.path[-1].sections if self.path else self.top
        siblings.append(node)
        self.path.append(node)

    def _level(self, heading: HeadingItem) -> int:
        """The level of an unnumbered heading in a section column, where one cell may hold either."""
        if heading.level or not self.known:
            return heading.level or 0
        level = self._level_printed_before(heading.text)
        return self._level_by_stop(heading.text) if level is None else level

    def _level_printed_before(self, text: str) -> int | None:
        """The level on which a heading was printed before, its sign at the end aside; None where it was not."""
        for same in (bare, without_stop):
            for level, titles in self.known.items():
                if same(text) in map(same, titles):
                    return level
        return None

    def _level_by_stop(self, text: str) -> int:
        """The level whose headings mostly end in a sign as a heading does, or do not as it does not; 0 if all do."""
        shares: dict[int, float] = {}
        for level, titles in self.known.items():
            shares[level] = sum(has_stop(title) == has_stop(text) for title in titles) / len(titles)
        if max(shares.values()) == min(shares.values()):
            return 0
        return max(sorted(shares), key=shares.__getitem__)


def _rank(text: str, level: int | None) -> int:
    """The rank of a heading: that of its number, else by its level in section columns, else the outermost."""
    rank = rank_of(text)
    if rank is not None:
        return rank
    return 0 if level is None else _COLUMN + level


def without_stop(text: str) -> str:
    """A heading without blanks and without the sign at its end, for comparing."""
    return _STOP.sub("", bare(text))


def has_stop(title: str) -> bool:
    """Whether a heading ends in a sign."""
    return _STOP.search(title) is not None


def walk(nodes: Sequence[Node]) -> Iterator[tuple[Sequence[Node], int]]:
    """Every section with its siblings, as (siblings, index)."""
    for i, node in enumerate(nodes):
        yield nodes, i
        yield from walk(node.sections)


def tasks_under(nodes: Sequence[Node]) -> Iterator[DraftTask]:
    """Every task in printed order."""
    for node in nodes:
        yield from node.tasks
        yield from tasks_under(node.sections)


def draft_sections(nodes: Sequence[Node], doubts: Mapping[int, Sequence[Doubt]]) -> tuple[DraftSection, ...]:
    """The sections as a draft holds them, with doubts for some numbers of tasks.

    A section without a task anywhere is left as it is printed.
    """
    sections = []
    for node in nodes:
        tasks = tuple(_with_doubts(task, doubts.get(task.number, ())) for task in node.tasks)
        sections.append(DraftSection(node.title, tasks, draft_sections(node.sections, doubts)))
    return tuple(sections)


def _with_doubts(task: DraftTask, more: Sequence[Doubt]) -> DraftTask:
    """A task with more doubts, none twice."""
    return replace(task, doubts=tuple(dict.fromkeys((*task.doubts, *more))))
