"""data/comparisons.json: which tasks are the same duty in several notices ("gksite/comparisons/1")."""

from collections.abc import Iterator
from typing import Any

from gksite.exports.json_file import json_file
from gksite.model.comparisons import Comparison
from gksite.model.outputs import Output
from gksite.model.site import Site
from gksite.problems.problem import Phrase

SCHEMA = "gksite/comparisons/1"
PATH = "data/comparisons.json"


def exports(site: Site) -> Iterator[Output]:
    """One JSON file of all that are published; none where there are none."""
    if not site.comparisons.by_id:
        return
    comparisons = [_published(comparison, site) for comparison in site.comparisons.by_id.values()]
    form = {"schema": SCHEMA, "licence": site.config.licence, "comparisons": comparisons}
    yield json_file(PATH, form, Phrase("对比数据"))


def _published(comparison: Comparison, site: Site) -> dict[str, Any]:
    """A comparison as public data; a task is named as in the data of its notice, its texts stand there."""
    tasks = []
    for key in comparison.tasks:
        notice = site.notices[key.notice]
        place = site.jurisdictions[notice.record.jurisdiction]
        task = {"id": key.written, "jurisdiction": place.id, "year": notice.year, "url": key.url}
        tasks.append(task)
    return {
        "id": comparison.id,
        "title": comparison.record.title,
        "topic": comparison.record.topic,
        "url": comparison.url,
        "tasks": tasks,
    }
