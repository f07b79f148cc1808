"""A source as import understands it, to hold a notice against."""

from collections.abc import Sequence
from dataclasses import dataclass

from gksite.documents.shapes import Entry
from gksite.drafting.agencies import Directory
from gksite.drafting.named_once import each_once
from gksite.drafting.transcribe import one_line, transcribe
from gksite.model.blocks import Reading, Spot
from gksite.model.draft import Draft, DraftTask
from gksite.model.records import Mention, NoticeFields, NoticeRecord, RegistryRecord, SectionFields, TaskRecord
from gksite.model.site import AgencyKey
from gksite.model.walk import TaskStep, walk_tasks
from gksite.text.names import fold_name

Identity = AgencyKey | str
"""What a name stands for: the agency registered under it, else the name itself, folded."""


@dataclass(frozen=True, slots=True)
class NamedAgency:
    """An agency that a cell names: what it is, and the forms in which it may be written as printed."""

    identity: Identity
    forms: frozenset[str]
    mention: Mention


@dataclass(frozen=True, slots=True)
class UnderstoodTask:
    """A task of a source: as its YAML would say it, as it was understood, and the agencies of its cells."""

    step: TaskStep[SectionFields, TaskRecord]
    draft: DraftTask
    lead: tuple[NamedAgency, ...]
    support: tuple[NamedAgency, ...]

    @property
    def record(self) -> TaskRecord:
        """The task as its YAML would say it."""
        return self.step.task


@dataclass(frozen=True, slots=True)
class Understood:
    """A source as import understands it: the notice that it would write, and every piece that would be in no field."""

    notice: NoticeFields
    tasks: tuple[UnderstoodTask, ...]
    directory: Directory
    unused: tuple[tuple[Spot, str], ...]


def understood(
    reading: Reading, draft: Draft, record: NoticeRecord, registries: Sequence[Entry[RegistryRecord]]
) -> Understood | None:
    """What import makes of the source of a notice; None where it finds no task there."""
    drafted = [step.task for step in walk_tasks(draft.sections)]
    if not drafted:
        return None
    transcript = transcribe(draft, reading, registries, record.jurisdiction, record.id)
    directory = transcript.directory
    steps = walk_tasks(transcript.notice.sections)
    tasks = []
    for step, task in zip(steps, drafted, strict=True):
        lead = _named(task.lead.names, step.task.lead, directory)
        support = _named(task.support.names, step.task.support, directory)
        tasks.append(UnderstoodTask(step, task, lead, support))
    return Understood(transcript.notice, tuple(tasks), directory, draft.unused)


def _named(printed: Sequence[str], mentions: Sequence[Mention], directory: Directory) -> tuple[NamedAgency, ...]:
    matches = each_once(directory.match_cell(list(filter(None, map(one_line, printed)))))
    found = []
    for match, mention in zip(matches, mentions, strict=True):
        forms = frozenset(map(fold_name, (match.printed, mention.as_ or mention.name)))
        found.append(NamedAgency(match.agency or fold_name(match.printed), forms, mention))
    return tuple(found)


def identity(mention: Mention, directory: Directory) -> Identity:
    """What the name of a mention stands for."""
    return directory.key(mention.name) or fold_name(mention.name)
