"""Addresses that mean something else than in the site as it stands: renumbered tasks, agencies with ids exchanged."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path

from gksite.documents.files import content_of, is_free
from gksite.model.site import AgencyKey, Notice, Site, Task, TaskKey
from gksite.problems.problem import Code, Level, Location, Phrase, Problem

OTHER_MEANING = Code(
    "GK318",
    "{count} 个网址换了内容，{changes}",
    why="任务的序号、单位的编号就是网址。别处引用的网址没有变，打开却是另一项任务、另一个单位。",
    mend="任务的 number、单位的 id 公布后最好不改；来源重新编号的，把印出的序号写进 label。确要改的，核对后可以不管。",
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
    for stem, content in data_files(output, "data/notices"):
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            for task in json.loads(content)["tasks"]:
                found[TaskKey(stem, int(task["number"]))] = task["title"] or task["requirement"]
    return found


def shown_agencies(output: Path) -> dict[AgencyKey, str]:
    """The agencies of the site that stands in output/, each with its name; nothing where it has no data."""
    found = {}
    for stem, content in data_files(output, "data/agencies"):
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            for agency in json.loads(content)["agencies"]:
                found[AgencyKey(stem, str(agency["id"]))] = str(agency["name"])
    return found


def data_files(output: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    """The JSON files of a folder in output/, each by its name; none that only a link leads to."""
    if not is_free(output, f"{folder}/x"):
        return
    for path in sorted((output / folder).glob("*.json")):
        with suppress(OSError):
            yield path.stem, content_of(output, f"{folder}/{path.name}") or b""


def check_meanings(site: Site, tasks: Mapping[TaskKey, str], agencies: Mapping[AgencyKey, str]) -> Iterator[Problem]:
    """A warning for each notice and registry of which addresses lead to other tasks or agencies than they did."""
    for notice in site.notices.values():
        yield from _warning(f"content/notices/{notice.id}.yaml", list(_changes(notice, tasks)))
    for place in site.jurisdictions.values():
        yield from _warning(f"content/agencies/{place.id}.yaml", list(_exchanged(site, place.agencies, agencies)))


def _warning(file: str, changes: Sequence[Phrase]) -> Iterator[Problem]:
    if changes:
        yield Problem(OTHER_MEANING, Location(file), count=len(changes), changes=_joined(changes[:SHOWN]))


def _exchanged(site: Site, keys: Sequence[AgencyKey], before: Mapping[AgencyKey, str]) -> Iterator[Phrase]:
    """The agencies whose old name another one bears now; one that is only called otherwise is the same."""
    names = {key: site.agencies[key].record.name for key in keys}
    held = set(names.values())
    for key, new in names.items():
        old = before.get(key, new)
        if old != new and old in held:
            yield _change(key.id, old, new)


def _change(id: object, old: str, new: str) -> Phrase:
    return Phrase("{number} 原是“{old}”，现是“{new}”", number=id, old=_short(old), new=_short(new))


def _changes(notice: Notice, before: Mapping[TaskKey, str]) -> Iterator[Phrase]:
    now = {task.key: _words(task) for task in notice.tasks}
    held = set(now.values())
    for key, words in now.items():
        old = before.get(key, words)
        if old != words and (old in held or not _are_alike(old, words)):
            yield _change(key.number, old, words)


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
