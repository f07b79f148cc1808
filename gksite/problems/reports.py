"""Problems as lines for people, for programs and for GitHub."""

import json
from collections.abc import Callable

from gksite.problems.problem import Level, Problem, Waivable, escaped
from gksite.problems.translations import Translate

_MARKS = {Level.ERROR: "", Level.OBSTACLE: "发布前：", Level.WARNING: "提醒：", Level.NOTE: "说明："}
"""What stands before a message that does not stop a build."""


def _text(problem: Problem, tr: Translate) -> str:
    mark = _MARKS[problem.code.level]
    return f"{problem.location}: {problem.code.id} {tr(mark) if mark else ''}{problem.text(tr)}"


def _json(problem: Problem, tr: Translate) -> str:
    form = {
        "code": problem.code.id,
        "level": problem.code.level.value,
        "file": problem.location.file,
        "line": problem.location.line or None,
        "column": problem.location.column or None,
        "message": problem.text(tr),
        "mend": tr(problem.code.mend),
    }
    if problem.code.waivable is not Waivable.NEVER:
        form["mark"] = problem.mark
    return escaped(json.dumps(form, ensure_ascii=False))


def _github(problem: Problem, tr: Translate) -> str:
    kind = "error" if problem.code.level in (Level.ERROR, Level.OBSTACLE) else "warning"
    where = problem.location
    properties = f"file={_escape(escaped(where.file))},line={where.line or 1},col={where.column or 1}"
    return f"::{kind} {properties},title={problem.code.id}::{problem.text(tr).replace('%', '%25')}"


def _escape(value: str) -> str:
    """A value in the properties of a workflow command, where these three signs divide."""
    return value.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


STYLES: dict[str, Callable[[Problem, Translate], str]] = {"text": _text, "json": _json, "github": _github}
"""Each way to write one problem on one line."""
