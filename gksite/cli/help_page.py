"""Commands whose help pages are Chinese throughout."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


class _Page(click.HelpFormatter):
    """Click's help page with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法：")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section({"Options": "选项", "Commands": "命令"}.get(name, name)):
            yield


class _Context(click.Context):
    formatter_class = _Page


class Command(click.Command):
    """A command with such a page."""

    context_class = _Context


class Group(click.Group):
    """A group of commands with such a page."""

    context_class = _Context


help_option = click.help_option("-h", "--help", help="显示说明")
