"""gksite build"""

from collections.abc import Iterator
from pathlib import Path

import click

from gksite.build import BuildOptions, BuildReport, build
from gksite.cli.help_page import Command, help_option
from gksite.cli.options import SiteCommand, site_options
from gksite.cli.outcomes import is_published, waiting_notices
from gksite.cli.terminal import fail, say, show, show_progress
from gksite.problems.problem import Phrase, Problems, Stop
from gksite.releasing.places import HISTORY
from gksite.workshop import UNFINISHED


@click.command("build", cls=Command, add_help_option=False)
@site_options
@click.option("--offline", is_flag=True, help="链接写明文件名，可以直接从 U 盘打开")
@click.option("--no-search", is_flag=True, help="不做搜索索引")
@click.option("--no-cache", is_flag=True, help="搜索索引全部重做，来源文件全部重读，以前的索引和样式一份也不留")
@click.option("--components", is_flag=True, help="另做 /components/：主题部件的样例，开发主题时用")
@click.option("--remove", is_flag=True, help="没有交代去向的页面也删去；记在台账里的，写明今天撤下")
@click.option("--record", is_flag=True, help="把这次公布的网址和索引号记入 content/ledger.yaml")
@help_option
def build_command(
    command: SiteCommand,
    offline: bool,
    no_search: bool,
    no_cache: bool,
    components: bool,
    remove: bool,
    record: bool,
) -> None:
    """生成整个网站；内容有错时什么也不改。"""
    options = BuildOptions(
        command.today, command.jobs, offline, not no_search, components, remove, record, command.until
    )
    problems = Problems()
    try:
        with show_progress(command.tr) as progress:
            report = build(command.root, command.output, options, problems, progress, cache=not no_cache)
    except Stop:
        show(problems, command.style, command.tr)
        fail(problems, _output_now(problems, command.output), command.tr, output=command.output.name)
    show(problems, command.style, command.tr)
    say(_made(report, command.output), command.tr)
    say(waiting_notices(problems), command.tr)
    if (command.root / HISTORY).exists():
        say([Phrase("提示：这样生成的网站没有签名；公布以前请运行 gksite release。")], command.tr)


def _output_now(problems: Problems, output: Path) -> str:
    """How output/ stands after a build that failed."""
    if any(problem.code is UNFINISHED for problem in problems.errors()):
        return "{output} 尚未更新完。“gksite explain {code}”有说明。"
    if is_published(problems, output):
        return "{output} 已经更新，但上面的文件没有写成，请排除原因后再运行一次。“gksite explain {code}”有说明。"
    return "{files} 个文件中有 {errors} 处错误；{output} 保持原样。“gksite explain {code}”有说明。"


def _made(report: BuildReport, output: Path) -> Iterator[Phrase]:
    """What a build has made, and what site.yaml still lacks."""
    site, written = report.site, report.written
    yield Phrase(
        "已生成 {notices} 份通知、{tasks} 项任务、{agencies} 个单位；"
        "{files} 个文件，更新 {changed} 个，删除 {removed} 个"
        "\n→ {output}",
        notices=len(site.notices),
        tasks=len(site.tasks),
        agencies=len(site.agencies),
        files=written.changed + written.kept,
        changed=written.changed,
        removed=written.removed,
        output=output,
    )
    if site.config.identity is None:
        yield Phrase("提示：site.yaml 还没有填写 identity，各页标有“示例站点，非政府网站”。")
    if site.config.url is None:
        yield Phrase("提示：site.yaml 没有填写 url，因此没有生成 sitemap.xml 和规范网址。")
