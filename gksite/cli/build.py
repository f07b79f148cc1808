"""gksite build"""

import click

from gksite.build import Wanted, build
from gksite.cli.options import Order, help_option, ordered
from gksite.cli.terminal import fail, progress, say, show
from gksite.problems import Problems, Stop
from gksite.reports import built, ending


@click.command("build", add_help_option=False)
@ordered
@click.option("--offline", is_flag=True, help="链接写明文件名，可以直接从 U 盘打开")
@click.option("--no-search", is_flag=True, help="不做搜索索引")
@click.option("--no-cache", is_flag=True, help="搜索索引全部重做，不沿用没有变的部分")
@click.option("--components", is_flag=True, help="另做 /components/：主题部件的样例，开发主题时用")
@help_option
def build_command(order: Order, offline: bool, no_search: bool, no_cache: bool, components: bool) -> None:
    """生成整个网站；内容有错时什么也不改。"""
    wanted = Wanted(order.today, order.jobs, offline, not no_search, components)
    problems = Problems()
    try:
        with progress(order.tr) as tell:
            report = build(order.root, order.output, wanted, problems, tell, cache=not no_cache)
    except Stop:
        show(problems, order.style, order.tr)
        fail(ending(problems, order.output.name), order.tr)
    show(problems, order.style, order.tr)
    say(built(report.site, report.written, order.output), order.tr)
