"""What every command shares with the terminal: its language, its progress, its lines."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click
from rich.console import Console

from gksite.problems.problem import Level, Phrase, Problems
from gksite.problems.reports import STYLES
from gksite.problems.translations import Translate

if TYPE_CHECKING:
    from gksite.build import Progress

CONTENT_ERROR, BAD_REQUEST, BUG = 1, 2, 70
ERRORS = "{files} 个文件中有 {errors} 处错误。“gksite explain {code}”有说明。"
"""How most commands end that met errors in the content."""


def language() -> str:
    """The language that the environment asks for."""
    stated = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or ""
    return "en" if stated.lower().startswith("en") else "zh"


@contextmanager
def show_progress(tr: Translate) -> Iterator["Progress"]:
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
