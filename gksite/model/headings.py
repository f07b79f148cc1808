"""What things are called in lists: a task without a title, an agency with its place."""

from gksite.model.keys import AgencyKey
from gksite.model.site import Site, Task

HEADING_LENGTH = 40
"""Characters of a requirement that stand for a missing title."""


def heading(task: Task) -> str:
    """What to call a task: its title or, without one, the beginning of its requirement."""
    if task.record.title:
        return task.record.title
    first = (task.record.requirement or "").split("\n")[0]
    if len(first) <= HEADING_LENGTH:
        return first
    return first[:HEADING_LENGTH] + "…"


def whole_name(key: AgencyKey, site: Site) -> str:
    """An agency's full name, else its name with that of its place in front: 市财政局 of 厦门市 is 厦门市财政局."""
    record, place = site.agencies[key].record, site.jurisdictions[key.jurisdiction].name
    if record.full_name:
        return record.full_name
    if record.name.startswith(place):
        return record.name
    return place + record.name.removeprefix(place[-1:])
