"""Names of agencies that differ only in the word for their kind: 市发展和改革局 beside 市发展和改革委员会."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from gksite.model.draft import Doubt
from gksite.text.breaks import bare
from gksite.understanding import doubts
from gksite.understanding.sections import Node, walk

_KIND = re.compile(r"(?:委员会|办公室|办公厅|管理局|局|委|厅|处|办)$")


def variants(top: Sequence[Node]) -> dict[int, list[Doubt]]:
    """By task number, the rarer of two names that may be one agency's."""
    counts: Counter[str] = Counter()
    tasks = [task for siblings, i in walk(top) for task in siblings[i].tasks if not task.inherited]
    for task in tasks:
        counts.update({bare(name) for name in (*task.lead.names, *task.support.names)})
    by_stem: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        if len(stem := _KIND.sub("", name)) > 2 and stem != name:
            by_stem[stem].append(name)
    rarer: dict[str, str] = {}
    for names in by_stem.values():
        first, *others = sorted(names, key=lambda name: (-counts[name], name))
        rarer |= dict.fromkeys(others, first)
    found: dict[int, list[Doubt]] = defaultdict(list)
    for task in tasks:
        for name in dict.fromkeys(map(bare, (*task.lead.names, *task.support.names))):
            if name in rarer:
                found[task.number].append(doubts.variant_name(name, rarer[name]))
    return found


def alike(top: Sequence[Node]) -> list[Doubt]:
    """Pairs of names of which one may be the other in short: 新闻中心 beside 新闻信息中心."""
    tasks = [task for siblings, i in walk(top) for task in siblings[i].tasks]
    names = sorted({bare(name) for task in tasks for name in (*task.lead.names, *task.support.names)})
    by_start: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if not name.startswith("各") and not name.endswith(("部门", "单位")) and len(name) > 2:
            by_start[name[:2]].append(name)
    return [
        doubts.alike_names(short, long)
        for group in by_start.values()
        for short in group
        for long in group
        if len(long) - len(short) > 0 and short[-2:] == long[-2:] and _within(short, long)
    ]


def _within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(c in rest for c in short)
