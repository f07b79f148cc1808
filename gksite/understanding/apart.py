"""A file from outside read and understood where it can do no harm: in the process that reads, under its one clock.

What a registry knows is looked up afterwards, here: it is ours, and what costs time there is bounded by itself.
"""

from gksite.model.blocks import Reading
from gksite.model.draft import Draft
from gksite.problems.problem import Problems
from gksite.readers import asked, no_progress
from gksite.readers.apart import ReadingProcess
from gksite.readers.content import Progress
from gksite.understanding.plain_draft import draft_from_plain

Understanding = tuple[Reading, Draft]
"""A file as read, and what it means."""


def understanding_process(seconds: int) -> ReadingProcess:
    """A process that reads files and understands them, each in a number of seconds."""
    return ReadingProcess(seconds, "gksite.understanding.child")


def understand_data(
    data: bytes,
    file: str,
    problems: Problems,
    process: ReadingProcess,
    progress: Progress = no_progress,
    *,
    has_copy: bool = False,
) -> Understanding | None:
    """A file as read and what it means, or None with a problem noted."""
    answer = asked(data, file, problems, process, progress, has_copy=has_copy)
    if answer is None:
        return None
    reading, sent = answer
    return reading, draft_from_plain(sent["draft"])
