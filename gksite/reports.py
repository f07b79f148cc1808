"""Problems as lines for people, for programs and for GitHub."""

import json
from collections.abc import Callable
from pathlib import Path

from gksite.i18n import Translate
from gksite.model.site import Site
from gksite.problems import Code, Level, Phrase, Problem, Problems, escaped
from gksite.write import UNFINISHED, Written


def _text(problem: Problem, tr: Translate) -> str:
    mark = {Level.ERROR: "", Level.WARNING: tr("提醒："), Level.NOTE: tr("说明：")}[problem.code.level]
    return f"{problem.place}: {problem.code.id} {mark}{problem.text(tr)}"


def _json(problem: Problem, tr: Translate) -> str:
    line = json.dumps(
        {
            "code": problem.code.id,
            "level": problem.code.level.value,
            "file": problem.place.file,
            "line": problem.place.line or None,
            "column": problem.place.column or None,
            "message": problem.text(tr),
            "mend": tr(problem.code.mend),
        },
        ensure_ascii=False,
    )
    return escaped(line)


def _github(problem: Problem, tr: Translate) -> str:
    kind, where = "error" if problem.code.level is Level.ERROR else "warning", problem.place
    place = f"file={_escape(escaped(where.file))},line={where.line or 1},col={where.column or 1}"
    return f"::{kind} {place},title={problem.code.id}::{problem.text(tr).replace('%', '%25')}"


def _escape(value: str) -> str:
    return value.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


STYLES: dict[str, Callable[[Problem, Translate], str]] = {"text": _text, "json": _json, "github": _github}
"""Each way to write one problem on one line."""


def ending(problems: Problems, output: str | None = None) -> Phrase:
    """How a command that met errors ends: how many, whether output/ still stands, and where to read more."""
    errors = [problem for problem in problems.sorted() if problem.code.level is Level.ERROR]
    said = (("files", len({p.place.file for p in errors})), ("errors", len(errors)), ("code", errors[0].code.id))
    if output is None:
        return Phrase("{files} 个文件中有 {errors} 处错误。“gksite explain {code}”有说明。", said)
    if any(problem.code is UNFINISHED for problem in errors):
        return Phrase("{output} 尚未更新完。“gksite explain {code}”有说明。", (*said, ("output", output)))
    return Phrase(
        "{files} 个文件中有 {errors} 处错误；{output} 保持原样。“gksite explain {code}”有说明。",
        (*said, ("output", output)),
    )


def built(site: Site, written: Written, output: Path) -> list[Phrase]:
    """What a build has made, and what site.yaml still lacks."""
    said = {
        "notices": len(site.notices),
        "tasks": len(site.tasks),
        "agencies": len(site.agencies),
        "files": written.changed + written.kept,
        "changed": written.changed,
        "removed": written.removed,
        "output": output,
    }
    made = (
        "已生成 {notices} 份通知、{tasks} 项任务、{agencies} 个单位；"
        "{files} 个文件，更新 {changed} 个，删除 {removed} 个"
        "\n→ {output}"
    )
    lines = [Phrase(made, tuple(said.items()))]
    if site.config.identity is None:
        lines.append(Phrase("提示：site.yaml 还没有填写 identity，各页标有“示例站点，非政府网站”。"))
    if site.config.url is None:
        lines.append(Phrase("提示：site.yaml 没有填写 url，因此没有生成 sitemap.xml 和规范网址。"))
    return lines


def proved(browser: str, queries: int, report: Path) -> Phrase:
    """A search without fault."""
    said = (("browser", browser), ("queries", queries), ("report", report))
    return Phrase("已用 {browser} 核对 {queries} 次搜索，结果与数据完全一致。\n→ {report}", said)


def explained(code: Code, tr: Translate) -> str:
    """All that is known of a code, as a text of several lines."""
    lines = [f"{code.id}  {tr(code.message)}", ""]
    lines += [f"{tr('为什么：')}{tr(code.why)}", f"{tr('怎样改：')}{tr(code.mend)}"]
    return "\n".join([*lines, *([f"{tr('依据：')}{tr(code.clause)}"] if code.clause else [])])
