"""Names that may be one agency's: 市发展和改革局 beside 市发展和改革委员会, 新闻中心 beside 新闻信息中心."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import product

from gksite.model.draft import Doubt, DraftTask
from gksite.text.breaks import bare
from gksite.understanding import doubts
from gksite.understanding.sections import Node, tasks_under

_KIND = re.compile(r"(?:委员会|办公室|办公厅|管理局|局|委|厅|处|办)$")
"""The word for the kind of an office at the end of its name: 局 in 市发展和改革局."""
_SHORTEST = 3
"""Characters of what is left of a name, or of a whole one, that tells one office from others."""
_ENDS = 2
"""Characters at the beginning and at the end of a name that its short form has too."""
_COLLECTIVE = ("部门", "单位")
"""What names of several agencies end with."""


def variant_doubts(top: Sequence[Node]) -> dict[int, list[Doubt]]:
    """By task number, the rarer of two names that may be one agency's."""
    tasks = [task for task in tasks_under(top) if not task.inherited]
    counts: Counter[str] = Counter()
    for task in tasks:
        counts.update(set(_names(task)))
    usual = _usual_names(counts)
    by_task: dict[int, list[Doubt]] = defaultdict(list)
    for task in tasks:
        for name in dict.fromkeys(_names(task)):
            if name in usual:
                by_task[task.number].append(doubts.variant_name(name, usual[name]))
    return by_task


def _names(task: DraftTask) -> list[str]:
    """The names of both roles of a task, without blanks."""
    return list(map(bare, (*task.lead.names, *task.support.names)))


def _usual_names(counts: Counter[str]) -> dict[str, str]:
    """For each name that is one of several with other words for their kind, the one that stands most often."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        stem = _KIND.sub("", name)
        if len(stem) >= _SHORTEST and stem != name:
            by_stem[stem].append(name)
    usual: dict[str, str] = {}
    for names in by_stem.values():
        first, *others = sorted(names, key=lambda name: (-counts[name], name))
        usual |= dict.fromkeys(others, first)
    return usual


def short_name_doubts(top: Sequence[Node]) -> list[Doubt]:
    """Pairs of names of which one may be the other in short: 新闻中心 beside 新闻信息中心."""
    names: set[str] = set()
    for task in tasks_under(top):
        names.update(_names(task))
    by_start: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        if len(name) >= _SHORTEST and not name.startswith("各") and not name.endswith(_COLLECTIVE):
            by_start[name[:_ENDS]].append(name)
    unsure = []
    for group in by_start.values():
        for short, long in product(group, group):
            if _is_short_for(short, long):
                unsure.append(doubts.alike_names(short, long))
    return unsure


def _is_short_for(short: str, long: str) -> bool:
    """Whether a longer name holds all characters of a shorter one in order, and ends as it does."""
    return len(long) > len(short) and short[-_ENDS:] == long[-_ENDS:] and _is_within(short, long)


def _is_within(short: str, long: str) -> bool:
    """Whether a text holds all characters of another in order."""
    rest = iter(long)
    return all(character in rest for character in short)
