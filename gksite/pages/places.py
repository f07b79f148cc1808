"""Places and their years: how many tasks each has, where the lists of these stand, and the switch that keeps to one."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from gksite.model.menus import PlaceChoice
from gksite.model.site import Notice, Site
from gksite.model.time_limits import time_limits
from gksite.pages.topics import TOPICS
from gksite.pages.views import AGENCIES, DEADLINES, NOTICES, TASKS

_TASKS = f"{TASKS.url}{{place}}/"
_PAGE = f"{AGENCIES.url}{{place}}/"
OF_PLACE = {
    TASKS.url: _TASKS,
    AGENCIES.url: _PAGE,
    NOTICES.url: f"{_PAGE}#notices",
    TOPICS.url: f"{_PAGE}#topics",
    DEADLINES.url: f"{DEADLINES.url}{{place}}/",
}
"""Where what a list of the portal holds of one place stands, by the address of the list."""
OF_YEAR = {TASKS.url: f"{_TASKS}{{year}}/"}
"""The same of one year of a place that has several."""
MOST = 24
"""Places and years of the switch, which every page has; the list of agencies names all."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The place and the year whose notices a list is about: all where it names neither."""

    place: str | None = None
    year: int | None = None

    def holds(self, notice: Notice) -> bool:
        """Whether a notice is in it."""
        return self.place in (None, notice.record.jurisdiction) and self.year in (None, notice.year)


def tasks_of(site: Site) -> dict[str, dict[int, int]]:
    """How many tasks each place has of each year, the newest first; places in the order of their newest notices."""
    counts: dict[str, dict[int, int]] = {}
    for notice in site.notices.values():
        of_place = counts.setdefault(notice.record.jurisdiction, {})
        of_place[notice.year] = of_place.get(notice.year, 0) + len(notice.tasks)
    return {place: dict(sorted(of_place.items(), reverse=True)) for place, of_place in counts.items()}


def tasks_url(place: str, year: int | None = None) -> str:
    """The address of the list of a place's tasks, or of those of a year, where the place has several."""
    if year is None:
        return _TASKS.format(place=place)
    return OF_YEAR[TASKS.url].format(place=place, year=year)


def deadlines_url(place: str) -> str:
    """The address of the list of a place's time limits."""
    return OF_PLACE[DEADLINES.url].format(place=place)


def limits_of(site: Site) -> dict[str, int]:
    """How many time limits each place has, in the order of `tasks_of`."""
    counts: Counter[str] = Counter()
    for notice in site.notices.values():
        counts[notice.record.jurisdiction] += len(list(time_limits(notice)))
    return dict(counts)


def choices(site: Site) -> tuple[PlaceChoice, ...]:
    """What the switch offers: each place where there are several, and its years where it has several; not too many."""
    return tuple(islice(_choices(site), MOST))


def _choices(site: Site) -> Iterator[PlaceChoice]:
    counts = tasks_of(site)
    for place, years in counts.items():
        name = site.jurisdictions[place].name
        if len(counts) > 1:
            yield PlaceChoice(name, site.jurisdictions[place].url, place)
        for year in years if len(years) > 1 else ():
            yield PlaceChoice(name, tasks_url(place, year), place, year)
