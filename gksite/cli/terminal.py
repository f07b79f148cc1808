"""What every command shares with the terminal: its language, its progress, its lines."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from gksite.build import Progress
from gksite.problems.problem import Level, Phrase, Problems
from gksite.problems.reports import STYLES
from gksite.problems.translations import Translate
from gksite.waiting import count_waiting
from gksite.workshop import CANNOT_WRITE

CONTENT_ERROR, BAD_REQUEST, BUG = 1, 2, 70
ERRORS = "{files} 个文件中有 {errors} 处错误。“gksite explain {code}”有说明。"
"""How most commands end that met errors in the content."""


def language() -> str:
    """The language that the environment asks for."""
    stated = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or ""
    return "en" if stated.lower().startswith("en") else "zh"


@contextmanager
def show_progress(tr: Translate) -> Iterator[Progress]:
    """Name the stage at work on a terminal; say nothing in a pipe."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda stage: None
        return
    with console.status("") as status:
        yield lambda stage: status.update(tr(stage) + "…")


def say(phrases: Iterable[Phrase], tr: Translate, *, err: bool = False) -> None:
    """Each phrase on its line."""
    for phrase in phrases:
        click.echo(phrase.text(tr), err=err)


def show(problems: Problems, style: str, tr: Translate) -> None:
    """Every problem on standard error, sorted, one per line."""
    for problem in problems.sorted():
        click.echo(STYLES[style](problem, tr), err=True)


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


def fail(problems: Problems, message: str, tr: Translate, *, release: bool = False, **values: object) -> NoReturn:
    """End a command that met errors, which have been shown; the message may count them and name the first code.

    What stops a `release` alone counts where one is asked for.
    """
    stops = (Level.ERROR, Level.OBSTACLE) if release else (Level.ERROR,)
    errors = [problem for problem in problems.sorted() if problem.code.level in stops]
    files = {problem.location.file for problem in errors}
    ending = Phrase(message, files=len(files), errors=len(errors), code=errors[0].code.id, **values)
    click.echo(ending.text(tr), err=True)
    sys.exit(CONTENT_ERROR)
