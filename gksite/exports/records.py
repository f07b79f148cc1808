"""notices/<id>/tasks/<n>/record.json: the history of each task, a record package in the manner of OCDS 1.1."""

from collections.abc import Iterator
from typing import Any

from gksite.exports.json_file import json_file
from gksite.model.outputs import Output
from gksite.model.site import Notice, Site, Task
from gksite.problems.problem import Phrase
from gksite.progress.forms import record_path
from gksite.progress.history import record

SCHEMA, VERSION = "gksite/record/1", "1.1"
"""The name of the form; the version of OCDS after whose manner it is."""


def exports(site: Site) -> Iterator[Output]:
    """One file per task."""
    for notice in site.notices.values():
        for task in notice.tasks:
            name = Phrase("任务 {id} 的记录", id=task.key.written)
            yield json_file(record_path(task.key), package(task, notice, site), name)


def package(task: Task, notice: Notice, site: Site) -> dict[str, Any]:
    """The package of one record; absent is null, but what is merged leaves out what nobody states."""
    config = site.config
    history = record(task, notice, site)
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "uri": f"{config.base}{record_path(task.key)}",
        "publishedDate": history["compiledRelease"]["date"],
        "publisher": _publisher(site),
        "license": config.licence,
        "records": [history],
    }


def _publisher(site: Site) -> dict[str, Any] | None:
    if site.config.identity is None:
        return None
    return {"name": site.config.identity.organizer}
