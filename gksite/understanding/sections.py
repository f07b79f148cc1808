"""Headings and tasks in printed order as a tree of sections, any depth, and what is doubtful about its headings."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gksite.model.draft import Doubt, DraftSection, DraftTask
from gksite.text.breaks import bare
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.items import Heading

_COLUMN = 10
"""Ranks of headings in a section column lie below those of numbered headings."""
_NEAR = 0.85
_STOP = re.compile(r"[。．.；;：:]$")


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
    """The sections so far, and the path to the one that takes the next task."""

    top: list[Node] = field(default_factory=list)
    path: list[Node] = field(default_factory=list)
    known: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    repeats: list[Heading] = field(default_factory=list)

    def enter(self, heading: Heading) -> None:
        """Open a section; a heading printed again on the next page goes on with the one that is open."""
        level = None if heading.level is None else self._level(heading)
        mark = mark_of(heading.text)
        rank = mark.rank if mark else _COLUMN + level if level is not None else 0
        title = _without_note(heading.text)
        if any(node.rank == rank and bare(node.title) == bare(title) for node in self.path):
            self.path = self.path[: next(i for i, n in enumerate(self.path) if n.rank == rank) + 1]
            self.repeats.append(heading)
            return
        while self.path and self.path[-1].rank >= rank:
            self.path.pop()
        node = Node(title, rank, level, heading.doubts)
        (self.path[-1].sections if self.path else self.top).append(node)
        self.path.append(node)
        if level is not None:
            self.known[level].append(title)

    def leave(self, printed: str | None) -> None:
        """Close the headings that are numbered as the next task is: （五） does not stand under （四）."""
        mark = mark_of(f"{printed}、") if printed and printed[0] in "（(" else None
        while mark and len(self.path) > 1 and self.path[-1].level is None and self.path[-1].rank == mark.rank:
            self.path.pop()

    def take(self, task: DraftTask) -> None:
        """Put a task under the section that is open."""
        if not self.path:
            self.path = [Node("", -1)]
            self.top.append(self.path[0])
        self.path[-1].tasks.append(task)

    def _level(self, heading: Heading) -> int:
        """The level of an unnumbered heading in a section column, where one cell may hold either."""
        if heading.level or not self.known:
            return heading.level or 0
        for same in (bare, _loose):
            for level, titles in self.known.items():
                if same(heading.text) in map(same, titles):
                    return level
        stop = bool(_STOP.search(heading.text))
        shares = {
            level: sum(bool(_STOP.search(title)) == stop for title in titles) / len(titles)
            for level, titles in self.known.items()
        }
        return (
            max(shares, key=lambda level: (shares[level], -level)) if max(shares.values()) > min(shares.values()) else 0
        )


def _without_note(text: str) -> str:
    """A heading without the note that it goes on: （续）."""
    return re.sub(r"\s*[（(]续[一二三\d]*[)）]$", "", text)


def _loose(text: str) -> str:
    return _STOP.sub("", bare(text))


def walk(nodes: Sequence[Node]) -> Iterator[tuple[Sequence[Node], int]]:
    """Every section with its siblings, as (siblings, index)."""
    for i, node in enumerate(nodes):
        yield nodes, i
        yield from walk(node.sections)


def examined(top: Sequence[Node]) -> tuple[dict[int, list[Doubt]], list[Doubt]]:
    """What is doubtful about headings: by task number, and for the notice as a whole."""
    by_task: dict[int, list[Doubt]] = defaultdict(list)
    whole: list[Doubt] = []
    column = [node for siblings, i in walk(top) if (node := siblings[i]).level is not None]
    deep = any(node.level for node in column)
    for siblings, i in walk(top):
        node = siblings[i]
        near = next((other.title for other in siblings[:i] if _nearly(other, node)), None)
        if near is not None:
            found = doubts.near_heading(node.title, near)
            for task in node.tasks:
                by_task[task.number].append(found)
            whole += [] if node.tasks else [found]
        for other in node.doubts:
            _first(node, by_task, whole, other)
        if node.level == 0 and deep and node.tasks:
            by_task[node.tasks[0].number].append(doubts.no_second_level(node.title))
        peers = [other for other in column if other.level == node.level and other is not node]
        if node.level and peers and not _stops(node) and sum(map(_stops, peers)) > 0.8 * len(peers):
            _first(node, by_task, whole, doubts.unlike_heading(node.title))
    return by_task, whole


def _first(node: Node, by_task: dict[int, list[Doubt]], whole: list[Doubt], found: Doubt) -> None:
    while not node.tasks and node.sections:
        node = node.sections[0]
    if node.tasks:
        by_task[node.tasks[0].number].append(found)
    else:
        whole.append(found)


def _stops(node: Node) -> bool:
    return _STOP.search(node.title) is not None


def _nearly(first: Node, second: Node) -> bool:
    """Whether two headings of one level say the same, or all but a character or two."""
    one, two = mark_of(first.title), mark_of(second.title)
    if one and two:
        return bool(one.rest) and bare(one.rest) == bare(two.rest)
    if one or two or first.rank != second.rank:
        return False
    a, b = _loose(first.title), _loose(second.title)
    return abs(len(a) - len(b)) <= 1 and difflib.SequenceMatcher(None, a, b, autojunk=False).ratio() >= _NEAR


def drafted(nodes: Sequence[Node]) -> tuple[DraftSection, ...]:
    """The sections as a draft holds them, those without a task anywhere left as they are printed."""
    return tuple(DraftSection(node.title, tuple(node.tasks), drafted(node.sections)) for node in nodes)
