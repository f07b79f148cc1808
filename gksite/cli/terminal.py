"""What every command shares with the terminal: its language, its progress, its lines."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import click
from rich.console import Console

from gksite.build import Tell
from gksite.i18n import Translate
from gksite.problems import Phrase, Problems
from gksite.reports import STYLES

CONTENT_ERROR, BAD_REQUEST, BUG = 1, 2, 70


def language() -> str:
    """The language that the environment asks for."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or ""
    return "en" if said.lower().startswith("en") else "zh"


@contextmanager
def progress(tr: Translate) -> Iterator[Tell]:
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


def fail(ending: Phrase, tr: Translate) -> NoReturn:
    """End a command that met errors, which have been shown."""
    click.echo(ending.text(tr), err=True)
    sys.exit(CONTENT_ERROR)
