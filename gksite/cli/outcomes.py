"""What a command that makes a site comes to, beside its errors."""

from collections.abc import Iterator
from pathlib import Path

from gksite.problems.problem import Phrase, Problems
from gksite.waiting import count_waiting
from gksite.workshop import CANNOT_WRITE


def waiting_notices(problems: Problems) -> Iterator[Phrase]:
    """How many notices and items wait for their time of publication, if any."""
    count = count_waiting(problems)
    if count:
        yield Phrase("另有 {count} 份通知尚未到公布日期，没有公布。", count=count)
    items = count_waiting(problems, items=True)
    if items:
        yield Phrase("另有 {count} 条信息尚未到公布日期，没有公布。", count=items)


def is_published(problems: Problems, output: Path) -> bool:
    """Whether output/ is up to date although a command failed: only files beside it could not be written."""
    errors = problems.errors()
    return {(problem.code, problem.location.file == output.name) for problem in errors} == {(CANNOT_WRITE, False)}
