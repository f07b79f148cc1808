"""Every fact of a notice, field by field, held against the notice that import makes of its source."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from gksite.documents.yaml_reader import Document
from gksite.drafting.three_way import FIELDS as FACT_NAMES
from gksite.drafting.three_way import TASK_FIELDS
from gksite.model.draft import ROLES, Role
from gksite.model.facts import Deadline
from gksite.model.positions import Position
from gksite.model.records import Mention, NoticeFields, NoticeRecord, TaskRecord
from gksite.model.walk import walk_tasks
from gksite.problems.problem import Problem
from gksite.proof.deviations import (
    NOTICE,
    ONLY_HERE,
    ONLY_THERE,
    Deviation,
    differing,
    mention_field,
    opening,
    task_field,
)
from gksite.proof.pairs import out_of_order, pairs_of
from gksite.proof.sections import Steps, section_deviations
from gksite.proof.understood import NamedAgency, Understood, UnderstoodTask, identity
from gksite.provenance.claims import as_printed, without_markdown
from gksite.provenance.units import spot_in_words
from gksite.text.breaks import bare
from gksite.text.lists import SEPARATORS
from gksite.text.names import fold_name
from gksite.text.references import number_brackets

FACTS = {key: name for key, name in FACT_NAMES.items() if key != "source"}
"""The facts of a notice that a source states, and their names."""
TASK_FACTS = {**TASK_FIELDS, "documents": "引用的文件", "order": "次序", "task": "整项"}
"""What a task is compared in, and its name: `order` among its neighbours, `task` whether the source has it at all."""
_SIGNS = str.maketrans(dict.fromkeys(SEPARATORS))
"""What stands between names."""


def fact_deviations(document: Document, record: NoticeRecord, source: NoticeFields) -> Iterator[Deviation]:
    """The facts of the header and the letter that the source states otherwise."""
    ours, theirs = _facts(record), _facts(source)
    for key, name in FACTS.items():
        if _comparable(key, ours[key]) != _comparable(key, theirs[key]):
            yield differing(document, (key,), NOTICE, key, name, ours[key], theirs[key])


def _comparable(key: str, text: str | None) -> str:
    return _plain_number(text or "") if key == "number" else bare(text or "")


def _plain_number(text: str) -> str:
    """A text without blanks and with brackets of one kind, in which the number of a document is found."""
    return number_brackets(bare(text))


def _facts(record: NoticeFields) -> dict[str, str | None]:
    """The facts of a notice as texts."""
    texts: dict[str, str | None] = {}
    for key in FACTS:
        value = getattr(record, key)
        texts[key] = str(value) if value else None
    texts["year"] = str(record.year or (record.issued.year if record.issued else "")) or None
    texts["addressees"] = (record.addressees or "").rstrip("：:").rstrip() or None
    texts["preamble"] = without_markdown(record.preamble or "") or None
    texts["closing"] = without_markdown(record.closing or "") or None
    if record.table_title == record.title:
        texts["table_title"] = None
    texts["cc"] = "、".join(record.cc) or None
    return texts


def task_deviations(document: Document, record: NoticeRecord, source: Understood) -> Iterator[Deviation]:
    """The tasks and headings that the source has otherwise, or not at all, or besides."""
    ours = list(walk_tasks(record.sections))
    theirs = [task.step for task in source.tasks]
    pairs = pairs_of([step.task for step in ours], [step.task for step in theirs])
    yield from _unpaired(document, ours, source.tasks, pairs)
    yield from section_deviations(document, ours, theirs, pairs)
    moved = out_of_order(pairs)
    for i, k in sorted(pairs.items()):
        yield from _TaskComparison(document, ours, i, source, source.tasks[k]).deviations()
        if i in moved:
            own, other = _neighbour(ours, i), _neighbour(theirs, k)
            key_path = ours[i].key_path
            yield differing(document, key_path, key_path, "order", TASK_FACTS["order"], own, other)


def _unpaired(
    document: Document, ours: Steps, theirs: Sequence[UnderstoodTask], pairs: dict[int, int]
) -> Iterator[Deviation]:
    for i, step in enumerate(ours):
        if i not in pairs:
            said = opening(_heading(step.task))
            yield Deviation(step.key_path, "task", Problem(ONLY_HERE, document.location(step.key_path), ours=said))
    found = set(pairs.values())
    for k, task in enumerate(theirs):
        if k in found:
            continue
        field, where = task_field(task.record.number), spot_in_words(task.draft.spot)
        place = document.location(("sections",), key=True)
        said = opening(_heading(task.record))
        yield Deviation(NOTICE, field, Problem(ONLY_THERE, place, where=where, theirs=said, key=field))


def _heading(task: TaskRecord) -> str:
    return task.title or task.requirement or ""


def _neighbour(steps: Steps, at: int) -> str | None:
    """What stands before a task."""
    return _heading(steps[at - 1].task) if at else None


class _TaskComparison:
    """One task, held against the same one of its source."""

    def __init__(self, document: Document, ours: Steps, at: int, source: Understood, theirs: UnderstoodTask) -> None:
        self.document, self.source, self.theirs = document, source, theirs
        self.key_path, self.task = ours[at].key_path, ours[at].task

    def deviations(self) -> Iterator[Deviation]:
        """Each field that differs."""
        ours, theirs = _texts(self.task), _texts(self.theirs.record)
        for key, text in ours.items():
            if bare(text or "") != bare(theirs[key] or ""):
                yield self.differing(key, text, theirs[key])
        for role in ROLES:
            yield from self.role(role)
        yield from self.limited()
        yield from self.cited()

    def limited(self) -> Iterator[Deviation]:
        """The time limits that import makes otherwise; how a day follows counts only where it is told."""
        ours, theirs = self.task.deadlines, self.theirs.record.deadlines
        wanted = "; ".join(_limits(theirs, ours)) or None
        said = "; ".join(_limits(ours, ours)) or None
        if bare(said or "") != bare(wanted or ""):
            yield self.differing("deadlines", said, wanted)

    def cited(self) -> Iterator[Deviation]:
        """The documents whose words the task does not print, or whose number or title is not in those words."""
        printed = self.theirs.record
        words = "\n".join(filter(None, (printed.title, printed.requirement, printed.remark)))
        for i, cited in enumerate(self.task.documents):
            for key, within in (("text", words), ("number", cited.text), ("title", cited.text)):
                value = getattr(cited, key)
                if value and _plain_number(value) not in _plain_number(within):
                    place, name = (*self.key_path, "documents", i, key), TASK_FACTS["documents"]
                    yield differing(self.document, place, self.key_path, "documents", name, value, None)

    def role(self, role: Role) -> Iterator[Deviation]:
        """The agencies of a role and their cell as printed."""
        mentions, named = getattr(self.task, role), getattr(self.theirs, role)
        cells = _cell(self.task, role), _cell(self.theirs.record, role)
        if None in cells and _names_only(cells[0] or cells[1] or "", mentions):
            cells = None, None
        if not _are_printed(mentions, named):
            yield self.differing(role, _shown(mentions), _shown([agency.mention for agency in named]))
            return
        if bare(cells[0] or "") != bare(cells[1] or ""):
            yield self.differing(role, *cells)
        for i, (mention, agency) in enumerate(zip(mentions, named, strict=True)):
            if identity(mention, self.source.directory) != agency.identity:
                field, printed = mention_field(role, mention), _shown((agency.mention,))
                place = (*self.key_path, role, i)
                yield differing(self.document, place, self.key_path, field, "单位", mention.name, printed)

    def differing(self, key: str, ours: str | None, theirs: str | None) -> Deviation:
        place = (*self.key_path, key)
        return differing(self.document, place, self.key_path, key, TASK_FACTS[key], ours, theirs)


def _are_printed(mentions: Sequence[Mention], named: Sequence[NamedAgency]) -> bool:
    """Whether the cell names these, in this order and in these words."""
    if len(mentions) != len(named):
        return False
    return all(fold_name(as_printed(m)) in agency.forms for m, agency in zip(mentions, named, strict=True))


def _cell(task: TaskRecord, role: Role) -> str | None:
    return getattr(task.source, role) if task.source else None


def _names_only(cell: str, mentions: Sequence[Mention]) -> bool:
    """Whether a cell says no more than the names in it, so that it need not be kept whole."""
    return _without_signs(cell) == _without_signs("".join(map(as_printed, mentions)))


def _without_signs(text: str) -> str:
    return fold_name(text.translate(_SIGNS))


def _texts(task: TaskRecord) -> dict[str, str | None]:
    """The fields of a task that are texts, or are compared as such."""
    return {
        "number": str(task.number),
        "label": task.label,
        "title": task.title,
        "requirement": task.requirement,
        "remark": task.remark,
        "inherited": "、".join(sorted(task.inherited)) or None,
        "source": shown_place(task.source) if task.source else None,
    }


def _limits(deadlines: Sequence[Deadline], stated: Sequence[Deadline]) -> Iterator[str]:
    """Time limits with their kind and day, and with how that follows where the one that is stated tells it."""
    for deadline, told in zip_longest(deadlines, stated[: len(deadlines)]):
        parts: list[object] = [deadline.text, deadline.kind, deadline.date]
        if told is None or told.basis:
            parts.append(deadline.basis)
        yield " ".join(str(part) for part in parts if part)


def shown_place(place: Position) -> str:
    """A place in a source as a content file states it: table: 1, rows: [2, 3]."""
    pieces = []
    for key, value in place.position.items():
        pieces.append(f"{key}: {list(value) if isinstance(value, tuple) else value}")
    return ", ".join(pieces)


def _shown(mentions: Sequence[Mention]) -> str | None:
    """Agencies in one line, the printed words behind the name where these differ."""
    names = []
    for mention in mentions:
        names.append(f"{mention.name} ({mention.as_})" if mention.as_ else mention.name)
    return "、".join(names) or None
