"""Comparisons (对比): the same duty in several notices, as editors write it and as it is linked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BeforeValidator, Field, Strict

from gksite.model.keys import TaskKey
from gksite.model.positions import Record
from gksite.model.records import Lines
from gksite.model.signatures import Signature
from gksite.model.values import Id, OneLine, none_to_empty


class ComparisonRecord(Record):
    """Tasks that are the same duty, each as notice/number; nobody sees it before somebody has reviewed it."""

    id: Id
    title: OneLine
    topic: Id | None = None
    tasks: Annotated[Lines, Field(min_length=1)]
    draft: Annotated[bool, Strict()] = False
    reviewed: Signature | None = None

    @property
    def is_public(self) -> bool:
        """Whether somebody has read the texts and answers for it."""
        return self.reviewed is not None and not self.draft


class ComparisonsRecord(Record):
    """content/comparisons.yaml"""

    comparisons: Annotated[tuple[ComparisonRecord, ...], BeforeValidator(none_to_empty)] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A reviewed comparison with those of its tasks that are public, in the order of their record."""

    record: ComparisonRecord
    tasks: tuple[TaskKey, ...]

    @property
    def id(self) -> str:
        """The permanent id."""
        return self.record.id

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"compare/{self.record.id}/"


@dataclass(frozen=True, slots=True)
class Comparisons:
    """All comparisons that are shown, by their ids, and the ids of those that a task is in."""

    by_id: Mapping[str, Comparison] = field(default_factory=dict)
    of_task: Mapping[TaskKey, tuple[str, ...]] = field(default_factory=dict)


NONE_COMPARED = Comparisons()
"""Of a portal that compares nothing."""
