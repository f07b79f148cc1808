"""What an editor calls a task that has no title: short, and never beside a title."""

from collections.abc import Iterator

from gksite.inspection.inspected import Inspected
from gksite.model.headings import HEADING_LENGTH
from gksite.model.walk import walk_tasks
from gksite.problems.problem import Code, Level, Problem

TOO_LONG = Code(
    "GK287",
    "任务的 summary 有 {count} 字，最多 {most} 字",
    why="summary 用作标题和链接，要一眼看完；全文在工作要求里。",
    mend="只留下做什么事，例如 summary: 公布办事指南。",
)
NEEDLESS = Code(
    "GK288",
    "任务有题目，summary 不会显示",
    why="有题目的任务用原文的题目，编者的概括从不代替它。",
    mend="删去 summary；题目录错的，照原文改 title。",
    level=Level.WARNING,
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """The summaries of the tasks of all notices."""
    for entry in inspected.records.notices:
        for step in walk_tasks(entry.record.sections):
            summary = step.task.summary
            if summary is None:
                continue
            place = entry.document.location((*step.key_path, "summary"))
            if len(summary) > HEADING_LENGTH:
                yield Problem(TOO_LONG, place, count=len(summary), most=HEADING_LENGTH)
            if step.task.title is not None:
                yield Problem(NEEDLESS, place)
