"""Topics proposed for the tasks of a notice by the words that content/topics.yaml gives them: an editor decides."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gksite.model.records import NoticeFields, TaskRecord
from gksite.model.topics import TopicRecord
from gksite.model.walk import KeyPath, walk_tasks
from gksite.text.names import fold_name

Part = Literal["title", "requirement", "sections"]
WEIGHTS: dict[Part, int] = {"title": 3, "requirement": 2, "sections": 1}
"""How much a word says of a task by where it stands; a heading speaks only where the task's own words are silent."""
MOST = 3
"""Topics that are proposed for one task."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word of a topic, and the part of a task that it stands in."""

    word: str
    part: Part


@dataclass(frozen=True, slots=True)
class Proposal:
    """A topic that a task could be in, with the words that say so, the weightiest first."""

    id: str
    title: str
    found: tuple[Found, ...]

    @property
    def weight(self) -> int:
        """That of the part where the weightiest word stands."""
        return WEIGHTS[self.found[0].part]


@dataclass(frozen=True, slots=True)
class ProposedTask:
    """A task that states no topics, its place in the YAML, and what is proposed for it, the best first."""

    key_path: KeyPath
    task: TaskRecord
    proposals: tuple[Proposal, ...]


def proposed_tasks(notice: NoticeFields, topics: Sequence[TopicRecord]) -> Iterator[ProposedTask]:
    """Every task of a notice that states no topics, in reading order."""
    for step in walk_tasks(notice.sections):
        if not step.task.topics:
            yield ProposedTask(step.key_path, step.task, propose(step.task, step.under.headings, topics))


def propose(task: TaskRecord, headings: Sequence[str], topics: Sequence[TopicRecord]) -> tuple[Proposal, ...]:
    """The topics whose words a task has, literally, the best first, at most MOST.

    A topic with others below it is proposed only where none of these is, one by a heading alone where nothing else is.
    """
    texts: dict[Part, str] = {
        "title": fold_name(task.title or ""),
        "requirement": fold_name(task.requirement or ""),
        "sections": "\n".join(map(fold_name, headings)),
    }
    leaves: list[Proposal] = []
    branches: list[Proposal] = []
    for topic in _walk(topics):
        found = tuple(_found(topic.words, texts))
        if found:
            (branches if topic.topics else leaves).append(Proposal(topic.id, topic.title, found))
    for group in (_own(leaves), _own(branches), leaves, branches):
        if group:
            return tuple(sorted(group, key=lambda each: (-each.weight, -len(each.found)))[:MOST])
    return ()


def _own(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Those that the task's own words speak for."""
    return [each for each in proposals if each.weight > WEIGHTS["sections"]]


def _walk(topics: Iterable[TopicRecord]) -> Iterator[TopicRecord]:
    for topic in topics:
        yield topic
        yield from _walk(topic.topics)


def _found(words: Iterable[str], texts: dict[Part, str]) -> Iterator[Found]:
    """The words that stand in a task, each by the weightiest part, these first."""
    folded = {fold_name(word): word for word in words}
    for part, text in texts.items():
        for word in list(folded):
            if word and word in text:
                yield Found(folded.pop(word), part)
