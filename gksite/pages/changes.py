"""What has changed last, and what became of a task, as pages show it."""

from collections.abc import Iterable

from gksite.model.headings import heading
from gksite.model.outputs import Download
from gksite.model.progress import ShownEvidence, TaskUpdate
from gksite.model.progress_views import ChangeView, EvidenceView, UpdateView
from gksite.progress.changes import Change, tells_news

MOST = 10
"""Changes that a page lists."""


def latest(changes: Iterable[Change]) -> tuple[ChangeView, ...]:
    """The newest of some changes, which are in order; none where nothing but notices appeared."""
    found = list(changes)
    if not tells_news(found):
        return ()
    return tuple(map(_view, found[:MOST]))


def _view(change: Change) -> ChangeView:
    title = change.notice.record.title
    status = None
    if change.task is not None and change.update is not None:
        title, status = heading(change.task), change.update.record.status
    return ChangeView(change.day, change.kind, title, change.url, change.text, status)


def update_view(update: TaskUpdate) -> UpdateView:
    """An update as the page of its task shows it."""
    record = update.record
    return UpdateView(
        update.anchor,
        record.date,
        record.status,
        update.timeliness,
        record.text,
        tuple(map(_evidence, update.evidence)),
        record.reason,
        record.remedy,
        record.corrects,
        update.corrected,
    )


def _evidence(evidence: ShownEvidence) -> EvidenceView:
    record, file = evidence.record, None
    if evidence.path is not None:
        name = evidence.path.rpartition("/")[2]
        file = Download(name, evidence.path, name.rpartition(".")[2].upper(), evidence.size)
    return EvidenceView(record.title, record.date, record.quote, record.url, file, evidence.sha256)
