"""What an editor has signed for: a deviation with a signature is none, a signature without a deviation is a problem."""

import re
from collections.abc import Iterable, Iterator

from gksite.documents.key_names import meant
from gksite.documents.yaml_reader import Document
from gksite.model.records import NoticeFields
from gksite.model.signatures import Difference
from gksite.model.walk import KeyPath, walk_sections, walk_tasks
from gksite.problems.problem import Code, Problem, did_you_mean
from gksite.proof.comparison import FACTS, TASK_FACTS
from gksite.proof.deviations import NOTICE, Deviation, mention_field, section_field

UNKNOWN_FIELD = Code(
    "GK233",
    "differs 里没有叫“{field}”的一项{hint}",
    why="签名要写明是哪一项与来源不同；写错的名称什么也不能证明。",
    mend="field 照提示（GK230 至 GK232）里的名称写，例如 requirement、lead、deadlines、source；"
    "部分的标题写 section 加标题，来源里有而没有录入的任务写 task 加序号。",
)
NEEDLESS = Code(
    "GK234",
    "“{field}”与来源没有不同，用不着签名",
    why="改正以后留下的签名，会让以后的错误也通过。",
    mend="删去 differs 里的这一条。",
)
SECTIONS = "sections"
"""The field that signs for all tasks and headings of a notice whose source a program does not understand rightly."""
_TASK = re.compile(r"task [1-9]\d*")
"""The field that signs for a task that only the source has."""


class Signatures:
    """The signatures of a notice, by owner and field."""

    def __init__(self, document: Document, record: NoticeFields) -> None:
        self.document, self.record = document, record
        self._signed: dict[tuple[KeyPath, str], KeyPath] = {}
        self._used: set[tuple[KeyPath, str]] = set()
        for key_path, difference in _differences(record):
            self._signed.setdefault((key_path[:-2], difference.field), key_path)

    def is_for(self, owner: KeyPath, field: str) -> bool:
        """Whether somebody has signed for a field."""
        return (owner, field) in self._signed

    def cover(self, owner: KeyPath, field: str) -> bool:
        """The same, where the signature is needed."""
        if self.is_for(owner, field):
            self._used.add((owner, field))
        return self.is_for(owner, field)

    def unsigned(self, deviations: Iterable[Deviation]) -> Iterator[Deviation]:
        """The deviations for which nobody has signed."""
        for deviation in deviations:
            if not self.cover(deviation.owner, deviation.field):
                yield deviation

    def problems(self) -> Iterator[Problem]:
        """The signatures for what is no field, and for what does not deviate."""
        for (owner, field), key_path in self._signed.items():
            known = _known_fields(owner, self.record)
            place = self.document.location((*key_path, "field"))
            if field not in known and not (owner == NOTICE and _TASK.fullmatch(field)):
                yield Problem(UNKNOWN_FIELD, place, field=field, hint=did_you_mean(meant(field, known)))
            elif (owner, field) not in self._used:
                yield Problem(NEEDLESS, place, field=field)


def _differences(record: NoticeFields) -> Iterator[tuple[KeyPath, Difference]]:
    for i, difference in enumerate(record.differs):
        yield ("differs", i), difference
    for step in walk_tasks(record.sections):
        for i, difference in enumerate(step.task.differs):
            yield (*step.key_path, "differs", i), difference


def _known_fields(owner: KeyPath, record: NoticeFields) -> list[str]:
    """What a signature of the notice, or of the task at a place, may be for."""
    tasks = {step.key_path: step.task for step in walk_tasks(record.sections)}
    if owner in tasks:
        task = tasks[owner]
        names = [mention_field("lead", m) for m in task.lead] + [mention_field("support", m) for m in task.support]
        return [*TASK_FACTS, *names]
    titles = [section_field(step.section.title) for step in walk_sections(record.sections)]
    return [*FACTS, SECTIONS, *titles]
