"""gksite check"""

import os

import click

from gksite.build import Wanted, make
from gksite.checks import links
from gksite.cli.options import Order, help_option, ordered
from gksite.cli.terminal import fail, progress, say, show
from gksite.problems import Phrase, Problems, Stop
from gksite.proof import prove
from gksite.reports import ending, proved
from gksite.write import settle

CHECKS = (links.check,)


@click.command("check", add_help_option=False)
@ordered
@click.option("--search", is_flag=True, help="不检查内容，只核对已生成的搜索：在浏览器里逐个查询，与数据比较")
@click.option("--queries", type=click.IntRange(min=1), default=2000, help="核对多少个查询（默认 2000）", metavar="N")
@help_option
def check_command(order: Order, search: bool, queries: int) -> None:
    """检查内容和生成的页面，不写入任何页面。"""
    if search:
        _check_search(order, queries)
        return
    problems = Problems()
    settle(order.output)
    try:
        with progress(order.tr) as tell:
            tree = make(order.root, Wanted(order.today, order.jobs), problems, tell, prove=True)
            tell("检查页面")
            files = {file.path: file for file in tree.files}
            problems.found += [problem for check in CHECKS for problem in check(files)]
            problems.gate()
    except Stop:
        show(problems, order.style, order.tr)
        fail(ending(problems), order.tr)
    show(problems, order.style, order.tr)
    pages = sum(path.endswith(".html") for path in files)
    say([Phrase("已检查内容和 {pages} 个页面的站内链接，没有发现错误。", (("pages", pages),))], order.tr)


def _check_search(order: Order, queries: int) -> None:
    """Ask the search that was built, and say whether it finds exactly what the data holds."""
    with progress(order.tr) as tell:
        said = order.tr("核对搜索：{done} / {queries}")
        proof = prove(
            order.output,
            queries,
            os.environ.get("GKSITE_BROWSER"),
            lambda done: tell(said.format(done=done, queries=queries)),
        )
    problems = Problems(list(proof.problems))
    show(problems, order.style, order.tr)
    if problems.found:
        fail(ending(problems), order.tr)
    assert proof.report is not None  # noqa: S101  nothing was wrong
    say([proved(proof.report.browser, proof.report.queries, proof.file)], order.tr)
