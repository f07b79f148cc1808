"""The time limits of a site, each with the task or the letter that states it."""

from collections.abc import Iterator
from dataclasses import dataclass

from gksite.model.facts import Deadline
from gksite.model.headings import heading
from gksite.model.site import AgencyKey, Mentioned, Notice, Site, Task
from gksite.text.deadlines import Kind

KINDS: dict[Kind, str] = {
    "fixed": "原文写明的时间",
    "derived": "按惯例推定的日期",
    "recurring": "定期重复",
    "relative": "从某件事算起",
    "continuing": "长期、持续",
}
"""How a time limit was read, in words; one word for each kind wherever a citizen meets it."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A time limit as a task states it, or as the letter of its notice does where there is no task.

    `nth` counts those in the same words from 0, within the task or the letter.
    """

    notice: Notice
    task: Task | None
    deadline: Deadline
    nth: int = 0

    @property
    def url(self) -> str:
        """The address of the page that shows its words."""
        if self.task is None:
            return self.notice.url
        return self.task.key.url

    @property
    def name(self) -> str:
        """What is limited: the task's name, the notice's for its letter."""
        if self.task is None:
            return self.notice.record.title
        return heading(self.task)

    @property
    def agencies(self) -> set[AgencyKey]:
        """Those whom the task names in either role."""
        if self.task is None:
            return set()
        return self.task.agencies

    @property
    def lead(self) -> tuple[Mentioned, ...]:
        """Those who lead the task."""
        if self.task is None:
            return ()
        return self.task.lead


def time_limits(notice: Notice) -> Iterator[TimeLimit]:
    """Those of a notice: its letter's, then its tasks' in their order."""
    yield from _counted(notice, None, notice.deadlines)
    for task in notice.tasks:
        yield from _counted(notice, task, task.deadlines)


def _counted(notice: Notice, task: Task | None, deadlines: tuple[Deadline, ...]) -> Iterator[TimeLimit]:
    seen: list[str] = []
    for deadline in deadlines:
        yield TimeLimit(notice, task, deadline, seen.count(deadline.text))
        seen.append(deadline.text)


def shows_deadlines(site: Site) -> bool:
    """Whether the site has the page of its time limits: it is chosen, and there is one to show."""
    if "deadlines" not in site.config.exports:
        return False
    return any(next(time_limits(notice), None) for notice in site.notices.values())
