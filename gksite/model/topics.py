"""Topics (主题): the tree that editors write in content/topics.yaml, and each topic as linked."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

from gksite.model.keys import TaskKey
from gksite.model.positions import Record
from gksite.model.records import Lines
from gksite.model.values import Id, OneLine, Pinyin, none_to_empty

LEVELS = 3
"""Topics inside each other, at most."""


class TopicRecord(Record):
    """A topic with those below it; `words` in a new task propose it to an editor and are never published."""

    id: Id
    title: OneLine
    pinyin: Pinyin | None = None
    about: OneLine | None = None
    words: Lines = ()
    topics: Annotated[tuple["TopicRecord", ...], BeforeValidator(none_to_empty)] = ()


class TopicsRecord(Record):
    """content/topics.yaml"""

    topics: Annotated[tuple[TopicRecord, ...], BeforeValidator(none_to_empty)] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `tasks` are its own and those of the topics below it, each once, of the newest notice first.

    `above` are the ids of those that it stands in, from the top; `below` those of the next level.
    """

    id: str
    title: str
    about: str | None
    pinyin: str | None
    above: tuple[str, ...]
    below: tuple[str, ...]
    tasks: tuple[TaskKey, ...]

    @property
    def parent(self) -> str | None:
        """The id of the one that it stands in; None at the top."""
        return self.above[-1] if self.above else None

    @property
    def url(self) -> str:
        """The address of the topic's page."""
        return f"topics/{self.id}/"
