"""The command line: the only module that may print, exit or read the clock."""

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType

import click
from rich.console import Console

from gksite import __version__
from gksite.build import Tell, build, make
from gksite.checks import links
from gksite.files import reason
from gksite.i18n import Translate, translator
from gksite.problems import Phrase, Problems, RequestError, Stop, codes, did_you_mean
from gksite.proof import prove
from gksite.reports import STYLES, built, ending, explained, proved
from gksite.text.dates import parse_date
from gksite.text.names import near
from gksite.theme import own_theme
from gksite.write import settle

CONTENT_ERROR, BAD_REQUEST, BUG = 1, 2, 70
CHECKS = (links.check,)


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else parse_date(value)
        except ValueError:
            raise RequestError("--today 应写成 2018-06-12，而不是“{value}”", value=value) from None


_help = click.help_option("-h", "--help", help="显示说明")
_root = click.option("--root", type=Path, default=Path(), help="门户所在的文件夹（默认是当前文件夹）", metavar="DIR")
_output = click.option("--output", type=Path, help="生成到哪里（默认是门户里的 output/）", metavar="DIR")
_jobs = click.option("--jobs", type=click.IntRange(min=1), help="同时运行的进程数（默认按处理器数）", metavar="N")
_today = click.option("--today", type=_Day(), help="把这一天当作今天，例如 2018-06-12", metavar="DATE")
_format = click.option("--format", "style", type=click.Choice(list(STYLES)), default="text", help="问题的写法")
_lang = click.option("--lang", type=click.Choice(["zh", "en"]), help="提示信息的语言")


class _Help(click.HelpFormatter):
    """Click's help page with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法：")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section({"Options": "选项", "Commands": "命令"}.get(name, name)):
            yield


click.Context.formatter_class = _Help


@click.group(invoke_without_command=True, add_help_option=False)
@click.version_option(__version__, prog_name="gksite", message="%(prog)s %(version)s", help="显示版本")
@_help
@click.pass_context
def cli(context: click.Context) -> None:
    """把政务公开工作任务分解表生成为无障碍的静态网站。"""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command("build", add_help_option=False)
@_root
@_output
@_jobs
@_today
@click.option("--offline", is_flag=True, help="链接写明文件名，可以直接从 U 盘打开")
@click.option("--no-search", is_flag=True, help="不做搜索索引")
@click.option("--no-cache", is_flag=True, help="搜索索引全部重做，不沿用没有变的部分")
@click.option("--components", is_flag=True, help="另做 /components/：主题部件的样例，开发主题时用")
@_format
@_lang
@_help
def build_command(
    root: Path,
    output: Path | None,
    jobs: int | None,
    today: date | None,
    offline: bool,
    no_search: bool,
    no_cache: bool,
    components: bool,
    style: str,
    lang: str | None,
) -> None:
    """生成整个网站；内容有错时什么也不改。"""
    root = _portal(root)
    target = (output or root / "output").resolve()
    tr = translator(lang or _language(), own_theme())
    problems = Problems()
    try:
        with _progress(tr) as tell:
            report = build(
                root,
                target,
                today=today or date.today(),
                jobs=jobs or _processors(),
                problems=problems,
                tell=tell,
                offline=offline,
                search=not no_search,
                cache=not no_cache,
                components=components,
            )
    except Stop:
        _show(problems, style, tr)
        click.echo(ending(problems, target.name).text(tr), err=True)
        sys.exit(CONTENT_ERROR)
    _show(problems, style, tr)
    _say(built(report.site, report.written, target), tr)


@cli.command("check", add_help_option=False)
@_root
@_output
@_jobs
@_today
@click.option("--search", is_flag=True, help="不检查内容，只核对已生成的搜索：在浏览器里逐个查询，与数据比较")
@click.option("--queries", type=click.IntRange(min=1), default=2000, help="核对多少个查询（默认 2000）", metavar="N")
@_format
@_lang
@_help
def check_command(
    root: Path,
    output: Path | None,
    jobs: int | None,
    today: date | None,
    search: bool,
    queries: int,
    style: str,
    lang: str | None,
) -> None:
    """检查内容和生成的页面，不写入任何页面。"""
    root = _portal(root)
    target = (output or root / "output").resolve()
    tr = translator(lang or _language(), own_theme())
    problems = Problems()
    if search:
        _check_search(target, queries, style, tr)
        return
    settle(target)
    try:
        with _progress(tr) as tell:
            day = today or date.today()
            tree = make(root, today=day, jobs=jobs or _processors(), problems=problems, tell=tell)
            tell("检查页面")
            files = {file.path: file for file in tree.files}
            problems.found += [problem for check in CHECKS for problem in check(files)]
            problems.gate()
    except Stop:
        _show(problems, style, tr)
        click.echo(ending(problems).text(tr), err=True)
        sys.exit(CONTENT_ERROR)
    _show(problems, style, tr)
    click.echo(
        tr("已检查内容和 {pages} 个页面的站内链接，没有发现错误。").format(
            pages=sum(p.endswith(".html") for p in files)
        )
    )


def _check_search(target: Path, queries: int, style: str, tr: Translate) -> None:
    """Ask the search that was built, and say whether it finds exactly what the data holds."""
    with _progress(tr) as tell:
        said = tr("核对搜索：{done} / {queries}")
        proof = prove(
            target,
            queries,
            os.environ.get("GKSITE_BROWSER"),
            lambda done: tell(said.format(done=done, queries=queries)),
        )
    problems = Problems(list(proof.problems))
    _show(problems, style, tr)
    if problems.found:
        click.echo(ending(problems).text(tr), err=True)
        sys.exit(CONTENT_ERROR)
    assert proof.report is not None  # noqa: S101  nothing was wrong
    _say([proved(proof.report.browser, proof.report.queries, proof.file)], tr)


@cli.command("explain", add_help_option=False)
@click.argument("code", required=False)
@_lang
@_help
def explain_command(code: str | None, lang: str | None) -> None:
    """说明一个问题编号：是什么、为什么、怎样改。"""
    tr = translator(lang or _language(), own_theme())
    if code is None:
        for known in codes().values():
            click.echo(f"{known.id}  {tr(known.message)}")
        return
    found = codes().get(code.upper())
    if found is None:
        hint = did_you_mean(near(code.upper(), codes(), most=1))
        raise RequestError("没有编号“{code}”{hint}", code=code, hint=hint)
    click.echo(explained(found, tr))


def _portal(root: Path) -> Path:
    if not root.is_dir():
        raise RequestError("没有文件夹 {folder}", folder=root)
    return root.resolve()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _language() -> str:
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or ""
    return "en" if said.lower().startswith("en") else "zh"


@contextmanager
def _progress(tr: Translate) -> Iterator[Tell]:
    """Name the stage at work on a terminal; say nothing in a pipe."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda stage: None
        return
    with console.status("") as status:
        yield lambda stage: status.update(tr(stage) + "…")


