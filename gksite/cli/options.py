"""The options that several commands take, and what they come to."""

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import click

from gksite.cli.stopping import stoppable
from gksite.cli.terminal import language
from gksite.problems.problem import RequestError
from gksite.problems.reports import STYLES
from gksite.problems.translations import Translate, translator
from gksite.text.dates import parse_date
from gksite.theming.theme import own_theme


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else parse_date(value)
        except ValueError:
            name = param.opts[0] if param else "--today"
            raise RequestError("{name} 应写成 2018-06-12，而不是“{value}”", name=name, value=value) from None


root_option = click.option(
    "--root", type=Path, default=Path(), help="门户所在的文件夹（默认是当前文件夹）", metavar="DIR"
)
format_option = click.option("--format", "style", type=click.Choice(list(STYLES)), default="text", help="问题的写法")
_report_format = click.option(
    "--format",
    "style",
    type=click.Choice([*STYLES, "html"]),
    default="text",
    help="问题的写法；html 是一份完整的检查报告",
)
lang_option = click.option("--lang", type=click.Choice(["zh", "en"]), help="提示信息的语言")
_output = click.option("--output", type=Path, help="生成到哪里（默认是门户里的 output/）", metavar="DIR")
_jobs = click.option("--jobs", type=click.IntRange(min=1), help="同时运行的进程数（默认按处理器数）", metavar="N")


def day_option(name: str, *, help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option that names a day."""
    return click.option(name, type=_Day(), help=help, metavar="DATE")


_today = day_option("--today", help="把这一天当作今天，例如 2018-06-12")


CHINA = timezone(timedelta(hours=8))
"""Where the days of a portal begin and end, wherever the machine stands."""


@dataclass(frozen=True, slots=True)
class SiteCommand:
    """What every command is asked that makes a whole site."""

    root: Path
    output: Path
    jobs: int
    today: date
    until: time
    style: str
    tr: Translate
    lang: str = "zh"


def site_options(command: Callable[..., None], *, report: bool = False) -> Callable[..., None]:
    """Give a command the options of a SiteCommand, which it takes as its first argument; `report`: it can write one."""

    @functools.wraps(command)
    def run(
        root: Path,
        output: Path | None,
        jobs: int | None,
        today: date | None,
        style: str,
        lang: str | None,
        **own: object,
    ) -> None:
        folder = portal(root)
        target = (output or folder / "output").resolve()
        tr = chosen_language(lang)
        day, until = _clock(today)
        with stoppable(target, folder, tr):
            language_ = lang or language()
            command(SiteCommand(folder, target, jobs or _processors(), day, until, style, tr, language_), **own)

    styles = _report_format if report else format_option
    options = (root_option, _output, _jobs, _today, styles, lang_option)
    return functools.reduce(lambda made, option: option(made), reversed(options), run)


def _clock(today: date | None) -> tuple[date, time]:
    """The day and its time in China; a day that was asked for counts to its end."""
    if today is not None:
        return today, time.max
    now = datetime.now(CHINA)
    return now.date(), now.time()


def china_today() -> date:
    """The day that it is in China."""
    return datetime.now(CHINA).date()


def portal(root: Path) -> Path:
    """The portal's folder. Raises RequestError where there is none."""
    if not root.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=root)
    return root.resolve()


def chosen_language(lang: str | None) -> Translate:
    """The translator for the language that an option or the environment asks for."""
    return translator(lang or language(), own_theme())


def _processors() -> int:
    """How many this process may use; a container may give it fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
