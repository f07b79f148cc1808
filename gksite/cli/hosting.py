"""gksite hosting"""

from pathlib import Path

import click

from gksite.build import BuildOptions, departed
from gksite.cli.help_page import Command, help_option
from gksite.cli.options import SiteCommand, site_options
from gksite.cli.terminal import ERRORS, fail, show
from gksite.hosting.caddy import caddy, caddy_include
from gksite.hosting.nginx import nginx, nginx_include
from gksite.hosting.policy import policy_of
from gksite.hosting.version import DEBIAN, installed_version, parse_version
from gksite.ledger.fates import live_addresses
from gksite.model.site import Site
from gksite.problems.problem import Problems, RequestError, Stop, did_you_mean
from gksite.text.names import near

WRITERS = {"nginx": (nginx, nginx_include), "caddy": (caddy, caddy_include)}
"""The servers whose language is written: whole, or for what stands already."""


@click.command("hosting", cls=Command, add_help_option=False)
@click.argument("server", metavar="nginx|caddy", required=False)
@site_options
@click.option("--server-version", help="写给哪个版本（默认是本机装的，没有装就是 Debian 13 的）", metavar="V")
@click.option("--include", is_flag=True, help="只写这个网站的一段，放进现有门户的设置里")
@help_option
def hosting_command(command: SiteCommand, server: str | None, server_version: str | None, include: bool) -> None:
    """把网页服务器的设置写到屏幕上，存成文件就能用。"""
    if server is None:
        raise RequestError("写给哪种服务器：gksite hosting nginx，或者 gksite hosting caddy")
    if server not in WRITERS:
        hint = did_you_mean(near(server, WRITERS, most=1))
        raise RequestError("只会写 nginx 和 caddy 的设置，没有“{server}”{hint}", server=server, hint=hint)
    if server_version is None:
        version = installed_version(server) or DEBIAN[server]
    else:
        version = parse_version(server, server_version)
    site = _site(command)
    policy = policy_of(site.config, site.departed, live_addresses(site))
    whole, part = WRITERS[server]
    if include and policy.base == "/":
        raise RequestError(
            "网站在主机的根上，不是现有门户的一段；在 site.yaml 里写了 base_path（例如 /zwgk/）才能用 --include"
        )
    write = part if include else whole
    click.echo(write(policy, version, command.tr), nl=False)


def _site(command: SiteCommand) -> Site:
    """The site with what became of its addresses; ends the command where the content has errors."""
    problems, options = Problems(), BuildOptions(command.today, command.jobs, until=command.until)
    published = command.output if Path(command.output).is_dir() else None
    try:
        return departed(command.root, options, problems, published)
    except Stop:
        show(problems, command.style, command.tr)
        fail(problems, ERRORS, command.tr)
