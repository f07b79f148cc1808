"""Which tasks fall to which agency: what it leads, supports, shares in through a group, or may share in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from gksite.model.site import Agency, AgencyKey, Duties, Mentioned, Task, TaskKey
from gksite.registry.coverage import could_hold

Named = Mapping[AgencyKey, tuple[TaskKey, ...]]
"""The tasks that name each agency, in reading order."""


def duties(agencies: Mapping[AgencyKey, Agency], tasks: Iterable[Task]) -> dict[AgencyKey, Duties]:
    """The duties of every agency, over all notices."""
    tasks = list(tasks)
    lead = _named((task.key, task.lead) for task in tasks)
    support = _named((task.key, task.support) for task in tasks)
    either = {key: tuple(dict.fromkeys((*lead.get(key, ()), *support.get(key, ())))) for key in agencies}
    groups = _groups(agencies)
    collectives = _collectives(agencies, either)
    found = {}
    for key, agency in agencies.items():
        through = tuple((group, either[group]) for group in groups[key] if either[group])
        own = _tasks_of((key, *groups[key]), either)
        others = _others(agency, [agencies[group] for group in collectives[key.jurisdiction]], either, own)
        possible = [group for group in others if could_hold(agencies[group].record, agency.record)]
        unclear = [group for group in others if not agencies[group].record.covers]
        shared = sorted(_tasks_of(possible, either) - own)
        found[key] = Duties(
            lead.get(key, ()), support.get(key, ()), through, tuple(shared), tuple(possible), tuple(unclear)
        )
    return found


def _others(agency: Agency, collectives: Sequence[Agency], either: Named, own: Set[TaskKey]) -> list[AgencyKey]:
    """Of some groups those with tasks that are not an agency's own; a group itself is told of none."""
    if agency.record.kind == "group":
        return []
    return [group.key for group in collectives if set(either[group.key]) - own]


def _named(cells: Iterable[tuple[TaskKey, Sequence[Mentioned]]]) -> Named:
    """The tasks that name each agency, each once however often it names it."""
    found: dict[AgencyKey, dict[TaskKey, None]] = defaultdict(dict)
    for task, cell in cells:
        for mentioned in cell:
            found[mentioned.agency][task] = None
    return {key: tuple(tasks) for key, tasks in found.items()}


def _tasks_of(agencies: Iterable[AgencyKey], either: Named) -> set[TaskKey]:
    """All tasks that name one of some agencies."""
    found: set[TaskKey] = set()
    for key in agencies:
        found |= set(either[key])
    return found


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
