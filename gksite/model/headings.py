"""What things are called in lists: a task without a title."""

from gksite.model.site import Task

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
