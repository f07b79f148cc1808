"""gksite explain"""

import click

from gksite.cli import build, check, export, import_  # noqa: F401  what they load defines every code
from gksite.cli.options import chosen, help_option, lang_option
from gksite.importers import refusals  # noqa: F401  its codes are explained too
from gksite.problems import RequestError, codes, did_you_mean
from gksite.reports import explained
from gksite.text.names import near


@click.command("explain", add_help_option=False)
@click.argument("code", required=False)
@lang_option
@help_option
def explain_command(code: str | None, lang: str | None) -> None:
    """说明一个问题编号：是什么、为什么、怎样改。"""
    tr = chosen(lang)
    if code is None:
        for known in codes().values():
            click.echo(f"{known.id}  {tr(known.message)}")
        return
    found = codes().get(code.upper())
    if found is None:
        hint = did_you_mean(near(code.upper(), codes(), most=1))
        raise RequestError("没有编号“{code}”{hint}", code=code, hint=hint)
    click.echo(explained(found, tr))
