"""gksite doctor"""

import sys
from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.options import chosen_language, lang_option, portal, root_option
from gksite.cli.terminal import CONTENT_ERROR, say
from gksite.documents.config import reading_seconds, settings_of
from gksite.problems.problem import Phrase
from gksite.surroundings import surroundings


@click.command("doctor", cls=Command, add_help_option=False)
@root_option
@lang_option
@help_option
def doctor_command(root: Path, lang: str | None) -> None:
    """说明这台机器上的情况：版本、读来源时的限度、搜索程序、文件夹；缺什么、怎么办。"""
    tr, folder = chosen_language(lang), portal(root)
    missing = 0
    for finding in surroundings(folder, reading_seconds(settings_of(folder))):
        said = finding.said
        if finding.missing:
            missing += 1
            said = Phrase("缺：{said}", said=said)
        say([said], tr)
    if missing:
        say([Phrase("缺 {count} 样，生成不了网站；请照上面的提示补上。", count=missing)], tr)
        sys.exit(CONTENT_ERROR)
    say([Phrase("生成网站所需的都有。")], tr)
