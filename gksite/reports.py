"""Problems as lines for people, for programs and for GitHub."""

import json
from collections.abc import Callable

from gksite.i18n import Translate
from gksite.problems import Level, Problem, escaped


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
