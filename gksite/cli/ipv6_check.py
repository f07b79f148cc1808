"""gksite check --ipv6"""

from collections.abc import Iterator
from pathlib import Path

from gksite.checks.ipv6_only import RULES, check_ipv6
from gksite.checks.resources import OPEN_SCHEME
from gksite.cli.options import SiteCommand
from gksite.cli.terminal import ERRORS, fail, say, show
from gksite.codes import BY_NUMBER
from gksite.documents.config import read_settings
from gksite.documents.files import content_of
from gksite.manifest import read_manifest, standing
from gksite.model.outputs import File
from gksite.model.settings import Config
from gksite.problems.problem import Phrase, Problems, RequestError, Stop
from gksite.waiving import in_force, read_waivers


def check_ipv6_only(command: SiteCommand) -> None:
    """Look at what stands in output/, as it would be uploaded, and say of each rule whether it holds.

    Not at what a build would make now: what others put into output/ goes to the server as well.
    """
    problems = Problems()
    try:
        config = problems.settled(read_settings(command.root / "site.yaml", problems)).record
    except Stop:
        show(problems, command.style, command.tr)
        fail(problems, ERRORS, command.tr)
    waivers = read_waivers(command.root / "content", Problems())
    problems.waivers = in_force(waivers, BY_NUMBER, command.today, Problems())
    paths = _paths(command.output, config)
    problems.found += check_ipv6(_files(command.output, paths), config.url)
    show(problems, command.style, command.tr)
    say([Phrase("检查的是 {output} 里现有的 {count} 个文件：", output=command.output, count=len(paths))], command.tr)
    say(_verdicts(problems, config), command.tr)
    if problems.errors():
        fail(problems, ERRORS, command.tr)


def _paths(output: Path, config: Config) -> tuple[str, ...]:
    """The files of the site in output/. Raises RequestError where none of this portal stands there."""
    held = read_manifest(output) if output.is_dir() else None
    if held is None:
        raise RequestError("{output} 里没有 gksite 生成的网站；请先运行 gksite build", output=output)
    if held.portal != config.name:
        raise RequestError(
            "{output} 里是“{name}”的网站，不是这个门户的；请先运行 gksite build", output=output, name=held.portal
        )
    return standing(output).present


def _files(output: Path, paths: tuple[str, ...]) -> Iterator[File]:
    for path in paths:
        content = content_of(output, path)
        if content is not None:
            yield File(path, content)


def _verdicts(problems: Problems, config: Config) -> Iterator[Phrase]:
    """One line for each rule."""
    errors = problems.errors()
    for rule, codes in RULES:
        count = sum(problem.code in codes for problem in errors)
        if count:
            yield Phrase("  不通过：{rule}（有 {count} 处不是这样）", rule=rule, count=count)
        elif config.url is None and OPEN_SCHEME in codes:
            yield Phrase("  测不了：{rule}（site.yaml 没有写 url，不知道哪个主机是本网站）", rule=rule)
        else:
            yield Phrase("  通过：{rule}", rule=rule)