def _say(phrases: Iterable[Phrase], tr: Translate) -> None:
    for phrase in phrases:
        click.echo(phrase.text(tr))


def _show(problems: Problems, style: str, tr: Translate) -> None:
    """Every problem on standard error, sorted, one per line."""
    for problem in problems.sorted():
        click.echo(STYLES[style](problem, tr), err=True)


def _usage(error: click.UsageError) -> RequestError:
    """Click's complaint in our words."""
    match error:
        case click.NoSuchOption():
            return RequestError("没有选项 {name}{hint}", name=error.option_name, hint=_meant(error.possibilities))
        case click.exceptions.NoSuchCommand():
            return RequestError("没有命令 {name}{hint}", name=error.command_name, hint=_meant(error.possibilities))
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
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        sys.exit(cli.main(prog_name="gksite", standalone_mode=False) or 0)
    except click.UsageError as error:
        _refuse(_usage(error))
    except RequestError as error:
        _refuse(error)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        os._exit(0)
    except OSError as error:
        _refuse(RequestError("{file}：{reason}", file=Path(str(error.filename or "")), reason=reason(error)))


def _refuse(error: RequestError) -> None:
    """Say in one line why a request cannot be met; its language is read from the arguments, as they may be at fault."""
    lang = "en" if _language() == "en" or "--lang=en" in sys.argv or "en" in _after("--lang") else "zh"
    click.echo(error.text(translator(lang, own_theme())), err=True)
    sys.exit(BAD_REQUEST)


def _after(option: str) -> list[str]:
    return [b for a, b in zip(sys.argv, sys.argv[1:], strict=False) if a == option]
