"""Problems as lines for people, for programs and for GitHub."""

import json
from collections.abc import Callable

from gksite.i18n import Translate
from gksite.problems import Level, Phrase, Problem, Problems, escaped
from gksite.write import UNFINISHED


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
