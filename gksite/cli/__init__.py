"""The command line: the only shelf that may print, exit or read the clock."""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import NoReturn

import click

from gksite import __version__
from gksite.cli.help_page import Group, help_option
from gksite.cli.streams import open_streams
from gksite.cli.terminal import BAD_REQUEST, BUG, CONTENT_ERROR, language
from gksite.documents.files import reason
from gksite.problems.problem import Phrase, RequestError, did_you_mean
from gksite.problems.translations import translator
from gksite.text.names import near
from gksite.theming.theme import own_theme

COMMANDS = {
    "build": "build",
    "check": "check",
    "withdraw": "withdraw",
    "import": "import_",
    "release": "release",
    "verify": "verify",
    "witness": "witness",
    "clean": "clean",
    "clear": "clear",
    "compare": "compare",
    "publish": "publish",
    "export": "export",
    "topics": "topics",
    "theme": "theme",
    "report": "report",
    "catalogue": "catalogue",
    "probe": "probe",
    "explain": "explain",
    "doctor": "doctor",
    "hosting": "hosting",
}
"""The commands and their modules."""


class _Commands(Group):
    """The commands, each loaded when it is asked for: a build need not wait for what reads notices."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.add_command(getattr(import_module(f"gksite.cli.{COMMANDS[cmd_name]}"), f"{cmd_name}_command"))
        return self.commands.get(cmd_name)


@click.group(cls=_Commands, invoke_without_command=True, add_help_option=False)
@click.version_option(__version__, prog_name="gksite", message="%(prog)s %(version)s", help="显示版本")
@help_option
@click.pass_context
def cli(context: click.Context) -> None:
    """把政务公开工作任务分解表生成为无障碍的静态网站。"""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def _usage(error: click.UsageError) -> RequestError:
    """Click's complaint in our words."""
    match error:
        case click.NoSuchOption():
            return RequestError("没有选项 {name}{hint}", name=error.option_name, hint=_meant(error.possibilities))
        case click.exceptions.NoSuchCommand():
            hint = did_you_mean(near(error.command_name, COMMANDS, most=1))
            return RequestError("没有命令 {name}{hint}", name=error.command_name, hint=hint)
        case click.BadParameter():
            name = error.param.opts[0] if error.param else ""
            return RequestError("选项 {name} 的值不对；“gksite --help”有说明", name=name)
    return RequestError("命令写得不对；“gksite --help”有说明（{said}）", said=error.format_message())


def _meant(possibilities: Iterable[str] | None) -> Phrase:
    return did_you_mean(list(possibilities or ())[:1])


def _on_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    traceback.print_exception(kind, error, trace)
    sys.stderr.flush()
    os._exit(BUG)


def main() -> None:
    """Run one command; exit 0, 1 for content, 2 for the request, 70 with a traceback for a bug of ours."""
    sys.excepthook = _on_bug
    gc.set_threshold(100_000)  # a run makes millions of objects, hardly any in circles: a tenth of its time went there
    if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:  # as `python -m gksite` leaves it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    open_streams()
    try:
        status = _status()
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        os._exit(CONTENT_ERROR)  # what was to be said did not arrive
    except OSError as error:
        _end_unheard(error)
    sys.exit(status)


def _status() -> int:
    """How a command ends. Raises OSError where a stream, which has no name, does not take what is said."""
    try:
        return int(cli.main(prog_name="gksite", standalone_mode=False) or 0)
    except SystemExit as ending:
        return int(ending.code or 0)
    except click.UsageError as error:
        return _refuse(_usage(error))
    except RequestError as error:
        return _refuse(error)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except OSError as error:
        if error.filename is None:
            raise
        return _refuse(_of_system(error))


def _end_unheard(error: OSError) -> NoReturn:
    """End where a stream takes nothing more: what it still holds would fail once more at the end of the program."""
    with suppress(OSError):
        sys.stdout.flush()  # where it is the other stream that fails, what was said so far arrives
    with suppress(OSError):
        _refuse(_of_system(error))
        sys.stderr.flush()
    os._exit(BAD_REQUEST)


def _of_system(error: OSError) -> RequestError:
    return RequestError("{file}：{reason}", file=_named(error), reason=reason(error))


def _named(error: OSError) -> Path | Phrase:
    """The file that the system would not open or write; a stream of the terminal has no name."""
    if error.filename is None:
        return Phrase("系统")
    return Path(str(error.filename))


def _refuse(error: RequestError) -> int:
    """Say in one line why a request cannot be met; its language is read from the arguments, as they may be at fault."""
    lang = "en" if language() == "en" or "--lang=en" in sys.argv or "en" in _after("--lang") else "zh"
    click.echo(error.text(translator(lang, own_theme())), err=True)
    return BAD_REQUEST


def _after(option: str) -> list[str]:
    return [b for a, b in zip(sys.argv, sys.argv[1:], strict=False) if a == option]
