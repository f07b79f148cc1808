"""How far each agency has come with the tasks that it leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gksite.model.progress import STATUSES, TIMES, UNKNOWN, Status, Timeliness
from gksite.model.site import AgencyKey, Site, Task, TaskKey
from gksite.progress.timeliness import standing

PROGRESS = "progress/"
"""The address of the page that counts for all agencies."""


@dataclass(frozen=True, slots=True)
class Completion:
    """The tasks that an agency leads, by how they stand and by whether they were in time; every word is a key."""

    agency: AgencyKey
    tasks: tuple[TaskKey, ...]
    by_status: Mapping[Status, tuple[TaskKey, ...]]
    by_time: Mapping[Timeliness, tuple[TaskKey, ...]]

    @property
    def url(self) -> str:
        """The address of the agency's list."""
        return f"{PROGRESS}{self.agency.written}/"


def is_tracked(site: Site) -> bool:
    """Whether anybody keeps track of the tasks: the portal says so, or has updates."""
    return site.config.progress or any(task.updates for task in site.tasks.values())


def has_pages(site: Site) -> bool:
    """Whether the site has pages that count."""
    return "progress" in site.config.exports and is_tracked(site)


def addresses(site: Site) -> set[str]:
    """Those of the pages that count."""
    if not has_pages(site):
        return set()
    return {PROGRESS, *(completion.url for completion in completions(site))}


def status_of(task: Task) -> Status:
    """How a task stands; of one without updates nothing is known."""
    update = standing(task.updates)
    if update is None:
        return UNKNOWN
    return update.record.status


def time_of(task: Task) -> Timeliness | None:
    """Whether a task was in time, where that follows."""
    update = standing(task.updates)
    if update is None:
        return None
    return update.timeliness


def completions(site: Site) -> tuple[Completion, ...]:
    """Every agency that leads a task, in the order of places and of their registries."""
    found = []
    for place in site.jurisdictions.values():
        for key in place.agencies:
            if site.duties[key].lead:
                found.append(_completion(key, [site.tasks[task] for task in site.duties[key].lead]))
    return tuple(found)


def _completion(agency: AgencyKey, tasks: Iterable[Task]) -> Completion:
    by_status: dict[Status, list[TaskKey]] = {status: [] for status in STATUSES}
    by_time: dict[Timeliness, list[TaskKey]] = {time: [] for time in TIMES}
    keys = []
    for task in tasks:
        keys.append(task.key)
        by_status[status_of(task)].append(task.key)
        time = time_of(task)
        if time is not None:
            by_time[time].append(task.key)
    return Completion(
        agency,
        tuple(keys),
        {status: tuple(found) for status, found in by_status.items()},
        {time: tuple(found) for time, found in by_time.items()},
    )
