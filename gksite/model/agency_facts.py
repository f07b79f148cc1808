"""What a registry states of an agency beside its names: who succeeded it, and on whose word a group holds whom."""

from typing import Literal

from pydantic import model_validator

from gksite.model.positions import Record
from gksite.model.values import Count, Day, DayOrMonth, Id, OneLine, Text, WebAddress, fault

Change = Literal["更名", "合并", "撤销并入", "职责划入"]
"""How one agency followed another: renamed, merged with others, closed and merged into it, its duties given to it."""


class Succession(Record):
    """Which agency succeeded another: since when, how, and where that is laid down; a plain name states none of it."""

    name: OneLine
    on: DayOrMonth | None = None
    kind: Change | None = None
    source: OneLine | None = None
    url: WebAddress | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it says no more than who succeeded."""
        return self == Succession(name=self.name)


class ScopeSource(Record):
    """On whose word a group holds whom: the words of a notice or of a task of it, or an editor's, with the reason."""

    notice: Id | None = None
    task: Count | None = None
    text: Text | None = None
    by: OneLine | None = None
    on: Day | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _one_word(self) -> "ScopeSource":
        of_notice = None not in (self.notice, self.text) and not any((self.by, self.on, self.reason))
        of_editor = None not in (self.by, self.on, self.reason) and not any((self.notice, self.task, self.text))
        if not of_notice and not of_editor:
            raise fault("scope_source")
        return self
