"""What things are called in lists: a task without a title."""

import re

from gksite.model.site import Task

HEADING_LENGTH = 40
"""Characters of what stands for a missing title: of a requirement that is cut, and at most of a summary."""
_CLAUSE = re.compile(r"[，；。：！？]")
"""Where a sentence can be cut."""
_PART = re.compile("、")
"""Where it can be cut if nowhere else."""
SHORTEST = 8
"""Characters that say what a task is about."""
SUMMARIZED = "{summary}（编者概括）"
"""What an editor calls a task stands beside official words: everywhere it says whose it is."""


def heading(task: Task) -> str:
    """What to call a task: its title, else what an editor calls it, else the beginning of its requirement, cut."""
    if task.record.title:
        return task.record.title
    if task.record.summary:
        return SUMMARIZED.format(summary=task.record.summary)
    first = (task.record.requirement or "").split("\n")[0]
    if len(first) <= HEADING_LENGTH:
        return first
    for sign in (_CLAUSE, _PART):
        if cut := sign.search(first, SHORTEST, HEADING_LENGTH):
            return first[: cut.start()] + "…"
    return first[:HEADING_LENGTH] + "…"
