"""What makes a file unfit to publish: found in its bytes wherever they come from, and taken out of a copy.

One walk for each format both finds and takes out, so that what is refused and what cleaning removes are the same. It
runs in the process that reads, as every look into a file from outside does.
"""

import base64
from collections.abc import Callable
from typing import Any

from gksite.readers import no_progress
from gksite.readers.apart import ReadingProcess
from gksite.readers.content import from_plain
from gksite.readers.fitness.kinds import is_plain
from gksite.readers.fitness.traces import Looked, Trace

Look = Callable[[], Looked]
"""Waits for what a file carries, into which a process has begun to look. Raises Unreadable, RequestError."""


def look_at(data: bytes, process: ReadingProcess) -> Look:
    """Begin to look for what a file carries that no reader is meant to get; to be heard before the next is begun."""
    if is_plain(data):
        return lambda: Looked("plain")
    process.begin("fitness.look", data)
    return lambda: _looked(process.answer(no_progress))


def clean_copy(data: bytes) -> Looked:
    """What a file carries, with a copy without it where one can be made. Raises Unreadable, RequestError."""
    with ReadingProcess() as process:
        return _looked(process.ask("fitness.clean", data, no_progress))


def _looked(answer: dict[str, Any]) -> Looked:
    """What was found, from the form in which every reader answers."""
    content = from_plain(answer["content"])
    kinds, form, copy = [], "", None
    for label, value in content.facts:
        match label:
            case "form":
                form = value
            case "copy":
                copy = base64.b85decode(value)
            case _:
                kinds.append(value)
    traces = []
    for kind, margin in zip(kinds, content.margins, strict=True):
        traces.append(Trace(kind, margin.where, margin.text))  # type: ignore[arg-type]
    return Looked(form, tuple(traces), copy)
