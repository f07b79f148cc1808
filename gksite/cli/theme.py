"""gksite theme"""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from gksite import __version__
from gksite.cli.help_page import Command, help_option
from gksite.cli.options import chosen_language, format_option, lang_option, portal, root_option
from gksite.cli.terminal import ERRORS, fail, say, show
from gksite.problems.problem import Phrase, Problems, RequestError, Stop
from gksite.theming.overlay import meant, origins, overlaid, with_origin
from gksite.theming.theme import ORIGINS, Theme, theme
from gksite.write import save


@click.command("theme", cls=Command, add_help_option=False)
@click.option("--copy", help="把主题的一个文件抄到门户的 templates/ 里，供修改", metavar="NAME")
@click.option("--checked", help="记下自己的这个文件已经与主题现在的对照过", metavar="NAME")
@root_option
@format_option
@lang_option
@help_option
def theme_command(copy: str | None, checked: str | None, root: Path, style: str, lang: str | None) -> None:
    """列出门户用来代替主题的文件，抄一个来改，或者记下对照过。"""
    folder, tr, problems = portal(root), chosen_language(lang), Problems()
    try:
        found = theme(folder, problems)
        origins(found, folder, problems)
        problems.gate()
        if copy is not None:
            _record(_copied(copy, found, folder, problems), found, folder, problems)
        if checked is not None:
            _record(_compared(checked, found), found, folder, problems)
        lines = tuple(_lines(theme(folder, problems), folder, problems))
    except Stop:
        show(problems, style, tr)
        fail(problems, ERRORS, tr)
    say(lines, tr)


def _name(text: str, found: Theme) -> str:
    """The name of a file of ours, also where it is given with its folder. Raises RequestError for any other."""
    name = text.removeprefix("templates/")
    if ".." in Path(name).parts or not (found.own / name).is_file():
        raise RequestError("主题里没有 {name}{hint}", name=name, hint=meant(name, found))
    return name


def _copied(text: str, found: Theme, root: Path, problems: Problems) -> str:
    """Copy one of our files. Raises RequestError where the portal has it already, Stop where the disk refuses."""
    name = _name(text, found)
    target = root / "templates" / name
    if os.path.lexists(target):
        raise RequestError("{file} 已经有了；与主题对照过的，用 --checked", file=target)
    target.parent.mkdir(parents=True, exist_ok=True)
    save(target, (found.own / name).read_bytes(), problems)
    problems.gate()
    return name


def _compared(text: str, found: Theme) -> str:
    """A file of the portal's. Raises RequestError where it has none of this name."""
    name = _name(text, found)
    if found.overlay is None or found.folder(name) == found.own:
        raise RequestError("门户没有自己的 {name}；要抄一个来改，用 --copy", name=name)
    return name


def _record(name: str, found: Theme, root: Path, problems: Problems) -> None:
    """Write down that a file is as new as ours. Raises Stop where the record is bad or the disk refuses."""
    recorded = origins(found, root, problems)
    save(root / "templates" / ORIGINS, with_origin(recorded, name, found), problems)
    problems.gate()


def _lines(found: Theme, root: Path, problems: Problems) -> Iterator[Phrase]:
    files = overlaid(found, root, problems)
    yield Phrase("主题：gksite {version}", version=__version__)
    if not files:
        yield Phrase("没有自己的文件代替主题的。")
    for file in files:
        state = Phrase(file.state.value)
        if file.version:
            yield Phrase("templates/{name}：{state}（{version}）", name=file.name, state=state, version=file.version)
        else:
            yield Phrase("templates/{name}：{state}", name=file.name, state=state)
