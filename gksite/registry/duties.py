"""Which tasks fall to which agency: what it leads, supports, and shares in through a group."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from gksite.model.site import Agency, AgencyKey, Duties, Mentioned, Task, TaskKey

Named = Mapping[AgencyKey, tuple[TaskKey, ...]]


def duties(agencies: Mapping[AgencyKey, Agency], tasks: Iterable[Task]) -> dict[AgencyKey, Duties]:
    """The duties of every agency, over all notices."""
    tasks = list(tasks)
    lead = _named((mentioned, task) for task in tasks for mentioned in task.lead)
    support = _named((mentioned, task) for task in tasks for mentioned in task.support)
    either = {key: tuple(dict.fromkeys((*lead.get(key, ()), *support.get(key, ())))) for key in agencies}
    groups = _groups(agencies)
    collectives = _collectives(agencies, either)
    return {
        key: _of(key, lead, support, either, groups[key], [] if a.record.kind == "group" else collectives[key[0]])
        for key, a in agencies.items()
    }


def _of(
    key: AgencyKey, lead: Named, support: Named, either: Named, groups: list[AgencyKey], collectives: list[AgencyKey]
) -> Duties:
    through = tuple((group, either[group]) for group in groups if either[group])
    known = {*either[key], *(task for _, shared in through for task in shared)}
    others = {task for group in collectives for task in either[group]} - known
    return Duties(lead.get(key, ()), support.get(key, ()), through, tuple(sorted(others)), tuple(collectives))


def _named(mentions: Iterable[tuple[Mentioned, Task]]) -> Named:
    """The tasks that name each agency, each once however often it names it."""
    found: dict[AgencyKey, dict[TaskKey, None]] = defaultdict(dict)
    for mentioned, task in mentions:
        found[mentioned.agency][task.key] = None
    return {key: tuple(keys) for key, keys in found.items()}


def _collectives(agencies: Mapping[AgencyKey, Agency], either: Named) -> dict[str, list[AgencyKey]]:
    """Each jurisdiction's groups that have tasks and whose members no source states, in the registry's order."""
    found: dict[str, list[AgencyKey]] = defaultdict(list)
    for key, agency in agencies.items():
        if agency.record.kind == "group" and not agency.members and either[key]:
            found[key.jurisdiction].append(key)
    return found


def _groups(agencies: Mapping[AgencyKey, Agency]) -> dict[AgencyKey, list[AgencyKey]]:
    """The groups that state each agency as a member, directly or through a group within."""
    direct: dict[AgencyKey, list[AgencyKey]] = defaultdict(list)
    for key, agency in agencies.items():
        for member in agency.members:
            direct[member].append(key)
    return {key: _above(key, direct) for key in agencies}


def _above(key: AgencyKey, direct: Mapping[AgencyKey, list[AgencyKey]]) -> list[AgencyKey]:
    found: dict[AgencyKey, None] = {}
    waiting = list(direct.get(key, ()))
    while waiting:
        group = waiting.pop(0)
        if group not in found and group != key:
            found[group] = None
            waiting += direct.get(group, ())
    return list(found)
