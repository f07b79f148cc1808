"""Task addresses that mean something else than in the site as it stands: renumbered, they keep their place."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path

from gksite.model.site import Notice, Site, Task, TaskKey
from gksite.problems.problem import Code, Level, Location, Phrase, Problem

OTHER_MEANING = Code(
    "GK318",
    "{count} 个任务的网址换了内容，{changes}",
    why="序号就是任务的网址。别处引用的网址没有变，打开却是另一项任务。",
    mend="任务的 number 公布后最好不改；来源重新编号的，把印出的序号写进 label。确要改的，核对后可以不管。",
    level=Level.WARNING,
)
ALIKE = 0.6
"""How much of a text must have stayed for it to be the same task, corrected."""
COMPARED = 200
"""Characters of a text that are compared."""
SHOWN = 3
"""Changes of many that a message shows; it states how many there are."""


def shown_tasks(output: Path) -> dict[TaskKey, str]:
    """The tasks of the site that stands in output/, each with its words; nothing where it has no data."""
    found = {}
    for path in sorted((output / "data/notices").glob("*.json")):
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            for task in json.loads(path.read_bytes())["tasks"]:
                found[TaskKey(path.stem, int(task["number"]))] = task["title"] or task["requirement"]
    return found


def check_meanings(site: Site, before: Mapping[TaskKey, str]) -> Iterator[Problem]:
    """A warning for each notice of which addresses of tasks lead to other tasks now."""
    for notice in site.notices.values():
        changes = list(_changes(notice, before))
        if changes:
            place = Location(f"content/notices/{notice.id}.yaml")
            yield Problem(OTHER_MEANING, place, count=len(changes), changes=_joined(changes[:SHOWN]))


def _changes(notice: Notice, before: Mapping[TaskKey, str]) -> Iterator[Phrase]:
    now = {task.key: _words(task) for task in notice.tasks}
    held = set(now.values())
    for key, words in now.items():
        old = before.get(key, words)
        if old != words and (old in held or not _are_alike(old, words)):
            yield Phrase("{number} 原是“{old}”，现是“{new}”", number=key.number, old=_short(old), new=_short(words))


def _joined(phrases: Sequence[Phrase]) -> Phrase:
    """Some phrases in one."""
    first, *rest = phrases
    return Phrase("{first}；{rest}", first=first, rest=_joined(rest)) if rest else first


def _words(task: Task) -> str:
    return task.record.title or task.record.requirement or ""


def _short(text: str) -> str:
    first = text.split("\n", 1)[0]
    return first if len(first) <= 12 else first[:12] + "…"


def _are_alike(one: str, other: str) -> bool:
    """Whether one text is the other corrected, cut or continued."""
    if one in other or other in one:
        return True
    return SequenceMatcher(None, one[:COMPARED], other[:COMPARED], autojunk=False).ratio() >= ALIKE
