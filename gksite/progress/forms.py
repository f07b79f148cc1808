"""The published form of updates, in the notice's data and in the record of each task."""

from typing import Any

from gksite.model.keys import TaskKey
from gksite.model.open_files import RECORD
from gksite.model.progress import ShownEvidence, TaskUpdate
from gksite.text.dates import iso_day


def update_form(update: TaskUpdate) -> dict[str, Any]:
    """An update as public data: absent is null or [], never a missing key."""
    record = update.record
    return {
        "date": record.date.isoformat(),
        "status": record.status,
        "text": record.text,
        "evidence": [evidence_form(evidence) for evidence in update.evidence],
        "reason": record.reason,
        "remedy": record.remedy,
        "corrects": iso_day(record.corrects),
        "timeliness": update.timeliness,
    }


def evidence_form(evidence: ShownEvidence) -> dict[str, Any]:
    """What an update rests on; `file` is its address on the site, `sha256` that of the file or of the archived copy."""
    record = evidence.record
    return {
        "title": record.title,
        "date": record.date.isoformat(),
        "quote": record.quote,
        "url": record.url,
        "file": evidence.path,
        "sha256": evidence.sha256,
    }


def record_path(key: TaskKey) -> str:
    """Where the record of a task stands."""
    return f"{key.url}{RECORD}"
