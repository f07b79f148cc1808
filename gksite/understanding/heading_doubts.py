"""What is doubtful about headings: one that almost repeats another, a level left out, an end unlike the others'."""

import difflib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from gksite.model.draft import Doubt
from gksite.text.breaks import bare
from gksite.text.outline import mark_of
from gksite.understanding import doubts
from gksite.understanding.sections import Node, has_stop, walk, without_stop

_NEAR = 0.85
"""How much of two headings must be the same for one to be perhaps a misprint of the other."""
_MOSTLY = 0.8
"""Share of the headings of a level that must be exceeded by those that end in a sign."""


@dataclass(slots=True)
class HeadingDoubts:
    """Doubts about headings: by the number of the task on which they are told, and for the notice as a whole."""

    by_task: dict[int, list[Doubt]] = field(default_factory=lambda: defaultdict(list))
    whole: list[Doubt] = field(default_factory=list)

    def add_to_all(self, node: Node, doubt: Doubt) -> None:
        """Tell a doubt on each task right under a heading, or for the notice where there is none."""
        for task in node.tasks:
            self.by_task[task.number].append(doubt)
        if not node.tasks:
            self.whole.append(doubt)

    def add_to_first(self, node: Node, doubt: Doubt) -> None:
        """Tell a doubt on the first task under a heading, or for the notice where there is none."""
        while not node.tasks and node.sections:
            node = node.sections[0]
        if node.tasks:
            self.by_task[node.tasks[0].number].append(doubt)
        else:
            self.whole.append(doubt)


def doubts_of_headings(top: Sequence[Node]) -> HeadingDoubts:
    """What is doubtful about the headings of a notice."""
    told = HeadingDoubts()
    in_columns = [siblings[i] for siblings, i in walk(top) if siblings[i].level is not None]
    has_levels = any(node.level for node in in_columns)
    for siblings, i in walk(top):
        node = siblings[i]
        near = _nearly_the_same(node, siblings[:i])
        if near is not None:
            told.add_to_all(node, doubts.near_heading(node.title, near.title))
        for doubt in node.doubts:
            told.add_to_first(node, doubt)
        if node.level == 0 and has_levels and node.tasks:
            told.add_to_first(node, doubts.no_second_level(node.title))
        if node.level and _ends_unlike(node, in_columns):
            told.add_to_first(node, doubts.unlike_heading(node.title))
    return told


def _nearly_the_same(node: Node, above: Sequence[Node]) -> Node | None:
    """The first of the headings above that a heading almost repeats."""
    return next((other for other in above if _are_near(other, node)), None)


def _ends_unlike(node: Node, in_columns: Sequence[Node]) -> bool:
    """Whether a heading ends without a sign where most others of its level in the section columns end in one."""
    stops = [has_stop(other.title) for other in in_columns if other.level == node.level and other is not node]
    return not has_stop(node.title) and bool(stops) and sum(stops) > _MOSTLY * len(stops)


def _are_near(first: Node, second: Node) -> bool:
    """Whether two headings of one level say the same, or all but a character or two."""
    one, two = mark_of(first.title), mark_of(second.title)
    if one and two:
        return bool(one.rest) and bare(one.rest) == bare(two.rest)
    if one or two or first.rank != second.rank:
        return False
    title, other = without_stop(first.title), without_stop(second.title)
    if abs(len(title) - len(other)) > 1:
        return False
    return difflib.SequenceMatcher(None, title, other, autojunk=False).ratio() >= _NEAR
