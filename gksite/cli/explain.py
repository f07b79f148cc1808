"""gksite explain"""

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.options import chosen_language, lang_option
from gksite.codes import BY_NUMBER
from gksite.problems.problem import Code, RequestError, Waivable, did_you_mean
from gksite.problems.translations import Translate
from gksite.text.names import near

WAIVED = {
    Waivable.REASON: "可以豁免：在 content/waivers.yaml 里写明理由、负责的人和到期日。",
    Waivable.BASIS: "可以豁免：在 content/waivers.yaml 里写明记号、法律依据、影响评估、理由、负责的人和到期日。",
}
"""What is said of a code for which somebody may answer."""


@click.command("explain", cls=Command, add_help_option=False)
@click.argument("code", required=False)
@lang_option
@help_option
def explain_command(code: str | None, lang: str | None) -> None:
    """说明一个问题编号：是什么、为什么、怎样改。"""
    tr = chosen_language(lang)
    if code is None:
        for each in BY_NUMBER.values():
            click.echo(f"{each.id}  {tr(each.message)}")
        return
    found = BY_NUMBER.get(code.upper())
    if found is None:
        hint = did_you_mean(near(code.upper(), BY_NUMBER, most=1))
        raise RequestError("没有编号“{code}”{hint}", code=code, hint=hint)
    click.echo(_explained(found, tr))


def _explained(code: Code, tr: Translate) -> str:
    """All that is known of a code, as a text of several lines."""
    lines = [f"{code.id}  {tr(code.message)}", ""]
    lines += [f"{tr('为什么：')}{tr(code.why)}", f"{tr('怎样改：')}{tr(code.mend)}"]
    if code.clause:
        lines.append(f"{tr('依据：')}{tr(code.clause)}")
    if code.waivable is not Waivable.NEVER:
        lines.append(tr(WAIVED[code.waivable]))
    return "\n".join(lines)
