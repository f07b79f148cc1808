"""gksite check"""

import os
from contextlib import suppress
from functools import partial
from pathlib import Path

import click

from gksite.build import BuildOptions, Tree, make
from gksite.checks.check_tree import check_tree
from gksite.checks.tree import CheckedTree, PageFacts
from gksite.cli.help_page import Command, help_option
from gksite.cli.inspection_report import write_report
from gksite.cli.ipv6_check import check_ipv6_only
from gksite.cli.options import SiteCommand, site_options
from gksite.cli.outcomes import waiting_notices
from gksite.cli.terminal import ERRORS, fail, say, show, show_progress
from gksite.hold import settle
from gksite.inspection.reviews import reviews
from gksite.problems.problem import Phrase, Problem, Problems, Stop
from gksite.proof.noting import note_proof
from gksite.proof.prove import Proof, prove
from gksite.read import Records
from gksite.theming.overlay import check_overlay
from gksite.theming.theme import theme
from gksite.waiving import note_needless


@click.command("check", cls=Command, add_help_option=False)
@partial(site_options, report=True)
@click.option(
    "--report",
    type=Path,
    help="把检查报告写入这个文件（HTML，一个文件，可以打印）；不写时 --format html 输出到屏幕",
    metavar="FILE",
)
@click.option("--ipv6", is_flag=True, help="不检查内容，只看已生成的网站：没有 IPv4 的读者能不能打开每一处")
@click.option("--search", is_flag=True, help="不检查内容，只核对已生成的搜索：在浏览器里逐个查询，与数据比较")
@click.option("--queries", type=click.IntRange(min=1), default=2000, help="核对多少个查询（默认 2000）", metavar="N")
@help_option
def check_command(command: SiteCommand, report: Path | None, search: bool, ipv6: bool, queries: int) -> None:
    """检查内容和生成的页面，不写入任何页面。"""
    if ipv6:
        check_ipv6_only(command)
        return
    if search:
        _check_search(command, queries)
        return
    problems, proofs = Problems(), list[Proof]()
    facts: dict[str, PageFacts] = {}
    tree = None
    with suppress(Stop):
        settle(command.output, command.root, problems)
        tree = _check(command, problems, proofs, facts)
    for proof in proofs:
        note_proof(proof, command.root, command.today, problems)
    as_html = command.style == "html"
    if as_html or report is not None:
        write_report(command, report, problems, tree, facts)
    if not as_html:
        show(problems, command.style, command.tr)
    if problems.errors() or (_is_official(tree) and problems.obstacles()):
        fail(problems, ERRORS, command.tr, release=_is_official(tree))
    _say_all_is_well(command, problems, len(facts), err=as_html)


def _is_official(tree: Tree | None) -> bool:
    """Whether somebody runs the portal who can release it; one without an identity is a preview."""
    return tree is not None and tree.site.config.identity is not None


def _say_all_is_well(command: SiteCommand, problems: Problems, pages: int, *, err: bool) -> None:
    """What a check ends with that met no error; beside a report, on standard error."""
    said = [Phrase("已检查内容和 {pages} 个页面，没有发现错误。", pages=pages)]
    if obstacles := problems.obstacles():
        said.append(Phrase("另有 {count} 处，正式发布之前要补上或由人豁免。", count=len(obstacles)))
    if waived := problems.waived():
        said.append(Phrase("另有 {count} 处问题已经豁免，见 content/waivers.yaml。", count=len(waived)))
    say([*said, *waiting_notices(problems)], command.tr, err=err)


def _check(command: SiteCommand, problems: Problems, proofs: list[Proof], facts: dict[str, PageFacts]) -> Tree:
    """Make the site and look at it. What is proved and what is kept of pages is added to the lists. Raises Stop."""

    def proving(records: Records) -> tuple[Problem, ...]:
        proofs.append(prove(records))
        return (*proofs[-1].problems, *reviews(records))

    with show_progress(command.tr) as progress:
        options = BuildOptions(command.today, command.jobs, until=command.until)
        tree = make(command.root, options, problems, progress, published=command.output, prove=proving)
        progress("检查页面")
        files = {file.path: file for file in tree.files}
        checked = CheckedTree(tree.site, files, command.today, tree.records, tree.ledger)
        problems.found += check_tree(checked, facts)
        problems.found += check_overlay(theme(command.root, problems), command.root, problems)
        note_needless(tree.waivers, problems)
    return tree


def _check_search(command: SiteCommand, queries: int) -> None:
    """Ask the search that was built, and say whether it finds exactly what the data holds."""
    from gksite.searching.in_browser import ask_all  # a check of the content does without a browser

    with show_progress(command.tr) as progress:
        message = command.tr("核对搜索：{done} / {queries}")
        comparison = ask_all(
            command.output,
            command.root,
            queries,
            os.environ.get("GKSITE_BROWSER"),
            lambda done: progress(message.format(done=done, queries=queries)),
        )
    problems = Problems(list(comparison.problems))
    show(problems, command.style, command.tr)
    if problems.found:
        fail(problems, ERRORS, command.tr)
    say(
        [
            Phrase(
                "已用 {browser} 核对 {queries} 次搜索，结果与数据完全一致。\n→ {report}",
                browser=comparison.browser,
                queries=comparison.queries,
                report=comparison.report,
            )
        ],
        command.tr,
    )
